package io.tongbao.payments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Event {@code payment.refunded}, in the customer's stream. Amounts are minor units of the currency: the merchant gave
 * back {@code gross}, the customer got {@code cash} − {@code cashbackTakenBack}: {@code toCard} of it on the card, {@code toBonus}
 * in the bonus, the rest in the wallet.
 *
 * @param full whether nothing of the payment is left
 */
public record PaymentRefunded(
        String refundId,
        String paymentId,
        Optional<String> orderId,
        String customerId,
        String merchantId,
        String currency,
        long gross,
        long cash,
        long cashbackTakenBack,
        long toCard,
        long toBonus,
        long toBudget,
        List<ToSponsor> sponsors,
        boolean full,
        Instant at,
        boolean imported) {
    public static final String TYPE = "payment.refunded";

    public PaymentRefunded {
        sponsors = List.copyOf(sponsors);
    }

    /** What of {@code toBudget} is whose. */
    public record ToSponsor(String campaignId, String sponsorId, long minor) {}
}
