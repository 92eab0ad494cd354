package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a merchant took and gave back, by who was at the till and how it was paid; history that was brought in is not among it. */
public interface TillSums {

    /** From an instant until before another; only what is not zero. */
    List<Sum> of(String merchantId, Currency currency, Instant from, Instant until);

    /**
     * @param personId who made the order or gave back; nothing for a payment by the shop's static code
     * @param storeId where it was paid, if the merchant has stores
     * @param takenMinor gross
     * @param refundedMinor gross, of payments of whatever day
     */
    record Sum(
            Optional<String> personId,
            Optional<String> storeId,
            TenderKind kind,
            long takenMinor,
            long taken,
            long refundedMinor,
            long refunds) {}

    /** The cash that went through each hand in its time, one answer for each that is asked, in that order. */
    List<Cash> cash(String merchantId, Currency currency, List<Hand> hands);

    /**
     * @param until before this instant; nothing if the hand is still at the drawer
     */
    record Hand(String personId, Instant from, Optional<Instant> until) {}

    /** Both are zero or more; what is refunded may have been taken by another, and before. */
    record Cash(long takenMinor, long refundedMinor) {}
}
