package io.tongbao.payments;

import io.tongbao.ledger.Currency;

/**
 * How far a merchant's refunds may run ahead of what it takes, implemented by who settles with merchants: what was paid out yesterday is
 * not there any more when it is brought back today.
 */
public interface RefundAdvances {

    /** At most so much may be owed by the merchant at a time; zero for nothing. */
    long limit(String merchantId, Currency currency);
}
