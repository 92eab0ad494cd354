package io.tongbao.payments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Event {@code payment.received}, in the customer's stream: a customer paid a merchant. Amounts are minor units of the
 * currency; the merchant got the gross, the customer gave {@code paid}.
 *
 * @param card how much of {@code paid} came from a card; the rest came from the wallet's balance
 * @param imported whether it is history that was brought in
 */
public record PaymentReceived(
        String paymentId,
        Optional<String> orderId,
        Optional<String> payCodeId,
        String customerId,
        String merchantId,
        String currency,
        long gross,
        long discount,
        long paid,
        long card,
        long cashback,
        List<OfferUsed> offers,
        Instant at,
        boolean imported) {
    public static final String TYPE = "payment.received";

    /**
     * @param sponsors who bears discount and cashback
     * @param couponId the coupon that it used up
     */
    public record OfferUsed(
            String offerId,
            int version,
            String campaignId,
            long discount,
            long cashback,
            List<BornePart> sponsors,
            Optional<String> couponId) {
        public OfferUsed {
            sponsors = List.copyOf(sponsors);
        }
    }

    /** What of an offer's cost a sponsor bears. */
    public record BornePart(String sponsorId, long minor) {}
}
