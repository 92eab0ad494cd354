package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each customer spent in a time, for comparing those who had an offer with those who were kept out of it. */
public interface CustomersTrade {

    /**
     * In order of the customer's id; who paid nothing is absent. Each page is a short statement of its own.
     *
     * @param merchantIds where; empty means everywhere
     * @param after the last customer of the page before
     */
    List<Trade> page(
            Currency currency, Instant from, Instant until, Set<String> merchantIds, Optional<String> after, int limit);

    /** @param spentMinor what the customer gave, less what refunds gave back */
    record Trade(String customerId, long payments, long spentMinor) {}
}
