package io.tongbao.payments;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pay codes, inquiry and cancellation at the till, and refunds of plain payments. */
@ServerTest
class TillTests {
    private final World world;
    private final Shops shops;

    TillTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void chargesAPayCodeOnceAndTheWalletSeesIt() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = aCustomerWithoutPinUpTo(20_000, 50_000);
        JsonNode code = payCode(customer);
        assertThat(code.path("code").asString()).matches("28[0-9]{16}");
        String order = shops.order(shop, 1_800).path("id").asString();
        String key = aKey();
        JsonNode charged = charge(shop, order, code, key).expect(200).json();
        assertThat(charged.path("state").asString()).isEqualTo("paid");
        String payment = charged.path("payment").path("id").asString();
        assertThat(charge(shop, order, code, key)
                        .expect(200)
                        .json()
                        .path("payment")
                        .path("id")
                        .asString())
                .isEqualTo(payment);
        JsonNode seen = customer.browser()
                .get("/pay-codes/" + code.path("id").asString())
                .expect(200)
                .json();
        assertThat(seen.path("state").asString()).isEqualTo("used");
        assertThat(seen.path("payment").path("id").asString()).isEqualTo(payment);
        String another = shops.order(shop, 1_800).path("id").asString();
        charge(shop, another, code, aKey()).expectProblem(422, "pay-code-used");
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_800);
    }

    @Test
    void refusesAnExpiredCodeAndThrottlesGuesses() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = aCustomerWithoutPinUpTo(20_000, 50_000);
        JsonNode code = payCode(customer);
        world.clock().advance(Duration.ofSeconds(61));
        String order = shops.order(shop, 100).path("id").asString();
        charge(shop, order, code, aKey()).expectProblem(422, "pay-code-expired");
        for (int i = 0; i < 10; i++) {
            shop.till()
                    .post("/orders/" + order + "/pay-code", Map.of("payCode", "28000000000000000" + i), aKey())
                    .expectProblem(422, "pay-code-invalid");
        }
        charge(shop, order, payCode(customer), aKey()).expectProblem(429, "too-often");
        Shops.Shop neighbour = shops.aShop();
        charge(neighbour, shops.order(neighbour, 100).path("id").asString(), payCode(customer), aKey())
                .expect(200);
        world.clock().advance(Duration.ofSeconds(61));
        charge(shop, order, payCode(customer), aKey()).expect(200);
    }

    @Test
    void asksTheWalletWhenAPinIsNeededAndTheOrderIsPaidThere() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(500_000);
        JsonNode code = payCode(customer);
        String order = shops.order(shop, 400_000).path("id").asString();
        JsonNode charged = charge(shop, order, code, aKey()).expect(200).json();
        assertThat(charged.path("state").asString()).isEqualTo("pin_needed");
        JsonNode seen = customer.browser()
                .get("/pay-codes/" + code.path("id").asString())
                .expect(200)
                .json();
        assertThat(seen.path("state").asString()).isEqualTo("pin_needed");
        assertThat(seen.path("orderId").asString()).isEqualTo(order);
        shops.pay(customer, shops.quote(customer, order), aKey()).expect(201);
    }

    @Test
    void closesAnUnpaidOrderSoThatALatePaymentIsRefused() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String order = shops.order(shop, 1_000).path("id").asString();
        JsonNode quote = shops.quote(customer, order);
        assertThat(cancel(shop, order).path("state").asString()).isEqualTo("cancelled");
        assertThat(cancel(shop, order).path("state").asString()).isEqualTo("cancelled");
        shops.pay(customer, quote, aKey()).expectProblem(409, "order-cancelled");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(5_000);
    }

    @Test
    void givesBackAPaidOrderOnceWhenItIsCancelled() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String order = shops.order(shop, 1_000).path("id").asString();
        shops.pay(customer, shops.quote(customer, order), aKey()).expect(201);
        JsonNode asked = shop.till()
                .post("/orders/" + order + "/inquiry", Map.of())
                .expect(200)
                .json();
        assertThat(asked.path("state").asString()).isEqualTo("paid");
        assertThat(cancel(shop, order).path("state").asString()).isEqualTo("refunded");
        assertThat(cancel(shop, order).path("state").asString()).isEqualTo("refunded");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(5_000);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();
        assertThat(shops.balance(Accounts.orders(customer.id()))).isZero();
    }

    @Test
    void refundsInPartsNeverAboveWhatIsLeft() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String payment = shops.paid(shop, customer, 1_000).path("id").asString();
        String path = "/payments/" + payment + "/refunds";
        String key = aKey();
        JsonNode first = shop.till()
                .post(path, Map.of("amount", cny(300), "reason", "少了一份 🍜"), key)
                .expect(201)
                .json();
        assertThat(first.path("left").path("value").asLong()).isEqualTo(700);
        assertThat(shop.till()
                        .post(path, Map.of("amount", cny(300), "reason", "少了一份 🍜"), key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(first.path("id").asString());
        shop.till().post(path, Map.of("amount", cny(301)), key).expectProblem(422, "idempotency-key-reused");
        JsonNode above = shop.till()
                .post(path, Map.of("amount", cny(701)), aKey())
                .expectProblem(422, "refund-above-left")
                .json();
        assertThat(above.path("left").path("value").asLong()).isEqualTo(700);
        shop.till().post(path, Map.of("amount", cny(0)), aKey()).expectProblem(400, "invalid-field");
        shop.till()
                .post(path, Map.of("amount", Map.of("value", 1, "currency", "USD")), aKey())
                .expectProblem(422, "wrong-currency");
        customer.browser().post(path, Map.of("amount", cny(1)), aKey()).expectProblem(403, "forbidden");
        shops.aShop().till().post(path, Map.of("amount", cny(1)), aKey()).expectProblem(404, "not-found");
        String last = aKey();
        JsonNode rest = shop.till()
                .post(path, Map.of("amount", cny(700)), last)
                .expect(201)
                .json();
        assertThat(rest.path("full").asBoolean()).isTrue();
        assertThat(shop.till()
                        .post(path, Map.of("amount", cny(700)), last)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(rest.path("id").asString());
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(5_000);
        assertThat(shops.balance(Accounts.orders(customer.id()))).isZero();
        assertThat(shop.till().get(path).expect(200).json().path("items").size())
                .isEqualTo(2);
        assertThat(shop.till()
                        .get("/payments/" + payment)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("refunded");
    }

    @Test
    void refusesARefundThatTheMerchantCannotPayWithWhatIsLentToIt() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(300_000);
        String payment = shops.paid(shop, customer, 300_000).path("id").asString();
        shops.post(
                Accounts.merchant(shop.id(), CNY),
                io.tongbao.ledger.AccountKey.outside("bank/tests/CNY", CNY.asset()),
                250_000);
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(250_001)), aKey())
                .expectProblem(422, "merchant-balance-too-small");
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(250_000)), aKey())
                .expect(201);
    }

    @Test
    void whileThePinIsAwaitedBothSidesSeeItAndMayStop() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = aCustomerWithoutPinUpTo(100, 50_000);
        String order = shops.order(shop, 5_000).path("id").asString();
        assertThat(shop.till().get("/orders/" + order).expect(200).json().hasNonNull("pin"))
                .isFalse();
        String code = asked(shop, customer, order);
        assertThat(pin(shop, order)).isEqualTo("awaited");
        assertThat(codeState(customer, code)).isEqualTo("pin_needed");

        customer.browser().post("/pay-codes/" + code + "/refusal", Map.of()).expect(200);
        customer.browser().post("/pay-codes/" + code + "/refusal", Map.of()).expect(200);
        assertThat(codeState(customer, code)).isEqualTo("refused");
        assertThat(pin(shop, order)).isEqualTo("refused");
        assertThat(shop.till()
                        .get("/orders/" + order)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("open");

        String again = asked(shop, customer, order);
        assertThat(pin(shop, order)).isEqualTo("awaited");
        shop.till().post("/orders/" + order + "/cancellation", Map.of(), aKey()).expect(200);
        assertThat(codeState(customer, again)).isEqualTo("called_off");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(50_000);
    }

    @Test
    void nobodyRefusesWhatNoTillAskedOrWhatIsPaid() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = aCustomerWithoutPinUpTo(10_000, 50_000);
        JsonNode code =
                customer.browser().post("/pay-codes", Map.of()).expect(201).json();
        String id = code.path("id").asString();
        customer.browser().post("/pay-codes/" + id + "/refusal", Map.of()).expectProblem(409, "conflict");
        world.aCustomer()
                .browser()
                .post("/pay-codes/" + id + "/refusal", Map.of())
                .expectProblem(404, "not-found");
        String order = shops.order(shop, 5_000).path("id").asString();
        shop.till()
                .post(
                        "/orders/" + order + "/pay-code",
                        Map.of("payCode", code.path("code").asString()),
                        aKey())
                .expect(200);
        customer.browser().post("/pay-codes/" + id + "/refusal", Map.of()).expectProblem(409, "conflict");
    }

    private static String asked(Shops.Shop shop, World.Someone customer, String order) {
        JsonNode code =
                customer.browser().post("/pay-codes", Map.of()).expect(201).json();
        JsonNode charge = shop.till()
                .post(
                        "/orders/" + order + "/pay-code",
                        Map.of("payCode", code.path("code").asString()),
                        aKey())
                .expect(200)
                .json();
        assertThat(charge.path("state").asString()).isEqualTo("pin_needed");
        return code.path("id").asString();
    }

    private static String pin(Shops.Shop shop, String order) {
        return shop.till()
                .get("/orders/" + order)
                .expect(200)
                .json()
                .path("pin")
                .asString();
    }

    private static String codeState(World.Someone customer, String code) {
        return customer.browser()
                .get("/pay-codes/" + code)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private World.Someone aCustomerWithoutPinUpTo(long limit, long balance) {
        World.Someone customer = shops.aCustomerWith(balance);
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(limit), "pin", World.PIN))
                .expect(204);
        return customer;
    }

    private static JsonNode payCode(World.Someone customer) {
        return customer.browser().post("/pay-codes", Map.of()).expect(201).json();
    }

    private static io.tongbao.Visitor.Answer charge(Shops.Shop shop, String order, JsonNode code, String key) {
        return shop.till()
                .post(
                        "/orders/" + order + "/pay-code",
                        Map.of("payCode", code.path("code").asString()),
                        key);
    }

    private static JsonNode cancel(Shops.Shop shop, String order) {
        return shop.till()
                .post("/orders/" + order + "/cancellation", Map.of(), aKey())
                .expect(200)
                .json();
    }
}
