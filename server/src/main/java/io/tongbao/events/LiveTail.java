package io.tongbao.events;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What happens from now on, on every node, for screens and caches. It has no cursor: who was away has missed something
 * and reads the state anew.
 */
public interface LiveTail {

    /**
     * Calls the consumer for each event that passes the filter, in the log's order, usually within 100 ms of the commit.
     * Both run on the tail's only thread and must not wait for anything.
     */
    Subscription subscribe(Predicate<RecordedEvent> filter, Consumer<RecordedEvent> consumer);

    /** Ends when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
