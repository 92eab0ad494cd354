package io.tongbao.offers;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an offer may cost at one merchant, and how often it is used from one device, whoever pays. */
@ServerTest
class CapTests {
    private final World world;
    private final Shops shops;

    CapTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void aMerchantsBudgetIsSpentThereAndNotElsewhere() {
        Shop here = shops.aShop();
        Shop there = shops.aShop();
        Visitor operator = world.anOperator().browser();
        JsonNode offer = open(operator, here, there, Map.of("perMerchant", cny(1_500)), Map.of());
        World.Someone customer = shops.aCustomerWith(100_000);

        String first = paid(customer, here, 800);
        JsonNode second = quote(customer, here);
        assertThat(second.at("/discount/value").asLong()).isZero();
        assertThat(second.at("/notApplied/0/code").asString()).isEqualTo("merchant-budget-gone");
        assertThat(spentAt(offer, here)).isEqualTo(800);
        paid(customer, there, 800);
        assertThat(spentAt(offer, there)).isEqualTo(800);

        // what comes back can be spent there again, and only what came back
        operator.post("/payments/" + first + "/refunds", Map.of("amount", cny(2_500)), aKey())
                .expect(201);
        assertThat(spentAt(offer, here)).isEqualTo(400);
        paid(customer, here, 800);
        assertThat(spentAt(offer, here)).isEqualTo(1_200);
    }

    @Test
    void theRestOfAMerchantsBudgetIsGivenWhereTheOfferSaysSo() {
        Shop here = shops.aShop();
        Shop there = shops.aShop();
        JsonNode offer = open(
                world.anOperator().browser(), here, there, Map.of("perMerchant", cny(1_500), "edge", "rest"), Map.of());
        World.Someone customer = shops.aCustomerWith(100_000);
        paid(customer, here, 800);
        paid(customer, here, 700);
        assertThat(spentAt(offer, here)).isEqualTo(1_500);
        assertThat(quote(customer, here).at("/discount/value").asLong()).isZero();
    }

    /** Prices shown to many at once rest on the same balance; the books give no more than there is. */
    @Test
    void noMerchantsBudgetIsPassedByManyAtOnce() throws Exception {
        Shop here = shops.aShop();
        Shop there = shops.aShop();
        JsonNode offer = open(world.anOperator().browser(), here, there, Map.of("perMerchant", cny(4_000)), Map.of());
        List<World.Someone> customers = new ArrayList<>();
        List<JsonNode> quotes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            World.Someone customer = shops.aCustomerWith(10_000);
            customers.add(customer);
            quotes.add(quote(customer, here));
        }
        List<Callable<Integer>> paying = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            World.Someone customer = customers.get(i);
            JsonNode quote = quotes.get(i);
            paying.add(() -> shops.pay(customer, quote, aKey()).status());
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(paying)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(status -> status == 201).hasSize(5);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(7);
        assertThat(spentAt(offer, here)).isEqualTo(4_000);
    }

    @Test
    void aDeviceUsesAnOfferAsOftenAsItMayWhoeverPays() {
        Shop here = shops.aShop();
        Shop there = shops.aShop();
        open(world.anOperator().browser(), here, there, Map.of(), Map.of("usesPerDevice", 2));
        World.Someone one = shops.aCustomerWith(50_000);
        String first = paid(one, here, 800);
        World.Someone two = world.onTheSameDevice(one);
        shops.fund(Accounts.wallet(two.id(), CNY), 50_000);
        JsonNode shownBefore = quote(two, here);
        paid(two, there, 800);
        JsonNode third = quote(two, here);
        assertThat(third.at("/discount/value").asLong()).isZero();
        assertThat(third.at("/notApplied/0/code").asString()).isEqualTo("device-uses-up");
        assertThat(shownBefore.at("/discount/value").asLong()).isEqualTo(800);
        shops.pay(two, shownBefore, aKey()).expectProblem(409, "price-changed");
        // another telephone has its own uses
        assertThat(quote(shops.aCustomerWith(50_000), here)
                        .at("/discount/value")
                        .asLong())
                .isEqualTo(800);
        // and what was given back in full is no use
        world.anOperator()
                .browser()
                .post("/payments/" + first + "/refunds", Map.of("amount", cny(5_000)), aKey())
                .expect(201);
        assertThat(quote(two, here).at("/discount/value").asLong()).isEqualTo(800);
    }

    /** The telephone that shows the code is the device, whoever scans it. */
    @Test
    void aPayCodeIsOfTheDeviceThatShowsIt() {
        Shop here = shops.aShop();
        Shop there = shops.aShop();
        open(world.anOperator().browser(), here, there, Map.of(), Map.of("usesPerDevice", 1));
        World.Someone one = shops.aCustomerWith(50_000);
        assertThat(byPayCode(one, here).at("/discount/value").asLong()).isEqualTo(800);
        World.Someone two = world.onTheSameDevice(one);
        shops.fund(Accounts.wallet(two.id(), CNY), 50_000);
        assertThat(byPayCode(two, here).at("/discount/value").asLong()).isZero();
    }

    @Test
    void namesWhatIsWrong() {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        wrong(operator, body(shop, shop, Map.of("perMerchant", cny(2_000_000)), Map.of()), "budget.perMerchant.value");
        wrong(operator, body(shop, shop, Map.of("perMerchant", cny(700)), Map.of()), "budget.perMerchant.value");
        wrong(operator, body(shop, shop, Map.of(), Map.of("usesPerDevice", 0)), "usesPerDevice");
        Map<String, Object> topUp = body(shop, shop, Map.of(), Map.of("usesPerDevice", 1));
        topUp.put(
                "benefit",
                Map.of("kind", "top_up_bonus", "steps", List.of(Map.of("thresholdMinor", 10_000, "offMinor", 500))));
        topUp.remove("merchantIds");
        wrong(operator, topUp, "usesPerDevice");
    }

    private static void wrong(Visitor operator, Map<String, Object> body, String field) {
        Visitor.Answer answer = operator.post("/offers", body, aKey());
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private JsonNode byPayCode(World.Someone customer, Shop shop) {
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                .expect(204);
        JsonNode issued = customer.browser().post("/pay-codes", "").expect(201).json();
        shop.till()
                .post(
                        "/orders/" + shops.order(shop, 5_000).path("id").asString() + "/pay-code",
                        Map.of("payCode", issued.path("code").asString()),
                        aKey())
                .expect(200);
        return customer.browser()
                .get("/pay-codes/" + issued.path("id").asString())
                .expect(200)
                .json()
                .path("payment");
    }

    private String paid(World.Someone customer, Shop shop, long discount) {
        JsonNode quote = quote(customer, shop);
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(discount);
        return shops.pay(customer, quote, aKey()).expect(201).json().path("id").asString();
    }

    private JsonNode quote(World.Someone customer, Shop shop) {
        return shops.quote(customer, shops.order(shop, 5_000).path("id").asString());
    }

    private long spentAt(JsonNode offer, Shop shop) {
        return shops.balance(Accounts.atMerchant(offer.path("campaignId").asString(), shop.id(), CNY));
    }

    private static JsonNode open(
            Visitor operator, Shop here, Shop there, Map<String, Object> budget, Map<String, Object> more) {
        return operator.post("/offers", body(here, there, budget, more), aKey())
                .expect(201)
                .json();
    }

    private static Map<String, Object> body(
            Shop here, Shop there, Map<String, Object> budget, Map<String, Object> more) {
        Map<String, Object> whole = new LinkedHashMap<>(budget);
        whole.put("total", cny(1_000_000));
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("name", "立减8元");
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", 800));
        body.put("merchantIds", List.copyOf(new LinkedHashSet<>(List.of(here.id(), there.id()))));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", whole);
        body.put("sponsors", List.of(Map.of("sponsorId", "platform:" + here.id(), "name", "通宝", "percent", "100")));
        return body;
    }
}
