package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.LedgerWatch;
import io.tongbao.ledger.OutcomeUnknownException;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it drains what waits into batches and answers only after the commit. While a batch is on its
 * way to the disk the next one gathers, so batches grow with the load by themselves.
 *
 * <p>What can go wrong with a batch, and what then ({@link Failure}):
 *
 * <pre>
 *   another transaction in the way, a once-key just used      judged anew, at most {@code attempts} times, then Busy
 *   a value or constraint, a companion that throws            halved until the culprit alone is refused
 *   connection lost before the commit                         nothing was posted: once more on a new connection, then Busy
 *   connection lost at the commit                             asked after, however long it takes ({@link InDoubt})
 *   the database is away or can't write                       Busy, for everybody who waits
 * </pre>
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final String AWAY = "The database is away";
    private static final String CLOSING = "The ledger is closing";
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** How far the batch numbers may go before partitions are made again; a quarter of a partition. */
    private static final long NUMBERS_BETWEEN_PARTITIONS = 1 << 20;

    private final DataSource database;
    private final Clock clock;
    private final LedgerOptions options;
    private final BlockingQueue<Waiting> queue;
    private final Accounts accounts;
    private final Thread thread;
    private final LedgerWatch watch;

    private volatile boolean closing;
    private @Nullable Session session;
    private @Nullable Waiting held;
    private long batchesSincePartitions;

    Writer(DataSource database, Clock clock, LedgerOptions options, LedgerWatch watch) {
        this.database = database;
        this.clock = clock;
        this.options = options;
        this.watch = watch;
        this.queue = new ArrayBlockingQueue<>(options.queueLimit());
        this.accounts = new Accounts(options.knownAccounts());
        this.thread = Thread.ofPlatform().name("ledger-writer").daemon().unstarted(this::writeUntilClosed);
    }

    void start() {
        thread.start();
    }

    int waiting() {
        return queue.size();
    }

    /** Puts the entry in the queue; answers at once if there is no room or nobody to write it. */
    void submit(Waiting waiting) {
        if (closing || !queue.offer(waiting)) {
            answerBusy(List.of(waiting), closing ? CLOSING : "Too many entries are waiting");
        } else if (closing && queue.remove(waiting)) {
            answerBusy(List.of(waiting), CLOSING);
        }
    }

    /** Writes what waits and stops. */
    void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed() {
        while (!closing || !queue.isEmpty() || held != null) {
            List<Waiting> batch = gather();
            if (!batch.isEmpty()) {
                writeGuarded(batch);
            }
        }
        if (session != null) {
            session.release();
        }
    }

    /** What waits now, in order of arrival; waits itself a moment if nothing does. */
    private List<Waiting> gather() {
        List<Waiting> batch = new ArrayList<>();
        Waiting next = held;
        held = null;
        try {
            if (next == null) {
                next = queue.poll(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        int legs = 0;
        int entries = 0;
        while (next != null) {
            int more = next.entries().size();
            if (!batch.isEmpty()
                    && (legs + next.weight() > options.legLimit() || entries + more > options.batchLimit())) {
                held = next;
                break;
            }
            batch.add(next);
            legs += next.weight();
            entries += more;
            next = entries < options.batchLimit() ? queue.poll() : null;
        }
        return batch;
    }

    /** Nothing that happens to one batch may end the thread: everybody is answered and the next batch begins afresh. */
    private void writeGuarded(List<Waiting> batch) {
        try {
            write(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("A batch of {} entries failed in the ledger itself", batch.size(), e);
            dropSession();
            RuntimeException reason = new IllegalStateException("The ledger failed on this batch", e);
            batch.forEach(waiting -> waiting.fail(reason));
        }
    }

    /** Tries until everybody in the batch is answered. Nothing that fails after the commit may lead back to another try. */
    private void write(List<Waiting> batch) {
        int attempts = 0;
        while (true) {
            BatchTransaction.@Nullable Ready committed = null;
            Session current;
            Duration queued = Duration.ofNanos(batch.getFirst().age());
            long begun = System.nanoTime();
            long prepared = begun;
            try {
                current = session();
            } catch (SQLException e) {
                LOG.warn("No connection to write with: {}", e.getMessage());
                answerBusy(batch, AWAY);
                answerBusy(drained(), AWAY);
                return;
            }
            Exception failure;
            try {
                BatchTransaction.Ready ready =
                        new BatchTransaction(current.connection(), accounts, clock).prepare(batch);
                prepared = System.nanoTime();
                if (commit(current, ready)) {
                    committed = ready;
                }
                failure = new SQLException("The commit did not take place", "08006");
            } catch (OutcomeUnknownException e) {
                // it may be on disk: never again for this batch
                LOG.error("A batch of {} entries is in doubt", batch.size(), e);
                batch.forEach(waiting -> waiting.fail(e));
                return;
            } catch (SQLException | RuntimeException e) {
                failure = e;
            }
            if (committed != null) {
                long done = System.nanoTime();
                answer(batch, committed);
                report(committed, queued, Duration.ofNanos(done - begun), Duration.ofNanos(done - prepared));
                return;
            }
            attempts++;
            if (!recovered(failure, batch, attempts, current)) {
                return;
            }
        }
    }

    /** Clears up after a failure; true if the same batch is to be tried again, false if everybody is answered. */
    private boolean recovered(Exception failure, List<Waiting> batch, int attempts, Session current) {
        Failure kind = Failure.of(failure);
        if (kind == Failure.LOST || !current.rollback()) {
            dropSession();
        }
        return switch (kind) {
            case AGAIN -> {
                LOG.info("A batch of {} is judged anew: {}", batch.size(), failure.getMessage());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5L * attempts));
                yield triesAgain(batch, attempts, options.attempts(), "Others were in the way too often");
            }
            case LOST -> {
                LOG.warn("The writer lost its connection: {}", failure.getMessage());
                yield triesAgain(batch, attempts, 2, AWAY);
            }
            case UNABLE -> {
                LOG.error("The database can't write", failure);
                answerBusy(batch, "The database can't write now");
                yield false;
            }
            case CULPRIT -> isolated(failure, batch);
        };
    }

    private boolean triesAgain(List<Waiting> batch, int attempts, int limit, String why) {
        if (attempts < limit) {
            return true;
        }
        answerBusy(batch, why);
        return false;
    }

    /** Halves the batch; an entry that fails alone is judged once more, as refused, so that its refusal is kept. */
    private boolean isolated(Exception failure, List<Waiting> batch) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            write(batch.subList(0, half));
            write(batch.subList(half, batch.size()));
            return false;
        }
        Waiting culprit = batch.getFirst();
        Refusal refusal = rejection(failure);
        LOG.warn(
                "An entry of kind {} does not go in",
                culprit.entries().getFirst().kind(),
                failure);
        if (culprit.rejected().isPresent()) {
            culprit.answer(new PostResult.Refused(refusal));
            return false;
        }
        culprit.reject(refusal);
        return true;
    }

    private static Refusal rejection(Exception failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String reason = message.replace('\0', ' ');
        String state = failure instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "-----";
        return new Refusal.Rejected(state, reason.substring(0, Math.min(reason.length(), 500)));
    }

    /** True if it is committed, false if it certainly is not. */
    private boolean commit(Session current, BatchTransaction.Ready ready) throws SQLException {
        try {
            current.connection().commit();
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) != Failure.LOST) {
                throw e;
            }
            LOG.warn("No answer to the commit of transaction {}: asking after it", ready.transaction());
            dropSession();
            return tookPlace(ready, e);
        }
    }

    /** Asks until the database knows; whoever else waits meanwhile hears that it is away. */
    private boolean tookPlace(BatchTransaction.Ready batch, SQLException reason) {
        long giveUp = System.nanoTime() + options.inDoubtFor().toNanos();
        while (System.nanoTime() < giveUp) {
            try (Connection connection = database.getConnection()) {
                Optional<Boolean> outcome = InDoubt.tookPlace(connection, batch);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            } catch (SQLException e) {
                LOG.debug("Can't ask after transaction {} yet", batch.transaction(), e);
                answerBusy(drained(), AWAY);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new OutcomeUnknownException(
                "Whether transaction " + batch.transaction() + " took place is not known", reason);
    }

    private void answer(List<Waiting> batch, BatchTransaction.Ready ready) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer(ready.answers().get(i));
        }
    }

    private void report(BatchTransaction.Ready ready, Duration queued, Duration took, Duration commit) {
        int entries = 0;
        int posted = 0;
        for (List<PostResult> answers : ready.answers()) {
            for (PostResult answer : answers) {
                entries++;
                switch (answer) {
                    case PostResult.Posted _ -> posted++;
                    case PostResult.Refused refused -> watch.refused(refused.refusal());
                    case PostResult.Repeated _, PostResult.Busy _ -> {}
                }
            }
        }
        watch.committed(new LedgerWatch.Batch(entries, posted, queued, took, commit));
    }

    private void answerBusy(List<Waiting> batch, String why) {
        for (Waiting waiting : batch) {
            waiting.answer(new PostResult.Busy(why));
            watch.busy();
        }
    }

    private List<Waiting> drained() {
        List<Waiting> all = new ArrayList<>();
        if (held != null) {
            all.add(held);
            held = null;
        }
        queue.drainTo(all);
        return all;
    }

    private Session session() throws SQLException {
        Session current = session;
        if (current == null) {
            current = Session.open(database, options);
            session = current;
            batchesSincePartitions = 0;
        }
        if (batchesSincePartitions++ % NUMBERS_BETWEEN_PARTITIONS == 0) {
            makePartitions(current);
        }
        return current;
    }

    private void makePartitions(Session current) throws SQLException {
        Connection connection = current.connection();
        connection.setAutoCommit(true);
        try (PreparedStatement statement = connection.prepareStatement("select ledger.make_partitions()")) {
            statement.execute();
        } catch (SQLException e) {
            dropSession();
            throw e;
        }
    }

    private void dropSession() {
        if (session != null) {
            session.discard();
            session = null;
        }
    }
}
