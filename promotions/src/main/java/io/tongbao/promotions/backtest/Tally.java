package io.tongbao.promotions.backtest;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.NotApplied;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what a draft did, payment by payment in order of time. */
final class Tally {
    static final int TOP = 20;
    static final Duration SOON = Duration.ofMinutes(10);

    /** So many times the median, and at least so many uses, are far above it. */
    static final int FAR = 5;

    static final int AT_LEAST = 5;

    private final Set<String> draft;
    private final Window window;
    private final Sum total = new Sum();
    private final Map<String, Long> bySponsor = new TreeMap<>();
    private final Map<LocalDate, Sum> byDay = new HashMap<>();
    private final Map<LocalDate, Long> leftAfter = new HashMap<>();
    private final Map<String, Sum> byMerchant = new HashMap<>();
    private final Map<Report.Audience, Sum> byAudience = new EnumMap<>(Report.Audience.class);
    private final Map<String, Sum> byCustomer = new HashMap<>();
    private final Map<Visited, Report.SplitOrder> lastVisit = new HashMap<>();
    private final List<Report.SplitOrder> splitOrders = new ArrayList<>();
    private final Map<Reason, Long> missed = new EnumMap<>(Reason.class);
    private Report.Given payments = Report.Given.NOTHING;
    private long discountMinor;
    private long notConcerned;
    private @Nullable Instant goneAt;

    /** @param draft the ids of its offers */
    Tally(Set<String> draft, Window window) {
        this.draft = draft;
        this.window = window;
    }

    private record Visited(String customerId, String merchantId) {}

    private static final class Sum {
        private final Set<String> customers = new HashSet<>();
        private long cost;
        private long payments;
        private long gross;

        void add(String customerId, long spend, long of) {
            customers.add(customerId);
            cost = Math.addExact(cost, spend);
            payments++;
            gross = Math.addExact(gross, of);
        }

        Report.Reached reached() {
            return new Report.Reached(cost, payments, customers.size(), gross);
        }
    }

    /** @param leftMinor of the draft's budgets after this payment */
    void add(PastPayment payment, Pricing pricing, long ordersInWallet, long leftMinor) {
        payments = payments.plus(new Report.Given(1, pricing.grossMinor()));
        LocalDate day = window.dayOf(payment.at());
        leftAfter.put(day, leftMinor);
        List<AppliedOffer> had = pricing.applied().stream()
                .filter(applied -> draft.contains(applied.offerId()))
                .toList();
        List<NotApplied> not = pricing.notApplied().stream()
                .filter(miss -> draft.contains(miss.offerId()))
                .toList();
        if (goneAt == null && not.stream().anyMatch(miss -> miss.reason() == Reason.BUDGET_GONE)) {
            goneAt = payment.at();
        }
        if (!had.isEmpty()) {
            reached(payment, had, pricing.grossMinor(), Report.Audience.of(ordersInWallet), day);
        } else if (!not.isEmpty()) {
            missed.merge(not.getFirst().reason(), 1L, Long::sum);
        } else {
            notConcerned++;
        }
    }

    private void reached(
            PastPayment payment, List<AppliedOffer> had, long gross, Report.Audience audience, LocalDate day) {
        String customerId = payment.customer().id();
        long spend = 0;
        for (AppliedOffer applied : had) {
            spend = Math.addExact(spend, applied.spendMinor());
            discountMinor = Math.addExact(discountMinor, applied.discountMinor());
            applied.sponsors().forEach(part -> bySponsor.merge(part.sponsorId(), part.spendMinor(), Math::addExact));
        }
        for (Sum sum : List.of(
                total,
                byDay.computeIfAbsent(day, _ -> new Sum()),
                byMerchant.computeIfAbsent(payment.merchantId(), _ -> new Sum()),
                byAudience.computeIfAbsent(audience, _ -> new Sum()),
                byCustomer.computeIfAbsent(customerId, _ -> new Sum()))) {
            sum.add(customerId, spend, gross);
        }
        visited(new Visited(customerId, payment.merchantId()), payment.at(), spend);
    }

    private void visited(Visited where, Instant at, long spend) {
        Report.SplitOrder before = lastVisit.get(where);
        Report.Given given = new Report.Given(1, spend);
        if (before != null && !before.last().plus(SOON).isBefore(at)) {
            lastVisit.put(
                    where,
                    new Report.SplitOrder(
                            before.customerId(),
                            before.merchantId(),
                            before.first(),
                            at,
                            before.given().plus(given)));
            return;
        }
        keepIfSplit(lastVisit.put(where, new Report.SplitOrder(where.customerId, where.merchantId, at, at, given)));
    }

    private void keepIfSplit(Report.@Nullable SplitOrder visit) {
        if (visit != null && visit.given().payments() > 1) {
            splitOrders.add(visit);
        }
    }

    /** Once, when all payments were added. */
    Report report(long budgetMinor, long leftMinor, List<Report.Interplay> interplay) {
        lastVisit.values().forEach(this::keepIfSplit);
        splitOrders.sort(Comparator.comparingLong(
                        (Report.SplitOrder split) -> -split.given().minor())
                .thenComparing(Report.SplitOrder::first)
                .thenComparing(Report.SplitOrder::customerId)
                .thenComparing(Report.SplitOrder::merchantId));
        List<Report.Day> days = new ArrayList<>();
        long left = budgetMinor;
        for (LocalDate day : window.days()) {
            left = leftAfter.getOrDefault(day, left);
            days.add(new Report.Day(day, reached(byDay.get(day)), left));
        }
        Map<Report.Audience, Report.Reached> audiences = new EnumMap<>(Report.Audience.class);
        for (Report.Audience audience : Report.Audience.values()) {
            audiences.put(audience, reached(byAudience.get(audience)));
        }
        long median = medianUses();
        long far = Math.max(AT_LEAST, FAR * median);
        Map<String, Sum> often = new HashMap<>(byCustomer);
        often.values().removeIf(sum -> sum.payments < far);
        return new Report(
                payments,
                total.reached(),
                bySponsor,
                discountMinor,
                leftMinor,
                Optional.ofNullable(goneAt),
                days,
                dearest(byMerchant),
                audiences,
                dearest(byCustomer),
                splitOrders.subList(0, Math.min(TOP, splitOrders.size())),
                dearest(often),
                median,
                interplay,
                missed,
                notConcerned);
    }

    private static Report.Reached reached(@Nullable Sum sum) {
        return sum == null ? Report.Reached.NOBODY : sum.reached();
    }

    private static List<Report.Of> dearest(Map<String, Sum> sums) {
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sum> each) -> -each.getValue().cost)
                        .thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .map(each -> new Report.Of(each.getKey(), each.getValue().reached()))
                .toList();
    }

    /** Of the customers who were reached; the lower of two. */
    private long medianUses() {
        long[] uses = byCustomer.values().stream()
                .mapToLong(sum -> sum.payments)
                .sorted()
                .toArray();
        return uses.length == 0 ? 0 : uses[(uses.length - 1) / 2];
    }
}
