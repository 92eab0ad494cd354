package io.tongbao.offers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.offers.NewOffer;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CheckingOffersTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");
    private static final Map<String, MerchantProfile> MERCHANTS =
            Map.of("mer_noodles", merchant("mer_noodles", "CNY"), "mer_london", merchant("mer_london", "GBP"));

    @Test
    void takesEachKind() {
        assertThat(right(spendAndSave()).benefit())
                .isEqualTo(new Benefit.SpendAndSave(List.of(
                        new Benefit.SpendAndSave.Step(5_000, 800), new Benefit.SpendAndSave.Step(10_000, 2_000))));
        assertThat(right(kind("percent_off", "percent", 12.5, "cap", cny(3_000)))
                        .benefit())
                .isEqualTo(new Benefit.PercentOff(1_250, OptionalLong.of(3_000), 0));
        assertThat(right(kind("first_order", "off", cny(1_000), "threshold", cny(2_000), "scope", "MERCHANT"))
                        .benefit())
                .isEqualTo(new Benefit.FirstOrder(1_000, 2_000, OrderScope.MERCHANT));
        assertThat(right(kind("cashback", "percent", "5.25", "threshold", cny(100)))
                        .benefit())
                .isEqualTo(new Benefit.Cashback(525, OptionalLong.empty(), 100));
    }

    @Test
    void splitsTheBudgetByTheSponsorsShares() {
        Map<String, Object> body = spendAndSave();
        body.put("budget", Map.of("total", cny(100_001)));
        body.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "merchant:mer_noodles", "name", "Noodles", "percent", 50),
                        Map.of("sponsorId", "platform", "name", "Tongbao", "percent", "50.00")));
        KeptOffer kept = kept(body);
        // 1000.01 in halves: the odd cent is the first's.
        assertThat(kept.sponsors())
                .extracting(KeptOffer.KeptSponsor::setAsideMinor)
                .containsExactly(50_001L, 50_000L);
    }

    @Test
    void readsTimesWithAnOffsetOrByTheZonesClock() {
        Map<String, Object> body = spendAndSave();
        body.put("startsAt", "2026-11-11T00:00:00");
        body.put("endsAt", "2026-11-11T16:00:00Z");
        assertThat(right(body).schedule())
                .isEqualTo(new Schedule(Instant.parse("2026-11-10T16:00:00Z"), Instant.parse("2026-11-11T16:00:00Z")));
        body.put("zone", "Europe/London");
        assertThat(right(body).schedule().start()).isEqualTo("2026-11-11T00:00:00Z");
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        assertThat(problems(new LinkedHashMap<>()))
                .containsExactly(
                        "name missing", "currency missing", "startsAt missing", "endsAt missing", "sponsors missing");
        assertThat(problems(Map.of("currency", "CNY"))).contains("kind missing", "budget missing");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertWrong("name", "x".repeat(61), "name too-long");
        assertWrong("name", "a\u0000b", "name control-characters");
        assertWrong("kind", "two_for_one", "kind unknown-kind");
        assertWrong("currency", "XXX", "currency unknown-currency");
        assertWrong("zone", "Mars/Olympus", "zone unknown-zone");
        assertWrong("startsAt", "tomorrow", "startsAt not-a-time");
        assertWrong("endsAt", "2026-11-10T23:59:59+08:00", "endsAt before-start");
        assertWrong("merchantIds", List.of("mer_nobody"), "merchantIds[0] unknown-merchant");
        assertWrong("merchantIds", List.of("mer_noodles", "mer_noodles"), "merchantIds[1] duplicate");
        assertWrong("merchantIds", List.of("mer_london"), "merchantIds[0] wrong-currency");
        assertWrong("usesPerCustomer", 0, "usesPerCustomer out-of-range");
        assertWrong("percent", 10, "percent not-for-this-kind");
        assertWrong("scope", "WALLET", "scope not-for-this-kind");
    }

    @Test
    void refusesStepsThatOverlap() {
        assertWrong("steps", List.of(), "steps missing");
        assertWrong("steps", List.of(step(5_000, 800), step(5_000, 900)), "steps[1].threshold overlapping");
        assertWrong("steps", List.of(step(5_000, 800), step(9_000, 800)), "steps[1].off overlapping");
        assertWrong("steps", List.of(step(500, 501)), "steps[0].off above-threshold");
        assertWrong(
                "steps",
                List.of(step(0, 0)),
                "steps[0].threshold.value not-positive",
                "steps[0].off.value not-positive");
        assertWrong(
                "steps",
                List.of(Map.of("threshold", Map.of("value", 500, "currency", "GBP"), "off", cny(1))),
                "steps[0].threshold.currency wrong-currency");
    }

    @Test
    void refusesPercentagesThatAreNone() {
        assertThat(problems(kind("percent_off", "percent", 100.01))).containsExactly("percent more-than-100");
        assertThat(problems(kind("percent_off", "percent", 0))).containsExactly("percent not-positive");
        assertThat(problems(kind("percent_off", "percent", "12.345"))).containsExactly("percent too-many-decimals");
        assertThat(problems(kind("percent_off", "percent", "ten"))).containsExactly("percent not-a-number");
        assertThat(problems(kind("percent_off", "percent", "1e999999999"))).containsExactly("percent more-than-100");
        assertThat(problems(kind("percent_off", "percent", 10, "cap", cny(0))))
                .containsExactly("cap.value not-positive");
        assertThat(problems(kind("first_order", "off", cny(500), "threshold", cny(400))))
                .containsExactly("off above-threshold");
        assertThat(problems(kind("first_order", "off", cny(500), "scope", "CITY")))
                .containsExactly("scope invalid");
    }

    @Test
    void refusesBudgetsThatCannotBe() {
        assertWrong("budget", Map.of("total", cny(0)), "budget.total.value not-positive");
        assertWrong("budget", Map.of("total", cny(10_000), "perDay", cny(10_001)), "budget.perDay.value above-total");
        assertWrong("budget", Map.of("total", cny(799)), "budget.total.value never-applies");
        assertWrong("budget", Map.of("total", cny(10_000), "perDay", cny(799)), "budget.perDay.value never-applies");
    }

    @Test
    void refusesSharesThatDoNotSumToAHundred() {
        assertWrong("sponsors", List.of(sponsor("platform", 99)), "sponsors sum-not-100");
        assertWrong(
                "sponsors",
                List.of(sponsor("platform", 50), sponsor("platform", 50)),
                "sponsors[1].sponsorId duplicate");
        assertWrong("sponsors", List.of(sponsor("merchant:mer_nobody", 100)), "sponsors[0].sponsorId unknown-merchant");
        assertWrong("sponsors", List.of(sponsor("Über", 100)), "sponsors[0].sponsorId invalid");
        assertWrong(
                "sponsors",
                List.of(Map.of("sponsorId", "platform", "name", " ", "percent", 100)),
                "sponsors[0].name missing");
    }

    @Test
    void takesASchedulePastOnlyForHistory() {
        Map<String, Object> body = spendAndSave();
        body.put("startsAt", "2010-12-01T00:00:00Z");
        body.put("endsAt", "2011-01-01T00:00:00Z");
        assertThat(problems(body)).containsExactly("endsAt in-the-past");
        assertThat(check(body, true)).isInstanceOf(CheckingOffers.Right.class);
    }

    private static void assertWrong(String field, Object value, String... problems) {
        Map<String, Object> body = spendAndSave();
        body.put(field, value);
        assertThat(problems(body)).containsExactly(problems);
    }

    private static io.tongbao.promotions.Offer right(Map<String, Object> body) {
        return kept(body).terms();
    }

    private static KeptOffer kept(Map<String, Object> body) {
        return switch (check(body, false)) {
            case CheckingOffers.Right right -> right.kept();
            case CheckingOffers.Wrong wrong ->
                throw new AssertionError(wrong.fields().toString());
        };
    }

    private static List<String> problems(Map<String, Object> body) {
        return switch (check(body, false)) {
            case CheckingOffers.Right right -> throw new AssertionError("It is right: " + right);
            case CheckingOffers.Wrong wrong ->
                wrong.fields().stream().map(CheckingOffersTests::text).toList();
        };
    }

    private static String text(FieldProblem problem) {
        return problem.field() + " " + problem.code();
    }

    private static CheckingOffers.Checked check(Map<String, Object> body, boolean forHistory) {
        NewOffer offer = JSON.readValue(JSON.writeValueAsString(body), NewOffer.class);
        return new CheckingOffers(offer, MERCHANTS, NOW, SHANGHAI, forHistory).check("stf_1");
    }

    private static Map<String, Object> spendAndSave() {
        return kind("spend_and_save", "steps", List.of(step(5_000, 800), step(10_000, 2_000)));
    }

    private static Map<String, Object> kind(String kind, Object... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "满50减8");
        body.put("kind", kind);
        body.put("currency", "CNY");
        body.put("merchantIds", new ArrayList<>(List.of("mer_noodles")));
        body.put("startsAt", "2026-11-11T00:00:00+08:00");
        body.put("endsAt", "2026-11-12T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(100_000), "perDay", cny(50_000)));
        body.put("usesPerCustomer", 3);
        body.put("sponsors", List.of(sponsor("platform", 100)));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return body;
    }

    private static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    private static Map<String, Object> step(long threshold, long off) {
        return Map.of("threshold", cny(threshold), "off", cny(off));
    }

    private static Map<String, Object> sponsor(String id, int percent) {
        return Map.of("sponsorId", id, "name", "Sponsor", "percent", percent);
    }

    private static MerchantProfile merchant(String id, String currency) {
        return new MerchantProfile(
                id, "Name", "restaurant", "5812", "上海", Currency.of(currency), MerchantStatus.ACTIVE);
    }
}
