package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.Channel;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A payment as it is stored beside its entry.
 *
 * @param entryId empty until it is posted; the reservation's until the bank has collected the card's part
 * @param storeId at which of the merchant's stores, if it says so
 * @param card what comes from a card; the rest of the price comes from the balance
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
        Optional<String> storeId,
        Currency currency,
        PinnedPrice price,
        Optional<CardPart> card,
        Instant paidAt) {

    /** @param bankCode whose bank: names the accounts in the books */
    record CardPart(String cardId, String bankCode, long minor) {}

    long fromCard() {
        return card.map(CardPart::minor).orElse(0L);
    }

    long fromBalance() {
        return price.payable() - fromCard();
    }

    PaymentRow posted(long entry) {
        return posted(OptionalLong.of(entry), paidAt);
    }

    /** The same once the bank has collected, before it is settled in the books. */
    PaymentRow collected(Instant at) {
        return posted(OptionalLong.empty(), at);
    }

    private PaymentRow posted(OptionalLong entry, Instant at) {
        return new PaymentRow(
                id,
                entry,
                channel,
                quoteId,
                orderId,
                payCodeId,
                orderNumber,
                customerId,
                merchantId,
                storeId,
                currency,
                price,
                card,
                at);
    }
}
