package io.tongbao.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * Event {@code payment.declined}, in the customer's stream: the bank declined the card's part of a pending payment, and
 * nothing of it was paid. Amounts are minor units.
 *
 * @param reason the bank's, kebab-case; {@code too-late} if it said yes when the reservation was over, and the card's money
 *     is in the customer's wallet
 */
public record PaymentDeclined(
        String paymentId,
        Optional<String> orderId,
        String customerId,
        String merchantId,
        String currency,
        long gross,
        long discount,
        long paid,
        long card,
        String reason,
        Instant at) {
    public static final String TYPE = "payment.declined";
}
