package io.tongbao.events.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.events.internal.LogReader.Place;
import io.tongbao.events.internal.SubscriberStore.ParkedStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells one subscriber what happened, chunk by chunk. In one transaction: lock the cursor, read the events after it, call
 * the subscriber, move the cursor. So its rows and its cursor can't part, and no second node tells it the same.
 *
 * <p>A chunk that fails is halved until the event that fails stands alone; that one is tried five times and then its stream
 * is parked where it stood. A database that is away or busy is waited for and is nobody's failure.
 */
final class TellingSubscriber {
    private static final Logger log = LoggerFactory.getLogger(TellingSubscriber.class);

    static final int FAILURES_BEFORE_PARKING = 5;
    private static final int LARGEST_CHUNK = 512;
    private static final int POSITIONS_PER_LOOK = 2_000;
    private static final Duration WAIT_FOR_EVENTS = Duration.ofMillis(200);
    private static final Duration WAIT_FOR_OTHER_NODE = Duration.ofMillis(250);
    /** So that a rush is told in chunks: a transaction for each few events would cost as much as the payments. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final Duration FIRST_WAIT_AFTER_FAILURE = Duration.ofMillis(20);

    private final Subscriber subscriber;
    private final SubscriberStore store;
    private final LogReader reader;
    private final LogHead head;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private long known;
    private int chunk = LARGEST_CHUNK;
    private int failures;
    private @Nullable Place failing;

    TellingSubscriber(
            Subscriber subscriber,
            SubscriberStore store,
            LogReader reader,
            LogHead head,
            TransactionTemplate transaction,
            Clock clock) {
        this.subscriber = subscriber;
        this.store = store;
        this.reader = reader;
        this.head = head;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What a turn came to. */
    private enum Turn {
        MOVED,
        CAUGHT_UP,
        NOTHING_NEW,
        OTHER_NODE
    }

    void turn() throws InterruptedException {
        long end = head.awaitBeyond(known, WAIT_FOR_EVENTS);
        switch (turn(end)) {
            case MOVED -> {}
            case CAUGHT_UP -> {
                known = end;
                Thread.sleep(REST);
            }
            case NOTHING_NEW -> known = end;
            case OTHER_NODE -> Thread.sleep(WAIT_FOR_OTHER_NODE);
        }
    }

    private Turn turn(long end) throws InterruptedException {
        Attempt attempt = new Attempt();
        try {
            Turn turn = transaction.execute(status -> tell(end, attempt));
            if (attempt.told > 0) {
                chunk = Math.min(LARGEST_CHUNK, chunk * 2);
                failures = 0;
            }
            return turn == null ? Turn.NOTHING_NEW : turn;
        } catch (RuntimeException e) {
            if (attempt.first == null || isOfTheDatabase(e)) {
                throw e;
            }
            failed(attempt, e);
            return Turn.MOVED;
        }
    }

    private Turn tell(long end, Attempt attempt) {
        Optional<Place> cursor = store.lockCursorIfFree(subscriber.name());
        if (cursor.isEmpty()) {
            return Turn.OTHER_NODE;
        }
        Place from = cursor.get();
        long upTo = Math.min(end, from.position() + POSITIONS_PER_LOOK);
        if (upTo < from.position() || (upTo == from.position() && from.n() == Place.END)) {
            return Turn.NOTHING_NEW;
        }
        List<RecordedEvent> events = reader.after(from, upTo, chunk);
        List<RecordedEvent> wanted = wanted(events);
        if (!wanted.isEmpty()) {
            attempt.first = wanted.getFirst();
            attempt.size = wanted.size();
            subscriber.on(wanted);
            attempt.told = wanted.size();
        }
        store.moveCursor(
                subscriber.name(), events.size() < chunk ? new Place(upTo, Place.END) : placeOf(events.getLast()));
        return events.size() < chunk && upTo == end ? Turn.CAUGHT_UP : Turn.MOVED;
    }

    private List<RecordedEvent> wanted(List<RecordedEvent> events) {
        Set<String> types = subscriber.types();
        List<RecordedEvent> ofType = events.stream()
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .toList();
        if (ofType.isEmpty()) {
            return ofType;
        }
        Set<String> parked = store.parkedStreams(subscriber.name());
        return ofType.stream().filter(event -> !parked.contains(event.stream())).toList();
    }

    private void failed(Attempt attempt, RuntimeException error) throws InterruptedException {
        if (attempt.size > 1) {
            chunk = Math.max(1, Math.min(chunk, attempt.size) / 2);
            return;
        }
        RecordedEvent event = Objects.requireNonNull(attempt.first);
        Place place = placeOf(event);
        failures = place.equals(failing) ? failures + 1 : 1;
        failing = place;
        chunk = 1;
        if (failures < FAILURES_BEFORE_PARKING) {
            Thread.sleep(FIRST_WAIT_AFTER_FAILURE.multipliedBy(1L << failures));
            return;
        }
        log.error(
                "{} failed {} times on {} at {}; stream {} is parked until it is run again",
                subscriber.name(),
                failures,
                event.type(),
                event.position(),
                event.stream(),
                error);
        transaction.executeWithoutResult(status -> store.park(
                new ParkedStream(subscriber.name(), event.stream(), place, failures, nameOf(error), clock.instant())));
        failing = null;
        failures = 0;
    }

    /** Tells a parked stream from where it stopped; the stream goes on with the others when all of it has been told. */
    Rerun rerun(String stream) {
        long told = 0;
        while (true) {
            try {
                Long some = transaction.execute(status -> rerunChunk(stream));
                if (some == null || some == NOT_PARKED) {
                    return told == 0 ? new Rerun.NotParked() : new Rerun.Done(told);
                }
                told += Math.abs(some);
                if (some <= 0) {
                    return new Rerun.Done(told);
                }
            } catch (RuntimeException e) {
                if (isOfTheDatabase(e)) {
                    throw e;
                }
                String error = nameOf(e);
                log.error("{} failed again on stream {}", subscriber.name(), stream, e);
                transaction.executeWithoutResult(status -> store.failedAgain(subscriber.name(), stream, error));
                return new Rerun.FailedAgain(error);
            }
        }
    }

    private static final long NOT_PARKED = Long.MIN_VALUE;

    /** Answers how many were told: more than zero if there is more to tell, zero or negated if that was all. */
    private long rerunChunk(String stream) {
        Place cursor = store.lockCursor(subscriber.name()).orElseThrow();
        Optional<ParkedStream> parked = store.parked(subscriber.name(), stream);
        if (parked.isEmpty()) {
            return NOT_PARKED;
        }
        List<RecordedEvent> events = reader.ofStream(stream, parked.get().from(), cursor, LARGEST_CHUNK);
        List<RecordedEvent> wanted = events.stream()
                .filter(event ->
                        subscriber.types().isEmpty() || subscriber.types().contains(event.type()))
                .toList();
        if (!wanted.isEmpty()) {
            subscriber.on(wanted);
        }
        if (events.size() < LARGEST_CHUNK) {
            store.unpark(subscriber.name(), stream);
            return -wanted.size();
        }
        RecordedEvent last = events.getLast();
        store.moveParked(subscriber.name(), stream, new Place(last.position(), last.n() + 1));
        return Math.max(1, wanted.size());
    }

    /** What came of running a parked stream again. */
    sealed interface Rerun {
        record Done(long told) implements Rerun {}

        record NotParked() implements Rerun {}

        record FailedAgain(String error) implements Rerun {}
    }

    private static Place placeOf(RecordedEvent event) {
        return new Place(event.position(), event.n());
    }

    private static boolean isOfTheDatabase(RuntimeException e) {
        return e instanceof TransientDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof CannotCreateTransactionException
                || e instanceof TransactionSystemException;
    }

    /** The kind of error, without its message, which may hold what should not be kept. */
    private static String nameOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return error.getClass().getSimpleName() + " (" + sql.getSQLState() + ")";
            }
        }
        return error.getClass().getSimpleName();
    }

    private static final class Attempt {
        private @Nullable RecordedEvent first;
        private int size;
        private int told;
    }
}
