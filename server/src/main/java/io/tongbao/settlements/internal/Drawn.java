package io.tongbao.settlements.internal;

import io.tongbao.ledger.Currency;
import java.time.Instant;

/**
 * A settlement as it is drawn up: what the merchant took and gave back after one instant and up to another.
 *
 * @param seq which of the merchant's it is, from 1
 * @param carriedIn what the last one carried on, below zero by what was advanced
 * @param feesOwedIn fees of the last one that the merchant's account did not have
 */
record Drawn(
        String id,
        String merchantId,
        int seq,
        Currency currency,
        Instant since,
        Instant until,
        int payments,
        long paymentsMinor,
        int refunds,
        long refundsMinor,
        long fees,
        long feesBack,
        long carriedIn,
        long feesOwedIn) {

    /** What is the merchant's before fees. */
    long taken() {
        return carriedIn + paymentsMinor - refundsMinor;
    }

    /** What the merchant owes in fees; below zero what it has back. */
    long feesDue() {
        return feesOwedIn + fees - feesBack;
    }

    /** What was carried on may still be there to be moved. */
    boolean bringsNothingNew() {
        return payments == 0 && refunds == 0;
    }
}
