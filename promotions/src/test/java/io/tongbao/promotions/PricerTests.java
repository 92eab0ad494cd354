package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.END;
import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.SHANGHAI;
import static io.tongbao.promotions.Offers.START;
import static io.tongbao.promotions.Offers.cashback;
import static io.tongbao.promotions.Offers.fresh;
import static io.tongbao.promotions.Offers.offer;
import static io.tongbao.promotions.Offers.percentOff;
import static io.tongbao.promotions.Offers.price;
import static io.tongbao.promotions.Offers.request;
import static io.tongbao.promotions.Offers.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.promotions.AppliedOffer.LineShare;
import io.tongbao.promotions.AppliedOffer.SponsorPart;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PricerTests {
    private static final Offers SAVING = offer("off_save").giving(steps(10_000, 1_000, 20_000, 3_000));

    @Test
    void takesTheHighestStepThatIsReached() {
        // 满100减10, 满200减30: 199.99 reaches the first only, 200.00 the second, and a step holds once, not per 200.
        assertThat(price(19_999, SAVING.live()).discountMinor()).isEqualTo(1_000);
        assertThat(price(20_000, SAVING.live()).discountMinor()).isEqualTo(3_000);
        assertThat(price(60_000, SAVING.live()).payableMinor()).isEqualTo(57_000);
    }

    @Test
    void roundsAPercentageDownAndCapsIt() {
        LiveOffer live = offer("off_p").giving(percentOff(1_250, 5_000)).live();
        // 12.5 % of 88.88 is 11.11; of 1.23 it is 0.15375, rounded down to 0.15; of 500.00 it is 62.50, capped at 50.
        assertThat(price(8_888, live).discountMinor()).isEqualTo(1_111);
        assertThat(price(123, live).discountMinor()).isEqualTo(15);
        assertThat(price(50_000, live).discountMinor()).isEqualTo(5_000);
    }

    @Test
    void givesAFirstOrderAtMostItsGross() {
        LiveOffer live = offer("off_f")
                .giving(new Benefit.FirstOrder(1_000, 0, OrderScope.WALLET))
                .live();
        Pricing pricing = price(600, live);
        // 10 off an order of 6: all of it, the customer pays nothing.
        assertThat(pricing.discountMinor()).isEqualTo(600);
        assertThat(pricing.payableMinor()).isZero();
        assertThat(pricing.applied().getFirst().mustHold()).contains(new MustHold.OrdersBefore(OrderScope.WALLET, 0));
    }

    @Test
    void tellsTheFirstOrderInTheWalletFromTheFirstAtTheMerchant() {
        LiveOffer wallet = offer("off_w")
                .giving(new Benefit.FirstOrder(900, 0, OrderScope.WALLET))
                .live();
        LiveOffer merchant = offer("off_m")
                .giving(new Benefit.FirstOrder(500, 0, OrderScope.MERCHANT))
                .live();
        PricingRequest request = request(5_000, List.of(merchant, wallet));
        // Two orders elsewhere, none here.
        Pricing pricing =
                Pricer.price(request.with(new Standing(2, 0, request.standing().offers())));
        assertThat(pricing.applied()).extracting(AppliedOffer::offerId).containsExactly("off_m");
        assertThat(pricing.notApplied())
                .containsExactly(new NotApplied(
                        "off_w", 1, "Offer off_w", Reason.NOT_FIRST_ORDER, "orders in the wallet = 0", "2"));
        assertThat(pricing.applied().getFirst().mustHold()).contains(new MustHold.OrdersBefore(OrderScope.MERCHANT, 0));
    }

    @Test
    void givesCashbackOnWhatTheCustomerPays() {
        LiveOffer live = offer("off_c").giving(cashback(500, 300)).live();
        // 5 % of 42.50 is 2.125, rounded down to 2.12; of 100.00 it is 5, capped at 3. Nothing comes off the price.
        assertThat(price(4_250, live).cashbackMinor()).isEqualTo(212);
        assertThat(price(10_000, live).cashbackMinor()).isEqualTo(300);
        assertThat(price(10_000, live).payableMinor()).isEqualTo(10_000);
    }

    @Test
    void splitsTheDiscountByLineAndBySponsor() {
        LiveOffer live = offer("off_s")
                .giving(steps(100, 100))
                .paidBy(new SponsorShare("merchant:mer_1", 3_333), new SponsorShare("platform", 6_667))
                .live();
        Basket basket = new Basket(
                "CNY",
                List.of(
                        new BasketLine("a", "noodles", Optional.empty(), 700, 1),
                        new BasketLine("b", "tea", Optional.empty(), 250, 2),
                        new BasketLine("c", "napkin", Optional.empty(), 0, 3)));
        AppliedOffer applied = Pricer.price(PricingRequest.of(NOON, "mer_1", "cus_1", basket, List.of(live))
                        .with(fresh(List.of(live))))
                .applied()
                .getFirst();
        // 100 by 700:500:0 is 58.33, 41.67, 0: the missing unit goes to tea.
        assertThat(applied.lines())
                .containsExactly(new LineShare("a", 58), new LineShare("b", 42), new LineShare("c", 0));
        // 100 by 33.33 %:66.67 % is 33.33 and 66.67: the missing unit goes to the platform.
        assertThat(applied.sponsors())
                .containsExactly(new SponsorPart("merchant:mer_1", 33, 0), new SponsorPart("platform", 67, 0));
        assertThat(applied.mustHold())
                .containsExactly(
                        new MustHold.SponsorBudget("merchant:mer_1", 33), new MustHold.SponsorBudget("platform", 67));
    }

    @Test
    void choosesTheMostDiscountAndCashbackAndShowsTheRunnerUp() {
        LiveOffer percent = offer("off_p").giving(percentOff(1_000, 2_000)).live();
        LiveOffer back = offer("off_c").giving(cashback(1_500, 10_000)).live();
        // On 200.00: 满减 gives 30, 10 % gives 20, 15 % cashback gives 30: equal to 满减 and of the lower id.
        Pricing pricing = price(20_000, back, percent, SAVING.live());
        assertThat(pricing.applied()).extracting(AppliedOffer::offerId).containsExactly("off_c");
        assertThat(pricing.runnerUp()).contains(new Pricing.RunnerUp("off_save", 1, "Offer off_save", 3_000, 0));
        assertThat(pricing.notApplied())
                .containsExactly(
                        new NotApplied(
                                "off_p", 1, "Offer off_p", Reason.NOT_BEST, "better than off_c with 3000", "2000"),
                        new NotApplied(
                                "off_save",
                                1,
                                "Offer off_save",
                                Reason.NOT_BEST,
                                "better than off_c with 3000",
                                "3000"));
    }

    @Test
    void prefersOfEqualsTheOneThatEndsFirst() {
        LiveOffer later = offer("off_a").giving(steps(1, 1)).running(START, END).live();
        LiveOffer sooner = offer("off_b")
                .giving(steps(1, 1))
                .running(START, END.minusSeconds(1))
                .live();
        assertThat(price(100, later, sooner).applied())
                .extracting(AppliedOffer::offerId)
                .containsExactly("off_b");
    }

    @Test
    void saysWhyAnOfferDidNotApply() {
        assertReason(9_999, SAVING, Reason.BELOW_THRESHOLD, "gross >= 10000", "9999");
        assertReason(9_999, SAVING.in("GBP"), Reason.WRONG_CURRENCY, "currency = GBP", "CNY");
        assertReason(10_000, SAVING.at("mer_2"), Reason.OTHER_MERCHANT, "merchant is one of the offer's", "mer_1");
        assertReason(
                10_000,
                SAVING.running(NOON.plusSeconds(1), END),
                Reason.NOT_STARTED,
                "time >= 2026-11-11T04:00:01Z",
                "2026-11-11T04:00:00Z");
        assertReason(
                10_000,
                SAVING.running(START, NOON),
                Reason.ENDED,
                "time < 2026-11-11T04:00:00Z",
                "2026-11-11T04:00:00Z");
        assertReason(9, offer("o").giving(percentOff(1_000, 100)), Reason.NOTHING_TO_GIVE, "benefit >= 1", "0");
        assertReason(
                10_000,
                SAVING.when(new Condition.InCategories(Set.of("tea", "cake"))),
                Reason.OTHER_CATEGORY,
                "a category of [cake, tea]",
                "[]");
        assertReason(
                10_000,
                SAVING.when(new Condition.WeeklyHours(
                        Set.of(DayOfWeek.WEDNESDAY), LocalTime.of(9, 0), LocalTime.of(12, 0))),
                Reason.OUTSIDE_HOURS,
                "[WEDNESDAY] 09:00 to 12:00",
                "WEDNESDAY 12:00");
    }

    private static void assertReason(long gross, Offers offer, Reason reason, String condition, String seen) {
        Pricing pricing = price(gross, offer.live());
        assertThat(pricing.applied()).isEmpty();
        assertThat(pricing.payableMinor()).isEqualTo(gross);
        assertThat(pricing.notApplied())
                .containsExactly(
                        new NotApplied(offer.offer().id(), 1, offer.offer().name(), reason, condition, seen));
    }

    @Test
    void saysWhatTheBooksRuleOut() {
        LiveOffer live = SAVING.perDay(50_000).perCustomer(2).live();
        // The step gives 30.00.
        assertThat(withBooks(live, new Standing.OfOffer(true, Map.of("platform", 3_000L), 0, 0)))
                .isEqualTo(Reason.PAUSED);
        assertThat(withBooks(live, new Standing.OfOffer(false, Map.of("platform", 3_000L), 0, 2)))
                .isEqualTo(Reason.USES_UP);
        assertThat(withBooks(live, new Standing.OfOffer(false, Map.of("platform", 3_000L), 47_001, 1)))
                .isEqualTo(Reason.DAY_BUDGET_GONE);
        assertThat(withBooks(live, new Standing.OfOffer(false, Map.of("platform", 2_999L), 47_000, 1)))
                .isEqualTo(Reason.BUDGET_GONE);
        assertThat(withBooks(live, new Standing.OfOffer(false, Map.of(), 47_000, 1)))
                .isEqualTo(Reason.BUDGET_GONE);
        Pricing pricing = Pricer.price(request(20_000, List.of(live))
                .with(new Standing(
                        5, 5, Map.of("off_save", new Standing.OfOffer(false, Map.of("platform", 3_000L), 47_000, 1)))));
        // To the last cent of both budgets it is given whole.
        assertThat(pricing.discountMinor()).isEqualTo(3_000);
        assertThat(pricing.applied().getFirst().mustHold())
                .containsExactly(
                        new MustHold.SponsorBudget("platform", 3_000),
                        new MustHold.DayBudget(LocalDate.of(2026, 11, 11), 3_000, 50_000),
                        new MustHold.Uses(2));
    }

    private static Reason withBooks(LiveOffer live, Standing.OfOffer standing) {
        Pricing pricing = Pricer.price(request(20_000, List.of(live))
                .with(new Standing(0, 0, Map.of(live.offer().id(), standing))));
        return pricing.notApplied().getFirst().reason();
    }

    @Test
    void pricesAgainWithoutAnOfferThatTheLedgerRefused() {
        LiveOffer percent = offer("off_p").giving(percentOff(1_000, 2_000)).live();
        PricingRequest request = request(20_000, List.of(percent, SAVING.live()));
        Pricing pricing = Pricer.price(request.without(Map.of("off_save", Reason.BUDGET_GONE)));
        assertThat(pricing.discountMinor()).isEqualTo(2_000);
        assertThat(pricing.notApplied()).extracting(NotApplied::reason).containsExactly(Reason.BUDGET_GONE);
        assertThat(Pricer.worthAsking(request.without(Map.of("off_save", Reason.BUDGET_GONE))))
                .containsExactly(percent);
    }

    @Test
    void asksTheBooksOnlyAboutOffersThatMayApply() {
        LiveOffer high = offer("off_h").giving(steps(30_000, 5_000)).live();
        LiveOffer first = offer("off_f")
                .giving(new Benefit.FirstOrder(100, 0, OrderScope.WALLET))
                .live();
        PricingRequest bare = PricingRequest.of(
                NOON, "mer_1", "cus_1", Basket.ofAmount("CNY", 20_000), List.of(first, high, SAVING.live()));
        assertThat(Pricer.worthAsking(bare))
                .extracting(live -> live.offer().id())
                .containsExactly("off_f", "off_save");
        assertThatThrownBy(() -> Pricer.price(bare)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinsConditionsInATree() {
        Condition teaOrLunch = new Condition.Any(List.of(
                new Condition.InCategories(Set.of("tea")),
                new Condition.WeeklyHours(Set.of(DayOfWeek.WEDNESDAY), LocalTime.of(12, 0), LocalTime.of(14, 0))));
        Condition notTheFirst = new Condition.Not(new Condition.NthOrder(OrderScope.WALLET, 1));
        LiveOffer live =
                SAVING.when(new Condition.All(List.of(teaOrLunch, notTheFirst))).live();
        PricingRequest request = request(20_000, List.of(live));
        // NOON is Wednesday 12:00 in Shanghai; this is a first order.
        assertThat(Pricer.price(request).notApplied())
                .extracting(NotApplied::reason)
                .containsExactly(Reason.EXCLUDED);
        Pricing second =
                Pricer.price(request.with(new Standing(1, 0, request.standing().offers())));
        assertThat(second.discountMinor()).isEqualTo(3_000);
        // A count that a condition reads is held as it was seen, wherever in the tree it stands.
        assertThat(second.applied().getFirst().mustHold()).contains(new MustHold.OrdersBefore(OrderScope.WALLET, 1));
    }

    @Test
    void runsHoursPastMidnightIntoTheNextMorning() {
        Condition night =
                new Condition.WeeklyHours(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));
        LiveOffer live = SAVING.when(night).live();
        assertThat(appliesAt(live, "2026-11-14T21:59:59")).isFalse();
        assertThat(appliesAt(live, "2026-11-14T22:00:00")).isTrue();
        assertThat(appliesAt(live, "2026-11-15T01:59:59")).isTrue();
        assertThat(appliesAt(live, "2026-11-15T02:00:00")).isFalse();
        assertThat(appliesAt(live, "2026-11-15T22:00:00")).isFalse();
    }

    private static boolean appliesAt(LiveOffer live, String local) {
        Instant at = LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
        return !Pricer.price(PricingRequest.of(at, "mer_1", "cus_1", Basket.ofAmount("CNY", 20_000), List.of(live))
                        .with(fresh(List.of(live))))
                .applied()
                .isEmpty();
    }

    @Test
    void readsASchedulesWallClockInItsZone() {
        ZoneId london = ZoneId.of("Europe/London");
        // 01:30 does not exist on 29 March 2026: read as 02:30 BST, that is 01:30 UTC.
        assertThat(Schedule.between(
                                LocalDateTime.parse("2026-03-29T01:30"),
                                LocalDateTime.parse("2026-04-01T00:00"),
                                london)
                        .start())
                .isEqualTo("2026-03-29T01:30:00Z");
        // 01:30 comes twice on 25 October 2026: the first is in BST, that is 00:30 UTC.
        assertThat(Schedule.between(
                                LocalDateTime.parse("2026-10-25T01:30"),
                                LocalDateTime.parse("2027-01-01T00:00"),
                                london)
                        .start())
                .isEqualTo("2026-10-25T00:30:00Z");
        // The year turns in Shanghai eight hours before it does in UTC.
        assertThat(offer("o").offer().dayOf(Instant.parse("2026-12-31T16:00:00Z")))
                .isEqualTo(LocalDate.of(2027, 1, 1));
    }

    @Test
    void staysExactAtTheLargestAmount() {
        long max = Amounts.MAX;
        LiveOffer all = offer("off_all")
                .giving(new Benefit.PercentOff(10_000, OptionalLong.empty(), 0))
                .paidBy(new SponsorShare("a", 5_000), new SponsorShare("b", 5_000))
                .live();
        Pricing free = price(max, all);
        assertThat(free.payableMinor()).isZero();
        assertThat(free.applied().getFirst().sponsors())
                .containsExactly(
                        new SponsorPart("a", 4503599627370496L, 0), new SponsorPart("b", 4503599627370495L, 0));
        LiveOffer most = offer("off_most")
                .giving(new Benefit.PercentOff(9_999, OptionalLong.empty(), 0))
                .live();
        // 9007199254740991 · 0.9999 = 9006298534815516.9009
        assertThat(price(max, most).discountMinor()).isEqualTo(9_006_298_534_815_516L);
    }

    @Test
    void pricesABasketOfNothingAtNothing() {
        Pricing pricing = price(
                0,
                offer("off_f")
                        .giving(new Benefit.FirstOrder(100, 0, OrderScope.WALLET))
                        .live());
        assertThat(pricing.payableMinor()).isZero();
        assertThat(pricing.notApplied()).extracting(NotApplied::reason).containsExactly(Reason.NOTHING_TO_GIVE);
    }

    @Test
    void refusesTermsThatContradictThemselves() {
        assertThatThrownBy(() -> steps(20_000, 1_000, 10_000, 3_000)).hasMessageContaining("more than the one before");
        assertThatThrownBy(() -> steps(10_000, 3_000, 20_000, 3_000)).hasMessageContaining("more than the one before");
        assertThatThrownBy(() -> steps(100, 101)).hasMessageContaining("more than its threshold");
        assertThatThrownBy(() -> percentOff(10_001, 1)).hasMessageContaining("10000 basis points");
        assertThatThrownBy(() -> percentOff(1, 0)).hasMessageContaining("cap");
        assertThatThrownBy(() -> new Schedule(END, START)).hasMessageContaining("ends after it starts");
        assertThatThrownBy(() -> offer("o").paidBy(new SponsorShare("a", 9_999)))
                .hasMessageContaining("9999");
        assertThatThrownBy(() -> offer("o").paidBy(new SponsorShare("a", 5_000), new SponsorShare("a", 5_000)))
                .hasMessageContaining("one sponsor");
        assertThatThrownBy(() -> Basket.ofAmount("CNY", Amounts.MAX + 1)).hasMessageContaining("2^53");
        assertThatThrownBy(() -> new Basket("CNY", List.of())).hasMessageContaining("lines");
        assertThatThrownBy(() -> new BasketLine("a", "a", Optional.empty(), Amounts.MAX, 2))
                .hasMessageContaining("2^53");
        assertThatThrownBy(() -> LiveOffers.compile(List.of(SAVING.offer(), SAVING.offer())))
                .hasMessageContaining("off_save");
    }
}
