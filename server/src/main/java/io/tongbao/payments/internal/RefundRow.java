package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A refund as it is stored beside its entry.
 *
 * @param seq which refund of the payment it is, from 1
 * @param toBonus what of the cash goes back to the bonus
 * @param toCard what of the cash goes back to the card, and how far that is
 * @param parts what goes back to each sponsor
 * @param askedKey digest of the request's once-key, so that its answer is found when nothing is left to plan with
 */
record RefundRow(
        String id,
        OptionalLong entryId,
        String paymentId,
        int seq,
        String merchantId,
        Currency currency,
        long gross,
        long cash,
        long cashback,
        long toBonus,
        Optional<ToCard> toCard,
        long left,
        List<PinnedPrice.Part> parts,
        Optional<String> reason,
        String refundedBy,
        Instant refundedAt,
        String askedKey,
        String askedContent) {

    RefundRow {
        parts = List.copyOf(parts);
    }

    /**
     * @param reason why the bank declined, so that the money went to the wallet
     * @param finishedAt when the bank had paid it out, or had declined
     */
    record ToCard(
            String cardId, long minor, CardErrand.State state, Optional<String> reason, Optional<Instant> finishedAt) {}

    long toCardMinor() {
        return toCard.map(ToCard::minor).orElse(0L);
    }

    boolean full() {
        return left == 0;
    }

    RefundRow posted(long entry) {
        return new RefundRow(
                id,
                OptionalLong.of(entry),
                paymentId,
                seq,
                merchantId,
                currency,
                gross,
                cash,
                cashback,
                toBonus,
                toCard,
                left,
                parts,
                reason,
                refundedBy,
                refundedAt,
                askedKey,
                askedContent);
    }
}
