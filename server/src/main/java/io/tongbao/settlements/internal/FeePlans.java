package io.tongbao.settlements.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A merchant's fee plans over time.
 *
 * @param own set for it alone, by day
 * @param standard those of all who have none of their own, by day
 */
record FeePlans(List<FeePlanStore.Use> own, List<FeePlanStore.Use> standard) {
    FeePlans {
        own = List.copyOf(own);
        standard = List.copyOf(standard);
    }

    /** Empty where there is no plan for the currency: then there is no fee. */
    Optional<FeePlan> on(LocalDate day) {
        return last(own, day).or(() -> last(standard, day));
    }

    /** The next one that is set and does not hold yet. */
    Optional<FeePlanStore.Use> next(LocalDate after) {
        return own.stream().filter(use -> use.from().isAfter(after)).findFirst();
    }

    private static Optional<FeePlan> last(List<FeePlanStore.Use> uses, LocalDate day) {
        return uses.reversed().stream()
                .filter(use -> !use.from().isAfter(day))
                .map(FeePlanStore.Use::plan)
                .findFirst();
    }
}
