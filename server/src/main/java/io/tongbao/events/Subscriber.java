package io.tongbao.events;

import java.util.List;
import java.util.Set;

/**
 * A durable reader of the log, made known by being a bean. One is active per cluster. What it writes (through Spring's
 * {@code JdbcClient}, on the running transaction) and its cursor are committed together; still it should be idempotent, because
 * a stream that failed is run again.
 *
 * <p>An event that fails five times parks its stream: the stream's later events wait and the other streams go on, until
 * an operator runs it again.
 */
public interface Subscriber {

    /** Names the cursor; never to be changed. */
    String name();

    /** The types it wants to hear; empty for all. */
    Set<String> types();

    /** Called in the log's order, inside a transaction. */
    void on(RecordedEvent event);

    /** The same for a chunk of events; override it to write set-wise. */
    default void on(List<RecordedEvent> events) {
        events.forEach(this::on);
    }
}
