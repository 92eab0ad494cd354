package io.tongbao.events.internal;

import io.tongbao.events.LiveTail;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.internal.LogReader.Place;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class PolledLiveTail implements LiveTail, RunsInBackground {
    private static final Logger log = LoggerFactory.getLogger(PolledLiveTail.class);
    private static final int CHUNK = 2_000;
    private static final Duration WAIT = Duration.ofMillis(200);

    private final LogHead head;
    private final LogReader reader;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final BackgroundLoop loop = new BackgroundLoop("live-tail", this::turn);
    private Place place = new Place(0, Place.END);

    PolledLiveTail(LogHead head, LogReader reader) {
        this.head = head;
        this.reader = reader;
    }

    private record Listener(Predicate<RecordedEvent> filter, Consumer<RecordedEvent> consumer) {}

    @Override
    public Subscription subscribe(Predicate<RecordedEvent> filter, Consumer<RecordedEvent> consumer) {
        Listener listener = new Listener(filter, consumer);
        listeners.add(listener);
        return () -> listeners.removeIf(known -> known == listener);
    }

    private void turn() throws InterruptedException {
        long known = place.n() == Place.END ? place.position() : place.position() - 1;
        long end = head.awaitBeyond(known, WAIT);
        if (end > known) {
            place = tell(place, end);
        }
    }

    private Place tell(Place place, long end) {
        List<RecordedEvent> events = reader.after(place, end, CHUNK);
        for (RecordedEvent event : events) {
            for (Listener listener : listeners) {
                tell(listener, event);
            }
        }
        if (events.size() < CHUNK) {
            return new Place(end, Place.END);
        }
        RecordedEvent last = events.getLast();
        return new Place(last.position(), last.n());
    }

    private void tell(Listener listener, RecordedEvent event) {
        try {
            if (listener.filter().test(event)) {
                listener.consumer().accept(event);
            }
        } catch (RuntimeException e) {
            log.warn("A listener of the live tail failed on {} at {}", event.type(), event.position(), e);
        }
    }

    @Override
    public void start() {
        place = new Place(head.read(), Place.END);
        loop.start();
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }

    @Override
    public int getPhase() {
        return 200;
    }
}
