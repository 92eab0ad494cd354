package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry with what came before and after it.
 *
 * @param reservation what it keeps, if it is a reservation
 * @param later the entries that settle, release, let expire or reverse it, the oldest first, at most {@link #MOST_LATER}
 */
public record EntryStory(RecordedEntry entry, Optional<Reservation> reservation, List<Later> later) {
    public static final int MOST_LATER = 200;

    /** @param left of each transfer, in their order, what is neither settled nor let go */
    public record Reservation(String purpose, Instant expiresAt, List<Long> left) {}

    public record Later(long id, String kind, RecordedEntry.Phase phase, Instant recordedAt, long amount) {}
}
