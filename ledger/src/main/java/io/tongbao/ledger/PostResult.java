package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;

/** The ledger's answer to one entry; given only after the database has it on disk. */
public sealed interface PostResult {

    /** Posted now. For a reservation the transfers are what is held. */
    record Posted(long entryId, Instant recordedAt, List<Transfer> transfers) implements PostResult {}

    /**
     * It happened before, under {@code key} and with the same content; nothing was posted now. Transfers as they were posted then.
     */
    record Repeated(long entryId, Instant recordedAt, List<Transfer> transfers, OnceKey key) implements PostResult {}

    /** Refused; nothing changed but, where kept, the once-key. A kept refusal is answered again in the same words. */
    record Refused(Refusal refusal) implements PostResult {}

    /** The queue is full or the database is away; nothing was posted and the caller may try again. */
    record Busy(String why) implements PostResult {}
}
