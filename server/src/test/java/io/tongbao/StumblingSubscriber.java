package io.tongbao;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;

/** A reader of the log that fails on the streams that a test names, until the test lets it go on. */
@TestComponent
public class StumblingSubscriber implements Subscriber {
    public static final String NAME = "stumbling";
    private static final String TYPE = "test.stumbled";

    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Set<String> stumbles = ConcurrentHashMap.newKeySet();
    private final List<String> told = new CopyOnWriteArrayList<>();

    public StumblingSubscriber(EventLog events, TransactionTemplate transaction) {
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        if (stumbles.contains(event.stream())) {
            throw new IllegalStateException("This stream was to fail");
        }
        told.add(event.stream());
    }

    /** Tells an event of the stream, on which this reader will stumble from now on. */
    public void stumbleOn(String stream) {
        stumbles.add(stream);
        tell(stream);
    }

    public void tell(String stream) {
        transaction.executeWithoutResult(_ -> events.publish(new Event(TYPE, stream, Map.of())));
    }

    public void goOnWith(String stream) {
        stumbles.remove(stream);
    }

    /** How many events of the stream it was told and took. */
    public long took(String stream) {
        return told.stream().filter(stream::equals).count();
    }
}
