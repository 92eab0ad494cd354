package io.tongbao.coupons;

import java.time.Instant;

/** Claiming coupons, for other modules. */
public interface Coupons {

    /**
     * The customer claims a coupon of the offer, once for each key: the same key again has the same answer, and so after any crash. Answers only when
     * the coupon is the customer's on disk, or when it can't be any more.
     */
    ClaimResult claim(String offerId, String customerId, String idempotencyKey);

    sealed interface ClaimResult {
        record Claimed(String couponId, Instant until) implements ClaimResult {}

        record SoldOut() implements ClaimResult {}

        /** Another reason than that all are gone. */
        record Refused(String why) implements ClaimResult {}

        record Busy() implements ClaimResult {}
    }
}
