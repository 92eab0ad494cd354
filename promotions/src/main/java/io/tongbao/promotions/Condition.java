package io.tongbao.promotions;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * When an offer applies, beyond its schedule and merchants: a typed tree, compiled once by {@link LiveOffers}. A leaf
 * that is not met answers with its {@link Reason}.
 */
public sealed interface Condition {
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

    record GrossAtLeast(long minor) implements Condition {
        public GrossAtLeast {
            Amounts.checked(minor, "A threshold");
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

    /** At least one line is of one of the categories. */
    record InCategories(Set<String> categories) implements Condition {
        public InCategories {
            categories = Set.copyOf(categories);
            if (categories.isEmpty()) {
                throw new IllegalArgumentException("One of no categories can never be met");
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
}
