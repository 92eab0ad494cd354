package io.tongbao.promotions.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BackTestTests {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant FROM = Instant.parse("2026-10-31T16:00:00Z");
    private static final Window WEEK = new Window(FROM, FROM.plus(Duration.ofDays(7)), SHANGHAI);

    /** Still to come when the back-test runs. */
    private static final Schedule PLANNED =
            new Schedule(FROM.plus(Duration.ofDays(20)), FROM.plus(Duration.ofDays(50)));

    private static final Stacking TOGETHER = new Stacking(Stacking.Group.of("all", Stacking.Mode.ALL));
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    /** Every offer and sponsor costs, to the cent, what one plain run after another costs; no budget or cap is passed. */
    @Test
    void equalsAPlainSequentialRun() throws InterruptedException {
        long reached = 0;
        long budgetsGone = 0;
        long interplays = 0;
        long both = 0;
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Offer> live = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                live.add(randomOffer(random, "off_live" + i));
            }
            List<Draft> drafts = List.of(
                    new Draft(List.of(randomOffer(random, "off_a"))),
                    new Draft(List.of(randomOffer(random, "off_b"), randomOffer(random, "off_c"))));
            List<PastPayment> payments = randomPayments(random, 300);
            Stacking stacking = random.nextBoolean() ? TOGETHER : Stacking.ONE_OFFER;
            BackTest test = new BackTest(WEEK, drafts, live, stacking, Calendars.NONE, THREADS);
            for (int from = 0; from < payments.size(); ) {
                int to = Math.min(payments.size(), from + 1 + random.nextInt(120));
                test.run(payments.subList(from, to));
                from = to;
            }
            List<Report> reports = test.reports();
            Plain without = new Plain(live, stacking).run(payments);
            for (int i = 0; i < drafts.size(); i++) {
                Report report = reports.get(i);
                Draft draft = drafts.get(i);
                List<Offer> beside = new ArrayList<>(live);
                beside.addAll(draft.offers());
                Plain plain = new Plain(beside, stacking).run(payments);
                assertThat(report.bySponsor()).as("seed %d", seed).isEqualTo(plain.bySponsor(draft.ids()));
                assertThat(report.cost().costMinor()).isEqualTo(plain.spent(draft.ids()));
                assertThat(report.cost().payments()).isEqualTo(plain.payments(draft.ids()));
                assertThat(report.missed()).isEqualTo(plain.missed(draft.ids()));
                assertThat(report.leftMinor())
                        .isEqualTo(draft.budgetMinor() - plain.spent(draft.ids()))
                        .isNotNegative();
                for (Report.Day day : report.days()) {
                    assertThat(day.reached().costMinor()).isEqualTo(plain.spentOn(draft.ids(), day.day()));
                    for (Offer offer : draft.offers()) {
                        offer.budget()
                                .perDayMinor()
                                .ifPresent(most -> assertThat(plain.spentOn(Set.of(offer.id()), day.day()))
                                        .isLessThanOrEqualTo(most));
                    }
                }
                both += plain.payments(draft.ids()) < plain.times(draft.ids()) ? 1 : 0;
                assertThat(report.cost().payments()
                                + report.notConcerned()
                                + report.missed().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                        .isEqualTo(report.payments().payments());
                Map<String, Report.Interplay> interplay = new HashMap<>();
                report.interplay().forEach(each -> interplay.put(each.offerId(), each));
                for (Offer offer : live) {
                    Report.Given alone =
                            new Report.Given(without.times(Set.of(offer.id())), without.spent(Set.of(offer.id())));
                    Report.Given with =
                            new Report.Given(plain.times(Set.of(offer.id())), plain.spent(Set.of(offer.id())));
                    Report.Interplay told = interplay.get(offer.id());
                    if (alone.equals(with)) {
                        assertThat(told).isNull();
                    } else {
                        assertThat(told).isEqualTo(new Report.Interplay(offer.id(), alone, with));
                        interplays++;
                    }
                }
                reached += report.cost().payments();
                budgetsGone += report.goneAt().isPresent() ? 1 : 0;
            }
        }
        // what was compared was not empty
        assertThat(reached).isGreaterThan(1_000);
        assertThat(budgetsGone).isGreaterThan(5);
        assertThat(interplays).isGreaterThan(5);
        assertThat(both).isGreaterThan(5);
    }

    @Test
    void runsTheBudgetDownByDayUntilItIsGone() throws InterruptedException {
        Offer draft = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 1_000);
        Report report = only(
                draft,
                payment("pay_1", 1, "cus_1", "mer_1", 5_000),
                payment("pay_2", 2, "cus_2", "mer_1", 4_000),
                payment("pay_3", 30, "cus_1", "mer_2", 3_000),
                payment("pay_4", 31, "cus_3", "mer_2", 2_000));

        assertThat(report.cost()).isEqualTo(new Report.Reached(900, 3, 2, 12_000));
        assertThat(report.payments()).isEqualTo(new Report.Given(4, 14_000));
        assertThat(report.bySponsor()).isEqualTo(Map.of("bank", 630L, "shop", 270L));
        assertThat(report.discountMinor()).isEqualTo(900);
        assertThat(report.leftMinor()).isEqualTo(100);
        assertThat(report.goneAt()).contains(at(31));
        assertThat(report.missed()).isEqualTo(Map.of(Reason.BUDGET_GONE, 1L));
        assertThat(report.days()).hasSize(7);
        assertThat(report.days().subList(0, 3))
                .containsExactly(
                        new Report.Day(LocalDate.parse("2026-11-01"), new Report.Reached(600, 2, 2, 9_000), 400),
                        new Report.Day(LocalDate.parse("2026-11-02"), new Report.Reached(300, 1, 1, 3_000), 100),
                        new Report.Day(LocalDate.parse("2026-11-03"), Report.Reached.NOBODY, 100));
        assertThat(report.merchants())
                .containsExactly(
                        new Report.Of("mer_1", new Report.Reached(600, 2, 2, 9_000)),
                        new Report.Of("mer_2", new Report.Reached(300, 1, 1, 3_000)));
        assertThat(report.winners())
                .containsExactly(
                        new Report.Of("cus_1", new Report.Reached(600, 2, 1, 8_000)),
                        new Report.Of("cus_2", new Report.Reached(300, 1, 1, 4_000)));
        assertThat(report.audiences())
                .containsEntry(Report.Audience.FIRST_ORDER, new Report.Reached(600, 2, 2, 9_000))
                .containsEntry(Report.Audience.SECOND_TO_FIFTH, new Report.Reached(300, 1, 1, 3_000))
                .containsEntry(Report.Audience.LATER, Report.Reached.NOBODY);
    }

    @Test
    void countsAPaymentThatHadTwoOffersOfOneDraftOnce() throws InterruptedException {
        Offer first = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 600);
        Offer second = offer("off_b", Benefit.AmountOff.ofOrder(100), Condition.AmountAtLeast.gross(4_000), 10_000);
        BackTest test = new BackTest(
                WEEK, List.of(new Draft(List.of(first, second))), List.of(), TOGETHER, Calendars.NONE, THREADS);
        test.run(List.of(
                payment("pay_1", 1, "cus_1", "mer_1", 5_000),
                payment("pay_2", 2, "cus_2", "mer_1", 2_000),
                payment("pay_3", 30, "cus_1", "mer_1", 4_000),
                payment("pay_4", 31, "cus_2", "mer_1", 2_000)));
        Report report = test.reports().getFirst();

        assertThat(report.cost()).isEqualTo(new Report.Reached(800, 3, 2, 11_000));
        assertThat(report.leftMinor()).isEqualTo(9_800);
        assertThat(report.days().get(1))
                .isEqualTo(new Report.Day(LocalDate.parse("2026-11-02"), new Report.Reached(100, 1, 1, 4_000), 9_800));
        // the budget of the first offer is gone at the third payment, which has the second alone
        assertThat(report.goneAt()).contains(at(30));
        assertThat(report.missed()).isEqualTo(Map.of(Reason.BUDGET_GONE, 1L));
    }

    @Test
    void ordersBeforeTheWindowCountButCostNothing() throws InterruptedException {
        Offer draft =
                offer("off_a", Benefit.AmountOff.ofOrder(300), new Condition.NthOrder(OrderScope.WALLET, 1), 10_000);
        Report report = only(
                draft,
                payment("pay_0", -5, "cus_1", "mer_1", 5_000),
                payment("pay_1", 1, "cus_1", "mer_1", 5_000),
                payment("pay_2", 2, "cus_2", "mer_1", 5_000));

        assertThat(report.cost()).isEqualTo(new Report.Reached(300, 1, 1, 5_000));
        assertThat(report.payments()).isEqualTo(new Report.Given(2, 10_000));
        assertThat(report.missed()).isEqualTo(Map.of(Reason.NOT_FIRST_ORDER, 1L));
    }

    @Test
    void ordersThatWereCountedBeforeAreThoseOfPaymentsBefore() throws InterruptedException {
        Offer draft =
                offer("off_a", Benefit.AmountOff.ofOrder(300), new Condition.NthOrder(OrderScope.MERCHANT, 3), 10_000);
        BackTest test = backTest(List.of(draft));
        test.ordersBefore("cus_1", "mer_1", 2);
        test.ordersBefore("cus_1", "mer_2", 7);
        test.run(List.of(
                payment("pay_1", 1, "cus_1", "mer_1", 5_000),
                payment("pay_2", 2, "cus_1", "mer_1", 5_000),
                payment("pay_3", 3, "cus_2", "mer_1", 5_000)));
        Report report = test.reports().getFirst();

        assertThat(report.cost()).isEqualTo(new Report.Reached(300, 1, 1, 5_000));
        assertThat(report.audiences()).containsEntry(Report.Audience.LATER, new Report.Reached(300, 1, 1, 5_000));
        assertThatThrownBy(() -> test.ordersBefore("cus_1", "mer_1", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDraftForADayRunsOnTheFirstDayOnly() throws InterruptedException {
        Offer planned = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 10_000);
        Offer draft =
                running(planned, new Schedule(PLANNED.start(), PLANNED.start().plus(Duration.ofDays(1))));
        Report report = only(
                draft, payment("pay_1", 23, "cus_1", "mer_1", 5_000), payment("pay_2", 24, "cus_2", "mer_1", 5_000));

        assertThat(report.cost().payments()).isEqualTo(1);
        assertThat(report.notConcerned()).isEqualTo(1);
    }

    @Test
    void ordersOfOneCustomerSoonAfterEachOtherLookSplit() throws InterruptedException {
        Offer draft = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 10_000);
        Report report = only(
                draft,
                payment("pay_1", "cus_1", "mer_1", Duration.ofMinutes(0)),
                payment("pay_2", "cus_2", "mer_1", Duration.ofMinutes(1)),
                payment("pay_3", "cus_1", "mer_2", Duration.ofMinutes(2)),
                payment("pay_4", "cus_1", "mer_1", Duration.ofMinutes(10)),
                payment("pay_5", "cus_2", "mer_1", Duration.ofMinutes(12)));

        assertThat(report.splitOrders())
                .containsExactly(new Report.SplitOrder(
                        "cus_1", "mer_1", FROM, FROM.plus(Duration.ofMinutes(10)), new Report.Given(2, 600)));
    }

    @Test
    void whoUsesItFarMoreOftenThanOthersIsNamed() throws InterruptedException {
        Offer draft = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 100_000);
        List<PastPayment> payments = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            payments.add(payment("pay_often" + i, i, "cus_often", "mer_1", 1_000));
        }
        for (int i = 0; i < 3; i++) {
            payments.add(payment("pay_once" + i, 10 + i, "cus_once" + i, "mer_1", 1_000));
        }
        Report report = only(draft, payments.toArray(PastPayment[]::new));

        assertThat(report.medianUses()).isEqualTo(1);
        assertThat(report.farAboveMedian())
                .containsExactly(new Report.Of("cus_often", new Report.Reached(1_500, 5, 1, 5_000)));
    }

    @Test
    void refusesWhatCantBeRun() throws InterruptedException {
        Offer draft = offer("off_a", Benefit.AmountOff.ofOrder(300), Condition.ALWAYS, 10_000);
        Offer topUp = offer(
                "off_t", new Benefit.TopUpBonus(List.of(new Benefit.SpendAndSave.Step(100, 10))), Condition.ALWAYS, 9);
        assertThatThrownBy(() -> backTest(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backTest(List.of(draft, draft))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Draft(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Draft(List.of(draft, topUp))).isInstanceOf(IllegalArgumentException.class);
        BackTest test = backTest(List.of(draft));
        test.run(List.of(payment("pay_1", 2, "cus_1", "mer_1", 100)));
        assertThatThrownBy(() -> test.run(List.of(payment("pay_0", 1, "cus_1", "mer_1", 100))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.run(List.of(payment("pay_9", 7 * 24, "cus_1", "mer_1", 100))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BackTest backTest(List<Offer> drafts) {
        return new BackTest(
                WEEK,
                drafts.stream().map(draft -> new Draft(List.of(draft))).toList(),
                List.of(),
                TOGETHER,
                Calendars.NONE,
                THREADS);
    }

    private static Report only(Offer draft, PastPayment... payments) throws InterruptedException {
        BackTest test = backTest(List.of(draft));
        test.run(List.of(payments));
        return test.reports().getFirst();
    }

    private static Instant at(int hours) {
        return FROM.plus(Duration.ofHours(hours));
    }

    private static PastPayment payment(String id, int hours, String customerId, String merchantId, long minor) {
        return new PastPayment(
                id, at(hours), Setting.at(merchantId), Customer.of(customerId), Basket.ofAmount("CNY", minor));
    }

    private static PastPayment payment(String id, String customerId, String merchantId, Duration after) {
        return new PastPayment(
                id, FROM.plus(after), Setting.at(merchantId), Customer.of(customerId), Basket.ofAmount("CNY", 1_000));
    }

    private static Offer offer(String id, Benefit benefit, Condition condition, long budgetMinor) {
        return new Offer(
                id,
                1,
                "cam_" + id,
                "Offer " + id,
                benefit,
                condition,
                Set.of(),
                PLANNED,
                new Offer.Budget(
                        budgetMinor,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        List.of(new SponsorShare("bank", 7_000), new SponsorShare("shop", 3_000)),
                        Offer.Edge.ALL_OR_NOTHING),
                Offer.Combining.PLAIN,
                0,
                SHANGHAI,
                "CNY",
                false);
    }

    private static Offer running(Offer offer, Schedule schedule) {
        return new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                schedule,
                offer.budget(),
                offer.combining(),
                offer.holdoutBasisPoints(),
                offer.zone(),
                offer.currency(),
                offer.byCoupon());
    }

    private static Offer randomOffer(SplittableRandom random, String id) {
        Benefit benefit = switch (random.nextInt(4)) {
            case 0 -> Benefit.AmountOff.ofOrder(random.nextInt(50, 400));
            case 1 -> Benefit.PercentOff.ofOrder(random.nextInt(100, 3_000), OptionalLong.of(random.nextInt(100, 900)));
            case 2 -> Benefit.Cashback.of(random.nextInt(100, 2_000), OptionalLong.empty());
            default ->
                Benefit.SpendAndSave.of(
                        new Benefit.SpendAndSave.Step(1_000, 100), new Benefit.SpendAndSave.Step(4_000, 700));
        };
        Condition condition = switch (random.nextInt(5)) {
            case 0 -> new Condition.NthOrder(OrderScope.values()[random.nextInt(2)], random.nextInt(1, 4));
            case 1 -> Condition.AmountAtLeast.gross(random.nextInt(3_000));
            default -> Condition.ALWAYS;
        };
        int share = random.nextInt(1, 9_999);
        return new Offer(
                id,
                1,
                "cam_" + id,
                id,
                benefit,
                condition,
                random.nextInt(3) == 0 ? Set.of("mer_" + random.nextInt(4)) : Set.of(),
                PLANNED,
                new Offer.Budget(
                        random.nextInt(1_000, 60_000),
                        random.nextBoolean() ? OptionalLong.of(random.nextInt(500, 6_000)) : OptionalLong.empty(),
                        random.nextBoolean() ? OptionalLong.of(random.nextInt(500, 6_000)) : OptionalLong.empty(),
                        random.nextBoolean() ? OptionalLong.of(random.nextInt(1, 5)) : OptionalLong.empty(),
                        random.nextBoolean() ? OptionalLong.of(random.nextInt(1, 5)) : OptionalLong.empty(),
                        List.of(new SponsorShare("bank", share), new SponsorShare("shop", 10_000 - share)),
                        Offer.Edge.values()[random.nextInt(2)]),
                new Offer.Combining(Optional.empty(), random.nextInt(8) == 0, random.nextInt(3)),
                0,
                SHANGHAI,
                "CNY",
                false);
    }

    private static List<PastPayment> randomPayments(SplittableRandom random, int count) {
        List<PastPayment> payments = new ArrayList<>();
        // some lie before the window
        Instant at = FROM.minus(Duration.ofDays(1));
        long step = Duration.ofDays(8).toSeconds() / count;
        for (int i = 0; i < count; i++) {
            payments.add(new PastPayment(
                    "pay_" + i,
                    at,
                    Setting.at("mer_" + random.nextInt(4)),
                    Customer.of("cus_" + random.nextInt(25)),
                    Basket.ofAmount("CNY", random.nextInt(100, 9_000))));
            at = at.plusSeconds(random.nextLong(step + 1));
        }
        return payments;
    }

    /** What the back-test must equal: payment after payment over every offer, the books added up anew from all that was given. */
    private static final class Plain {
        private final List<LiveOffer> offers;
        private final Stacking stacking;
        private final List<Gave> gave = new ArrayList<>();
        private final List<Pricing> priced = new ArrayList<>();

        private record Gave(String customerId, String merchantId, AppliedOffer applied) {}

        Plain(List<Offer> offers, Stacking stacking) {
            this.offers = offers.stream()
                    .map(offer ->
                            LiveOffer.compile(running(offer, new Schedule(WEEK.from(), PLANNED.end())), Calendars.NONE))
                    .toList();
            this.stacking = stacking;
        }

        Plain run(List<PastPayment> payments) {
            for (int i = 0; i < payments.size(); i++) {
                PastPayment payment = payments.get(i);
                if (payment.at().isBefore(WEEK.from())) {
                    continue;
                }
                List<PastPayment> before = payments.subList(0, i).stream()
                        .filter(each -> each.customer().equals(payment.customer()))
                        .toList();
                long here = before.stream()
                        .filter(each -> each.setting().equals(payment.setting()))
                        .count();
                Map<String, Standing.OfOffer> standings = new HashMap<>();
                // offers for other merchants are not asked at all
                List<LiveOffer> asked = offers.stream()
                        .filter(each -> each.offer().merchantIds().isEmpty()
                                || each.offer().merchantIds().contains(payment.merchantId()))
                        .toList();
                asked.forEach(each -> standings.put(each.offer().id(), standing(each.offer(), payment)));
                Pricing pricing = Pricer.price(
                        PricingRequest.of(payment.at(), payment.setting(), payment.customer(), payment.basket(), asked)
                                .with(stacking)
                                .with(new Standing(before.size(), here, standings))
                                .drawnBy(payment.drawSeed()));
                pricing.applied()
                        .forEach(applied -> gave.add(new Gave(payment.customer().id(), payment.merchantId(), applied)));
                priced.add(pricing);
            }
            return this;
        }

        private Standing.OfOffer standing(Offer offer, PastPayment payment) {
            Map<String, Long> left = new HashMap<>();
            long[] parts = offer.budget().bySponsor(offer.budget().totalMinor());
            Map<String, Long> spent = bySponsor(Set.of(offer.id()));
            for (int i = 0; i < parts.length; i++) {
                String sponsorId = offer.budget().sponsors().get(i).sponsorId();
                left.put(sponsorId, parts[i] - spent.getOrDefault(sponsorId, 0L));
            }
            long uses = gave.stream()
                    .filter(each -> each.applied().offerId().equals(offer.id()))
                    .filter(each -> each.customerId().equals(payment.customer().id()))
                    .count();
            long atMerchant = gave.stream()
                    .filter(each -> each.applied().offerId().equals(offer.id()))
                    .filter(each -> each.merchantId().equals(payment.merchantId()))
                    .mapToLong(each -> each.applied().spendMinor())
                    .sum();
            return new Standing.OfOffer(
                    false, left, spentOn(Set.of(offer.id()), offer.dayOf(payment.at())), atMerchant, uses, uses);
        }

        Map<String, Long> bySponsor(Set<String> offerIds) {
            Map<String, Long> spent = new TreeMap<>();
            for (Gave each : gave) {
                if (offerIds.contains(each.applied().offerId())) {
                    each.applied()
                            .sponsors()
                            .forEach(part -> spent.merge(part.sponsorId(), part.spendMinor(), Long::sum));
                }
            }
            return spent;
        }

        long spent(Set<String> offerIds) {
            return bySponsor(offerIds).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        long spentOn(Set<String> offerIds, LocalDate day) {
            return gave.stream()
                    .map(Gave::applied)
                    .filter(each ->
                            offerIds.contains(each.offerId()) && each.day().equals(day))
                    .mapToLong(AppliedOffer::spendMinor)
                    .sum();
        }

        long times(Set<String> offerIds) {
            return gave.stream()
                    .filter(each -> offerIds.contains(each.applied().offerId()))
                    .count();
        }

        /** That had at least one of the offers. */
        long payments(Set<String> offerIds) {
            return priced.stream().filter(pricing -> had(pricing, offerIds)).count();
        }

        Map<Reason, Long> missed(Set<String> offerIds) {
            Map<Reason, Long> missed = new EnumMap<>(Reason.class);
            for (Pricing pricing : priced) {
                if (!had(pricing, offerIds)) {
                    pricing.notApplied().stream()
                            .filter(miss -> offerIds.contains(miss.offerId()))
                            .findFirst()
                            .ifPresent(miss -> missed.merge(miss.reason(), 1L, Long::sum));
                }
            }
            return missed;
        }

        private static boolean had(Pricing pricing, Set<String> offerIds) {
            return pricing.applied().stream().anyMatch(applied -> offerIds.contains(applied.offerId()));
        }
    }
}
