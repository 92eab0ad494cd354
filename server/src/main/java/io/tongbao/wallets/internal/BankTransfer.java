package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Optional;

/** Money that came or goes by a bank's transfer, which staff confirm: one proposes, another decides. */
record BankTransfer(
        String id,
        Direction direction,
        String personId,
        Money amount,
        String reference,
        State state,
        String madeBy,
        Instant madeAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    enum Direction {
        IN,
        OUT
    }

    /** Approving: decided, and on its way into the books. */
    enum State {
        PROPOSED,
        APPROVING,
        APPROVED,
        REJECTED
    }
}
