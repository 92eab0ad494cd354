package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import io.tongbao.promotions.backtest.PastPayment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Payments that were made, as they were before any offer, in the order in which they happened; history that was brought in is among them. Each page
 * is a short statement of its own.
 */
public interface PastPayments {

    /** @param after the last one of the page before */
    List<PastPayment> page(Currency currency, Instant from, Instant until, Optional<PastPayment> after, int limit);

    long count(Currency currency, Instant from, Instant until);

    /**
     * How many orders customers had paid at merchants before an instant, in order of customer and merchant; a pair that had none is absent.
     *
     * @param after the last one of the page before
     */
    List<Orders> ordersBefore(Instant instant, Optional<Orders> after, int limit);

    record Orders(String customerId, String merchantId, long count) {}
}
