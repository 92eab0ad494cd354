package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferChecksTests {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    /** Monday 2 to Thursday 5 November in Shanghai. */
    private static final Schedule FOUR_DAYS =
            new Schedule(Instant.parse("2026-11-01T16:00:00Z"), Instant.parse("2026-11-05T16:00:00Z"));

    private static final Benefit TEN_OFF = Benefit.AmountOff.ofOrder(1_000);
    private static final Calendars CALENDARS =
            new Calendars(Map.of("cn", Map.of(LocalDate.of(2026, 11, 11), Set.of("double-eleven"))));

    private static Offer offer(Benefit benefit, Condition condition, Schedule schedule, Offer.Budget budget) {
        return new Offer(
                "o",
                1,
                "c",
                "name",
                benefit,
                condition,
                Set.of(),
                schedule,
                budget,
                Offer.Combining.PLAIN,
                0,
                ZoneId.of("Asia/Shanghai"),
                "CNY",
                false);
    }

    private static Offer.Budget budget(long total, Offer.Edge edge) {
        return new Offer.Budget(
                total,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(new SponsorShare("m", 10_000)),
                edge);
    }

    private static List<OfferChecks.Finding> found(Benefit benefit, Condition condition) {
        return OfferChecks.of(
                offer(benefit, condition, FOUR_DAYS, budget(1_000_000, Offer.Edge.ALL_OR_NOTHING)), CALENDARS, NOW);
    }

    private static List<OfferChecks.Finding> found(Benefit benefit, long total) {
        return OfferChecks.of(
                offer(benefit, Condition.ALWAYS, FOUR_DAYS, budget(total, Offer.Edge.ALL_OR_NOTHING)), CALENDARS, NOW);
    }

    private static void assertNever(Condition... parts) {
        assertThat(found(TEN_OFF, new Condition.All(List.of(parts))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.never()).isTrue();
                    assertThat(finding.field()).isEqualTo("condition");
                    assertThat(finding.message()).startsWith("It can never apply: ");
                });
    }

    @Test
    void findsNothingOddInAPlainOffer() {
        assertThat(found(TEN_OFF, Condition.ALWAYS)).isEmpty();
        assertThat(found(TEN_OFF, new Condition.NewCustomer(7))).isEmpty();
    }

    @Test
    void findsAnOfferThatEndedBeforeItBegan() {
        Offer offer = offer(TEN_OFF, Condition.ALWAYS, FOUR_DAYS, budget(1_000_000, Offer.Edge.REST));

        assertThat(OfferChecks.of(offer, CALENDARS, FOUR_DAYS.end()))
                .containsExactly(new OfferChecks.Finding(
                        "schedule.end", true, "It can never apply: it ended at 2026-11-05T16:00:00Z"));
    }

    @Test
    void findsABudgetBelowTheLeastThatIsGiven() {
        assertThat(found(new Benefit.FreeGift("mug", 1, 500), 499))
                .containsExactly(new OfferChecks.Finding(
                        "budget.totalMinor", true, "It can never apply: the gift is worth 500 and the budget is 499"));
        assertThat(found(new Benefit.TopUpBonus(List.of(new Benefit.SpendAndSave.Step(20_000, 2_000))), 1_999))
                .singleElement()
                .matches(OfferChecks.Finding::never);
        assertThat(found(Benefit.SpendAndSave.of(new Benefit.SpendAndSave.Step(5_000, 800)), 799))
                .containsExactly(new OfferChecks.Finding(
                        "budget.totalMinor", false, "It gives 800 or more, all or nothing, and the budget is 799"));
        assertThat(found(Benefit.SpendAndSave.of(new Benefit.SpendAndSave.Step(5_000, 800)), 800))
                .isEmpty();
    }

    @Test
    void findsADayOfMoreThanThereIsInAll() {
        Offer.Budget budget = new Offer.Budget(
                1_000,
                OptionalLong.of(1_001),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(new SponsorShare("m", 10_000)),
                Offer.Edge.REST);

        assertThat(OfferChecks.of(offer(TEN_OFF, Condition.ALWAYS, FOUR_DAYS, budget), CALENDARS, NOW))
                .singleElement()
                .matches(finding -> finding.field().equals("budget.perDayMinor") && !finding.never());
    }

    @Test
    void findsACapThatIsAlwaysReached() {
        // 10 % of 200.00 is 20.00
        Condition twoHundred = Condition.AmountAtLeast.gross(20_000);

        assertThat(found(Benefit.PercentOff.ofOrder(1_000, OptionalLong.of(1_999)), twoHundred))
                .singleElement()
                .matches(finding -> finding.field().equals("benefit.capMinor"));
        assertThat(found(Benefit.PercentOff.ofOrder(1_000, OptionalLong.of(2_000)), twoHundred))
                .isEmpty();
        assertThat(found(new Benefit.Points(10, 100, OptionalLong.of(9), Base.GROSS, Goods.ALL), Condition.ALWAYS))
                .singleElement()
                .matches(finding -> finding.field().equals("benefit.maxPoints"));
    }

    @Test
    void findsConditionsThatExcludeEachOther() {
        assertNever(Condition.AmountAtLeast.gross(10_000), new Condition.Not(Condition.AmountAtLeast.gross(5_000)));
        assertNever(
                new Condition.Not(new Condition.QuantityAtLeast(3, Goods.ALL)),
                new Condition.QuantityAtLeast(3, Goods.ALL));
        assertNever(new Condition.InTiers(Set.of("gold")), new Condition.InTiers(Set.of("black")));
        assertNever(new Condition.InStores(Set.of("s1")), new Condition.InStores(Set.of("s2")));
        assertNever(new Condition.NthOrder(OrderScope.WALLET, 1), new Condition.NthOrder(OrderScope.WALLET, 2));
        assertNever(new Condition.HasTag(Set.of("a")), new Condition.Not(new Condition.HasTag(Set.of("a"))));
        assertNever(new Condition.Not(Condition.ALWAYS));
        assertThat(found(
                        TEN_OFF,
                        new Condition.All(List.of(
                                Condition.AmountAtLeast.gross(5_000),
                                new Condition.Not(Condition.AmountAtLeast.gross(10_000))))))
                .isEmpty();
    }

    @Test
    void findsDaysThatAreNotInTheSchedule() {
        assertNever(new Condition.OnCalendar("cn", Set.of("double-eleven")));
        assertNever(new Condition.NearLunarDay(8, 15, 0, 0));
        assertNever(new Condition.WeeklyHours(Set.of(DayOfWeek.FRIDAY), LocalTime.NOON, LocalTime.of(13, 0)));
        // Sunday's night ends at 02:00 on Monday, the first day
        assertThat(found(
                        TEN_OFF,
                        new Condition.WeeklyHours(Set.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(2, 0))))
                .isEmpty();
        // Mid-Autumn 2026 was on 25 September, 38 days before 2 November
        assertThat(found(TEN_OFF, new Condition.NearLunarDay(8, 15, 0, 38))).isEmpty();
    }

    @Test
    void findsWhatATopUpCanNeverMeet() {
        Benefit bonus = new Benefit.TopUpBonus(List.of(new Benefit.SpendAndSave.Step(20_000, 2_000)));
        Goods tea = Goods.ofCategories("tea");
        for (Condition never : List.of(
                new Condition.AmountAtLeast(1, Base.GROSS, tea),
                new Condition.QuantityAtLeast(2, Goods.ALL),
                new Condition.NthOrder(OrderScope.MERCHANT, 2),
                new Condition.InStores(Set.of("sto_1")),
                new Condition.InChannels(Set.of("qr")))) {
            assertThat(found(bonus, never))
                    .as("%s", never)
                    .extracting(OfferChecks.Finding::field, OfferChecks.Finding::never)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("condition", true));
        }
        assertThat(found(bonus, new Condition.NthOrder(OrderScope.WALLET, 2))).isEmpty();
        assertThat(found(bonus, Condition.AmountAtLeast.gross(30_000))).isEmpty();
    }

    @Test
    void countsUnitsOfALineAtTheLine() {
        assertThat(found(new Benefit.AmountOff(500, Level.LINE, Goods.ALL, OptionalInt.of(1)), Condition.ALWAYS))
                .isEmpty();
    }
}
