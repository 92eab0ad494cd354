package io.tongbao.payments;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServerTest
class PayingTests {
    private final World world;
    private final Shops shops;
    private final Ledger ledger;

    PayingTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    @Test
    void paysAnOrderByItsCodeAndBothSidesHaveTheReceipt() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode order = shops.order(shop, 1_280);

        JsonNode quote = customer.browser()
                .post("/quotes", Map.of("qr", order.path("qr").asString()))
                .expect(201)
                .json();
        assertThat(quote.path("payable").path("value").asLong()).isEqualTo(1_280);
        assertThat(quote.path("available").path("value").asLong()).isEqualTo(5_000);
        JsonNode payment = shops.pay(customer, quote, aKey()).expect(201).json();

        assertThat(payment.path("state").asString()).isEqualTo("paid");
        assertThat(payment.path("paid").path("value").asLong()).isEqualTo(1_280);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(3_720);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_280);
        assertThat(shops.balance(Accounts.orders(customer.id()))).isEqualTo(1);
        String id = payment.path("id").asString();
        JsonNode own = customer.browser().get("/payments/" + id).expect(200).json();
        assertThat(own.path("customerMasked").isNull()).isTrue();
        JsonNode merchants = shop.till().get("/payments/" + id).expect(200).json();
        assertThat(merchants.path("customerMasked").asString()).contains("*");
        JsonNode after = shop.till()
                .get("/orders/" + order.path("id").asString())
                .expect(200)
                .json();
        assertThat(after.path("state").asString()).isEqualTo("paid");
        assertThat(after.path("paymentId").asString()).isEqualTo(id);
        assertThat(shop.till()
                        .get("/payments?limit=5")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        JsonNode day = shop.till().get("/merchant-summary").expect(200).json();
        assertThat(day.path("taken").path("value").asLong()).isEqualTo(1_280);
        assertThat(day.path("newCustomers").asLong()).isEqualTo(1);
    }

    @Test
    void paysByTheStaticCodeWithATypedAmount() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode quote = customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(300)))
                .expect(201)
                .json();
        shops.pay(customer, quote, aKey()).expect(201);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(300);
    }

    @Test
    void answersADoubleClickAndALostResponseWithTheSamePayment() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 1_000).path("id").asString());
        String key = aKey();
        List<Visitor.Answer> answers = atOnce(3, () -> shops.pay(customer, quote, key));
        assertThat(ids(answers)).hasSize(1);
        world.clock().advance(Duration.ofMinutes(6));
        assertThat(ids(List.of(shops.pay(customer, quote, key).expect(201)))).isEqualTo(ids(answers));
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
    }

    @Test
    void takesTwoTabsOnOneQuoteForOnePayment() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 1_000).path("id").asString());
        List<Visitor.Answer> answers = atOnce(3, () -> shops.pay(customer, quote, aKey()));
        assertThat(ids(answers)).hasSize(1);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(4_000);
    }

    @Test
    void letsAnOrderBePaidOnceWhoeverPays() {
        Shops.Shop shop = shops.aShop();
        World.Someone first = shops.aCustomerWith(5_000);
        World.Someone second = shops.aCustomerWith(5_000);
        String order = shops.order(shop, 1_000).path("id").asString();
        JsonNode quoteOfFirst = shops.quote(first, order);
        JsonNode another = shops.quote(first, order);
        JsonNode quoteOfSecond = shops.quote(second, order);
        String paid = shops.pay(first, quoteOfFirst, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        JsonNode own = shops.pay(first, another, aKey())
                .expectProblem(409, "order-paid")
                .json();
        assertThat(own.path("paymentId").asString()).isEqualTo(paid);
        JsonNode others = shops.pay(second, quoteOfSecond, aKey())
                .expectProblem(409, "order-paid")
                .json();
        assertThat(others.has("paymentId")).isFalse();
        first.browser().post("/quotes", Map.of("orderId", order)).expectProblem(409, "order-paid");
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
    }

    @Test
    void keepsARefusalUnderItsKeyAndLetsAnotherKeyPay() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(500);
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 1_000).path("id").asString());
        String key = aKey();
        JsonNode refused = shops.pay(customer, quote, key)
                .expectProblem(422, "insufficient-balance")
                .json();
        assertThat(refused.path("available").path("value").asLong()).isEqualTo(500);
        shops.fund(Accounts.wallet(customer.id(), CNY), 1_000);
        shops.pay(customer, quote, key).expectProblem(422, "insufficient-balance");
        shops.pay(customer, quote, aKey()).expect(201);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(500);
    }

    @Test
    void refusesAKeyUsedForAnotherQuote() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String key = aKey();
        shops.pay(
                        customer,
                        shops.quote(customer, shops.order(shop, 100).path("id").asString()),
                        key)
                .expect(201);
        shops.pay(
                        customer,
                        shops.quote(customer, shops.order(shop, 100).path("id").asString()),
                        key)
                .expectProblem(422, "idempotency-key-reused");
        JsonNode quote = shops.quote(customer, shops.order(shop, 100).path("id").asString());
        customer.browser()
                .post("/payments", Map.of("quoteId", quote.path("id").asString()))
                .expectProblem(400, "idempotency-key-missing");
    }

    @Test
    void refusesAnExpiredQuoteAndSomebodyElses() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        World.Someone other = shops.aCustomerWith(5_000);
        JsonNode quote = shops.quote(customer, shops.order(shop, 100).path("id").asString());
        shops.pay(other, quote, aKey()).expectProblem(404, "not-found");
        world.clock().advance(Duration.ofMinutes(5).plusSeconds(1));
        shops.pay(customer, quote, aKey()).expectProblem(409, "quote-expired");
    }

    @Test
    void asksForThePinAndSaysWhatIsWrongWithIt() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(500_000);
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 400_000).path("id").asString());
        assertThat(quote.path("pinNeeded").asBoolean()).isTrue();
        String id = quote.path("id").asString();
        customer.browser().post("/payments", Map.of("quoteId", id), aKey()).expectProblem(422, "pin-required");
        customer.browser()
                .post("/payments", Map.of("quoteId", id, "pin", "000001"), aKey())
                .expectProblem(422, "pin-wrong");
        customer.browser()
                .post("/payments", Map.of("quoteId", id, "pin", "12345"), aKey())
                .expectProblem(400, "invalid-field");
        shops.pay(customer, quote, aKey()).expect(201);
    }

    @Test
    void namesTheFieldOfAWrongAmountOrCode() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        Visitor browser = customer.browser();
        browser.post("/quotes", Map.of("qr", shop.qr())).expectProblem(400, "invalid-field");
        browser.post("/quotes", Map.of("qr", shop.qr(), "amount", cny(0))).expectProblem(400, "invalid-field");
        browser.post("/quotes", "{\"qr\":\"" + shop.qr() + "\",\"amount\":{\"value\":-1,\"currency\":\"CNY\"}}")
                .expectProblem(400, "invalid-field");
        browser.post("/quotes", "{\"qr\":\"" + shop.qr() + "\",\"amount\":{\"value\":1.5,\"currency\":\"CNY\"}}")
                .expectProblem(400, "invalid-field");
        browser.post(
                        "/quotes",
                        "{\"qr\":\"" + shop.qr() + "\",\"amount\":{\"value\":9007199254740992,\"currency\":\"CNY\"}}")
                .expectProblem(400, "invalid-field");
        browser.post("/quotes", Map.of("qr", shop.qr(), "amount", Map.of("value", 100, "currency", "USD")))
                .expectProblem(422, "wrong-currency");
        browser.post("/quotes", Map.of("qr", "https://example.com/pay", "amount", cny(100)))
                .expectProblem(422, "qr-foreign");
        browser.post("/quotes", Map.of("qr", shop.qr().substring(0, 40), "amount", cny(100)))
                .expectProblem(400, "qr-invalid");
        browser.post("/quotes", Map.of("amount", cny(100))).expectProblem(400, "invalid-field");
        browser.post("/quotes", Map.of("orderId", "ord_unknown")).expectProblem(404, "not-found");
    }

    @Test
    void takesEmojiInANoteAndRefusesU0000() {
        Shops.Shop shop = shops.aShop();
        JsonNode order = shop.till()
                .post("/orders", Map.of("amount", cny(100), "note", "少辣 🌶️"))
                .expect(201)
                .json();
        assertThat(order.path("note").asString()).isEqualTo("少辣 🌶️");
        shop.till()
                .post("/orders", Map.of("amount", cny(100), "note", "a\u0000b"))
                .expectProblem(400, "invalid-field");
    }

    @Test
    void makesOneOrderOfTheSameNumberAndRefusesAnother() {
        Shops.Shop shop = shops.aShop();
        Map<String, Object> order = Map.of("orderNumber", "A-17", "amount", cny(100));
        String id =
                shop.till().post("/orders", order).expect(201).json().path("id").asString();
        assertThat(shop.till()
                        .post("/orders", order)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        shop.till()
                .post("/orders", Map.of("orderNumber", "A-17", "amount", cny(101)))
                .expectProblem(409, "conflict");
    }

    @Test
    void givesOrdersWithoutANumberAShortOneOfTheirOwn() {
        Shops.Shop shop = shops.aShop();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            numbers.add(shops.order(shop, 100).path("orderNumber").asString());
        }
        assertThat(numbers).hasSize(20).allMatch(number -> number.matches("[01][0-9][0-3][0-9]-[2-9A-Z]{5}"));
        String number = numbers.iterator().next();
        assertThat(shop.till()
                        .get("/orders?q=" + number.toLowerCase(java.util.Locale.ROOT))
                        .expect(200)
                        .json()
                        .at("/items/0/orderNumber")
                        .asString())
                .isEqualTo(number);
    }

    @Test
    void listsPaymentsAndOrdersByTheirState() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        shops.order(shop, 100);
        String whole = shops.paid(shop, customer, 100).path("id").asString();
        String part = shops.paid(shop, customer, 200).path("id").asString();
        String gone = shops.paid(shop, customer, 300).path("id").asString();
        shop.till()
                .post("/payments/" + part + "/refunds", Map.of("amount", cny(50)), aKey())
                .expect(201);
        shop.till()
                .post("/payments/" + gone + "/refunds", Map.of("amount", cny(300)), aKey())
                .expect(201);

        assertThat(listed(shop, "/payments?state=paid", "id")).containsExactly(whole);
        assertThat(listed(shop, "/payments?state=partly_refunded", "id")).containsExactly(part);
        assertThat(listed(shop, "/payments?state=refunded", "id")).containsExactly(gone);
        assertThat(listed(shop, "/orders?state=open", "state")).containsExactly("open");
        assertThat(listed(shop, "/orders?state=paid", "paymentId")).containsExactly(whole);
        assertThat(listed(shop, "/orders?state=partly_refunded", "paymentId")).containsExactly(part);
        assertThat(listed(shop, "/orders?state=refunded", "paymentId")).containsExactly(gone);
        assertThat(listed(shop, "/orders?state=cancelled", "id")).isEmpty();
        assertThat(listed(shop, "/orders?state=expired", "id")).isEmpty();
        shop.till().get("/payments?state=open").expectProblem(400, "invalid-field");
    }

    private static List<String> listed(Shops.Shop shop, String path, String member) {
        List<String> found = new ArrayList<>();
        shop.till()
                .get(path)
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> found.add(item.path(member).asString()));
        return found;
    }

    @Test
    void refusesAFrozenWalletAndAFrozenMerchant() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        JsonNode quote = shops.quote(customer, shops.order(shop, 100).path("id").asString());
        ledger.freeze(Accounts.wallet(customer.id(), CNY), Ledger.Freeze.OUT);
        shops.pay(customer, quote, aKey()).expectProblem(422, "account-frozen");
        ledger.freeze(Accounts.wallet(customer.id(), CNY), Ledger.Freeze.NONE);
        ledger.freeze(Accounts.merchant(shop.id(), CNY), Ledger.Freeze.IN);
        shops.pay(customer, quote, aKey()).expectProblem(422, "merchant-not-active");
        ledger.freeze(Accounts.merchant(shop.id(), CNY), Ledger.Freeze.NONE);
        shops.pay(customer, quote, aKey()).expect(201);
    }

    @Test
    void showsAPaymentOnlyToThoseItConcerns() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String id = shops.paid(shop, customer, 100).path("id").asString();
        shops.aCustomerWith(1).browser().get("/payments/" + id).expectProblem(404, "not-found");
        shops.aShop().till().get("/payments/" + id).expectProblem(404, "not-found");
        world.aVisitor("wallet").get("/payments/" + id).expectProblem(401, "not-signed-in");
        world.anOperator().browser().get("/payments/" + id).expect(200);
    }

    private static Set<String> ids(List<Visitor.Answer> answers) {
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.expect(201).json().path("id").asString()));
        return ids;
    }

    private static List<Visitor.Answer> atOnce(int times, Supplier<Visitor.Answer> request) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Visitor.Answer>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(CompletableFuture.supplyAsync(request, threads));
            }
            return running.stream().map(CompletableFuture::join).toList();
        }
    }
}
