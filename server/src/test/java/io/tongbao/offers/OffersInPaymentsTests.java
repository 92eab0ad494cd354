package io.tongbao.offers;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.merchants.ShownDocuments;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.TypeIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Offers where they matter: in quotes, payments and refunds, through the API, and what the books then hold. */
@ServerTest
class OffersInPaymentsTests {
    private static final Currency CNY = Currency.of("CNY");

    private final World world;
    private final Ledger ledger;
    private final JdbcClient database;

    OffersInPaymentsTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.ledger = ledger;
        this.database = database;
    }

    @Test
    void anOfferIsSeenUsedRefundedPausedAndEnded() throws InterruptedException {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        World.Someone customer = aCustomerWith(20_000);
        JsonNode offer = open(operator, anOffer(shop, 10_000)).expect(201).json();
        String id = offer.path("id").asString();
        assertThat(offer.path("state").asString()).isEqualTo("live");

        JsonNode live = customer.browser().get("/live-offers").expect(200).json();
        assertThat(live.path("items").findValuesAsString("id")).contains(id);

        JsonNode quote = quote(customer, shop, 5_600);
        // 满50减8: the merchant bears 40 % of 8.00, the platform 60 %.
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(800);
        assertThat(quote.at("/payable/value").asLong()).isEqualTo(4_800);
        assertThat(quote.at("/applied/0/sponsors/0/discount/value").asLong()).isEqualTo(320);
        assertThat(quote.at("/applied/0/sponsors/1/discount/value").asLong()).isEqualTo(480);
        String payment = pay(customer, quote, Map.of("pin", World.PIN))
                .expect(201)
                .json()
                .path("id")
                .asString();

        JsonNode used = operator.get("/offers/" + id).expect(200).json();
        assertThat(used.at("/spent/value").asLong()).isEqualTo(800);
        assertThat(used.at("/spentToday/value").asLong()).isEqualTo(800);
        assertThat(used.at("/budgetLeft/value").asLong()).isEqualTo(9_200);
        await(() -> uses(operator, id).size() == 1);
        assertThat(uses(operator, id).get(0).path("paymentId").asString()).isEqualTo(payment);
        assertThat(uses(operator, id).get(0).path("customerMasked").asString()).doesNotContain(customer.phone());

        // Half of it: 24.00 to the customer, 1.60 and 2.40 to the budgets.
        operator.post("/payments/" + payment + "/refunds", Map.of("amount", cny(2_800)), TypeIds.next("key"))
                .expect(201);
        assertThat(operator.get("/offers/" + id).json().at("/spent/value").asLong())
                .isEqualTo(400);

        operator.post("/offers/" + id + "/pause", "").expect(200);
        JsonNode done = operator.get("/offers/" + id + "/timeline").expect(200).json();
        assertThat(done.at("/items/0/what").asString()).isEqualTo("paused");
        assertThat(done.at("/items/1/what").asString()).isEqualTo("opened");
        assertThat(done.at("/items/0/byName").asString()).isEqualTo("王工");
        customer.browser().get("/offers/" + id + "/timeline").expectProblem(403, "forbidden");
        JsonNode paused = quote(customer, shop, 5_600);
        assertThat(paused.at("/discount/value").asLong()).isZero();
        assertThat(paused.at("/notApplied/0/offerId").asString()).isEqualTo(id);
        assertThat(paused.at("/notApplied/0/code").asString()).isEqualToIgnoringCase("paused");

        JsonNode ended = operator.post("/offers/" + id + "/end", "").expect(200).json();
        assertThat(ended.path("state").asString()).isEqualTo("ended");
        assertThat(ended.at("/spent/value").asLong()).isEqualTo(400);
        assertThat(ended.at("/budgetLeft/value").asLong()).isZero();
        operator.post("/offers/" + id + "/resume", "").expectProblem(409, "offer-ended");

        // What a refund gives back after the end goes on to the sponsors.
        operator.post("/payments/" + payment + "/refunds", Map.of("amount", cny(2_800)), TypeIds.next("key"))
                .expect(201);
        assertThat(posted(Accounts.sponsor("platform:" + shop.id(), CNY).code()))
                .isZero();
        assertThat(posted(Accounts.sponsor("supplier:" + shop.id(), CNY).code()))
                .isZero();
    }

    @Test
    void namesTheFieldOfAnOfferThatIsWrong() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        Map<String, Object> body = anOffer(shop, 10_000);
        body.put("endsAt", body.get("startsAt"));
        Visitor.Answer answer = open(operator, body);
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("endsAt");
        operator.post("/offers", anOffer(shop, 10_000)).expectProblem(400, "idempotency-key-missing");
        operator.get("/offers?state=gone").expectProblem(400, "invalid-field");
        operator.get("/offers/off_nobody").expectProblem(404, "not-found");
    }

    /** Twenty-four customers hold a price with 8.00 off; the budget is enough for seven of them. */
    @Test
    void noCentIsGivenAboveTheBudgetThroughTheTill() throws Exception {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        String id = open(operator, anOffer(shop, 6_000))
                .expect(201)
                .json()
                .path("id")
                .asString();
        List<Callable<Visitor.Answer>> payments = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            World.Someone customer = aCustomerWith(10_000);
            customer.browser()
                    .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                    .expect(204);
            JsonNode quote = quote(customer, shop, 5_000);
            assertThat(quote.at("/discount/value").asLong()).isEqualTo(800);
            payments.add(() -> pay(customer, quote, Map.of()));
        }
        int paid = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Visitor.Answer> payment : threads.invokeAll(payments)) {
                if (payment.get().status() == 201) {
                    paid++;
                } else {
                    payment.get().expectProblem(409, "price-changed");
                    JsonNode again = payment.get().json().path("quote");
                    assertThat(again.at("/discount/value").asLong()).isZero();
                }
            }
        }
        // 40 % of 60.00 is 24.00, 3.20 each: seven; 60 % is 36.00, 4.80 each: seven.
        assertThat(paid).isEqualTo(7);
        JsonNode offer = operator.get("/offers/" + id).expect(200).json();
        assertThat(offer.at("/spent/value").asLong()).isEqualTo(5_600);
        assertThat(offer.at("/budgetLeft/value").asLong()).isEqualTo(400);
        assertThat(posted(Accounts.merchant(shop.id(), CNY).code())).isEqualTo(7 * 5_000);
    }

    /** Nothing is paid at another price than the one shown: the new one is shown, and is paid if it is confirmed. */
    @Test
    void aBudgetGoneBetweenQuoteAndPayAsksAgainWithTheNewPrice() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        open(operator, anOffer(shop, 800)).expect(201);
        World.Someone quick = aCustomerWith(10_000);
        World.Someone slow = aCustomerWith(10_000);
        JsonNode shown = quote(slow, shop, 5_000);
        assertThat(shown.at("/payable/value").asLong()).isEqualTo(4_200);
        pay(quick, quote(quick, shop, 5_000), Map.of("pin", World.PIN)).expect(201);

        JsonNode refused = pay(slow, shown, Map.of("pin", World.PIN))
                .expectProblem(409, "price-changed")
                .json();
        assertThat(posted(Accounts.wallet(slow.id(), CNY).code())).isEqualTo(10_000);
        JsonNode again = refused.path("quote");
        assertThat(again.at("/payable/value").asLong()).isEqualTo(5_000);
        assertThat(again.at("/notApplied/0/code").asString()).isEqualTo("budget-gone");
        pay(slow, again, Map.of("pin", World.PIN)).expect(201);
        assertThat(posted(Accounts.wallet(slow.id(), CNY).code())).isEqualTo(5_000);
        assertThat(posted(Accounts.merchant(shop.id(), CNY).code())).isEqualTo(10_000);
    }

    /** 满50减8 and 5 % cashback on what is left: 56.00 - 8.00 = 48.00, of which 2.40 comes back; refunds undo both. */
    @Test
    void offersThatAreCombinableApplyTogetherAndComeBackTogether() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        Map<String, Object> save = anOffer(shop, 10_000);
        save.put("combinable", true);
        Map<String, Object> back = anOffer(shop, 10_000);
        back.put("benefit", Map.of("kind", "cashback", "basisPoints", 500, "base", "net"));
        back.put("combinable", true);
        Map<String, Object> alone = anOffer(shop, 10_000);
        alone.put("benefit", Map.of("kind", "amount_off", "offMinor", 900));
        List<String> ids = new ArrayList<>();
        for (Map<String, Object> body : List.of(save, back, alone)) {
            ids.add(open(operator, body).expect(201).json().path("id").asString());
        }
        World.Someone customer = aCustomerWith(10_000);
        JsonNode quote = quote(customer, shop, 5_600);
        assertThat(quote.path("applied").findValuesAsString("offerId")).containsExactly(ids.get(0), ids.get(1));
        assertThat(quote.at("/payable/value").asLong()).isEqualTo(4_800);
        assertThat(quote.at("/cashback/value").asLong()).isEqualTo(240);
        assertThat(quote.at("/notApplied/0/offerId").asString()).isEqualTo(ids.get(2));
        assertThat(quote.at("/notApplied/0/code").asString()).isEqualTo("not-best");

        String payment = pay(customer, quote, Map.of("pin", World.PIN))
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(posted(Accounts.wallet(customer.id(), CNY).code())).isEqualTo(10_000 - 4_800 + 240);
        assertThat(posted(Accounts.merchant(shop.id(), CNY).code())).isEqualTo(5_600);
        for (long part : List.of(1_111L, 2_222L, 2_267L)) {
            operator.post("/payments/" + payment + "/refunds", Map.of("amount", cny(part)), TypeIds.next("key"))
                    .expect(201);
        }
        assertThat(posted(Accounts.wallet(customer.id(), CNY).code())).isEqualTo(10_000);
        assertThat(posted(Accounts.merchant(shop.id(), CNY).code())).isZero();
        for (String id : ids) {
            assertThat(operator.get("/offers/" + id).json().at("/spent/value").asLong())
                    .isZero();
        }
        await(() -> returned(operator, ids.get(0)) == 800 && returned(operator, ids.get(1)) == 240);
    }

    private static long returned(Visitor operator, String offer) {
        return operator.get("/offers/" + offer + "/uses")
                .json()
                .at("/items/0/returned/value")
                .asLong();
    }

    /** Whoever asks again for the same order, or for the same shop before paying, fishes in vain. */
    @Test
    void aRandomDiscountIsDrawnOnceHoweverOftenOneAsks() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        Map<String, Object> body = anOffer(shop, 100_000);
        List<Map<String, Object>> chances = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            chances.add(Map.of("offMinor", i, "weight", 1));
        }
        body.put("benefit", Map.of("kind", "random_off", "chances", chances));
        open(operator, body).expect(201);
        World.Someone customer = aCustomerWith(20_000);
        long drawn = quote(customer, shop, 5_600).at("/discount/value").asLong();
        assertThat(drawn).isBetween(1L, 50L);
        for (long amount : List.of(5_600L, 5_601L, 9_900L, 5_600L)) {
            assertThat(quote(customer, shop, amount).at("/discount/value").asLong())
                    .isEqualTo(drawn);
        }
        Set<Long> others = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            others.add(quote(aCustomerWith(10_000), shop, 5_600)
                    .at("/discount/value")
                    .asLong());
        }
        assertThat(others).hasSizeGreaterThan(1);
    }

    @Test
    void whoIsHeldOutPaysInFullAndThePaymentSaysSo() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        Map<String, Object> body = anOffer(shop, 100_000);
        body.put("holdoutPercent", "50");
        open(operator, body).expect(201);
        int held = 0;
        int had = 0;
        for (int i = 0; i < 200 && (held == 0 || had == 0); i++) {
            World.Someone customer = aCustomerWith(10_000);
            JsonNode quote = quote(customer, shop, 5_600);
            if (quote.at("/discount/value").asLong() > 0) {
                had++;
            } else {
                assertThat(quote.at("/notApplied/0/code").asString()).isEqualTo("held-out");
                String payment = pay(customer, quote, Map.of("pin", World.PIN))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
                assertThat(operator.get("/payments/" + payment)
                                .json()
                                .at("/paid/value")
                                .asLong())
                        .isEqualTo(5_600);
                assertThat(database.sql("select price #>> '{missed,0,code}' from payments.payment where id = :id")
                                .param("id", payment)
                                .query(String.class)
                                .single())
                        .isEqualTo("held-out");
                held++;
            }
        }
        assertThat(held).isPositive();
        assertThat(had).isPositive();
    }

    @Test
    void anOfferThatIsBeingWrittenIsTriedOnABasketAndNothingIsKept() {
        Visitor operator = world.anOperator().browser();
        Shop shop = aShop(operator);
        Map<String, Object> offer = anOffer(shop, 10_000);
        offer.put(
                "benefit",
                Map.of(
                        "kind",
                        "buy_get",
                        "buy",
                        Map.of("categories", List.of("tea")),
                        "buyUnits",
                        2,
                        "get",
                        Map.of("categories", List.of("tea")),
                        "getUnits",
                        1,
                        "basisPoints",
                        10_000,
                        "pick",
                        "cheapest"));
        List<Map<String, Object>> lines = List.of(
                Map.of("category", "tea", "unitPrice", cny(3_000), "quantity", 2),
                Map.of("category", "tea", "unitPrice", cny(2_500), "quantity", 1),
                Map.of("category", "cake", "unitPrice", cny(1_000), "quantity", 1));
        JsonNode tried = operator.post("/offer-trials", Map.of("offer", offer, "lines", lines))
                .expect(200)
                .json();
        // the cheapest of three teas is free; the shop bears 40 %
        assertThat(tried.at("/payable/value").asLong()).isEqualTo(7_000);
        assertThat(tried.at("/lines/1/discount/value").asLong()).isEqualTo(2_500);
        assertThat(tried.at("/sponsors/0/bears/value").asLong()).isEqualTo(1_000);
        JsonNode few = operator.post("/offer-trials", Map.of("offer", offer, "lines", lines.subList(1, 3)))
                .expect(200)
                .json();
        assertThat(few.at("/notApplied/code").asString()).isEqualTo("too-few-units");
        offer.remove("name");
        Visitor.Answer wrong = operator.post("/offer-trials", Map.of("offer", offer, "lines", lines));
        wrong.expectProblem(400, "invalid-field");
        assertThat(wrong.json().at("/errors/0/field").asString()).isEqualTo("offer.name");
        assertThat(operator.get("/offers?limit=100").json().toString()).doesNotContain("buy_get");
    }

    private record Shop(String id, String qr) {}

    private Shop aShop(Visitor operator) {
        World.Someone owner = world.signedUp("merchant", world.aPhone());
        Map<String, Object> body = Map.of(
                "name", "面馆",
                "category", "restaurant",
                "city", "上海",
                "licenceNumber", "91310000MA1FL0" + owner.phone().substring(7),
                "contactName", "王芳",
                "currency", "CNY");
        JsonNode shop = owner.browser().post("/merchants", body).expect(201).json();
        String id = shop.path("id").asString();
        ShownDocuments.allRequired(owner.browser(), operator, id);
        operator.post("/merchants/" + id + "/approval", Map.of("decision", "approve"))
                .expect(200);
        JsonNode mine = owner.browser().get("/merchants/mine").expect(200).json();
        return new Shop(id, mine.path("qr").asString());
    }

    private World.Someone aCustomerWith(long minor) {
        World.Someone customer = world.aCustomer();
        ledger.post(Entry.post(
                "top_up", List.of(Leg.of(Accounts.imported(CNY), Accounts.wallet(customer.id(), CNY), minor))));
        return customer;
    }

    private static Map<String, Object> anOffer(Shop shop, long total) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "满50减8");
        body.put("currency", "CNY");
        body.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))));
        body.put("merchantIds", List.of(shop.id()));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(total)));
        body.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "supplier:" + shop.id(), "name", "供应商", "percent", 40),
                        Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", "60")));
        return body;
    }

    private static Visitor.Answer open(Visitor operator, Map<String, Object> body) {
        return operator.post("/offers", body, TypeIds.next("key"));
    }

    private static JsonNode quote(World.Someone customer, Shop shop, long minor) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json();
    }

    private static Visitor.Answer pay(World.Someone customer, JsonNode quote, Map<String, Object> pin) {
        Map<String, Object> body = new LinkedHashMap<>(pin);
        body.put("quoteId", quote.path("id").asString());
        return customer.browser().post("/payments", body, TypeIds.next("key"));
    }

    private static JsonNode uses(Visitor operator, String offerId) {
        return operator.get("/offers/" + offerId + "/uses").expect(200).json().path("items");
    }

    private static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    private long posted(String account) {
        return ledger.balance(account).map(Balance::posted).orElse(0L);
    }
}
