package io.tongbao.payments.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the customer's coupons a price may use.
 *
 * @param only those chosen by hand; empty: whichever are best
 */
record CouponChoice(Optional<Set<String>> only) {
    static final CouponChoice BEST = new CouponChoice(Optional.empty());
    static final CouponChoice NONE = new CouponChoice(Optional.of(Set.of()));

    CouponChoice {
        only = only.map(Set::copyOf);
    }

    static CouponChoice of(Optional<? extends Collection<String>> chosen) {
        return chosen.isEmpty() ? BEST : new CouponChoice(Optional.of(Set.copyOf(chosen.get())));
    }

    boolean allows(String couponId) {
        return only.isEmpty() || only.get().contains(couponId);
    }

    boolean isNone() {
        return only.isPresent() && only.get().isEmpty();
    }
}
