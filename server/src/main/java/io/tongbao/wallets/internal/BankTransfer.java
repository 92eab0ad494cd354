package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Money that came or goes by a bank's transfer, which staff confirm: one proposes, another decides.
 *
 * @param reservation what keeps the money that is to go, from the proposal to the decision
 */
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
        Optional<Instant> decidedAt,
        OptionalLong reservation) {

    BankTransfer reserved(long by) {
        return with(OptionalLong.of(by));
    }

    BankTransfer unreserved() {
        return with(OptionalLong.empty());
    }

    private BankTransfer with(OptionalLong kept) {
        return new BankTransfer(
                id, direction, personId, amount, reference, state, madeBy, madeAt, decidedBy, decidedAt, kept);
    }

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
