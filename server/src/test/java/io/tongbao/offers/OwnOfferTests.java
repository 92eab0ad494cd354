package io.tongbao.offers;

import static io.tongbao.Eventually.await;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What merchants give of their own: borne by them alone, within the limits that the house has set. */
@ServerTest
class OwnOfferTests {
    private final World world;
    private final Shops shops;
    private final Visitor operator;

    OwnOfferTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.operator = world.anOperator().browser();
    }

    @Test
    void isBorneByTheMerchantAloneWhateverIsAsked() {
        Shop shop = aShopWith(limits(50_000, 80_000, 1_000, 3, 90, true));
        Shop another = shops.aShop();
        Map<String, Object> body = anOffer(20_000);
        body.put("merchantIds", List.of(another.id()));
        body.put("sponsors", List.of(Map.of("sponsorId", "platform", "name", "Bank", "percent", "100")));
        String key = aKey();
        JsonNode offer = shop.till().post("/own-offers", body, key).expect(201).json();
        String id = offer.path("id").asString();
        assertThat(shop.till()
                        .post("/own-offers", body, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .as("asked again")
                .isEqualTo(id);
        assertThat(offer.path("merchantIds").toString()).isEqualTo("[\"" + shop.id() + "\"]");
        assertThat(offer.at("/sponsors/0/sponsorId").asString()).isEqualTo("merchant:" + shop.id());
        assertThat(offer.path("ownOf").asString()).isEqualTo(shop.id());

        World.Someone customer = shops.aCustomerWith(50_000);
        assertThat(discount(customer, another)).isZero();
        shops.paid(shop, customer, 5_000);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(5_000);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(50_000 - 4_200);
        shop.till().post("/own-offers/" + id + "/end", "").expect(200);
        assertThat(shops.balance(Accounts.sponsor("merchant:" + shop.id(), CNY)))
                .as("all but what was given is back")
                .isEqualTo(-800);
        await(() -> results(shop, id).at("/sums/payments").asLong() == 1);
        assertThat(results(shop, id).at("/sums/cost/value").asLong()).isEqualTo(800);

        assertThat(shop.till()
                        .get("/own-offers")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("ownOf"))
                .containsExactly(shop.id());
        assertThat(operator.get("/offers?own=true&limit=100")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("ownOf"))
                .contains(shop.id());
        JsonNode one = shop.till().get("/own-offers/" + id).expect(200).json();
        assertThat(one.at("/asked/budget/total/value").asLong()).isEqualTo(20_000);
        assertThat(one.path("changes").findValuesAsString("what")).containsExactly("ended", "opened");
    }

    @Test
    void tellsEveryLimitThatItPasses() {
        Shop shop = aShopWith(limits(10_000, 15_000, 700, 2, 30, false));
        Map<String, Object> body = anOffer(20_000);
        body.put("endsAt", in(40));
        body.put("coupon", Map.of("stock", 10));
        body.put("condition", Map.of("kind", "cel", "expression", "gross > 100"));
        assertThat(wrong(shop, body))
                .containsExactlyInAnyOrder(
                        "budget.total above-own-limit",
                        "benefit above-own-limit",
                        "endsAt above-own-limit",
                        "coupon not-allowed",
                        "condition not-allowed");
        Map<String, Object> uncapped = anOffer(5_000);
        uncapped.put("benefit", Map.of("kind", "percent_off", "basisPoints", 1_000));
        assertThat(wrong(shop, uncapped)).containsExactly("benefit uncapped");
        Map<String, Object> right = anOffer(9_000);
        right.put("benefit", Map.of("kind", "amount_off", "offMinor", 700));
        shop.till().post("/own-offers", right, aKey()).expect(201);
        assertThat(wrong(shop, right)).as("18,000 of 15,000").containsExactly("budget.total above-own-sum");
        right.put("budget", Map.of("total", cny(6_000)));
        shop.till().post("/own-offers", right, aKey()).expect(201);
        right.put("budget", Map.of("total", cny(700)));
        assertThat(wrong(shop, right)).contains("name too-many-own");
        JsonNode room = shop.till().get("/own-offers/room").expect(200).json();
        assertThat(room.at("/live/value").asLong()).isEqualTo(15_000);
        assertThat(room.path("liveOffers").asInt()).isEqualTo(2);

        Shop none = aShopWith(limits(0, 0, 0, 0, 0, false));
        assertThat(wrong(none, anOffer(800))).contains("budget.total above-own-limit", "name too-many-own");
    }

    @Test
    void noTwoTabsTogetherPassTheLimitsOfAll() throws Exception {
        Shop shop = aShopWith(limits(10_000, 35_000, 1_000, 20, 90, false));
        List<Callable<Integer>> tabs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tabs.add(() ->
                    shop.till().post("/own-offers", anOffer(10_000), aKey()).status());
        }
        int opened = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> tab : threads.invokeAll(tabs)) {
                opened += tab.get() == 201 ? 1 : 0;
            }
        }
        assertThat(opened).isEqualTo(3);
        assertThat(shops.balance(Accounts.sponsor("merchant:" + shop.id(), CNY)))
                .isEqualTo(-30_000);
    }

    @Test
    void itsBudgetAndEndChangeWithinTheLimitsAndNeverBelowWhatIsSpent() {
        Shop shop = aShopWith(limits(10_000, 12_000, 1_000, 5, 90, false));
        String id = open(shop, anOffer(5_000));
        String other = open(shop, anOffer(4_000));
        World.Someone customer = shops.aCustomerWith(50_000);
        shops.paid(shop, customer, 5_000);
        shops.paid(shop, customer, 5_000);
        assertThat(wrongChange(shop, id, 9_000)).containsExactly("budget.total above-own-sum");
        assertThat(wrongChange(shop, id, 11_000)).containsExactly("budget.total above-own-limit");
        shop.till()
                .post("/own-offers/" + id + "/versions", newTerms(8_000), aKey())
                .expect(201);
        shop.till()
                .post("/own-offers/" + other + "/versions", newTerms(1_600), aKey())
                .expect(201);
        long spent = results(shop, id).at("/offer/spent/value").asLong()
                + results(shop, other).at("/offer/spent/value").asLong();
        assertThat(spent).isEqualTo(1_600);
        assertThat(shops.balance(Accounts.sponsor("merchant:" + shop.id(), CNY)))
                .isEqualTo(-9_600);
        String used = results(shop, id).at("/offer/spent/value").asLong() > 0 ? id : other;
        assertThat(results(shop, used).at("/offer/spent/value").asLong())
                .as("the same is the best both times")
                .isEqualTo(1_600);
        assertThat(wrongChange(shop, used, 900)).containsExactly("budget.total below-spent");
    }

    @Test
    void whatTheHousePausesTheMerchantCanNotResumeAndReadsWhy() {
        Shop shop = aShopWith(limits(10_000, 20_000, 1_000, 5, 90, false));
        String id = open(shop, anOffer(5_000));
        World.Someone customer = shops.aCustomerWith(50_000);
        shop.till().post("/own-offers/" + id + "/pause", "").expect(200);
        assertThat(discount(customer, shop)).isZero();
        shop.till().post("/own-offers/" + id + "/resume", "").expect(200);
        assertThat(discount(customer, shop)).isEqualTo(800);

        operator.post("/offers/" + id + "/pause", Map.of("reason", "标题不实")).expect(200);
        assertThat(discount(customer, shop)).isZero();
        shop.till().post("/own-offers/" + id + "/resume", "").expectProblem(409, "paused-by-house");
        JsonNode last = shop.till().get("/own-offers/" + id).json().at("/changes/0");
        assertThat(last.path("what").asString()).isEqualTo("paused");
        assertThat(last.path("why").asString()).isEqualTo("标题不实");
        assertThat(last.path("byHouse").asBoolean()).isTrue();
        operator.post("/offers/" + id + "/resume", Map.of()).expect(200);
        assertThat(discount(customer, shop)).isEqualTo(800);
        operator.post("/offers/" + id + "/end", Map.of("reason", "违规")).expect(200);
        shop.till().post("/own-offers/" + id + "/pause", "").expectProblem(409, "offer-ended");
    }

    @Test
    void anotherMerchantNeitherSeesNorTouchesIt() {
        Shop shop = aShopWith(limits(10_000, 20_000, 1_000, 5, 90, false));
        Shop another = aShopWith(limits(10_000, 20_000, 1_000, 5, 90, false));
        String id = open(shop, anOffer(5_000));
        another.till().get("/own-offers/" + id).expectProblem(404, "not-found");
        another.till().get("/own-offers/" + id + "/results").expectProblem(404, "not-found");
        another.till().post("/own-offers/" + id + "/end", "").expectProblem(404, "not-found");
        another.till()
                .post("/own-offers/" + id + "/versions", newTerms(6_000), aKey())
                .expectProblem(404, "not-found");
        assertThat(another.till().get("/own-offers").json().path("items").size())
                .isZero();
        String platforms = operator.post("/offers", sponsored(shop), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        shop.till().post("/own-offers/" + platforms + "/pause", "").expectProblem(404, "not-found");
    }

    @Test
    void itsCouponIsClaimedAndUsed() {
        Shop shop = aShopWith(limits(10_000, 20_000, 1_000, 5, 90, true));
        Map<String, Object> body = anOffer(5_000);
        body.put("coupon", Map.of("stock", 2));
        String id = open(shop, body);
        World.Someone customer = shops.aCustomerWith(50_000);
        assertThat(discount(customer, shop)).isZero();
        customer.browser().post("/coupon-claims", Map.of("offerId", id), aKey()).expect(201);
        shops.paid(shop, customer, 5_000);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(45_800);
        assertThat(results(shop, id).at("/offer/coupon/used").asLong()).isEqualTo(1);
    }

    @Test
    void aMerchantsLimitsComeBeforeThoseOfAll() {
        Shop shop = aShopWith(limits(10_000, 20_000, 1_000, 5, 90, false));
        JsonNode own = operator.get("/merchant-offer-limits?merchantId=" + shop.id())
                .expect(200)
                .json();
        assertThat(own.path("ownLimits").asBoolean()).isTrue();
        assertThat(own.at("/offer/value").asLong()).isEqualTo(10_000);
        assertThat(own.path("reason").asString()).isEqualTo("试点");
        Map<String, Object> all = limits(300, 300, 300, 1, 7, false);
        operator.put("/merchant-offer-limits", all).expect(200);
        Shop newcomer = shops.aShop();
        JsonNode of = operator.get("/merchant-offer-limits?merchantId=" + newcomer.id())
                .expect(200)
                .json();
        assertThat(of.path("ownLimits").asBoolean()).isFalse();
        assertThat(of.at("/offer/value").asLong()).isEqualTo(300);
        assertThat(operator.get("/merchant-offer-limits?merchantId=" + shop.id())
                        .json()
                        .at("/offer/value")
                        .asLong())
                .isEqualTo(10_000);
        all.put("offer", Map.of("value", 100, "currency", "GBP"));
        all.put("merchantId", shop.id());
        operator.put("/merchant-offer-limits", all).expectProblem(400, "invalid-field");
        operator.get("/merchant-offer-limits?merchantId=mer_none").expectProblem(404, "not-found");
    }

    private Shop aShopWith(Map<String, Object> limits) {
        Shop shop = shops.aShop();
        Map<String, Object> of = new LinkedHashMap<>(limits);
        of.put("merchantId", shop.id());
        operator.put("/merchant-offer-limits", of).expect(200);
        return shop;
    }

    private static Map<String, Object> limits(
            long offer, long sum, long payment, int offers, int days, boolean coupons) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("offer", cny(offer));
        limits.put("sum", cny(sum));
        limits.put("payment", cny(payment));
        limits.put("offers", offers);
        limits.put("days", days);
        limits.put("coupons", coupons);
        limits.put("reason", "试点");
        return limits;
    }

    private static String open(Shop shop, Map<String, Object> body) {
        return shop.till()
                .post("/own-offers", body, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static List<String> wrong(Shop shop, Map<String, Object> body) {
        return problems(shop.till().post("/own-offers", body, aKey()));
    }

    private List<String> wrongChange(Shop shop, String id, long total) {
        return problems(shop.till().post("/own-offers/" + id + "/versions", newTerms(total), aKey()));
    }

    private static List<String> problems(Visitor.Answer answer) {
        List<String> problems = new ArrayList<>();
        answer.expect(400)
                .json()
                .path("errors")
                .forEach(error -> problems.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return problems;
    }

    private Map<String, Object> newTerms(long total) {
        return Map.of("total", cny(total), "endsAt", in(20));
    }

    private static JsonNode results(Shop shop, String id) {
        return shop.till().get("/own-offers/" + id + "/results").expect(200).json();
    }

    private long discount(World.Someone customer, Shop shop) {
        return shops.quote(customer, shops.order(shop, 5_000).path("id").asString())
                .at("/discount/value")
                .asLong();
    }

    private String in(int days) {
        return world.clock().instant().plus(java.time.Duration.ofDays(days)).toString();
    }

    private Map<String, Object> sponsored(Shop shop) {
        Map<String, Object> body = anOffer(5_000);
        body.put("merchantIds", List.of(shop.id()));
        body.put("sponsors", List.of(Map.of("sponsorId", "own-bank", "name", "Bank", "percent", "100")));
        return body;
    }

    private Map<String, Object> anOffer(long budget) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "满30减8");
        body.put("currency", "CNY");
        body.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 3_000, "offMinor", 800))));
        body.put("startsAt", in(0));
        body.put("endsAt", in(20));
        body.put("budget", Map.of("total", cny(budget)));
        return body;
    }
}
