package io.tongbao.promotions;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * When an offer applies, beyond its schedule and merchants: a typed tree, compiled once. A leaf that is not met answers with its
 * {@link Reason}, with what it asked for and what it saw.
 */
public sealed interface Condition {

    /** The lists of which the customer must be on one; of several such conditions all their lists. Empty if none is asked for. */
    default Set<String> listsAsked() {
        Set<String> asked = new HashSet<>();
        for (Condition part : CompiledCondition.needed(this)) {
            if (part instanceof OnList on) {
                asked.addAll(on.lists());
            }
        }
        return asked;
    }

    /** Whether somebody who is on these lists and no others can't meet it, whatever else is true. */
    default boolean keepsOut(Set<String> lists) {
        for (Condition part : CompiledCondition.needed(this)) {
            if (part instanceof OnList on && Collections.disjoint(on.lists(), lists)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves and branches of one tree. */
    int MAX_PARTS = 200;

    int MAX_NAMES = 1_000;

    /** Met by every payment. */
    Condition ALWAYS = new All(List.of());

    /** Every part must be met; the first that is not says why. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one part must be met; if none is, the first says why. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("Any of nothing can never be met");
            }
        }
    }

    record Not(Condition part) implements Condition {
        public Not {
            Objects.requireNonNull(part, "part is null");
        }
    }

    /** The goods come to at least this. */
    record AmountAtLeast(long minor, Base base, Goods goods) implements Condition {
        public AmountAtLeast {
            Amounts.checked(minor, "A threshold");
            Objects.requireNonNull(base, "base is null");
            Objects.requireNonNull(goods, "goods is null");
        }

        public static AmountAtLeast gross(long minor) {
            return new AmountAtLeast(minor, Base.GROSS, Goods.ALL);
        }
    }

    /** There are at least so many units of the goods. */
    record QuantityAtLeast(int units, Goods goods) implements Condition {
        public QuantityAtLeast {
            Objects.requireNonNull(goods, "goods is null");
            if (units < 1) {
                throw new IllegalArgumentException("At least one unit is asked for: " + units);
            }
        }
    }

    /** At one of these stores of a merchant. */
    record InStores(Set<String> stores) implements Condition {
        public InStores {
            stores = named(stores, "stores");
        }
    }

    /** The order is the customer's nth within the scope, from 1. */
    record NthOrder(OrderScope scope, long nth) implements Condition {
        public NthOrder {
            Objects.requireNonNull(scope, "scope is null");
            if (nth < 1) {
                throw new IllegalArgumentException("Orders are counted from 1: " + nth);
            }
        }
    }

    /** The customer joined at most so many days ago, by the calendar of the offer's zone; 0 is today. */
    record NewCustomer(int days) implements Condition {
        public NewCustomer {
            if (days < 0 || days > 3_660) {
                throw new IllegalArgumentException("From 0 to 3660 days: " + days);
            }
        }
    }

    record InTiers(Set<String> tiers) implements Condition {
        public InTiers {
            tiers = named(tiers, "tiers");
        }
    }

    /** The customer bears one of the tags. */
    record HasTag(Set<String> tags) implements Condition {
        public HasTag {
            tags = named(tags, "tags");
        }
    }

    /** The customer is on one of the lists. */
    record OnList(Set<String> lists) implements Condition {
        public OnList {
            lists = named(lists, "lists");
        }
    }

    /**
     * From so many days before the customer's birthday to so many after; a lunar birthday is looked up by the lunar calendar. One on
     * 29 February is on the 28th in other years; one on day 30 of a lunar month that has 29 is on the 29th.
     */
    record BirthdayNear(int daysBefore, int daysAfter) implements Condition {
        public BirthdayNear {
            if (daysBefore < 0 || daysAfter < 0 || daysBefore > 60 || daysAfter > 60) {
                throw new IllegalArgumentException("From 0 to 60 days before and after");
            }
        }
    }

    /** On these days from (inclusive) to (exclusive), by the clock of the offer's zone; past midnight when to <= from. */
    record WeeklyHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Condition {
        public WeeklyHours {
            days = Set.copyOf(days);
            Objects.requireNonNull(from, "from is null");
            Objects.requireNonNull(to, "to is null");
            if (days.isEmpty()) {
                throw new IllegalArgumentException("Hours on no day can never be met");
            }
        }
    }

    /** Today bears one of the labels in the calendar ({@link Calendars}), such as {@code workday} or {@code mid-autumn}. */
    record OnCalendar(String calendar, Set<String> labels) implements Condition {
        public OnCalendar {
            Objects.requireNonNull(calendar, "calendar is null");
            labels = named(labels, "labels");
        }
    }

    /** From so many days before this day of the lunar calendar to so many after. Leap months have no such days. */
    record NearLunarDay(int month, int day, int daysBefore, int daysAfter) implements Condition {
        public NearLunarDay {
            if (month < 1 || month > 12 || day < 1 || day > 30) {
                throw new IllegalArgumentException("Not a day of the lunar year: " + month + "/" + day);
            }
            if (daysBefore < 0 || daysAfter < 0 || daysBefore > 60 || daysAfter > 60) {
                throw new IllegalArgumentException("From 0 to 60 days before and after");
            }
        }
    }

    /**
     * Paid with a source of one of the kinds, issuers and brands; an empty set means any. While the customer has not chosen how
     * to pay it is not met.
     */
    record PaidWith(Set<String> kinds, Set<String> issuers, Set<String> brands) implements Condition {
        public PaidWith {
            kinds = Set.copyOf(kinds);
            issuers = Set.copyOf(issuers);
            brands = Set.copyOf(brands);
            int names = kinds.size() + issuers.size() + brands.size();
            if (names < 1 || names > MAX_NAMES) {
                throw new IllegalArgumentException("1 to " + MAX_NAMES + " kinds, issuers and brands are named");
            }
        }
    }

    record InChannels(Set<String> channels) implements Condition {
        public InChannels {
            channels = named(channels, "channels");
        }
    }

    record OnDevices(Set<String> devices) implements Condition {
        public OnDevices {
            devices = named(devices, "devices");
        }
    }

    /** An expression of the Common Expression Language that is a truth value; its variables are in {@link CelExpression}. */
    record Cel(String expression) implements Condition {
        public Cel {
            Objects.requireNonNull(expression, "expression is null");
        }
    }

    private static Set<String> named(Set<String> names, String what) {
        Set<String> copy = Set.copyOf(names);
        if (copy.isEmpty() || copy.size() > MAX_NAMES) {
            throw new IllegalArgumentException("1 to " + MAX_NAMES + " " + what + " are named: " + copy.size());
        }
        return copy;
    }
}
