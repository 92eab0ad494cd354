package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A balance with what holds it, in one consistent read.
 *
 * @param holds the oldest first, at most as many as asked for
 * @param isAll whether these are all
 */
public record HeldBalance(Balance balance, List<Hold> holds, boolean isAll) {

    /**
     * One leg of a reservation, as far as it is not yet settled or let go.
     *
     * @param purpose what the reservation is for, in its maker's words
     */
    public record Hold(
            long reservation,
            String kind,
            String purpose,
            Refusal.Direction direction,
            String counterparty,
            long amount,
            Instant recordedAt,
            Instant expiresAt) {}
}
