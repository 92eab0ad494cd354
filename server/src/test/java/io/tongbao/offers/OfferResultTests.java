package io.tongbao.offers;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What an offer is said to have cost and brought, against what was paid. */
@ServerTest
class OfferResultTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient database;

    OfferResultTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.database = database;
    }

    @Test
    void comeToWhatWasPaidByMerchantDayAndSponsorAndEachFigureOpensItsList() {
        Visitor operator = world.anOperator().browser();
        Shop one = shops.aShop();
        Shop other = shops.aShop();
        Map<String, Object> body = anOffer(800, one, other);
        body.put("sponsors", List.of(sponsor("results-bank", "75"), sponsor("results-brand", "25")));
        String offer = open(operator, body);
        World.Someone customer = shops.aCustomerWith(100_000);
        World.Someone another = shops.aCustomerWith(100_000);
        String first = paid(one, customer, 5_000);
        paid(one, another, 3_000);
        paid(other, customer, 2_000);
        // a quarter of 50.00: 2.00 of the 8.00, of which 1.50 and 0.50
        operator.post("/payments/" + first + "/refunds", Map.of("amount", cny(1_250)), aKey())
                .expect(201);
        JsonNode results = settled(operator, offer, 3 * 800 - 200);

        JsonNode sums = results.path("sums");
        assertThat(sums.path("payments").asLong()).isEqualTo(3);
        assertThat(sums.path("customers").asLong()).isEqualTo(2);
        assertThat(sums.path("refunds").asLong()).isEqualTo(1);
        assertThat(minor(sums, "gross")).isEqualTo(10_000);
        assertThat(minor(sums, "paid")).isEqualTo(10_000 - 2_400);
        assertThat(minor(sums, "discount")).isEqualTo(2_400);
        assertThat(minor(sums, "returned")).isEqualTo(200);
        assertThat(minor(sums, "refunded")).isEqualTo(1_250);
        assertThat(minor(results.at("/sponsors/0"), "spent")).isEqualTo(3 * 600 - 150);
        assertThat(minor(results.at("/sponsors/1"), "spent")).isEqualTo(3 * 200 - 50);
        assertThat(minor(results.at("/sponsors/1"), "left")).isEqualTo(25_000 - 550);
        assertThat(results.path("merchants").findValuesAsString("merchantId")).containsExactly(one.id(), other.id());
        assertThat(minor(results.at("/merchants/0/sums"), "gross")).isEqualTo(8_000);
        assertThat(results.path("days").size()).isEqualTo(1);
        assertThat(minor(results.at("/days/0/sums"), "cost")).isEqualTo(2_200);

        String day = results.at("/days/0/day").asString();
        assertThat(uses(operator, offer, "?merchantId=" + one.id())).hasSize(2);
        assertThat(uses(operator, offer, "?refunded=true")).containsExactly(first);
        assertThat(uses(operator, offer, "?from=" + day)).hasSize(3);
        assertThat(uses(operator, offer, "?until=" + day)).isEmpty();
        String csv = operator.get("/offers/" + offer + "/uses.csv?merchantId=" + one.id())
                .expect(200)
                .text();
        assertThat(csv.lines()).hasSize(3).anyMatch(line -> line.contains(first) && line.contains("12.50"));

        operator.post("/offers/" + offer + "/end", "").expect(200);
        JsonNode ended = settled(operator, offer, 2_200);
        assertThat(minor(ended.at("/sponsors/0"), "returned")).isEqualTo(75_000 - 1_650);
        assertThat(minor(ended.at("/offer"), "spent")).isEqualTo(2_200);
        operator.get("/offers/off_0000000000000000000000000/results").expectProblem(404, "not-found");
    }

    @Test
    void tellsWhatBecameOfItsCoupons() {
        Visitor operator = world.anOperator().browser();
        Shop shop = shops.aShop();
        Map<String, Object> body = anOffer(500, shop);
        body.put("coupon", Map.of("stock", 10));
        String offer = open(operator, body);
        World.Someone user = shops.aCustomerWith(50_000);
        World.Someone keeper = shops.aCustomerWith(50_000);
        for (World.Someone customer : List.of(user, keeper)) {
            customer.browser()
                    .post("/coupon-claims", Map.of("offerId", offer), aKey())
                    .expect(201);
        }
        String payment = paid(shop, user, 3_000);
        JsonNode results = settled(operator, offer, 500);
        JsonNode coupon = results.at("/offer/coupon");
        assertThat(coupon.path("stock").asLong()).isEqualTo(10);
        assertThat(coupon.path("claimed").asLong()).isEqualTo(2);
        assertThat(coupon.path("used").asLong()).isEqualTo(1);
        await(() -> coupons(operator, offer, "?state=used").size() == 1);
        assertThat(coupons(operator, offer, "?state=used")
                        .getFirst()
                        .path("paymentId")
                        .asString())
                .isEqualTo(payment);
        assertThat(coupons(operator, offer, "?state=open")).hasSize(1);
        assertThat(coupons(operator, offer, "?limit=1")).hasSize(1);
        assertThat(operator.get("/offers/" + offer + "/coupons.csv")
                        .expect(200)
                        .text()
                        .lines())
                .hasSize(3);
        operator.get("/offers/" + offer + "/coupons?state=lost").expectProblem(400, "invalid-field");
        operator.get("/offers/" + open(operator, anOffer(100, shop)) + "/coupons")
                .expectProblem(404, "not-found");
    }

    @Test
    void comparesAllWhoMayHaveItWithAllWhoAreHeldOut() {
        Visitor operator = world.anOperator().browser();
        Shop shop = shops.aShop();
        Map<String, Object> body = anOffer(500, shop);
        body.put("holdoutPercent", "40");
        String offer = open(operator, body);
        Arm treated = new Arm();
        Arm heldOut = new Arm();
        for (int i = 0; i < 12; i++) {
            World.Someone customer = shops.aCustomerWith(50_000);
            long gross = 2_000 + 100L * i;
            JsonNode quote =
                    shops.quote(customer, shops.order(shop, gross).path("id").asString());
            boolean had = quote.at("/discount/value").asLong() > 0;
            shops.pay(customer, quote, aKey()).expect(201);
            (had ? treated : heldOut).spent.add((double) (had ? gross - 500 : gross));
        }
        JsonNode found =
                operator.get("/offers/" + offer + "/uplift").expect(200).json().path("comparison");
        long everybody = database.sql("select count(*) from identity.person")
                .query(Long.class)
                .single();
        long[] sizes = {
            found.at("/treated/customers").asLong(),
            found.at("/heldOut/customers").asLong()
        };
        assertThat(sizes[0] + sizes[1]).isEqualTo(everybody);
        assertThat(found.at("/treated/payers").asLong()).isEqualTo(treated.spent.size());
        assertThat(found.at("/heldOut/payers").asLong()).isEqualTo(heldOut.spent.size());
        assertThat(minor(found.path("treated"), "spent")).isEqualTo((long) treated.sum());
        assertThat(minor(found.path("heldOut"), "spent")).isEqualTo((long) heldOut.sum());
        double difference = treated.mean(sizes[0]) - heldOut.mean(sizes[1]);
        double margin =
                1.959964 * Math.sqrt(treated.variance(sizes[0]) / sizes[0] + heldOut.variance(sizes[1]) / sizes[1]);
        assertThat((double) minor(found, "extra")).isCloseTo(difference * sizes[0], within(1.0));
        assertThat((double) minor(found, "extraLow")).isCloseTo((difference - margin) * sizes[0], within(1.0));
        assertThat((double) minor(found, "extraHigh")).isCloseTo((difference + margin) * sizes[0], within(1.0));

        String without = open(operator, anOffer(500, shop));
        assertThat(operator.get("/offers/" + without + "/uplift")
                        .expect(200)
                        .json()
                        .path("comparison")
                        .isNull())
                .isTrue();
    }

    private static final class Arm {
        private final List<Double> spent = new ArrayList<>();

        double sum() {
            return spent.stream().mapToDouble(each -> each).sum();
        }

        double mean(long customers) {
            return sum() / customers;
        }

        /** Of all, also of those who spent nothing. */
        double variance(long customers) {
            double mean = mean(customers);
            double squares = spent.stream()
                            .mapToDouble(each -> (each - mean) * (each - mean))
                            .sum()
                    + (customers - spent.size()) * mean * mean;
            return squares / (customers - 1);
        }
    }

    /** When what was counted has come to this cost, and to what the books have. */
    private static JsonNode settled(Visitor operator, String offer, long cost) {
        List<JsonNode> last = new ArrayList<>();
        await(() -> {
            last.clear();
            last.add(operator.get("/offers/" + offer + "/results").expect(200).json());
            return minor(last.getFirst().path("sums"), "cost") == cost
                    && last.getFirst().path("tied").asBoolean();
        });
        return last.getFirst();
    }

    private static List<String> uses(Visitor operator, String offer, String query) {
        return operator.get("/offers/" + offer + "/uses" + query)
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("paymentId");
    }

    private static List<JsonNode> coupons(Visitor operator, String offer, String query) {
        List<JsonNode> items = new ArrayList<>();
        operator.get("/offers/" + offer + "/coupons" + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static long minor(JsonNode of, String field) {
        return of.at("/" + field + "/value").asLong();
    }

    private String paid(Shop shop, World.Someone customer, long minor) {
        return shops.paid(shop, customer, minor).path("id").asString();
    }

    private static String open(Visitor operator, Map<String, Object> body) {
        return operator.post("/offers", body, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static Map<String, Object> sponsor(String id, String percent) {
        return Map.of("sponsorId", id, "name", id, "percent", percent);
    }

    private static Map<String, Object> anOffer(long off, Shop... at) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "立减");
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", off));
        body.put("merchantIds", List.of(at).stream().map(Shop::id).toList());
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(100_000)));
        body.put("sponsors", List.of(sponsor("results-bank", "100")));
        return body;
    }
}
