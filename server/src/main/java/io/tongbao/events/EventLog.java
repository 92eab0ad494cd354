package io.tongbao.events;

import io.tongbao.ledger.Companion;

/** Writing to the event log. */
public interface EventLog {

    /** The event as a row beside a ledger entry: it is recorded if, and only if, the entry is posted. */
    Companion<?> companion(Event event);

    /**
     * Writes the event in the running Spring transaction and fails without one. Call it last: it takes the batch number,
     * and that number gives readers the true order only when taken after the row locks of the change.
     */
    void publish(Event event);
}
