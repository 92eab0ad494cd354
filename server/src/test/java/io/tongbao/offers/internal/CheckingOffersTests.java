package io.tongbao.offers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.offers.NewOffer;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CheckingOffersTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");
    private static final Map<String, MerchantProfile> MERCHANTS =
            Map.of("mer_noodles", merchant("mer_noodles", "CNY"), "mer_london", merchant("mer_london", "GBP"));

    @Test
    void takesBenefitAndConditionInTheEnginesForm() {
        assertThat(right(spendAndSave()).benefit())
                .isEqualTo(Benefit.SpendAndSave.of(
                        new Benefit.SpendAndSave.Step(5_000, 800), new Benefit.SpendAndSave.Step(10_000, 2_000)));
        assertThat(right(benefit(Map.of("kind", "percent_off", "basisPoints", 1_250, "capMinor", 3_000)))
                        .benefit())
                .isEqualTo(Benefit.PercentOff.ofOrder(1_250, OptionalLong.of(3_000)));
        Map<String, Object> first = benefit(Map.of("kind", "amount_off", "offMinor", 1_000));
        first.put("condition", Map.of("kind", "nth_order", "scope", "merchant", "nth", 1));
        assertThat(right(first).benefit()).isEqualTo(Benefit.AmountOff.ofOrder(1_000));
        assertThat(right(first).condition()).isEqualTo(new Condition.NthOrder(OrderScope.MERCHANT, 1));
        assertThat(right(benefit(Map.of("kind", "cashback", "basisPoints", 525, "base", "net")))
                        .benefit())
                .isEqualTo(Benefit.Cashback.of(525, OptionalLong.empty()));
    }

    @Test
    void takesHowItGoesWithOthersItsEdgeAndItsHoldout() {
        Map<String, Object> body = spendAndSave();
        body.put("combinable", true);
        body.put("holdoutPercent", "12.5");
        body.put("budget", Map.of("total", cny(100_000), "edge", "rest"));
        Offer offer = right(body);
        assertThat(offer.combining()).isEqualTo(Offer.Combining.in("order"));
        assertThat(offer.holdoutBasisPoints()).isEqualTo(1_250);
        assertThat(offer.budget().edge()).isEqualTo(Offer.Edge.REST);
    }

    @Test
    void namesWhatTheHouseCanNotGiveOrJudgeYet() {
        assertThat(problems(benefit(Map.of("kind", "points", "points", 1, "everyMinor", 100))))
                .containsExactly("benefit.kind not-yet");
        assertWrong(
                "condition",
                Map.of("kind", "on_list", "lists", List.of("aud_vip", "aud_gone")),
                "condition.lists unknown");
        assertWrong("condition", Map.of("kind", "in_tiers", "tiers", List.of("gold")), "condition not-yet");
        assertWrong("holdoutPercent", 100, "holdoutPercent never-applies");
        assertThat(problems(with("budget", Map.of("total", cny(100_000), "edge", "half"))))
                .containsExactly("budget.edge invalid");
    }

    @Test
    void namesTheSourcesAndChannelsThatTheHouseDoesNotKnow() {
        assertWrong("condition", Map.of("kind", "paid_with", "kinds", List.of("cash")), "condition.kinds unknown");
        assertWrong("condition", Map.of("kind", "paid_with", "issuers", List.of("moon")), "condition.issuers unknown");
        assertWrong("condition", Map.of("kind", "paid_with", "brands", List.of("VISA")), "condition.brands unknown");
        assertWrong(
                "condition",
                all(
                        Map.of("kind", "nth_order", "scope", "wallet", "nth", 1),
                        Map.of("kind", "not", "part", Map.of("kind", "in_channels", "channels", List.of("till")))),
                "condition.parts[1].part.channels unknown");
        assertThat(right(with(
                                "condition",
                                all(
                                        Map.of(
                                                "kind",
                                                "paid_with",
                                                "kinds",
                                                List.of("card"),
                                                "issuers",
                                                List.of("citybank"),
                                                "brands",
                                                List.of("unionpay")),
                                        Map.of("kind", "in_channels", "channels", List.of("qr", "pay_code")),
                                        Map.of("kind", "new_customer", "days", 7))))
                        .condition())
                .isInstanceOf(Condition.All.class);
    }

    /** By the path of the part, so that a form can say it at its field; together with what else is wrong. */
    @Test
    void namesThePartOfAConditionThatIsNotRight() {
        Map<String, Object> wrong = Map.of("kind", "cel", "expression", "gross >");
        Map<String, Object> mars = Map.of("kind", "on_calendar", "calendar", "mars", "labels", List.of("x"));
        assertWrong(
                "condition", all(Map.of("kind", "quantity_at_least", "units", 2), wrong), "condition.parts[1] invalid");
        assertWrong(
                "condition",
                Map.of("kind", "any", "parts", List.of(Map.of("kind", "not", "part", mars), wrong)),
                "condition.parts[0].part invalid");
        assertWrong(
                "condition",
                all(
                        Map.of("kind", "in_tiers", "tiers", List.of("gold")),
                        Map.of("kind", "on_devices", "devices", List.of("ios"))),
                "condition.parts[0] not-yet",
                "condition.parts[1] not-yet");
        Map<String, Object> nameless = with("condition", wrong);
        nameless.remove("name");
        assertThat(problems(nameless)).containsExactly("name missing", "condition invalid");
    }

    @Test
    void namesAnExpressionOrACalendarThatIsNotRight() {
        assertWrong("condition", Map.of("kind", "cel", "expression", "gross >"), "condition invalid");
        assertWrong("condition", Map.of("kind", "cel", "expression", "gross + 1"), "condition invalid");
        assertWrong(
                "condition",
                Map.of("kind", "on_calendar", "calendar", "mars", "labels", List.of("x")),
                "condition invalid");
        assertThat(right(with("condition", Map.of("kind", "cel", "expression", "gross >= 5000 && weekday == 5")))
                        .condition())
                .isInstanceOf(Condition.Cel.class);
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
                        "name missing",
                        "currency missing",
                        "benefit missing",
                        "startsAt missing",
                        "endsAt missing",
                        "sponsors missing");
        assertThat(problems(Map.of("currency", "CNY"))).contains("benefit missing", "budget missing");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertWrong("name", "x".repeat(61), "name too-long");
        assertWrong("name", "a\u0000b", "name control-characters");
        assertWrong("benefit", Map.of("kind", "two_for_one"), "benefit.kind invalid");
        assertWrong("benefit", Map.of("kind", "amount_off", "offMinor", 1, "colour", "red"), "benefit.colour invalid");
        assertWrong("currency", "XXX", "currency unknown-currency");
        assertWrong("zone", "Mars/Olympus", "zone unknown-zone");
        assertWrong("startsAt", "tomorrow", "startsAt not-a-time");
        assertWrong("endsAt", "2026-11-10T23:59:59+08:00", "endsAt before-start");
        assertWrong("merchantIds", List.of("mer_nobody"), "merchantIds[0] unknown-merchant");
        assertWrong("merchantIds", List.of("mer_noodles", "mer_noodles"), "merchantIds[1] duplicate");
        assertWrong("merchantIds", List.of("mer_london"), "merchantIds[0] wrong-currency");
        assertWrong("usesPerCustomer", 0, "usesPerCustomer out-of-range");
    }

    @Test
    void refusesAmountsAndPercentagesThatAreNone() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("kind", "spend_and_save", "steps", List.of()),
                Map.of("kind", "spend_and_save", "steps", List.of(step(5_000, 800), step(5_000, 900))),
                Map.of("kind", "spend_and_save", "steps", List.of(step(5_000, 800), step(9_000, 800))),
                Map.of("kind", "spend_and_save", "steps", List.of(step(500, 501))),
                Map.of("kind", "spend_and_save", "steps", List.of(step(0, 0))),
                Map.of("kind", "percent_off", "basisPoints", 10_001),
                Map.of("kind", "percent_off", "basisPoints", 0),
                Map.of("kind", "percent_off", "basisPoints", 12.5),
                Map.of("kind", "percent_off", "basisPoints", "10"),
                Map.of("kind", "percent_off", "basisPoints", 1_000, "capMinor", 0))) {
            assertThat(problems(benefit(wrong)))
                    .as("%s", wrong)
                    .singleElement()
                    .asString()
                    .startsWith("benefit")
                    .endsWith(" invalid");
        }
    }

    @Test
    void refusesBudgetsThatCannotBe() {
        assertWrong("budget", Map.of("total", cny(0)), "budget.total.value not-positive");
        assertWrong("budget", Map.of("total", cny(10_000), "perDay", cny(10_001)), "budget.perDay.value above-total");
        assertWrong("budget", Map.of("total", cny(799)), "budget.total.value never-applies");
        assertWrong("budget", Map.of("total", cny(10_000), "perDay", cny(799)), "budget.perDay.value never-applies");
    }

    @Test
    void refusesWhatCanNeverApply() {
        assertWrong(
                "condition",
                Map.of(
                        "kind",
                        "all",
                        "parts",
                        List.of(
                                Map.of("kind", "nth_order", "scope", "wallet", "nth", 1),
                                Map.of("kind", "nth_order", "scope", "wallet", "nth", 2))),
                "condition never-applies");
        assertWrong("condition", Map.of("kind", "near_lunar_day", "month", 1, "day", 1), "condition never-applies");
    }

    @Test
    void refusesSharesThatDoNotSumToAHundred() {
        assertWrong("sponsors", List.of(sponsor("platform", 99)), "sponsors sum-not-100");
        assertWrong(
                "sponsors",
                List.of(sponsor("platform", 50), sponsor("platform", 50)),
                "sponsors[1].sponsorId duplicate");
        assertWrong("sponsors", List.of(sponsor("merchant:mer_nobody", 100)), "sponsors[0].sponsorId unknown-merchant");
        assertWrong("sponsors", List.of(sponsor("brand:brd_nobody", 100)), "sponsors[0].sponsorId unknown-brand");
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

    private static Offer right(Map<String, Object> body) {
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
        return new CheckingOffers(
                        offer,
                        MERCHANTS,
                        Set.of("brd_tea"),
                        Set.of("citybank"),
                        ids -> Set.of("aud_vip"),
                        NOW,
                        SHANGHAI,
                        forHistory,
                        _ -> OptionalLong.of(18_800))
                .check("stf_1");
    }

    private static Map<String, Object> spendAndSave() {
        return benefit(Map.of("kind", "spend_and_save", "steps", List.of(step(5_000, 800), step(10_000, 2_000))));
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> body = spendAndSave();
        body.put(field, value);
        return body;
    }

    private static Map<String, Object> benefit(Map<String, Object> benefit) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "满50减8");
        body.put("benefit", benefit);
        body.put("currency", "CNY");
        body.put("merchantIds", new ArrayList<>(List.of("mer_noodles")));
        body.put("startsAt", "2026-11-11T00:00:00+08:00");
        body.put("endsAt", "2026-11-12T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(100_000), "perDay", cny(50_000)));
        body.put("usesPerCustomer", 3);
        body.put("sponsors", List.of(sponsor("platform", 100)));
        return body;
    }

    private static Map<String, Object> all(Map<?, ?>... parts) {
        return Map.of("kind", "all", "parts", List.of(parts));
    }

    private static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    private static Map<String, Object> step(long threshold, long off) {
        return Map.of("thresholdMinor", threshold, "offMinor", off);
    }

    private static Map<String, Object> sponsor(String id, int percent) {
        return Map.of("sponsorId", id, "name", "Sponsor", "percent", percent);
    }

    private static MerchantProfile merchant(String id, String currency) {
        return new MerchantProfile(
                id, "Name", "restaurant", "5812", "上海", Currency.of(currency), MerchantStatus.ACTIVE);
    }
}
