package io.tongbao.payments.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a bank was asked to do for a payment or a refund, and how far that is. Its id is the payment's or the refund's, and
 * the bank's reference.
 *
 * @param cancelAskedBy who at the till took the order back while the bank had not answered
 * @param looks how often the bank was asked and had no final answer
 */
record CardErrand(
        String id,
        Kind kind,
        String customerId,
        String cardId,
        String bankCode,
        Money amount,
        State state,
        Optional<String> reason,
        Optional<String> cancelAskedBy,
        Instant askedAt,
        int looks) {

    enum Kind {
        CHARGE,
        PAY_OUT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Declined: a charge was not collected; of a pay-out the money went to the wallet instead. */
    enum State {
        PENDING,
        DONE,
        DECLINED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    static CardErrand charge(PaymentRow payment) {
        return asked(payment.id(), Kind.CHARGE, payment, payment.fromCard(), payment.paidAt());
    }

    static CardErrand payOut(PaymentRow payment, RefundRow refund) {
        return asked(refund.id(), Kind.PAY_OUT, payment, refund.toCardMinor(), refund.refundedAt());
    }

    private static CardErrand asked(String id, Kind kind, PaymentRow payment, long minor, Instant at) {
        PaymentRow.CardPart card = payment.card().orElseThrow();
        return new CardErrand(
                id,
                kind,
                payment.customerId(),
                card.cardId(),
                card.bankCode(),
                new Money(minor, payment.currency()),
                State.PENDING,
                Optional.empty(),
                Optional.empty(),
                at,
                0);
    }

    boolean isOpen() {
        return state == State.PENDING;
    }
}
