package io.tongbao.settlements.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Money on its way to a merchant's bank; the id is the bank's reference.
 *
 * @param upToSeq the last of the merchant's settlements that it pays
 * @param reason why the bank declined
 */
record Payout(
        String id,
        String merchantId,
        Payee payee,
        Money amount,
        int upToSeq,
        State state,
        Optional<String> reason,
        OptionalLong reservation,
        Instant askedAt,
        Optional<Instant> finishedAt,
        int looks) {

    /** Declined ones are paid by a later payout, once the hold is lifted. */
    enum State {
        PENDING,
        PAID,
        DECLINED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it goes, as one may see it. */
    record Payee(String id, String bankCode, String bankName, String last4) {}
}
