package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What one person asks another for. The note is personal.
 *
 * @param splitId the split bill that it is a share of
 * @param endedAt when it was paid, refused or cancelled, or expired
 * @param sendId the send that paid it
 */
record MoneyRequest(
        String id,
        String requesterId,
        String payerId,
        Money amount,
        Optional<String> note,
        Optional<String> splitId,
        Instant askedAt,
        Instant expiresAt,
        Optional<Instant> remindedAt,
        State state,
        Optional<Instant> endedAt,
        Optional<String> sendId) {

    enum State {
        OPEN,
        PAID,
        REFUSED,
        CANCELLED,
        EXPIRED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public String toString() {
        return "MoneyRequest[" + id + "]";
    }
}
