package io.tongbao.coupons;

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
import io.tongbao.payments.CardPayers;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** Coupons through the API, and what the books then hold. */
@ServerTest
class CouponTests {
    private final World world;
    private final Shops shops;

    CouponTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void isClaimedUsedComesBackWithAllOfThePaymentAndIsUsedAgain() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Coupons coupons = open(operator, aCoupon(shop, 800, 10, Map.of()));
        World.Someone customer = shops.aCustomerWith(50_000);

        assertThat(quote(customer, shop, 5_000).at("/discount/value").asLong())
                .as("without a coupon")
                .isZero();
        JsonNode centre = claimable(customer, coupons);
        assertThat(centre.path("state").asString()).isEqualTo("open");
        assertThat(centre.path("left").asLong()).isEqualTo(10);

        String key = aKey();
        JsonNode got = claim(customer, coupons, key).expect(201).json();
        String id = got.path("id").asString();
        assertThat(got.path("state").asString()).isEqualTo("usable");
        assertThat(claim(customer, coupons, key).expect(201).json().path("id").asString())
                .as("asked again")
                .isEqualTo(id);
        claim(customer, coupons, aKey()).expectProblem(422, "coupon-limit");
        assertThat(claimable(customer, coupons).path("state").asString()).isEqualTo("limit_reached");
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 0L, 0L));

        JsonNode quote = quote(customer, shop, 5_000);
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(800);
        assertThat(quote.at("/coupons/0/couponId").asString()).isEqualTo(id);
        assertThat(quote.at("/coupons/0/applied").asBoolean()).isTrue();
        String payment =
                shops.pay(customer, quote, aKey()).expect(201).json().path("id").asString();
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 1L, 0L));
        assertThat(state(customer, id)).as("at once, by the books").isEqualTo("used");
        await(() -> list(customer, "used").contains(id));
        assertThat(quote(customer, shop, 5_000).at("/discount/value").asLong())
                .as("once only")
                .isZero();

        refund(operator, payment, 2_000);
        assertThat(state(customer, id)).as("a part of the payment came back").isEqualTo("used");
        refund(operator, payment, 3_000);
        await(() -> list(customer, "open").contains(id));
        assertThat(state(customer, id)).isEqualTo("usable");
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 0L, 0L));
        assertThat(quote(customer, shop, 5_000).at("/discount/value").asLong()).isEqualTo(800);
        // what it had given is with its sponsor again
        assertThat(shops.balance(Accounts.budget(coupons.campaignId(), "platform:" + shop.id(), CNY)))
                .isEqualTo(1_000_000);
    }

    @Test
    void theBestAreChosenAndOthersByHand() {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Coupons eight = open(operator, aCoupon(shop, 800, 10, Map.of()));
        Coupons twelve = open(operator, aCoupon(shop, 1_200, 10, Map.of()));
        Map<String, Object> large = aCoupon(shop, 3_000, 10, Map.of());
        large.put("condition", Map.of("kind", "amount_at_least", "minor", 20_000));
        Coupons thirty = open(operator, large);
        World.Someone customer = shops.aCustomerWith(50_000);
        String ofEight = claimed(customer, eight);
        String ofTwelve = claimed(customer, twelve);
        String ofThirty = claimed(customer, thirty);

        JsonNode best = quote(customer, shop, 5_000);
        assertThat(best.at("/discount/value").asLong()).isEqualTo(1_200);
        assertThat(coupon(best, ofTwelve).path("applied").asBoolean()).isTrue();
        assertThat(coupon(best, ofEight).path("applied").asBoolean()).isFalse();
        assertThat(why(best, eight)).isEqualTo("not-best");
        assertThat(why(best, thirty)).isEqualTo("below-threshold");

        JsonNode byHand = quote(customer, shop, 5_000, List.of(ofEight));
        assertThat(byHand.at("/discount/value").asLong()).isEqualTo(800);
        assertThat(coupon(byHand, ofTwelve).path("chosen").asBoolean()).isFalse();
        assertThat(quote(customer, shop, 5_000, List.of()).at("/discount/value").asLong())
                .isZero();
        assertThat(quote(customer, shop, 5_000, List.of("cpn_nobodys"))
                        .at("/discount/value")
                        .asLong())
                .isZero();
        assertThat(coupon(best, ofThirty).path("name").asString())
                .isEqualTo(coupon(byHand, ofThirty).path("name").asString());

        shops.pay(customer, byHand, aKey()).expect(201);
        assertThat(books(eight)).isEqualTo(List.of(9L, 1L, 1L, 0L));
        assertThat(books(twelve)).isEqualTo(List.of(9L, 1L, 0L, 0L));
    }

    /** Until its bank has answered an order holds its coupon: no other has it meanwhile, and its own retry finds it. */
    @Test
    void isHeldByAnOrderThatWaitsForItsBank() throws InterruptedException {
        Shop shop = shops.aShop();
        Coupons coupons = open(world.anOperator().browser(), aCoupon(shop, 800, 10, Map.of()));
        for (String last4 : List.of(CardPayers.LATE, CardPayers.DECLINES_LATE)) {
            World.Someone customer = shops.aCustomerWith(50_000);
            String id = claimed(customer, coupons);
            Map<String, Object> byCard =
                    CardPayers.byCard(quote(customer, shop, 5_000), CardPayers.link(customer, last4));
            String key = aKey();
            String payment = customer.browser()
                    .post("/payments", byCard, key)
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            assertThat(state(customer, id)).isEqualTo("held");
            assertThat(quote(customer, shop, 6_000).at("/discount/value").asLong())
                    .isZero();
            assertThat(customer.browser()
                            .post("/payments", byCard, key)
                            .expect(201)
                            .json()
                            .path("id")
                            .asString())
                    .as("asked again")
                    .isEqualTo(payment);
            boolean paid = last4.equals(CardPayers.LATE);
            await(() -> CardPayers.state(customer, payment).equals(paid ? "paid" : "declined"));
            assertThat(state(customer, id)).isEqualTo(paid ? "used" : "usable");
            assertThat(quote(customer, shop, 6_000).at("/discount/value").asLong())
                    .isEqualTo(paid ? 0 : 800);
        }
        assertThat(books(coupons)).isEqualTo(List.of(8L, 2L, 1L, 0L));
    }

    /** Two prices were shown with the same coupon; who pays second is asked again, and nothing was given twice. */
    @Test
    void twoPricesWithOneCouponArePaidWithItOnce() {
        Shop shop = shops.aShop();
        Coupons coupons = open(world.anOperator().browser(), aCoupon(shop, 800, 10, Map.of()));
        World.Someone customer = shops.aCustomerWith(50_000);
        claimed(customer, coupons);
        JsonNode first = quote(customer, shop, 5_000);
        JsonNode second = quote(customer, shop, 6_000);
        shops.pay(customer, first, aKey()).expect(201);
        Visitor.Answer again = shops.pay(customer, second, aKey());
        again.expectProblem(409, "price-changed");
        assertThat(again.json().at("/quote/discount/value").asLong()).isZero();
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 1L, 0L));
    }

    /** Sixty people, ten coupons, each asking twice at the same time. */
    @Test
    void exactlyAsManyAreHadAsThereWere() throws Exception {
        Shop shop = shops.aShop();
        Coupons coupons = open(world.anOperator().browser(), aCoupon(shop, 800, 10, Map.of()));
        List<Callable<Integer>> claims = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            World.Someone someone = world.aCustomer();
            for (int twice = 0; twice < 2; twice++) {
                claims.add(() -> {
                    Visitor.Answer answer = claim(someone, coupons, aKey());
                    if (answer.status() != 201) {
                        assertThat(answer.json().path("code").asString()).isIn("coupons-gone", "coupon-limit");
                    }
                    return answer.status();
                });
            }
        }
        int won = 0;
        try (ExecutorService at = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> claim : at.invokeAll(claims)) {
                won += claim.get() == 201 ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(10);
        assertThat(books(coupons)).isEqualTo(List.of(0L, 10L, 0L, 0L));
        World.Someone late = world.aCustomer();
        claim(late, coupons, aKey()).expectProblem(409, "coupons-gone");
        assertThat(claimable(late, coupons).path("state").asString()).isEqualTo("sold_out");
    }

    @Test
    void isClaimedInItsTimeOnly() {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        World.Someone customer = world.aCustomer();
        Instant now = world.clock().instant();
        Coupons later = open(
                operator,
                aCoupon(
                        shop,
                        800,
                        10,
                        Map.of("claimFrom", now.plus(1, ChronoUnit.DAYS).toString())));
        Visitor.Answer early = claim(customer, later, aKey());
        early.expectProblem(409, "claim-not-open");
        assertThat(Instant.parse(early.json().path("from").asString())).isAfter(now);
        assertThat(claimable(customer, later).path("state").asString()).isEqualTo("not_started");

        Coupons over = open(
                operator,
                aCoupon(
                        shop,
                        800,
                        10,
                        Map.of("claimUntil", now.plus(1, ChronoUnit.MINUTES).toString())));
        String key = aKey();
        JsonNode inTime = claim(customer, over, key).expect(201).json();
        world.clock().advance(Duration.ofMinutes(1));
        claim(world.aCustomer(), over, aKey()).expectProblem(409, "claim-over");
        assertThat(claim(customer, over, key).expect(201).json().path("id"))
                .as("the same request again, too late")
                .isEqualTo(inTime.path("id"));
        assertThat(books(over)).isEqualTo(List.of(9L, 1L, 0L, 0L));

        Coupons paused = open(operator, aCoupon(shop, 800, 10, Map.of()));
        operator.post("/offers/" + paused.offerId() + "/pause", "").expect(200);
        claim(customer, paused, aKey()).expectProblem(409, "offer-paused");
        operator.post("/offers/" + paused.offerId() + "/resume", "").expect(200);
        claim(customer, paused, aKey()).expect(201);
        operator.post("/offers/" + paused.offerId() + "/end", "").expect(200);
        claim(world.aCustomer(), paused, aKey()).expectProblem(404, "not-found");
        assertThat(shops.balance(Accounts.couponStock(paused.campaignId())))
                .as("went back at the end")
                .isZero();

        Coupons hidden = open(operator, aCoupon(shop, 800, 10, Map.of("listed", false)));
        claim(customer, hidden, aKey()).expectProblem(404, "not-found");
    }

    @Test
    void endsAndCanNoLongerBeUsed() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Instant until = world.clock().instant().plus(2, ChronoUnit.MINUTES);
        Coupons coupons = open(
                operator,
                aCoupon(shop, 800, 10, Map.of("validity", Map.of("kind", "until", "until", until.toString()))));
        World.Someone customer = shops.aCustomerWith(50_000);
        String id = claimed(customer, coupons);
        JsonNode shown = quote(customer, shop, 5_000);
        assertThat(shown.at("/discount/value").asLong()).isEqualTo(800);
        world.clock().advance(Duration.ofMinutes(2));
        assertThat(quote(customer, shop, 5_000).at("/discount/value").asLong()).isZero();
        assertThat(state(customer, id)).isEqualTo("expired");
        claim(world.aCustomer(), coupons, aKey()).expectProblem(409, "claim-over");
        // a price that was shown holds
        shops.pay(customer, shown, aKey()).expect(201);
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 1L, 0L));

        Coupons more = open(
                operator,
                aCoupon(
                        shop,
                        800,
                        10,
                        Map.of(
                                "validity",
                                Map.of(
                                        "kind",
                                        "until",
                                        "until",
                                        world.clock()
                                                .instant()
                                                .plus(1, ChronoUnit.MINUTES)
                                                .toString()))));
        claimed(customer, more);
        world.clock().advance(Duration.ofMinutes(12));
        await(() -> books(more).equals(List.of(9L, 1L, 0L, 1L)));
    }

    @Test
    void isGotByACodeHoweverItIsTyped() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Coupons coupons = open(operator, aCoupon(shop, 800, 10, Map.of("listed", false)));
        JsonNode batch = operator.post(
                        "/offers/" + coupons.offerId() + "/coupon-codes",
                        Map.of("pattern", "TEA-####-####", "count", 3))
                .expect(201)
                .json();
        String batches = "/offers/" + coupons.offerId() + "/coupon-codes";
        await(() -> operator.get(batches).json().at("/items/0/state").asString().equals("done"));
        List<String> codes = operator.get(
                        "/coupon-code-batches/" + batch.path("id").asString() + "/codes.csv")
                .expect(200)
                .text()
                .lines()
                .skip(1)
                .toList();
        assertThat(codes).hasSize(3).allSatisfy(code -> assertThat(code).matches("TEA-.{4}-.{4}"));

        World.Someone customer = world.aCustomer();
        String typed = " " + codes.get(0).toLowerCase(java.util.Locale.ROOT).replace("-", " ") + "　";
        JsonNode got = byCode(customer, typed).expect(201).json();
        assertThat(got.path("how").asString()).isEqualTo("code");
        byCode(world.aCustomer(), codes.get(0)).expectProblem(409, "coupon-code-used");
        byCode(customer, codes.get(1)).expectProblem(422, "coupon-limit");
        byCode(world.aCustomer(), codes.get(1)).expect(201);
        assertThat(books(coupons)).isEqualTo(List.of(8L, 2L, 0L, 0L));

        String everybody = "好茶" + shop.id().substring(shop.id().length() - 8);
        operator.post(batches, Map.of("code", everybody)).expect(201);
        operator.post(batches, Map.of("code", everybody.toLowerCase(java.util.Locale.ROOT)))
                .expectProblem(409, "coupon-code-taken");
        byCode(world.aCustomer(), everybody).expect(201);
        byCode(world.aCustomer(), everybody).expect(201);

        operator.post(batches, Map.of("pattern", "####", "count", 100)).expectProblem(400, "invalid-field");
        operator.post(batches, Map.of("pattern", "TEA", "count", 1)).expectProblem(400, "invalid-field");
        operator.post(batches, Map.of("count", 1)).expectProblem(400, "invalid-field");
    }

    @Test
    void whoGuessesCodesWaits() {
        World.Someone guesser = world.aCustomer();
        for (int i = 0; i < 10; i++) {
            Visitor.Answer wrong = byCode(guesser, "TEA-2345-678" + i);
            wrong.expectProblem(422, "coupon-code-unknown");
            assertThat(wrong.json().at("/errors/0/code").asString()).isIn("unknown", "mistyped");
        }
        Visitor.Answer stopped = byCode(guesser, "TEA-2345-6789");
        stopped.expectProblem(429, "too-often");
        assertThat(stopped.header("Retry-After")).isPresent();
        byCode(world.aCustomer(), "TEA-2345-6789").expectProblem(422, "coupon-code-unknown");
        world.clock().advance(Duration.ofMinutes(10));
        byCode(guesser, "TEA-2345-6789").expectProblem(422, "coupon-code-unknown");
    }

    @Test
    void isGrantedToAListAndBrokenRowsAreTold() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Coupons coupons = open(operator, aCoupon(shop, 800, 3, Map.of()));
        List<World.Someone> people =
                List.of(world.aCustomer(), world.aCustomer(), world.aCustomer(), world.aCustomer());
        List<String> list = List.of(
                people.get(0).phone(),
                "not a number",
                people.get(1).id(),
                world.aPhone(),
                people.get(0).id(),
                people.get(2).phone(),
                people.get(3).phone());
        String key = aKey();
        String path = "/offers/" + coupons.offerId() + "/coupon-grants";
        String id = operator.post(path, Map.of("recipients", list), key)
                .expect(202)
                .json()
                .path("id")
                .asString();
        assertThat(operator.post(path, Map.of("recipients", list), key)
                        .expect(202)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        operator.post(path, Map.of("recipients", List.of("cus_other")), key)
                .expectProblem(422, "idempotency-key-reused");
        await(() -> operator.get("/coupon-grants/" + id).json().hasNonNull("finishedAt"));
        JsonNode done = operator.get("/coupon-grants/" + id).expect(200).json();
        assertThat(done.path("granted").asLong()).isEqualTo(3);
        assertThat(done.path("refused").asLong()).isEqualTo(4);
        List<String> told = new ArrayList<>();
        operator.get("/coupon-grants/" + id + "/problems")
                .expect(200)
                .json()
                .path("items")
                .forEach(row -> told.add(
                        row.path("row").asInt() + " " + row.path("problem").asString()));
        assertThat(told).containsAll(List.of("2 not-a-recipient", "4 nobody", "5 twice-in-the-list"));
        assertThat(told.stream().filter(row -> row.endsWith("coupons-gone"))).hasSize(1);
        assertThat(books(coupons)).isEqualTo(List.of(0L, 3L, 0L, 0L));
    }

    @Test
    void isGivenToAFriendOnce() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Coupons coupons = open(operator, aCoupon(shop, 800, 10, Map.of("transferable", true)));
        World.Someone customer = shops.aCustomerWith(50_000);
        World.Someone friend = shops.aCustomerWith(50_000);
        String id = claimed(customer, coupons);
        give(friend, id, customer.id(), aKey()).expectProblem(404, "not-found");
        friend.browser().get("/coupons/" + id).expectProblem(404, "not-found");
        give(customer, id, customer.id(), aKey()).expectProblem(400, "invalid-field");
        give(customer, id, "cus_nobody", aKey()).expectProblem(400, "invalid-field");
        String key = aKey();
        give(customer, id, friend.id(), key).expect(200);
        give(customer, id, friend.id(), key).expect(200);
        give(customer, id, world.aCustomer().id(), aKey()).expectProblem(409, "coupon-not-usable");
        await(() -> state(customer, id).equals("given"));
        assertThat(quote(customer, shop, 5_000).at("/discount/value").asLong()).isZero();
        JsonNode theirs = friend.browser().get("/coupons").expect(200).json().at("/items/0");
        assertThat(theirs.path("how").asString()).isEqualTo("received");
        JsonNode quote = quote(friend, shop, 5_000);
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(800);
        shops.pay(friend, quote, aKey()).expect(201);
        assertThat(books(coupons)).isEqualTo(List.of(9L, 1L, 1L, 0L));

        Coupons kept = open(operator, aCoupon(shop, 800, 10, Map.of()));
        give(customer, claimed(customer, kept), friend.id(), aKey()).expectProblem(422, "coupon-not-transferable");
    }

    @Test
    void itsCustomerHearsOfItAndOnceBeforeItEnds() throws InterruptedException {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        Instant until = world.clock().instant().plus(4, ChronoUnit.MINUTES);
        Coupons coupons = open(
                operator,
                aCoupon(
                        shop,
                        800,
                        10,
                        Map.of("transferable", true, "validity", Map.of("kind", "until", "until", until.toString()))));
        World.Someone customer = world.aCustomer();
        World.Someone friend = world.aCustomer();
        World.Someone granted = world.aCustomer();
        give(customer, claimed(customer, coupons), friend.id(), aKey()).expect(200);
        claimed(customer, open(operator, aCoupon(shop, 800, 10, Map.of())));
        operator.post(
                        "/offers/" + coupons.offerId() + "/coupon-grants",
                        Map.of("recipients", List.of(granted.id())),
                        aKey())
                .expect(202);
        await(() -> notices(friend).equals(List.of("coupon_received")));
        await(() -> notices(granted).equals(List.of("coupon_granted")));
        assertThat(notices(customer)).isEmpty();
        world.clock().advance(Duration.ofMinutes(3));
        await(() -> notices(friend).equals(List.of("coupon_ends_soon", "coupon_received")));
        await(() -> notices(granted).equals(List.of("coupon_ends_soon", "coupon_granted")));
        assertThat(notices(customer)).as("given on, and one that does not end").isEmpty();
    }

    private static List<String> notices(World.Someone customer) {
        return customer.browser()
                .get("/notices")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("kind");
    }

    @Test
    void namesWhatIsWrongInTheTermsOfACoupon() {
        Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        wrong(operator, aCoupon(shop, 800, 0, Map.of()), "coupon.stock");
        wrong(operator, aCoupon(shop, 800, 1, Map.of("perCustomer", 0)), "coupon.perCustomer");
        wrong(operator, aCoupon(shop, 800, 1, Map.of("claimFrom", "soon")), "coupon.claimFrom");
        wrong(operator, aCoupon(shop, 800, 1, Map.of("claimUntil", "2036-01-01T00:00:00+08:00")), "coupon.claimUntil");
        wrong(operator, aCoupon(shop, 800, 1, Map.of("validity", Map.of("kind", "for_days"))), "coupon.validity.days");
        wrong(operator, aCoupon(shop, 800, 1, Map.of("validity", Map.of("kind", "always"))), "coupon.validity.kind");
        wrong(
                operator,
                aCoupon(shop, 800, 1, Map.of("validity", Map.of("kind", "to_end_of", "period", "year"))),
                "coupon.validity.period");
    }

    /** @param campaignId whose accounts hold its coupons */
    private record Coupons(String offerId, String campaignId) {}

    private static Coupons open(Visitor operator, Map<String, Object> body) {
        JsonNode offer = operator.post("/offers", body, aKey()).expect(201).json();
        return new Coupons(offer.path("id").asString(), offer.path("campaignId").asString());
    }

    private static void wrong(Visitor operator, Map<String, Object> body, String field) {
        Visitor.Answer answer = operator.post("/offers", body, aKey());
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private static Map<String, Object> aCoupon(Shop shop, long off, long stock, Map<String, Object> more) {
        Map<String, Object> coupon = new LinkedHashMap<>(more);
        coupon.put("stock", stock);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "立减" + off);
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", off));
        body.put("merchantIds", List.of(shop.id()));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(1_000_000)));
        body.put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", "100")));
        body.put("coupon", coupon);
        return body;
    }

    /** Left, claimed, used, ended. */
    private List<Long> books(Coupons coupons) {
        return List.of(
                shops.balance(Accounts.couponStock(coupons.campaignId())),
                shops.balance(Accounts.couponsClaimed(coupons.campaignId())),
                shops.balance(Accounts.couponsUsed(coupons.campaignId())),
                shops.balance(Accounts.couponsExpired(coupons.campaignId())));
    }

    private static Visitor.Answer claim(World.Someone customer, Coupons coupons, String key) {
        return customer.browser().post("/coupon-claims", Map.of("offerId", coupons.offerId()), key);
    }

    private static String claimed(World.Someone customer, Coupons coupons) {
        return claim(customer, coupons, aKey()).expect(201).json().path("id").asString();
    }

    private static Visitor.Answer byCode(World.Someone customer, String code) {
        return customer.browser().post("/coupon-claims", Map.of("code", code), aKey());
    }

    private static Visitor.Answer give(World.Someone customer, String couponId, String to, String key) {
        return customer.browser().post("/coupons/" + couponId + "/transfer", Map.of("recipientId", to), key);
    }

    private static JsonNode claimable(World.Someone customer, Coupons coupons) {
        for (JsonNode each : customer.browser()
                .get("/claimable-coupons?limit=100")
                .expect(200)
                .json()
                .path("items")) {
            if (each.at("/offer/id").asString().equals(coupons.offerId())) {
                return each;
            }
        }
        throw new AssertionError("not in the claim centre");
    }

    private static String state(World.Someone customer, String couponId) {
        return customer.browser()
                .get("/coupons/" + couponId)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private static List<String> list(World.Someone customer, String state) {
        return customer.browser()
                .get("/coupons?state=" + state)
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("id");
    }

    private static JsonNode quote(World.Someone customer, Shop shop, long minor) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json();
    }

    private static JsonNode quote(World.Someone customer, Shop shop, long minor, List<String> coupons) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor), "coupons", coupons))
                .expect(201)
                .json();
    }

    private static JsonNode coupon(JsonNode quote, String couponId) {
        for (JsonNode each : quote.path("coupons")) {
            if (each.path("couponId").asString().equals(couponId)) {
                return each;
            }
        }
        throw new AssertionError("not with the quote: " + quote);
    }

    private static String why(JsonNode quote, Coupons coupons) {
        for (JsonNode each : quote.path("notApplied")) {
            if (each.path("offerId").asString().equals(coupons.offerId())) {
                return each.path("code").asString();
            }
        }
        throw new AssertionError("no reason for it: " + quote);
    }

    private static void refund(Visitor operator, String payment, long minor) {
        operator.post("/payments/" + payment + "/refunds", Map.of("amount", cny(minor)), aKey())
                .expect(201);
    }
}
