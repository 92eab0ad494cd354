package io.tongbao.events.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.events.Subscriber;
import io.tongbao.events.internal.SubscriberStore.State;
import io.tongbao.platform.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs every {@link Subscriber} bean on a thread of its own, from start to stop. */
@Component
class Subscribers implements SmartLifecycle {
    private static final Duration STATES_LIVE_FOR = Duration.ofSeconds(1);

    private final SubscriberStore store;
    private final Clock clock;
    private final Map<String, TellingSubscriber> byName = new TreeMap<>();
    private final List<BackgroundLoop> loops = new ArrayList<>();
    private List<State> lastStates = List.of();
    private long lastStatesNanos;

    Subscribers(
            List<Subscriber> subscribers,
            SubscriberStore store,
            LogReader reader,
            LogHead head,
            PlatformTransactionManager transactions,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.clock = clock;
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        for (Subscriber subscriber : subscribers) {
            TellingSubscriber before = byName.put(
                    subscriber.name(), new TellingSubscriber(subscriber, store, reader, head, transaction, this.clock));
            if (before != null) {
                throw new IllegalStateException("Two subscribers are named " + subscriber.name());
            }
            export(subscriber.name(), metrics);
        }
        byName.forEach((name, telling) -> loops.add(new BackgroundLoop("subscriber-" + name, telling::turn)));
    }

    private void export(String name, MeterRegistry metrics) {
        Gauge.builder("tongbao.events.lag", () -> state(name).map(State::lag).orElse(0L))
                .description("Transactions in the event log that the subscriber has not been told of")
                .tag("subscriber", name)
                .register(metrics);
        Gauge.builder(
                        "tongbao.events.parked",
                        () -> state(name).map(State::parked).orElse(0L))
                .description("Streams that failed and wait to be run again")
                .tag("subscriber", name)
                .register(metrics);
    }

    private Optional<State> state(String name) {
        return states().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /** How far each one is, read at most once a second. */
    synchronized List<State> states() {
        long now = System.nanoTime();
        if (lastStatesNanos == 0 || now - lastStatesNanos > STATES_LIVE_FOR.toNanos()) {
            lastStates = store.states();
            lastStatesNanos = now;
        }
        return lastStates;
    }

    Optional<TellingSubscriber> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public void start() {
        byName.keySet().forEach(store::register);
        loops.forEach(BackgroundLoop::start);
    }

    @Override
    public void stop() {
        loops.forEach(BackgroundLoop::askToStop);
        loops.forEach(BackgroundLoop::stop);
    }

    @Override
    public boolean isRunning() {
        return loops.stream().anyMatch(BackgroundLoop::isRunning);
    }

    @Override
    public int getPhase() {
        return 200;
    }
}
