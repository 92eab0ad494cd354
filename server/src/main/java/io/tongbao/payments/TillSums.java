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
     * @param storeId where the order was made, if the merchant has stores
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
}
