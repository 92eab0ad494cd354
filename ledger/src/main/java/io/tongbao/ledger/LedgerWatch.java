package io.tongbao.ledger;

import java.time.Duration;

/** Hears what the ledger does, for metrics. It is called on the writer's thread and must be quick. */
public interface LedgerWatch {
    LedgerWatch NONE = _ -> {};

    /** A batch was committed and answered. */
    void committed(Batch batch);

    /** An entry was refused, or several were, for this reason; the code is {@link Refusal}'s. */
    default void refused(Refusal refusal) {}

    /** An entry was answered Busy. */
    default void busy() {}

    /**
     * @param entries judged in it
     * @param queued how long its oldest had waited when it began
     * @param took from its beginning to its commit's answer
     * @param commit of that, the commit itself
     */
    record Batch(int entries, int posted, Duration queued, Duration took, Duration commit) {}
}
