package io.tongbao;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A machine's clock that jumps by hours, ahead and back: sessions hold, codes end, and the books keep their order. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockJumpTests {
    private static final Duration HOURS = Duration.ofHours(5);

    private final World world;
    private final Shops shops;
    private final Ledger ledger;
    private boolean ahead;

    ClockJumpTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    private void ahead() {
        world.clock().advance(HOURS);
        ahead = true;
    }

    private void back() {
        world.clock().putBack(HOURS);
        ahead = false;
    }

    @AfterEach
    void putRight() {
        if (ahead) {
            back();
        }
    }

    /**
     * The books never go back: accounts that all tests share stay where the jumps took them. Were the clock left behind them, what others do
     * late in the evening would stand in the books tomorrow.
     */
    @AfterAll
    void letTheClockCatchUpWithTheBooks() {
        world.clock().advance(HOURS);
    }

    @Test
    void theBooksKeepTheirOrderWhenTheClockGoesBack() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        shops.paid(shop, customer, 100);
        ahead();
        shops.paid(shop, customer, 200);
        back();
        shops.paid(shop, customer, 300);
        shop.till()
                .post(
                        "/payments/"
                                + shops.paid(shop, customer, 400).path("id").asString() + "/refunds",
                        Map.of("amount", cny(400)),
                        aKey())
                .expect(201);
        List<StatementPage.Line> newestFirst = ledger.statement(
                        Accounts.wallet(customer.id(), CNY).code(), new StatementQuery(Optional.empty(), 50))
                .lines();
        assertThat(newestFirst).hasSize(6);
        Instant later = Instant.MAX;
        long balance = shops.balance(Accounts.wallet(customer.id(), CNY));
        for (StatementPage.Line line : newestFirst) {
            assertThat(line.recordedAt()).isBeforeOrEqualTo(later);
            assertThat(line.balance()).isEqualTo(balance);
            later = line.recordedAt();
            balance -= line.amount();
        }
        assertThat(balance).isZero();
    }

    @Test
    void aQuoteEndsWhenTheClockJumpsAheadAndIsPaidOnceWhenItJumpsBack() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode before =
                shops.quote(customer, shops.order(shop, 100).path("id").asString());
        ahead();
        shops.pay(customer, before, aKey()).expectProblem(409, "quote-expired");
        JsonNode quote = shops.quote(customer, shops.order(shop, 200).path("id").asString());
        String key = aKey();
        back();
        JsonNode paid = shops.pay(customer, quote, key).expect(201).json();
        assertThat(shops.pay(customer, quote, key).expect(201).json().path("id"))
                .isEqualTo(paid.path("id"));
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(4_800);
    }

    @Test
    void aPayCodeLivesNoLongerBecauseTheClockWentBack() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String order = shops.order(shop, 100).path("id").asString();
        JsonNode before = payCode(customer);
        ahead();
        charge(shop, order, before).expectProblem(422, "pay-code-expired");
        JsonNode fromAhead = payCode(customer);
        back();
        charge(shop, order, fromAhead).expectProblem(422, "pay-code-expired");
    }

    @Test
    void nobodyWaitsForHoursBecauseTheClockWentBack() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(500_000);
        String order = shops.order(shop, 400_000).path("id").asString();
        String phone = world.aPhone();
        Visitor stranger = world.aVisitor("wallet");
        ahead();
        for (int i = 0; i < 10; i++) {
            shop.till()
                    .post("/orders/" + order + "/pay-code", Map.of("payCode", "28000000000000000" + i), aKey())
                    .expectProblem(422, "pay-code-invalid");
        }
        shop.till()
                .post("/orders/" + order + "/pay-code", Map.of("payCode", "280000000000000001"), aKey())
                .expectProblem(429, "too-often");
        for (int i = 0; i < 20; i++) {
            customer.browser().get("/recipients?phone=" + phone).expect(404);
        }
        customer.browser().get("/recipients?phone=" + phone).expectProblem(429, "too-often");
        stranger.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
        back();
        charge(shop, order, payCode(customer)).expect(200);
        customer.browser().get("/recipients?phone=" + phone).expect(404);
        stranger.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
    }

    @Test
    void sessionsHoldAndNoneIsMadeLongerThanItIs() {
        World.Someone customer = world.aNewCustomer();
        ahead();
        customer.browser().get("/me").expect(200);
        World.Someone fromAhead = world.aNewCustomer();
        back();
        customer.browser().get("/me").expect(200);
        fromAhead.browser().get("/me").expect(200);
        fromAhead.browser().delete("/sessions/current").expect(204);
        fromAhead.browser().get("/me").expectProblem(401, "not-signed-in");
    }

    private static JsonNode payCode(World.Someone customer) {
        return customer.browser().post("/pay-codes", Map.of()).expect(201).json();
    }

    private static Visitor.Answer charge(Shops.Shop shop, String order, JsonNode code) {
        return shop.till()
                .post(
                        "/orders/" + order + "/pay-code",
                        Map.of("payCode", code.path("code").asString()),
                        aKey());
    }
}
