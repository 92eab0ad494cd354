package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Locale;

/**
 * A line of a person's bills.
 *
 * @param amount what the person gave or got, from the balance or a card, with its sign
 * @param saved discount and cashback; of a top-up its bonus
 * @param spent what it adds to the spending at merchants: paid less cashback; below zero what a refund takes from it
 * @param referenceId what to open: the payment, also of a refund
 */
record Bill(
        String personId,
        String id,
        Kind kind,
        Instant at,
        String counterpartyId,
        Money amount,
        Money saved,
        Money spent,
        String state,
        String referenceId) {

    /** Whether it is money that went to a merchant, or came back from one. */
    boolean isSpending() {
        return (kind == Kind.PAYMENT || kind == Kind.REFUND) && !state.equals("pending") && !state.equals("declined");
    }

    enum Kind {
        PAYMENT,
        REFUND,
        TOP_UP,
        WITHDRAWAL,
        SEND_IN,
        SEND_OUT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
