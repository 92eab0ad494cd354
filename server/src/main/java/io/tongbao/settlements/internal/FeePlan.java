package io.tongbao.settlements.internal;

import io.tongbao.ledger.Currency;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a merchant pays for being paid; it never changes, another price is another plan.
 *
 * @param ratePpm parts in a million of a payment's gross: 3800 is 0.38 %
 * @param capMinor at most so much a payment
 * @param freeMinor so much gross in a calendar month costs nothing, in the order in which it was taken; refunds give none of it back
 * @param advanceMinor so far may refunds run ahead of takings
 */
record FeePlan(
        String id,
        String nameZh,
        String nameEn,
        Currency currency,
        int ratePpm,
        Optional<Long> capMinor,
        long freeMinor,
        long advanceMinor) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /**
     * The fee of a payment, rounded half up, in minor units.
     *
     * @param takenBefore the month's gross before it
     */
    long fee(long gross, long takenBefore) {
        long free = Math.clamp(freeMinor - takenBefore, 0, gross);
        BigInteger[] parts = BigInteger.valueOf(gross - free)
                .multiply(BigInteger.valueOf(ratePpm))
                .divideAndRemainder(MILLION);
        long rounded = parts[0].longValueExact() + (parts[1].intValue() >= 500_000 ? 1 : 0);
        return capMinor.map(cap -> Math.min(cap, rounded)).orElse(rounded);
    }

    /**
     * What of a payment's fee a refund gives back. By running totals, so that refunds in any parts give back the whole fee once all is refunded.
     *
     * @param refundedBefore of the payment's gross, before this refund
     * @param refundedAfter the same with this refund
     */
    static long feeBack(long fee, long gross, long refundedBefore, long refundedAfter) {
        return share(fee, gross, refundedAfter) - share(fee, gross, refundedBefore);
    }

    private static long share(long fee, long gross, long refunded) {
        return BigInteger.valueOf(fee)
                .multiply(BigInteger.valueOf(refunded))
                .divide(BigInteger.valueOf(gross))
                .longValueExact();
    }
}
