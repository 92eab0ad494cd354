package io.tongbao.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * Event {@code payment.pending}, in the customer's stream: everything of a payment is reserved and the bank was asked for
 * the card's part. Either {@link PaymentReceived} or {@link PaymentDeclined} follows. Amounts are minor units.
 *
 * @param card how much of {@code paid} is to come from the card
 */
public record PaymentPending(
        String paymentId,
        Optional<String> orderId,
        String customerId,
        String merchantId,
        String currency,
        long gross,
        long discount,
        long paid,
        long card,
        long cashback,
        Instant at) {
    public static final String TYPE = "payment.pending";
}
