package io.tongbao.promotions;

import static io.tongbao.promotions.Checkout.checkout;
import static io.tongbao.promotions.Checkout.line;
import static io.tongbao.promotions.Offers.END;
import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.START;
import static io.tongbao.promotions.Offers.cashback;
import static io.tongbao.promotions.Offers.offer;
import static io.tongbao.promotions.Offers.percentOff;
import static io.tongbao.promotions.Offers.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.promotions.Stacking.Group;
import io.tongbao.promotions.Stacking.Mode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which offers apply: the books, the budgets, the groups, and why not. */
class PricerTests {
    private static final Offers SAVING = offer("off_save").giving(steps(10_000, 1_000, 20_000, 3_000));

    private static Offers off(String id, long minor) {
        return offer(id).giving(Benefit.AmountOff.ofOrder(minor));
    }

    private static List<String> applied(Pricing pricing) {
        return pricing.applied().stream().map(AppliedOffer::offerId).toList();
    }

    private static Reason reason(Pricing pricing, String offerId) {
        return pricing.notApplied().stream()
                .filter(missed -> missed.offerId().equals(offerId))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    // ---- one offer a payment ----

    @Test
    void choosesTheMostDiscountAndCashbackAndShowsTheRunnerUp() {
        Offers percent = offer("off_p").giving(percentOff(1_000, 2_000));
        Offers back = offer("off_c").giving(cashback(1_500, 10_000));
        // On 200.00: 满减 gives 30, 10 % gives 20, 15 % cashback gives 30: equal to 满减 and of the lower id.
        Pricing pricing = checkout(20_000).oneOffer().with(back, percent, SAVING);
        assertThat(applied(pricing)).containsExactly("off_c");
        assertThat(pricing.exact()).isTrue();
        assertThat(pricing.runnerUp())
                .contains(new Pricing.RunnerUp(
                        List.of(new Pricing.Named("off_save", 1, "Offer off_save")), 3_000, 3_000, 0));
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
    void prefersOfEqualsTheMorePointsThenTheOneThatEndsFirst() {
        Offers later = off("off_a", 100);
        Offers sooner = off("off_b", 100).running(START, END.minusSeconds(1));
        assertThat(applied(checkout(500).oneOffer().with(later, sooner))).containsExactly("off_b");
        Offers points = offer("off_p").giving(new Benefit.Points(1, 100, OptionalLong.empty(), Base.NET, Goods.ALL));
        Offers more = offer("off_q").giving(new Benefit.Points(2, 100, OptionalLong.empty(), Base.NET, Goods.ALL));
        assertThat(applied(checkout(500).oneOffer().with(points, more))).containsExactly("off_q");
        // A cent is worth more than any points.
        assertThat(applied(checkout(500).oneOffer().with(more, off("off_z", 1))))
                .containsExactly("off_z");
    }

    // ---- reasons ----

    @Test
    void saysWhereAndWhenAnOfferDoesNotHold() {
        assertMiss(SAVING.in("GBP"), Reason.WRONG_CURRENCY, "currency = GBP", "CNY");
        assertMiss(SAVING.at("mer_2"), Reason.OTHER_MERCHANT, "merchant is one of the offer's", "mer_1");
        assertMiss(
                SAVING.running(NOON.plusSeconds(1), END),
                Reason.NOT_STARTED,
                "time >= 2026-11-11T04:00:01Z",
                "2026-11-11T04:00:00Z");
        assertMiss(SAVING.running(START, NOON), Reason.ENDED, "time < 2026-11-11T04:00:00Z", "2026-11-11T04:00:00Z");
        assertThat(applied(checkout(10_000).with(SAVING.at("mer_2", "mer_1").running(NOON, END))))
                .containsExactly("off_save");
    }

    private static void assertMiss(Offers offer, Reason reason, String condition, String seen) {
        Pricing pricing = checkout(10_000).with(offer);
        assertThat(pricing.applied()).isEmpty();
        assertThat(pricing.notApplied())
                .containsExactly(
                        new NotApplied(offer.offer().id(), 1, offer.offer().name(), reason, condition, seen));
    }

    @Test
    void readsASchedulesWallClockInItsZone() {
        ZoneId london = ZoneId.of("Europe/London");
        LocalDateTime end = LocalDateTime.parse("2027-01-01T00:00");
        // 01:30 does not exist on 29 March 2026: read as 02:30 BST, that is 01:30 UTC.
        assertThat(Schedule.between(LocalDateTime.parse("2026-03-29T01:30"), end, london)
                        .start())
                .isEqualTo("2026-03-29T01:30:00Z");
        // 01:30 comes twice on 25 October 2026: the first is in BST, that is 00:30 UTC.
        assertThat(Schedule.between(LocalDateTime.parse("2026-10-25T01:30"), end, london)
                        .start())
                .isEqualTo("2026-10-25T00:30:00Z");
        // The year turns in Shanghai eight hours before it does in UTC.
        assertThat(offer("o").offer().dayOf(Instant.parse("2026-12-31T15:59:59Z")))
                .isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(offer("o").offer().dayOf(Instant.parse("2026-12-31T16:00:00Z")))
                .isEqualTo(LocalDate.of(2027, 1, 1));
    }

    // ---- books and budgets ----

    private static Pricing withBooks(Offers offer, Standing.OfOffer standing) {
        return checkout(20_000)
                .with(new Standing(5, 5, Map.of(offer.offer().id(), standing)))
                .with(offer);
    }

    @Test
    void saysWhatTheBooksRuleOut() {
        Offers limited = SAVING.perDay(50_000).perCustomer(2);
        Map<String, Long> enough = Map.of("platform", 3_000L);
        // The step gives 30.00.
        assertThat(reason(withBooks(limited, new Standing.OfOffer(true, enough, 0, 0, 0, 0)), "off_save"))
                .isEqualTo(Reason.PAUSED);
        assertThat(reason(withBooks(limited, new Standing.OfOffer(false, enough, 0, 0, 2, 0)), "off_save"))
                .isEqualTo(Reason.USES_UP);
        assertThat(reason(withBooks(limited, new Standing.OfOffer(false, enough, 47_001, 0, 1, 0)), "off_save"))
                .isEqualTo(Reason.DAY_BUDGET_GONE);
        assertThat(reason(
                        withBooks(limited, new Standing.OfOffer(false, Map.of("platform", 2_999L), 47_000, 0, 1, 0)),
                        "off_save"))
                .isEqualTo(Reason.BUDGET_GONE);
        assertThat(reason(withBooks(limited, new Standing.OfOffer(false, Map.of(), 47_000, 0, 1, 0)), "off_save"))
                .isEqualTo(Reason.BUDGET_GONE);
        Pricing pricing = withBooks(limited, new Standing.OfOffer(false, enough, 47_000, 0, 1, 0));
        // To the last cent of both budgets it is given whole.
        assertThat(pricing.discountMinor()).isEqualTo(3_000);
        assertThat(pricing.applied().getFirst().cut()).isFalse();
        assertThat(pricing.applied().getFirst().mustHold())
                .containsExactly(
                        new MustHold.SponsorBudget("platform", 3_000),
                        new MustHold.DayBudget(LocalDate.of(2026, 11, 11), 3_000, 50_000),
                        new MustHold.Uses(2));
    }

    @Test
    void givesTheRestAsFarAsEverySponsorCanBearItsShare() {
        Offers shared = SAVING.givingTheRest()
                .paidBy(
                        new SponsorShare("bank", 7_000),
                        new SponsorShare("brand", 2_000),
                        new SponsorShare("merchant", 1_000));
        // 30.00 would be 21.00, 6.00 and 3.00. The brand has 1.00 left, a fifth of 5.00: of 5.00 the parts are 3.50,
        // 1.00 and 0.50;
        // of 5.02 they are 3.514, 1.004 and 0.502: 3.51 + 1.00 + 0.50 and a cent that goes to 0.4, so the brand bears
        // 1.00 still
        // if another remainder is larger: .4, .4, .2: the bank, which is earlier, has it. Of 5.03: 3.521, 1.006, 0.503:
        // the cent goes to .6, the brand. So 5.02 it is.
        Pricing pricing = withBooks(
                shared,
                new Standing.OfOffer(false, Map.of("bank", 9_999L, "brand", 100L, "merchant", 9_999L), 0, 0, 0, 0));
        assertThat(pricing.discountMinor()).isEqualTo(502);
        assertThat(pricing.applied().getFirst().cut()).isTrue();
        assertThat(pricing.applied().getFirst().sponsors())
                .extracting(AppliedOffer.SponsorPart::discountMinor)
                .containsExactly(352L, 100L, 50L);
        // One has nothing left: of a cent or two it bears nothing, of 4 its part of 0.4 is the larger remainder after
        // the bank's .8.
        Pricing odd = withBooks(
                shared,
                new Standing.OfOffer(false, Map.of("bank", 9_999L, "brand", 9_999L, "merchant", 0L), 0, 0, 0, 0));
        // 6 is 4.2, 1.2, 0.6: the merchant would bear one. 5 is 3.5, 1.0, 0.5: the bank, earlier, has it. 5 it is.
        assertThat(odd.discountMinor()).isEqualTo(5);
        // The day's rest binds as well.
        Pricing day = withBooks(
                SAVING.givingTheRest().perDay(50_000),
                new Standing.OfOffer(false, Map.of("platform", 99_999L), 49_990, 0, 0, 0));
        assertThat(day.discountMinor()).isEqualTo(10);
        assertThat(day.applied().getFirst().mustHold())
                .contains(new MustHold.DayBudget(LocalDate.of(2026, 11, 11), 10, 50_000));
        Pricing gone = withBooks(
                SAVING.givingTheRest().perDay(50_000),
                new Standing.OfOffer(false, Map.of("platform", 99_999L), 50_001, 0, 0, 0));
        assertThat(reason(gone, "off_save")).isEqualTo(Reason.DAY_BUDGET_GONE);
    }

    @Test
    void theRestOfADiscountIsSpreadOverItsLinesAnew() {
        Offers rest = off("o", 900).givingTheRest();
        Standing standing =
                new Standing(0, 0, Map.of("o", new Standing.OfOffer(false, Map.of("platform", 100L), 0, 0, 0, 0)));
        // 9.00 by 20 : 10 is 6.00 and 3.00; of the 1.00 that is left 66.67 and 33.33.
        assertThat(checkout(line("cake", 2_000, 1), line("tea", 500, 2))
                        .with(standing)
                        .with(rest)
                        .applied()
                        .getFirst()
                        .lines())
                .containsExactly(
                        new AppliedOffer.LineShare("cake", 67, List.of(67L)),
                        new AppliedOffer.LineShare("tea", 33, List.of(33L)));
        // Cashback is cut likewise; a gift is given whole or not at all.
        assertThat(checkout(10_000)
                        .with(standing)
                        .with(offer("o").giving(cashback(500, 300)).givingTheRest())
                        .cashbackMinor())
                .isEqualTo(100);
        assertThat(reason(
                        checkout(10_000)
                                .with(standing)
                                .with(offer("o")
                                        .giving(new Benefit.FreeGift("mug", 1, 101))
                                        .givingTheRest()),
                        "o"))
                .isEqualTo(Reason.BUDGET_GONE);
    }

    @Test
    void pricesAgainWithoutAnOfferThatTheLedgerRefused() {
        LiveOffer percent = offer("off_p").giving(percentOff(1_000, 2_000)).live();
        PricingRequest request = checkout(20_000)
                .request(List.of(percent, SAVING.live()))
                .without(Map.of("off_save", Reason.BUDGET_GONE));
        Pricing pricing = Pricer.price(request);
        assertThat(pricing.discountMinor()).isEqualTo(2_000);
        assertThat(reason(pricing, "off_save")).isEqualTo(Reason.BUDGET_GONE);
        assertThat(Pricer.judge(request).worthAsking()).containsExactly(percent);
    }

    @Test
    void asksTheBooksOnlyAboutOffersThatMayApply() {
        LiveOffer high = offer("off_h").giving(steps(30_000, 5_000)).live();
        LiveOffer first = off("off_f", 100)
                .when(new Condition.NthOrder(OrderScope.WALLET, 1))
                .live();
        PricingRequest bare = checkout(20_000).with(Standing.NONE).request(List.of(first, high, SAVING.live()));
        assertThat(Pricer.judge(bare).worthAsking())
                .extracting(live -> live.offer().id())
                .containsExactly("off_f", "off_save");
        assertThatThrownBy(() -> Pricer.price(bare)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhoIsHeldOutLast() {
        // With 9,999 of 10,000 held out, some hundred customers are.
        Offers kept = SAVING.keepingOut(9_999);
        Pricing pricing = checkout(20_000).with(kept);
        assertThat(reason(pricing, "off_save")).isEqualTo(Reason.HELD_OUT);
        // Below the threshold they would not have had it anyway.
        assertThat(reason(checkout(9_999).with(kept), "off_save")).isEqualTo(Reason.BELOW_THRESHOLD);
        int heldOut = 0;
        for (int i = 0; i < 10_000; i++) {
            heldOut += checkout(20_000)
                            .by(Customer.of("cus_" + i))
                            .with(SAVING.keepingOut(1_000))
                            .applied()
                            .isEmpty()
                    ? 1
                    : 0;
        }
        // A tenth of 10,000; five standard deviations of 30.
        assertThat(heldOut).isBetween(850, 1_150);
    }

    // ---- groups ----

    @Test
    void anExclusiveOfferAppliesOnlyAlone() {
        Offers alone = off("off_x", 500).exclusive();
        Pricing better = checkout(10_000).with(alone, off("off_a", 300), off("off_b", 201));
        assertThat(applied(better)).containsExactly("off_a", "off_b");
        assertThat(better.runnerUp().orElseThrow().offers())
                .extracting(Pricing.Named::offerId)
                .containsExactly("off_x");
        assertThat(reason(better, "off_x")).isEqualTo(Reason.NOT_BEST);
        assertThat(applied(checkout(10_000).with(alone, off("off_a", 300), off("off_b", 199))))
                .containsExactly("off_x");
    }

    @Test
    void aGroupForTheFirstTakesTheFirstThatGivesSomething() {
        Group root = Group.of("all", Mode.ALL, Group.of("one", Mode.FIRST));
        Pricing pricing = checkout(10_000)
                .stacked(root)
                .with(
                        offer("off_a").giving(steps(20_000, 9_000)).in("one", 1),
                        off("off_b", 100).in("one", 2),
                        off("off_c", 900).in("one", 3),
                        off("off_d", 10));
        assertThat(applied(pricing)).containsExactly("off_d", "off_b");
        assertThat(reason(pricing, "off_a")).isEqualTo(Reason.BELOW_THRESHOLD);
        assertThat(pricing.notApplied().get(1))
                .isEqualTo(
                        new NotApplied("off_c", 1, "Offer off_c", Reason.NOT_FIRST, "one takes off_b", "also applies"));
    }

    @Test
    void aGroupForTheCheapestCostsTheSponsorsLeast() {
        Group root = Group.of("all", Mode.ALL, Group.of("one", Mode.CHEAPEST));
        Pricing pricing = checkout(10_000)
                .stacked(root)
                .with(
                        off("off_a", 300).in("one", 0),
                        off("off_b", 100).in("one", 0),
                        off("off_c", 200).in("one", 0));
        assertThat(applied(pricing)).containsExactly("off_b");
        assertThat(reason(pricing, "off_a")).isEqualTo(Reason.NOT_CHEAPEST);
    }

    @Test
    void aGroupForTheBestLooksAtWhatAppliesBesideIt() {
        Group root = Group.of("all", Mode.ALL, Group.of("one", Mode.BEST));
        Offers net = offer("off_net")
                .giving(new Benefit.SpendAndSave(Offers.stepList(9_500, 1_000), Base.NET, Goods.ALL))
                .first(9);
        // Alone off_a gives more than off_b; but after it the step of 95.00 is not reached.
        assertThat(applied(checkout(10_000)
                        .stacked(root)
                        .with(off("off_a", 600).in("one", 0), off("off_b", 500).in("one", 0), net)))
                .containsExactly("off_b", "off_net");
    }

    @Test
    void groupsAreNested() {
        Group root = Group.of(
                "root", Mode.BEST, Group.of("pair", Mode.ALL), Group.of("other", Mode.ALL, Group.of("in", Mode.BEST)));
        Offers[] offers = {
            off("off_a", 100).in("pair", 0),
            off("off_b", 150).in("pair", 0),
            off("off_c", 120).in("other", 0),
            off("off_d", 90).in("in", 0),
            off("off_e", 95).in("in", 0),
            off("off_f", 200)
        };
        // The pair gives 250, the other group 120 + 95 = 215, the single one 200.
        Pricing pricing = checkout(10_000).stacked(root).with(offers);
        assertThat(applied(pricing)).containsExactly("off_a", "off_b");
        assertThat(pricing.runnerUp().orElseThrow().worthMinor()).isEqualTo(215);
    }

    @Test
    void ofAGroupWithOneOfferALineEachLineHasTheBetter() {
        Group root = new Group("all", Mode.ALL, 0, true, List.of());
        Offers half = offer("off_half")
                .giving(new Benefit.PercentOff(
                        5_000,
                        OptionalLong.empty(),
                        Level.LINE,
                        Base.NET,
                        Goods.ofProducts("tea", "cake"),
                        OptionalInt.empty()));
        Offers five = offer("off_five").giving(new Benefit.AmountOff(500, Level.LINE, Goods.ALL, OptionalInt.empty()));
        // Tea: half of 8.00 is 4.00, so 5.00 off is better; cake: half of 20.00 is better than 5.00; order offers go
        // with both.
        Pricing pricing = checkout(line("tea", 800, 1), line("cake", 2_000, 1))
                .stacked(root)
                .with(half, five, off("off_order", 100));
        assertThat(pricing.discountMinor()).isEqualTo(500 + 1_000 + 100);
        assertThat(pricing.applied().getFirst().lines())
                .containsExactly(new AppliedOffer.LineShare("tea", 500, List.of(500L)));
    }

    @Test
    void groupsWithOneOfferALineMayBeNested() {
        Group inner = new Group("inner", Mode.ALL, 0, true, List.of());
        Group root = new Group("outer", Mode.ALL, 0, true, List.of(inner));
        Offers lines = offer("off_a")
                .giving(new Benefit.AmountOff(500, Level.LINE, Goods.ALL, OptionalInt.empty()))
                .in("inner", 0);
        Offers less = offer("off_b")
                .giving(new Benefit.AmountOff(490, Level.LINE, Goods.ALL, OptionalInt.empty()))
                .in("inner", 0);
        // One of the two works on a line; both on a different one gives less than the better on both.
        assertThat(checkout(line("tea", 800, 1), line("cake", 2_000, 1))
                        .stacked(root)
                        .with(lines, less)
                        .discountMinor())
                .isEqualTo(1_000);
    }

    @Test
    void refusesGroupsOfOneName() {
        assertThatThrownBy(() -> new Stacking(Group.of("a", Mode.ALL, Group.of("a", Mode.BEST))))
                .hasMessageContaining("bear the id a");
    }

    // ---- bounds ----

    @Test
    void whatIsTooLargeToSearchIsGreedyAndSaysSo() {
        List<Offers> offers = new ArrayList<>();
        long all = 0;
        for (int i = 0; i < 60; i++) {
            // Thresholds on what is left make every order of taking matter, so nothing can be ruled out early.
            offers.add(offer("off_" + i)
                    .giving(new Benefit.SpendAndSave(Offers.stepList(1_000 + i, 900), Base.NET, Goods.ALL))
                    .first(i));
            all += 900;
        }
        Pricing pricing = checkout(20_000).with(offers.toArray(Offers[]::new));
        assertThat(pricing.exact()).isFalse();
        // 22 times 9.00 leave 2.00; the 22nd needs 10.21 before it and there are 11.00.
        assertThat(pricing.discountMinor()).isEqualTo(22 * 900);
        assertThat(all).isGreaterThan(20_000);
        assertThat(pricing.applied().size() + pricing.notApplied().size()).isEqualTo(60);
    }

    @Test
    void aSearchThatNeverEndsStillFindsSomething() {
        // 10,000 lines leave 400 steps, fewer than there are offers.
        List<BasketLine> lines = new ArrayList<>();
        for (int i = 0; i < Basket.MAX_LINES; i++) {
            lines.add(line("p" + i, 1_000, 1));
        }
        List<Offers> offers = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            offers.add(off("off_" + i, 1));
        }
        Pricing pricing = checkout(new Basket("CNY", lines)).with(offers.toArray(Offers[]::new));
        assertThat(pricing.exact()).isFalse();
        assertThat(pricing.discountMinor()).isGreaterThan(300);
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        List<LiveOffer> offers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            offers.add(off("off_" + i, 100 + i / 3).first(i % 2).live());
        }
        Checkout checkout = checkout(700);
        Pricing first = Pricer.price(checkout.request(offers));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(offers, new Random(seed + i));
            Pricing again = Pricer.price(checkout.request(offers));
            assertThat(again.applied()).as("seed %d", seed).isEqualTo(first.applied());
            assertThat(again.runnerUp()).as("seed %d", seed).isEqualTo(first.runnerUp());
        }
    }
}
