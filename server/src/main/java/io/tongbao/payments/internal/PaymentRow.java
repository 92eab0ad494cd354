package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A payment as it is stored beside its entry.
 *
 * @param entryId empty until it is posted
 * @param paidAt when it happened; for history that was brought in, long before it was recorded
 */
record PaymentRow(
        String id,
        OptionalLong entryId,
        Channel channel,
        Optional<String> quoteId,
        Optional<String> orderId,
        Optional<String> payCodeId,
        Optional<String> orderNumber,
        String customerId,
        String merchantId,
        Currency currency,
        PinnedPrice price,
        Instant paidAt) {

    enum Channel {
        QUOTE("quote"),
        PAY_CODE("pay_code"),
        IMPORT("import");

        private final String code;

        Channel(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        static Channel of(String code) {
            for (Channel channel : values()) {
                if (channel.code.equals(code)) {
                    return channel;
                }
            }
            throw new IllegalArgumentException("No such channel: " + code);
        }
    }

    PaymentRow posted(long entry) {
        return new PaymentRow(
                id,
                OptionalLong.of(entry),
                channel,
                quoteId,
                orderId,
                payCodeId,
                orderNumber,
                customerId,
                merchantId,
                currency,
                price,
                paidAt);
    }
}
