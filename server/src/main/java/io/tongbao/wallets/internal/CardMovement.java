package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import io.tongbao.wallets.TopUpBonus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A top-up from a card or a withdrawal to one. Its id is the bank's reference.
 *
 * @param bonus what offers add to a top-up
 * @param automatic whether the wallet tops itself up ({@link AutoTopUp})
 * @param reservation the ledger's, once it has reserved what moves
 */
record CardMovement(
        String id,
        Kind kind,
        String personId,
        String cardId,
        Money amount,
        TopUpBonus bonus,
        boolean automatic,
        State state,
        Optional<String> reason,
        OptionalLong reservation,
        Instant askedAt,
        Optional<Instant> finishedAt,
        int looks) {

    enum Kind {
        TOP_UP(Limits.Kind.TOP_UP, "top"),
        WITHDRAWAL(Limits.Kind.WITHDRAWAL, "wdr");

        private final Limits.Kind limit;
        private final String prefix;

        Kind(Limits.Kind limit, String prefix) {
            this.limit = limit;
            this.prefix = prefix;
        }

        Limits.Kind limit() {
            return limit;
        }

        String prefix() {
            return prefix;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refused: by us, before the bank heard of it. Declined: by the bank. */
    enum State {
        PENDING,
        SETTLED,
        DECLINED,
        REFUSED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOpen() {
        return state == State.PENDING;
    }
}
