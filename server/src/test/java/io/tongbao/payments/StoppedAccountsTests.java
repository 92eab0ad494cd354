package io.tongbao.payments;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.wallets.CardNumbers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Closed and frozen accounts, as payer and payee, whatever moves. */
@ServerTest
class StoppedAccountsTests {
    private final Shops shops;
    private final Ledger ledger;

    StoppedAccountsTests(World world, Ledger ledger) {
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    @Test
    void aFrozenWalletNeitherSendsNorGets() {
        World.Someone frozen = shops.aCustomerWith(5_000);
        World.Someone other = shops.aCustomerWith(5_000);
        shops.freeze(Accounts.wallet(frozen.id(), CNY), Ledger.Freeze.BOTH);
        send(frozen, other).expectProblem(422, "account-frozen");
        send(other, frozen).expectProblem(422, "account-frozen");
        withdraw(frozen).expectProblem(422, "account-frozen");
        assertThat(shops.balance(Accounts.wallet(frozen.id(), CNY))).isEqualTo(5_000);
        assertThat(shops.balance(Accounts.wallet(other.id(), CNY))).isEqualTo(5_000);
    }

    @Test
    void aClosedWalletNeitherPaysNorGets() {
        Shops.Shop shop = shops.aShop();
        World.Someone gone = shops.aCustomerWith(1_000);
        World.Someone other = shops.aCustomerWith(5_000);
        JsonNode spent = shops.paid(shop, gone, 1_000);
        JsonNode quote = shops.quote(gone, shops.order(shop, 100).path("id").asString());
        assertThat(ledger.closeAccount(Accounts.wallet(gone.id(), CNY).code())).isTrue();

        shops.pay(gone, quote, aKey()).expectProblem(422, "account-closed");
        send(other, gone).expectProblem(422, "account-closed");
        withdraw(gone).expectProblem(422, "account-closed");
        shop.till()
                .post("/payments/" + spent.path("id").asString() + "/refunds", Map.of("amount", cny(1_000)), aKey())
                .expectProblem(422, "account-closed");
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
        assertThat(shops.balance(Accounts.wallet(other.id(), CNY))).isEqualTo(5_000);
    }

    @Test
    void aFrozenMerchantGivesNoRefund() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(1_000);
        String payment = shops.paid(shop, customer, 1_000).path("id").asString();
        shops.freeze(Accounts.merchant(shop.id(), CNY), Ledger.Freeze.OUT);
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(1)), aKey())
                .expectProblem(422, "merchant-not-active");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isZero();
    }

    private static io.tongbao.Visitor.Answer send(World.Someone from, World.Someone to) {
        return from.browser()
                .post("/sends", Map.of("recipientId", to.id(), "amount", cny(100), "pin", World.PIN), aKey());
    }

    private static io.tongbao.Visitor.Answer withdraw(World.Someone customer) {
        String card = customer.browser()
                .post("/cards", Map.of("number", CardNumbers.good(), "holder", "张三", "expiry", "12/39"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return customer.browser()
                .post("/withdrawals", Map.of("cardId", card, "amount", cny(100), "pin", World.PIN), aKey());
    }
}
