package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Locale;

/**
 * A line of a person's bills.
 *
 * @param amount what the person gave or got, from the balance or a card, with its sign
 * @param saved discount and cashback
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
        String state,
        String referenceId) {

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
