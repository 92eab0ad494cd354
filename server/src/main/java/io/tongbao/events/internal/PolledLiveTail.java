package io.tongbao.events.internal;

import io.tongbao.events.LiveTail;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.internal.LogReader.Place;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

@Component
class PolledLiveTail implements LiveTail, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PolledLiveTail.class);
    private static final int CHUNK = 2_000;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final LogHead head;
    private final LogReader reader;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

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

    private void run(long start) {
        Place place = new Place(start, Place.END);
        while (running) {
            try {
                long known = place.n() == Place.END ? place.position() : place.position() - 1;
                long end = head.awaitBeyond(known, WAIT);
                if (end > known) {
                    place = tell(place, end);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    log.warn("The live tail waits for the database: {}", e.getMessage());
                    pause();
                }
            }
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

    private void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        long start = head.read();
        thread = Thread.ofVirtual().name("live-tail").start(() -> run(start));
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 200;
    }
}
