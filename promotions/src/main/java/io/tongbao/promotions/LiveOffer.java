package io.tongbao.promotions;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An offer, compiled: what can be worked out once is, so that a payment only asks. Its conditions are two flat lists of
 * tests, those that need no look into the books first; texts are made when compiling, since a payment judges many offers
 * and shows few.
 */
public final class LiveOffer {
    private final Offer offer;
    private final List<Test> beforeBooks = new ArrayList<>();
    private final List<Test> withBooks = new ArrayList<>();
    private final Set<OrderScope> ordersRead = EnumSet.noneOf(OrderScope.class);

    private LiveOffer(Offer offer) {
        this.offer = offer;
        switch (offer.benefit()) {
            case Benefit.SpendAndSave save ->
                add(new Condition.GrossAtLeast(save.steps().getFirst().thresholdMinor()));
            case Benefit.PercentOff percent -> add(new Condition.GrossAtLeast(percent.thresholdMinor()));
            case Benefit.Cashback cashback -> add(new Condition.GrossAtLeast(cashback.thresholdMinor()));
            case Benefit.FirstOrder first -> {
                add(new Condition.GrossAtLeast(first.thresholdMinor()));
                add(new Condition.NthOrder(first.scope(), 1));
            }
        }
        add(offer.condition());
    }

    public static LiveOffer compile(Offer offer) {
        return new LiveOffer(offer);
    }

    public Offer offer() {
        return offer;
    }

    /** The first condition, of those that need no look into the books, that is not met. */
    @Nullable
    Miss missBeforeBooks(Facts facts) {
        if (!offer.currency().equals(facts.currency())) {
            return new Miss(Reason.WRONG_CURRENCY, "currency = " + offer.currency(), facts.currency());
        }
        if (!offer.merchantIds().isEmpty() && !offer.merchantIds().contains(facts.merchantId())) {
            return new Miss(Reason.OTHER_MERCHANT, "merchant is one of the offer's", facts.merchantId());
        }
        Schedule schedule = offer.schedule();
        if (facts.now().isBefore(schedule.start())) {
            return new Miss(Reason.NOT_STARTED, "time >= " + schedule.start(), facts.nowText());
        }
        if (!facts.now().isBefore(schedule.end())) {
            return new Miss(Reason.ENDED, "time < " + schedule.end(), facts.nowText());
        }
        Miss miss = first(beforeBooks, facts);
        if (miss == null && discountMinor(facts.grossMinor()) + cashbackMinor(facts.grossMinor()) == 0) {
            miss = new Miss(Reason.NOTHING_TO_GIVE, "benefit >= 1", "0");
        }
        return miss;
    }

    /** The first condition on what the books say that is not met; asked only after those above are. */
    @Nullable
    Miss missWithBooks(Facts facts, Standing.OfOffer standing) {
        if (standing.paused()) {
            return new Miss(Reason.PAUSED, "offer is live", "paused");
        }
        Miss miss = first(withBooks, facts);
        if (miss != null) {
            return miss;
        }
        OptionalLong uses = offer.usesPerCustomer();
        if (uses.isPresent() && standing.uses() >= uses.getAsLong()) {
            return new Miss(Reason.USES_UP, "uses < " + uses.getAsLong(), Long.toString(standing.uses()));
        }
        long discount = discountMinor(facts.grossMinor());
        long cashback = cashbackMinor(facts.grossMinor());
        OptionalLong dayBudget = offer.dayBudgetMinor();
        if (dayBudget.isPresent()) {
            long left = dayBudget.getAsLong() - standing.spentTodayMinor();
            if (left < discount + cashback) {
                return new Miss(Reason.DAY_BUDGET_GONE, "left today >= " + (discount + cashback), Long.toString(left));
            }
        }
        for (AppliedOffer.SponsorPart part : bySponsor(discount, cashback)) {
            long left = standing.budgetLeftMinor().getOrDefault(part.sponsorId(), 0L);
            if (left < part.spendMinor()) {
                return new Miss(
                        Reason.BUDGET_GONE,
                        "left of " + part.sponsorId() + " >= " + part.spendMinor(),
                        Long.toString(left));
            }
        }
        return null;
    }

    /** What the offer takes off this gross; never more than the gross. */
    long discountMinor(long grossMinor) {
        return switch (offer.benefit()) {
            case Benefit.SpendAndSave save -> {
                long off = 0;
                for (Benefit.SpendAndSave.Step step : save.steps()) {
                    if (grossMinor >= step.thresholdMinor()) {
                        off = step.offMinor();
                    }
                }
                yield off;
            }
            case Benefit.PercentOff percent ->
                Math.min(
                        Amounts.partOf(grossMinor, percent.basisPoints()),
                        percent.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.FirstOrder first -> Math.min(first.offMinor(), grossMinor);
            case Benefit.Cashback _ -> 0;
        };
    }

    /** What comes back on this gross; a cashback offer takes nothing off, so the customer pays the gross. */
    long cashbackMinor(long grossMinor) {
        return switch (offer.benefit()) {
            case Benefit.Cashback cashback ->
                Math.min(
                        Amounts.partOf(grossMinor, cashback.basisPoints()),
                        cashback.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.SpendAndSave _, Benefit.PercentOff _, Benefit.FirstOrder _ -> 0;
        };
    }

    List<AppliedOffer.SponsorPart> bySponsor(long discountMinor, long cashbackMinor) {
        long[] discounts = offer.bySponsor(discountMinor);
        long[] cashbacks = offer.bySponsor(cashbackMinor);
        List<AppliedOffer.SponsorPart> parts = new ArrayList<>(discounts.length);
        for (int i = 0; i < discounts.length; i++) {
            parts.add(new AppliedOffer.SponsorPart(offer.sponsors().get(i).sponsorId(), discounts[i], cashbacks[i]));
        }
        return parts;
    }

    /** Which counts of orders the conditions read: each must then be held by the ledger as it was seen. */
    Set<OrderScope> ordersRead() {
        return ordersRead;
    }

    @Override
    public String toString() {
        return offer.id() + " v" + offer.version();
    }

    /** What a test may look at. */
    record Facts(
            Instant now,
            String nowText,
            String merchantId,
            String currency,
            long grossMinor,
            String grossText,
            Set<String> categories,
            Standing standing) {}

    /** A condition that is not met, and what was there instead. */
    record Miss(Reason reason, String condition, String seen) {}

    private interface Test {
        @Nullable
        Miss judge(Facts facts);
    }

    private static @Nullable Miss first(List<Test> tests, Facts facts) {
        for (Test test : tests) {
            Miss miss = test.judge(facts);
            if (miss != null) {
                return miss;
            }
        }
        return null;
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.All all -> all.parts().forEach(this::add);
            case Condition.GrossAtLeast gross when gross.minor() == 0 -> {
                // Every basket reaches nothing.
            }
            case Condition.Any _,
                    Condition.Not _,
                    Condition.GrossAtLeast _,
                    Condition.NthOrder _,
                    Condition.InCategories _,
                    Condition.WeeklyHours _ ->
                (readsBooks(condition) ? withBooks : beforeBooks).add(compiled(condition));
        }
    }

    private boolean readsBooks(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.parts().stream().anyMatch(this::readsBooks);
            case Condition.Any any -> any.parts().stream().anyMatch(this::readsBooks);
            case Condition.Not not -> readsBooks(not.part());
            case Condition.NthOrder _ -> true;
            case Condition.GrossAtLeast _, Condition.InCategories _, Condition.WeeklyHours _ -> false;
        };
    }

    private Test compiled(Condition condition) {
        return switch (condition) {
            case Condition.All all -> {
                List<Test> parts = all.parts().stream().map(this::compiled).toList();
                yield facts -> first(parts, facts);
            }
            case Condition.Any any -> {
                List<Test> parts = any.parts().stream().map(this::compiled).toList();
                yield facts -> {
                    Miss firstMiss = null;
                    for (Test part : parts) {
                        Miss miss = part.judge(facts);
                        if (miss == null) {
                            return null;
                        }
                        firstMiss = firstMiss == null ? miss : firstMiss;
                    }
                    return firstMiss;
                };
            }
            case Condition.Not not -> {
                Test part = compiled(not.part());
                Miss met = new Miss(Reason.EXCLUDED, "not " + not.part(), "met");
                yield facts -> part.judge(facts) == null ? met : null;
            }
            case Condition.GrossAtLeast gross -> {
                String text = "gross >= " + gross.minor();
                yield facts -> facts.grossMinor() >= gross.minor()
                        ? null
                        : new Miss(Reason.BELOW_THRESHOLD, text, facts.grossText());
            }
            case Condition.NthOrder nth -> {
                ordersRead.add(nth.scope());
                Reason reason = nth.nth() == 1 ? Reason.NOT_FIRST_ORDER : Reason.OTHER_ORDER;
                String text = switch (nth.scope()) {
                    case WALLET -> "orders in the wallet = " + (nth.nth() - 1);
                    case MERCHANT -> "orders at the merchant = " + (nth.nth() - 1);
                };
                yield facts -> {
                    long before = facts.standing().orders(nth.scope());
                    return before == nth.nth() - 1 ? null : new Miss(reason, text, Long.toString(before));
                };
            }
            case Condition.InCategories in -> {
                String text =
                        "a category of " + in.categories().stream().sorted().toList();
                yield facts -> facts.categories().stream().anyMatch(in.categories()::contains)
                        ? null
                        : new Miss(
                                Reason.OTHER_CATEGORY,
                                text,
                                facts.categories().stream().sorted().toList().toString());
            }
            case Condition.WeeklyHours hours -> {
                String text = hours.days().stream().sorted().toList() + " " + hours.from() + " to " + hours.to();
                ZoneId zone = offer.zone();
                yield facts -> {
                    ZonedDateTime local = facts.now().atZone(zone);
                    return within(hours, local.getDayOfWeek(), local.toLocalTime())
                            ? null
                            : new Miss(Reason.OUTSIDE_HOURS, text, local.getDayOfWeek() + " " + local.toLocalTime());
                };
            }
        };
    }

    /** Hours that end at or before their start run on into the next morning, which belongs to the day they began. */
    private static boolean within(Condition.WeeklyHours hours, DayOfWeek day, LocalTime time) {
        boolean pastStart = !time.isBefore(hours.from());
        boolean beforeEnd = time.isBefore(hours.to());
        if (hours.from().isBefore(hours.to())) {
            return hours.days().contains(day) && pastStart && beforeEnd;
        }
        return (hours.days().contains(day) && pastStart) || (hours.days().contains(day.minus(1)) && beforeEnd);
    }
}
