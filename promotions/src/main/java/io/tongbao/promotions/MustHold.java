package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What the ledger must hold to when it posts the payment: the engine read these values without a lock, so two payments at
 * once may both have seen them.
 */
public sealed interface MustHold {

    /** The sponsor's budget account gives this much and does not go below zero. */
    record SponsorBudget(String sponsorId, long spendMinor) implements MustHold {}

    /** The counter of the day rises by {@code spendMinor} and is at most {@code atMostMinor} after. */
    record DayBudget(LocalDate day, long spendMinor, long atMostMinor) implements MustHold {
        public DayBudget {
            Objects.requireNonNull(day, "day is null");
        }
    }

    /** The counter of the merchant who is paid rises by {@code spendMinor} and is at most {@code atMostMinor} after. */
    record MerchantBudget(long spendMinor, long atMostMinor) implements MustHold {}

    /** The counter of the customer's uses rises by one and is at most this after. */
    record Uses(long atMost) implements MustHold {}

    /** The counter of the device's uses rises by one and is at most this after, where a device is known. */
    record UsesOnDevice(long atMost) implements MustHold {}

    /** A coupon of the offer that the customer has is used up. */
    record Coupon() implements MustHold {}

    /** The counter of the customer's paid orders is exactly this before. */
    record OrdersBefore(OrderScope scope, long exactly) implements MustHold {
        public OrdersBefore {
            Objects.requireNonNull(scope, "scope is null");
        }
    }
}
