package io.tongbao.offers;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** How sponsors stand with the house: settled later or paid in before, statements that tie to the books, alerts. */
@ServerTest
class SponsorTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final World world;
    private final Shops shops;

    SponsorTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void aStatementSaysWhatASponsorBoreGotBackAndPaid() {
        Visitor operator = world.anOperator().browser();
        Shop shop = shops.aShop();
        String bank = aSponsor("bank");
        String brand = aSponsor("brand");
        JsonNode offer = open(operator, shop, 100_000, sponsor(bank, "70", false), sponsor(brand, "30", false));
        World.Someone customer = shops.aCustomerWith(100_000);
        String first = paid(shop, customer);
        paid(shop, customer);
        paid(shop, customer);
        // half of 8.00: 2.80 and 1.20
        refund(operator, first, 2_500);
        tied(operator, bank);

        JsonNode statement = statement(operator, bank, "");
        assertThat(statement.path("name").asString()).isEqualTo(bank);
        assertThat(minor(statement, "opening")).isZero();
        assertThat(minor(statement, "spent")).isEqualTo(3 * 560);
        assertThat(minor(statement, "returned")).isEqualTo(280);
        assertThat(minor(statement, "closing")).isEqualTo(280 - 3 * 560);
        assertThat(minor(statement, "position")).isEqualTo(280 - 3 * 560);
        assertThat(minor(statement, "withCampaigns")).isEqualTo(70_000 - 3 * 560 + 280);
        assertThat(minor(statement(operator, brand, ""), "closing")).isEqualTo(120 - 3 * 240);

        // it settles: the house's bank gets what is due
        shops.post(AccountKey.outside("bank/tests/CNY", CNY.asset()), Accounts.sponsor(bank, CNY), 1_400);
        JsonNode settled = statement(operator, bank, "");
        assertThat(minor(settled, "paidIn")).isEqualTo(1_400);
        assertThat(minor(settled, "closing")).isZero();
        assertThat(settled.path("payments").size()).isEqualTo(1);
        assertThat(settled.path("tied").asBoolean()).isTrue();

        // the month before knows nothing of it, the one after begins with it
        YearMonth month = YearMonth.parse(settled.path("month").asString());
        JsonNode before = statement(operator, bank, "&month=" + month.minusMonths(1));
        assertThat(minor(before, "spent") + minor(before, "closing")).isZero();
        JsonNode after = statement(operator, brand, "&month=" + month.plusMonths(1));
        assertThat(minor(after, "opening")).isEqualTo(120 - 3 * 240);
        assertThat(minor(after, "spent")).isZero();

        JsonNode campaigns = operator.get("/sponsors/" + bank + "/statement-campaigns?currency=CNY")
                .expect(200)
                .json();
        assertThat(campaigns.at("/items/0/offerId").asString())
                .isEqualTo(offer.path("id").asString());
        assertThat(campaigns.at("/items/0/payments").asLong()).isEqualTo(3);
        String csv = operator.get("/sponsors/" + bank + "/statement.csv?currency=CNY")
                .expect(200)
                .text();
        assertThat(csv.lines().filter(line -> line.contains(",spent,"))).hasSize(3);
        assertThat(csv.lines().filter(line -> line.contains(",returned,"))).hasSize(1);

        assertThat(operator.get("/sponsors?q=" + bank)
                        .expect(200)
                        .json()
                        .at("/items/0/borne/value")
                        .asLong())
                .isEqualTo(1_400);
        operator.get("/sponsors/nobody/statement?currency=CNY").expectProblem(404, "not-found");
    }

    @Test
    void aSponsorThatPaysBeforeGivesNoMoreThanItHasPaidIn() {
        Visitor operator = world.anOperator().browser();
        Shop shop = shops.aShop();
        String brand = aSponsor("brand");
        AccountKey deposit = Accounts.deposit(brand, CNY);
        Map<String, Object> body = body(shop, 10_000, sponsor(brand, "100", true));
        operator.post("/offers", body, aKey()).expectProblem(422, "sponsor-short");
        shops.fund(deposit, 12_000);
        JsonNode offer = operator.post("/offers", body, aKey()).expect(201).json();
        assertThat(offer.at("/sponsors/0/prefunded").asBoolean()).isTrue();
        assertThat(shops.balance(deposit)).isEqualTo(2_000);
        operator.post("/offers", body, aKey()).expectProblem(422, "sponsor-short");

        World.Someone customer = shops.aCustomerWith(50_000);
        String payment = paid(shop, customer);
        paid(shop, customer);
        operator.post("/offers/" + offer.path("id").asString() + "/end", "").expect(200);
        assertThat(shops.balance(deposit)).as("what was not spent").isEqualTo(12_000 - 1_600);
        // what comes back after the end goes there as well, and opens nothing again
        refund(operator, payment, 5_000);
        assertThat(shops.balance(deposit)).isEqualTo(12_000 - 800);
        assertThat(shops.balance(Accounts.sponsor(brand, CNY))).isZero();
        assertThat(shops.quote(customer, shops.order(shop, 5_000).path("id").asString())
                        .at("/discount/value")
                        .asLong())
                .isZero();
        tied(operator, brand);
        JsonNode statement = statement(operator, brand, "");
        assertThat(minor(statement, "paidIn")).isEqualTo(12_000);
        assertThat(minor(statement, "closing")).isEqualTo(11_200);
        assertThat(minor(statement, "withCampaigns")).isZero();
    }

    @Test
    void isToldWhenHalfFourFifthsAndAllOfABudgetIsSpent() {
        Visitor operator = world.anOperator().browser();
        Shop shop = shops.aShop();
        // enough for four times 8.00; of the last 3.00 nothing can be given
        String offer = open(operator, shop, 3_500, sponsor(aSponsor("bank"), "100", false))
                .path("id")
                .asString();
        World.Someone customer = shops.aCustomerWith(50_000);
        paid(shop, customer);
        paid(shop, customer);
        assertThat(timeline(operator, offer)).containsExactly("opened");
        paid(shop, customer);
        await(() -> timeline(operator, offer).contains("spent_50"));
        assertThat(alert(operator, offer).path("percent").asInt()).isEqualTo(50);
        paid(shop, customer);
        await(() -> timeline(operator, offer).contains("spent_100"));
        assertThat(timeline(operator, offer))
                .contains("spent_50", "spent_80", "spent_100")
                .hasSize(4);
        assertThat(alert(operator, offer).path("percent").asInt()).isEqualTo(100);
        assertThat(alert(operator, offer).at("/spent/value").asLong()).isEqualTo(3_200);
        operator.post("/offers/" + offer + "/end", "").expect(200);
        assertThat(alert(operator, offer).isMissingNode()).isTrue();
    }

    private static List<String> timeline(Visitor operator, String offer) {
        return operator.get("/offers/" + offer + "/timeline")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("what");
    }

    private static JsonNode alert(Visitor operator, String offer) {
        for (JsonNode alert :
                operator.get("/budget-alerts?limit=100").expect(200).json().path("items")) {
            if (alert.path("offerId").asString().equals(offer)) {
                return alert;
            }
        }
        return MissingNode.getInstance();
    }

    /** Until what was counted comes to what the books hold. */
    private static void tied(Visitor operator, String sponsor) {
        await(() -> statement(operator, sponsor, "").path("tied").asBoolean());
    }

    private static JsonNode statement(Visitor operator, String sponsor, String more) {
        return operator.get("/sponsors/" + sponsor + "/statement?currency=CNY" + more)
                .expect(200)
                .json();
    }

    private static long minor(JsonNode statement, String field) {
        return statement.at("/" + field + "/value").asLong();
    }

    private static String aSponsor(String kind) {
        return kind + "-tests-" + NUMBER.incrementAndGet();
    }

    private static Map<String, Object> sponsor(String id, String percent, boolean prefunded) {
        return Map.of("sponsorId", id, "name", id, "percent", percent, "prefunded", prefunded);
    }

    private String paid(Shop shop, World.Someone customer) {
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 5_000).path("id").asString());
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(800);
        return shops.pay(customer, quote, aKey()).expect(201).json().path("id").asString();
    }

    private static void refund(Visitor operator, String payment, long minor) {
        operator.post("/payments/" + payment + "/refunds", Map.of("amount", cny(minor)), aKey())
                .expect(201);
    }

    @SafeVarargs
    private static JsonNode open(Visitor operator, Shop shop, long budget, Map<String, Object>... sponsors) {
        return operator.post("/offers", body(shop, budget, sponsors), aKey())
                .expect(201)
                .json();
    }

    @SafeVarargs
    private static Map<String, Object> body(Shop shop, long budget, Map<String, Object>... sponsors) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "立减8元");
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", 800));
        body.put("merchantIds", List.of(shop.id()));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(budget)));
        body.put("sponsors", List.of(sponsors));
        return body;
    }
}
