package io.tongbao.promotions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is odd about an offer that is well-formed: for those who write it, before it goes live. What can't be is refused when the records
 * are made; here is what they allow and nobody can want. Nothing found does not prove that the offer will ever apply.
 */
public final class OfferChecks {
    /** Whoever plans for longer than this meets every lunar day and hour of the week. */
    private static final int MAX_DAYS = 800;

    private final Offer offer;
    private final Calendars calendars;
    private final List<Finding> findings = new ArrayList<>();

    private OfferChecks(Offer offer, Calendars calendars) {
        this.offer = offer;
        this.calendars = calendars;
    }

    /**
     * Something odd.
     *
     * @param field of the offer, such as {@code budget.totalMinor}
     * @param never whether the offer can never apply for it
     */
    public record Finding(String field, boolean never, String message) {}

    public static List<Finding> of(Offer offer, Calendars calendars, Instant now) {
        OfferChecks checks = new OfferChecks(offer, calendars);
        checks.schedule(now);
        checks.budget();
        checks.cap();
        List<Condition> needed = CompiledCondition.needed(offer.condition());
        checks.contradictions(needed);
        if (offer.benefit() instanceof Benefit.TopUpBonus) {
            checks.topUp(needed);
        }
        needed.forEach(checks::days);
        return checks.findings;
    }

    private void never(String field, String why) {
        findings.add(new Finding(field, true, "It can never apply: " + why));
    }

    private void odd(String field, String message) {
        findings.add(new Finding(field, false, message));
    }

    private void schedule(Instant now) {
        if (!now.isBefore(offer.schedule().end())) {
            never("schedule.end", "it ended at " + offer.schedule().end());
        }
    }

    private void budget() {
        Offer.Budget budget = offer.budget();
        long perDay = budget.perDayMinor().orElse(Long.MAX_VALUE);
        long perMerchant = budget.perMerchantMinor().orElse(Long.MAX_VALUE);
        long most = Math.min(budget.totalMinor(), Math.min(perDay, perMerchant));
        String field = most == budget.totalMinor()
                ? "budget.totalMinor"
                : most == perDay ? "budget.perDayMinor" : "budget.perMerchantMinor";
        if (budget.perDayMinor().isPresent() && budget.perDayMinor().getAsLong() > budget.totalMinor()) {
            odd("budget.perDayMinor", "A day may cost more than there is in all: " + budget.totalMinor());
        }
        if (budget.perMerchantMinor().isPresent() && budget.perMerchantMinor().getAsLong() > budget.totalMinor()) {
            odd("budget.perMerchantMinor", "A merchant may have more than there is in all: " + budget.totalMinor());
        }
        if (budget.usesPerDevice().isPresent()
                && budget.usesPerCustomer().isPresent()
                && budget.usesPerDevice().getAsLong() < budget.usesPerCustomer().getAsLong()) {
            odd("budget.usesPerDevice", "A customer with one device can't use it as often as allowed");
        }
        boolean whole = budget.edge() == Offer.Edge.ALL_OR_NOTHING;
        switch (offer.benefit()) {
            case Benefit.FreeGift gift
            when gift.worthMinor() > most ->
                never(field, "the gift is worth " + gift.worthMinor() + " and the budget is " + most);
            case Benefit.TopUpBonus bonus
            when whole && leastStep(bonus.steps()) > most ->
                never(field, "its least step gives " + leastStep(bonus.steps()) + " and the budget is " + most);
            default -> {
                OptionalLong least = least(offer.benefit());
                if (whole && least.isPresent() && least.getAsLong() > most) {
                    odd(field, "It gives " + least.getAsLong() + " or more, all or nothing, and the budget is " + most);
                }
            }
        }
    }

    /** The least that it gives, in minor units, where neither floors nor other offers nor a small basket lower it; empty where that depends on the basket. */
    public static OptionalLong least(Benefit benefit) {
        return switch (benefit) {
            case Benefit.AmountOff off -> OptionalLong.of(off.offMinor());
            case Benefit.SpendAndSave save -> OptionalLong.of(leastStep(save.steps()));
            case Benefit.EverySpend every -> OptionalLong.of(every.offMinor());
            case Benefit.RandomOff random ->
                random.chances().stream()
                        .mapToLong(Benefit.RandomOff.Chance::offMinor)
                        .min();
            default -> OptionalLong.empty();
        };
    }

    private static long leastStep(List<Benefit.SpendAndSave.Step> steps) {
        return steps.getFirst().offMinor();
    }

    /** A cap that is reached by the least that the offer asks for makes its rate meaningless. */
    private void cap() {
        switch (offer.benefit()) {
            case Benefit.PercentOff percent -> cap(percent.basisPoints(), percent.capMinor(), percent.goods());
            case Benefit.Cashback back -> cap(back.basisPoints(), back.capMinor(), back.goods());
            case Benefit.Points points
            when points.maxPoints().orElse(Long.MAX_VALUE) < points.points() ->
                odd("benefit.maxPoints", "The first " + points.everyMinor() + " give more: " + points.points());
            default -> {
                // no cap, or one that says what it gives
            }
        }
    }

    private void cap(int basisPoints, OptionalLong cap, Goods goods) {
        for (Condition condition : CompiledCondition.needed(offer.condition())) {
            if (condition instanceof Condition.AmountAtLeast amount
                    && amount.goods().equals(goods)) {
                long least = Amounts.partOf(amount.minor(), basisPoints);
                if (cap.orElse(Long.MAX_VALUE) < least) {
                    odd(
                            "benefit.capMinor",
                            "Of the least amount asked for, " + amount.minor() + ", the percentage is " + least
                                    + " already: the cap is what it always gives");
                }
            }
        }
    }

    private void contradictions(List<Condition> needed) {
        for (int i = 0; i < needed.size(); i++) {
            if (needed.get(i).equals(new Condition.Not(Condition.ALWAYS))) {
                never("condition", "not of what is always met");
            }
            for (int j = 0; j < i; j++) {
                if (excludes(needed.get(j), needed.get(i)) || excludes(needed.get(i), needed.get(j))) {
                    never("condition", needed.get(j) + " and " + needed.get(i) + " are never met together");
                }
            }
        }
    }

    /** A top-up has no merchant and no goods, only an amount. */
    private void topUp(List<Condition> needed) {
        if (!offer.merchantIds().isEmpty()) {
            never("merchantIds", "a top-up pays no merchant");
        }
        for (Condition condition : needed) {
            switch (condition) {
                case Condition.AmountAtLeast amount
                when !amount.goods().isAll() -> never("condition", "a top-up has no goods");
                case Condition.QuantityAtLeast quantity
                when !quantity.goods().isAll() || quantity.units() > 1 -> never("condition", "a top-up has no goods");
                case Condition.NthOrder nth
                when nth.scope() == OrderScope.MERCHANT && nth.nth() > 1 ->
                    never("condition", "a top-up is at no merchant");
                case Condition.InStores _ -> never("condition", "a top-up is in no store");
                case Condition.InChannels _ -> never("condition", "a top-up comes through no channel");
                default -> {
                    // can be met
                }
            }
        }
    }

    private static boolean excludes(Condition one, Condition other) {
        return switch (one) {
            case Condition.Not not -> not.part().equals(other) || isAbove(other, not.part());
            case Condition.NthOrder nth ->
                other instanceof Condition.NthOrder its && nth.scope() == its.scope() && nth.nth() != its.nth();
            case Condition.InStores in ->
                other instanceof Condition.InStores its && Collections.disjoint(in.stores(), its.stores());
            case Condition.InTiers in ->
                other instanceof Condition.InTiers its && Collections.disjoint(in.tiers(), its.tiers());
            case Condition.InChannels in ->
                other instanceof Condition.InChannels its && Collections.disjoint(in.channels(), its.channels());
            case Condition.OnDevices on ->
                other instanceof Condition.OnDevices its && Collections.disjoint(on.devices(), its.devices());
            default -> false;
        };
    }

    /** Whether one asks for as much of the same as the other, or more: it is then met only where the other is. */
    private static boolean isAbove(Condition one, Condition other) {
        return switch (one) {
            case Condition.AmountAtLeast amount ->
                other instanceof Condition.AmountAtLeast its
                        && amount.base() == its.base()
                        && amount.goods().equals(its.goods())
                        && amount.minor() >= its.minor();
            case Condition.QuantityAtLeast quantity ->
                other instanceof Condition.QuantityAtLeast its
                        && quantity.goods().equals(its.goods())
                        && quantity.units() >= its.units();
            default -> false;
        };
    }

    private void days(Condition condition) {
        switch (condition) {
            case Condition.OnCalendar on
            when calendars.has(on.calendar()) && !meets(on) ->
                never("condition", "no day of its schedule is " + sorted(on.labels()) + " in " + on.calendar());
            case Condition.NearLunarDay near
            when isShort() && days(first()).stream().noneMatch(day -> LunarCalendar.isNear(near, day)) ->
                never("condition", "its schedule is not near lunar " + near.month() + "/" + near.day());
            // the night before may reach into it
            case Condition.WeeklyHours hours
            when isShort() && days(first().minusDays(1)).stream().noneMatch(day -> meets(hours, day)) ->
                never("condition", "none of its hours is within its schedule");
            default -> {
                // says nothing of days
            }
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private boolean meets(Condition.OnCalendar on) {
        return calendars.byName().getOrDefault(on.calendar(), Map.of()).entrySet().stream()
                .filter(day -> !Collections.disjoint(day.getValue(), on.labels()))
                .anyMatch(
                        day -> !day.getKey().isBefore(first()) && !day.getKey().isAfter(last()));
    }

    /** Whether the hours that begin on the day reach into the schedule. */
    private boolean meets(Condition.WeeklyHours hours, LocalDate day) {
        LocalDateTime from = day.atTime(hours.from());
        LocalDateTime to = (hours.from().isBefore(hours.to()) ? day : day.plusDays(1)).atTime(hours.to());
        ZoneId zone = offer.zone();
        return hours.days().contains(day.getDayOfWeek())
                && from.atZone(zone).toInstant().isBefore(offer.schedule().end())
                && to.atZone(zone).toInstant().isAfter(offer.schedule().start());
    }

    private boolean isShort() {
        return ChronoUnit.DAYS.between(first(), last()) <= MAX_DAYS;
    }

    /** To the schedule's last day. */
    private List<LocalDate> days(LocalDate from) {
        return from.datesUntil(last().plusDays(1)).toList();
    }

    private LocalDate first() {
        return offer.dayOf(offer.schedule().start());
    }

    private LocalDate last() {
        return offer.dayOf(offer.schedule().end().minusNanos(1));
    }
}
