package io.tongbao.audiences;

import static io.tongbao.Eventually.await;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Lists of customers, and offers that are for nobody else. */
@ServerTest
class AudienceTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient database;
    private final Visitor operator;

    AudienceTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.operator = world.anOperator().browser();
    }

    @Test
    void keepsTheGoodRowsOfAListAndTellsTheOthers() {
        World.Someone one = world.aCustomer();
        World.Someone other = world.aCustomer();
        String audience = anAudience();
        String key = aKey();
        List<String> rows = List.of(one.phone(), "hello", other.id(), "13900000000", "cus_nobody", one.id());
        JsonNode upload = upload(audience, rows, key).expect(201).json();
        assertThat(upload.path("changed").asInt()).isEqualTo(2);
        assertThat(upload.path("refused").asInt()).isEqualTo(4);
        assertThat(problems(upload))
                .containsExactly("2 not-a-recipient", "4 nobody", "5 nobody", "6 twice-in-the-list");
        assertThat(members(audience)).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(size(audience)).isEqualTo(2);

        assertThat(upload(audience, rows, key).expect(201).json().path("id"))
                .as("asked again")
                .isEqualTo(upload.path("id"));
        upload(audience, List.of(other.id()), key).expectProblem(422, "idempotency-key-reused");
        JsonNode more = operator.post(
                        "/audiences/" + audience + "/uploads",
                        Map.of("rows", List.of(one.id(), "bad"), "firstRow", 20_001),
                        aKey())
                .expect(201)
                .json();
        assertThat(more.path("changed").asInt()).as("is one already").isZero();
        assertThat(problems(more)).containsExactly("20002 not-a-recipient");

        operator.post("/audiences/" + audience + "/uploads", Map.of("rows", List.of(one.id()), "remove", true), aKey())
                .expect(201);
        assertThat(members(audience)).containsExactly(other.id());
        assertThat(size(audience)).isEqualTo(1);
        assertThat(operator.get("/audiences/" + audience + "/uploads")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("what"))
                .containsExactly("remove", "add", "add");
        assertThat(operator.get("/audiences/" + audience + "/members.csv")
                        .expect(200)
                        .text())
                .contains(other.id())
                .doesNotContain(other.phone());
        assertThat(database.sql("select count(*) from audiences.upload_problem where problem like '%139%'")
                        .query(Long.class)
                        .single())
                .as("no phone is kept")
                .isZero();

        operator.put("/audiences/" + audience, Map.of("name", "老顾客", "archived", true))
                .expect(200);
        assertThat(operator.get("/audiences?limit=100").json().path("items").findValuesAsString("id"))
                .doesNotContain(audience);
        assertThat(operator.get("/audiences?archived=true&q=老顾")
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .contains(audience);
        operator.post("/audiences/aud_none/uploads", Map.of("rows", List.of("x")), aKey())
                .expectProblem(404, "not-found");
        operator.post("/audiences/" + audience + "/uploads", Map.of("rows", List.of()), aKey())
                .expectProblem(400, "invalid-field");
    }

    @Test
    void countsEachOnceHoweverManyListsComeAtOnce() throws Exception {
        List<String> customers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            customers.add(world.aCustomer().id());
        }
        String audience = anAudience();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> lists = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<String> some = customers.subList(i, i + 5);
                lists.add(() -> upload(audience, some, aKey()).status());
            }
            for (Future<Integer> list : threads.invokeAll(lists)) {
                assertThat(list.get()).isEqualTo(201);
            }
        }
        assertThat(size(audience)).isEqualTo(12);
        assertThat(members(audience)).containsExactlyInAnyOrderElementsOf(customers);
    }

    @Test
    void whoIsNotOfItNeitherGetsTheOfferNorHearsOfIt() {
        Shop shop = shops.aShop();
        World.Someone member = shops.aCustomerWith(50_000);
        World.Someone outsider = shops.aCustomerWith(50_000);
        String audience = anAudience(member.id());
        String offer = open(anOffer(shop, audience));

        assertThat(discount(member, shop)).isEqualTo(800);
        JsonNode quote = quote(outsider, shop);
        assertThat(quote.at("/discount/value").asLong()).isZero();
        assertThat(quote.path("notApplied").findValuesAsString("offerId")).doesNotContain(offer);
        assertThat(liveOffers(member)).contains(offer);
        assertThat(liveOffers(outsider)).doesNotContain(offer);

        shops.paid(shop, member, 5_000);
        shops.paid(shop, outsider, 5_000);
        assertThat(shops.balance(Accounts.merchant(shop.id(), Shops.CNY))).isEqualTo(10_000);
        assertThat(shops.balance(Accounts.wallet(member.id(), Shops.CNY))).isEqualTo(50_000 - 4_200);
        assertThat(shops.balance(Accounts.wallet(outsider.id(), Shops.CNY))).isEqualTo(45_000);

        upload(audience, List.of(outsider.phone()), aKey()).expect(201);
        assertThat(discount(outsider, shop)).as("taken in, from now on").isEqualTo(800);
        operator.post(
                        "/audiences/" + audience + "/uploads",
                        Map.of("rows", List.of(member.id()), "remove", true),
                        aKey())
                .expect(201);
        assertThat(discount(member, shop)).isZero();

        operator.post("/offers", anOffer(shop, "aud_nobody"), aKey()).expectProblem(400, "invalid-field");
    }

    @Test
    void itsCouponsAreForNobodyElse() {
        Shop shop = shops.aShop();
        World.Someone member = shops.aCustomerWith(50_000);
        World.Someone outsider = shops.aCustomerWith(50_000);
        Map<String, Object> body = anOffer(shop, anAudience(member.id()));
        body.put("coupon", Map.of("stock", 10, "perCustomer", 2, "transferable", true));
        String offer = open(body);

        assertThat(claimable(member)).contains(offer);
        assertThat(claimable(outsider)).doesNotContain(offer);
        claim(outsider, offer).expectProblem(422, "not-in-audience");
        String coupon = claim(member, offer).expect(201).json().path("id").asString();
        member.browser()
                .post("/coupons/" + coupon + "/transfer", Map.of("recipientId", outsider.id()), aKey())
                .expectProblem(422, "coupon-not-transferable");
        assertThat(discount(member, shop)).isEqualTo(800);

        String grant = operator.post(
                        "/offers/" + offer + "/coupon-grants",
                        Map.of("recipients", List.of(outsider.id(), member.id())),
                        aKey())
                .expect(202)
                .json()
                .path("id")
                .asString();
        await(() -> !operator.get("/coupon-grants/" + grant)
                .json()
                .path("finishedAt")
                .isNull());
        JsonNode problems =
                operator.get("/coupon-grants/" + grant + "/problems").json().path("items");
        assertThat(problems.findValuesAsString("problem")).containsExactly("not-in-audience");
        assertThat(shops.balance(Accounts.couponStock(campaignOf(offer)))).isEqualTo(8);
    }

    @Test
    void onlyItsMembersAreComparedWhenSomeAreHeldOut() {
        Shop shop = shops.aShop();
        List<World.Someone> members = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            members.add(shops.aCustomerWith(20_000));
        }
        Map<String, Object> body =
                anOffer(shop, anAudience(members.stream().map(World.Someone::id).toArray(String[]::new)));
        body.put("holdoutPercent", "50");
        String offer = open(body);
        members.forEach(member -> shops.paid(shop, member, 5_000));
        shops.paid(shop, shops.aCustomerWith(20_000), 5_000);
        JsonNode found =
                operator.get("/offers/" + offer + "/uplift").expect(200).json().path("comparison");
        assertThat(found.at("/treated/customers").asLong()
                        + found.at("/heldOut/customers").asLong())
                .isEqualTo(30);
        assertThat(found.at("/treated/payers").asLong()
                        + found.at("/heldOut/payers").asLong())
                .isEqualTo(30);
        assertThat(found.at("/heldOut/spent/value").asLong())
                .isEqualTo(5_000 * found.at("/heldOut/customers").asLong());
    }

    private String anAudience(String... members) {
        String id = operator.post("/audiences", Map.of("name", "老顾客"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        if (members.length > 0) {
            upload(id, List.of(members), aKey()).expect(201);
        }
        return id;
    }

    private Visitor.Answer upload(String audience, List<String> rows, String key) {
        return operator.post("/audiences/" + audience + "/uploads", Map.of("rows", rows), key);
    }

    private List<String> problems(JsonNode upload) {
        List<String> problems = new ArrayList<>();
        operator.get("/audience-uploads/" + upload.path("id").asString() + "/problems")
                .expect(200)
                .json()
                .path("items")
                .forEach(row -> problems.add(
                        row.path("row").asInt() + " " + row.path("problem").asString()));
        return problems;
    }

    private List<String> members(String audience) {
        return operator.get("/audiences/" + audience + "/members?limit=100")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("customerId");
    }

    private long size(String audience) {
        return operator.get("/audiences/" + audience)
                .expect(200)
                .json()
                .path("members")
                .asLong();
    }

    private String open(Map<String, Object> body) {
        return operator.post("/offers", body, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private String campaignOf(String offer) {
        return operator.get("/offers/" + offer).json().path("campaignId").asString();
    }

    private JsonNode quote(World.Someone customer, Shop shop) {
        return shops.quote(customer, shops.order(shop, 5_000).path("id").asString());
    }

    private long discount(World.Someone customer, Shop shop) {
        return quote(customer, shop).at("/discount/value").asLong();
    }

    private static List<String> liveOffers(World.Someone customer) {
        return customer.browser()
                .get("/live-offers?limit=100")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("id");
    }

    private static List<String> claimable(World.Someone customer) {
        List<String> offers = new ArrayList<>();
        customer.browser()
                .get("/claimable-coupons?limit=100")
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> offers.add(item.at("/offer/id").asString()));
        return offers;
    }

    private static Visitor.Answer claim(World.Someone customer, String offer) {
        return customer.browser().post("/coupon-claims", Map.of("offerId", offer), aKey());
    }

    private static Map<String, Object> anOffer(Shop shop, String audience) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "老顾客立减");
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", 800));
        body.put("condition", Map.of("kind", "on_list", "lists", List.of(audience)));
        body.put("merchantIds", List.of(shop.id()));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(100_000)));
        body.put("sponsors", List.of(Map.of("sponsorId", "audience-bank", "name", "Bank", "percent", "100")));
        return body;
    }
}
