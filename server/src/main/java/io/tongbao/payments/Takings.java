package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What merchants took and gave back, in the order in which it was recorded; history that was brought in is not among it. */
public interface Takings {

    /** The merchants that took or gave back anything after an instant and up to another. */
    Set<String> merchants(Instant since, Instant until);

    /**
     * What came after an instant and up to another, at most so many.
     *
     * @param after the last one of the page before
     */
    List<Taking> page(
            String merchantId, Currency currency, Instant since, Instant until, Optional<Taking> after, int limit);

    /** What was taken less what was given back after the instant. */
    long net(String merchantId, Currency currency, Instant since);

    /** A payment or a refund of one. */
    sealed interface Taking {
        String id();

        String paymentId();

        Instant recordedAt();

        /** What it brought to the merchant's account, or took from it: discounts that others give included. */
        long grossMinor();

        record Payment(String id, Instant recordedAt, long grossMinor) implements Taking {
            @Override
            public String paymentId() {
                return id;
            }
        }

        /**
         * @param paidMinor the payment's gross
         * @param leftMinor what of it is left after this refund
         */
        record Refund(String id, String paymentId, Instant recordedAt, long grossMinor, long paidMinor, long leftMinor)
                implements Taking {}
    }
}
