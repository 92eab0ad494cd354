package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A shop's trade over a time, against what was paid and refunded there. */
@ServerTest
class MerchantReportTests {
    private final World world;
    private final Shops shops;

    MerchantReportTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void sumsByDayHourAndOfferAndCountsWhoCameBack() {
        Shops.Shop shop = shops.aShop();
        World.Someone regular = shops.aCustomerWith(100_000);
        World.Someone once = shops.aCustomerWith(100_000);
        String first = shops.paid(shop, regular, 1_000).path("id").asString();
        shops.paid(shop, once, 2_001);
        String offer = anOffer(shop);
        shops.paid(shop, regular, 10_000);
        shop.till()
                .post("/payments/" + first + "/refunds", Map.of("amount", cny(400)), aKey())
                .expect(201);

        LocalDate today = today();
        JsonNode report = report(shop, today.minusDays(1), today.plusDays(1));

        assertThat(minor(report, "taken")).isEqualTo(13_001);
        assertThat(report.path("payments").asLong()).isEqualTo(3);
        assertThat(minor(report, "average")).as("4333.67").isEqualTo(4_334);
        assertThat(minor(report, "refunded")).isEqualTo(400);
        assertThat(report.path("refunds").asLong()).isEqualTo(1);
        assertThat(report.path("newCustomers").asLong()).isEqualTo(2);
        long byDay = 0;
        long refunded = 0;
        for (JsonNode day : report.path("days")) {
            byDay += minor(day, "taken");
            refunded += minor(day, "refunded");
        }
        assertThat(byDay).isEqualTo(13_001);
        assertThat(refunded).isEqualTo(400);
        long byHour = 0;
        for (JsonNode hour : report.path("hours")) {
            assertThat(hour.path("hour").asInt()).isBetween(0, 23);
            byHour += minor(hour, "taken");
        }
        assertThat(byHour).isEqualTo(13_001);
        assertThat(report.path("offers").size()).isEqualTo(1);
        JsonNode effect = report.path("offers").path(0);
        assertThat(effect.path("offerId").asString()).isEqualTo(offer);
        assertThat(effect.path("payments").asLong()).isEqualTo(1);
        assertThat(minor(effect, "gross")).isEqualTo(10_000);
        assertThat(minor(effect, "given")).isEqualTo(800);
        assertThat(minor(effect, "own")).as("a quarter of 800").isEqualTo(200);
    }

    @Test
    void isEmptyBeforeTheFirstPaymentAndOfNobodyElse() {
        Shops.Shop shop = shops.aShop();
        Shops.Shop other = shops.aShop();
        shops.paid(other, shops.aCustomerWith(1_000), 1_000);
        JsonNode report = report(shop, today().minusDays(365), today());
        assertThat(minor(report, "taken")).isZero();
        assertThat(report.hasNonNull("average")).isFalse();
        for (String list : List.of("days", "hours", "offers")) {
            assertThat(report.path(list).isEmpty()).isTrue();
        }
    }

    @Test
    void aTimeThatIsNoneIsRefusedByItsField() {
        Shops.Shop shop = shops.aShop();
        LocalDate today = today();
        for (String wrong : List.of(
                "from=" + today + "&to=" + today.minusDays(1),
                "from=" + today.minusDays(366) + "&to=" + today,
                "from=1990-01-01&to=1990-01-02",
                "from=2199-12-31&to=2200-01-01",
                "from=yesterday&to=" + today)) {
            shop.till().get("/merchant-report?" + wrong).expectProblem(400, "invalid-field");
        }
        shop.till().get("/merchant-report?to=" + today).expectProblem(400, "malformed");
    }

    private String anOffer(Shops.Shop shop) {
        LocalDate today = today();
        Map<String, Object> offer = Map.of(
                "name",
                "满50减8",
                "currency",
                "CNY",
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))),
                "merchantIds",
                List.of(shop.id()),
                "startsAt",
                today.minusDays(1) + "T00:00:00+08:00",
                "endsAt",
                today.plusDays(30) + "T00:00:00+08:00",
                "budget",
                Map.of("total", cny(10_000)),
                "sponsors",
                List.of(
                        Map.of("sponsorId", "bank:report", "name", "城市银行", "percent", 75),
                        Map.of("sponsorId", "merchant:" + shop.id(), "name", "老王面馆", "percent", 25)));
        Visitor writer = world.anOperator().browser();
        Map<String, Object> plan = Map.of(
                "name",
                "满50减8",
                "offers",
                List.of(offer),
                "placements",
                List.of(),
                "rules",
                Map.of("zh", "先到先得。", "en", "While it lasts."));
        String campaign = writer.post("/campaigns", Map.of("plan", plan))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Map<String, Object> version = Map.of("version", 1);
        writer.post("/campaigns/" + campaign + "/review", version).expect(200);
        shop.till()
                .post("/joint-campaigns/" + campaign + "/acceptance", version)
                .expect(200);
        return world.anOperator()
                .browser()
                .post("/campaigns/" + campaign + "/approval", version)
                .expect(200)
                .json()
                .at("/offerIds/0")
                .asString();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    private static JsonNode report(Shops.Shop shop, LocalDate from, LocalDate to) {
        return shop.till()
                .get("/merchant-report?from=" + from + "&to=" + to)
                .expect(200)
                .json();
    }

    private static long minor(JsonNode in, String field) {
        return in.path(field).path("value").asLong();
    }
}
