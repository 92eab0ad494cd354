package io.tongbao.events.internal;

import io.tongbao.ledger.BatchNumbers;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives committed batches their positions and tells this node's readers how far the log goes. Every node runs it; they
 * take turns on one row. It looks every 50 ms, and at once when this node is about to commit something: there is no
 * NOTIFY, which would take a lock of the whole database at each commit.
 */
@Component
class LogHead implements RunsInBackground {
    private static final Logger log = LoggerFactory.getLogger(LogHead.class);

    private static final int BATCHES_PER_TURN = 1_000;
    private static final long IDLE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long EXPECTING_NANOS = Duration.ofMillis(4).toNanos();
    private static final Duration BUSY = Duration.ofMillis(25);
    private static final int EXPECTING_LOOKS = 12;
    private static final long BATCHES_BETWEEN_PARTITION_CHECKS = 1_000_000;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Condition expecting = lock.newCondition();
    private long position;
    private int looksLeft;
    private long partitionsCheckedAt = -1;
    private final BackgroundLoop loop = new BackgroundLoop("log-head", this::turn);

    LogHead(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** This node is about to commit, or has just committed, a batch with events. */
    void expectCommit() {
        lock.lock();
        try {
            looksLeft = EXPECTING_LOOKS;
            expecting.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the log goes beyond the position, at most for the time given, and answers how far it goes. */
    long awaitBeyond(long known, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (position <= known && left > 0) {
                left = moved.awaitNanos(left);
            }
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** The last position given, from the database. */
    long read() {
        return jdbc.sql("select position from ledger.position_head")
                .query(Long.class)
                .single();
    }

    /** Asked first, since assigning writes even when there is nothing to assign. */
    private boolean anyUnpositioned() {
        return jdbc.sql("select exists (select from ledger.unpositioned)")
                .query(Boolean.class)
                .single();
    }

    private void turn() throws InterruptedException, SQLException {
        int assigned = anyUnpositioned() ? BatchNumbers.assignPositions(database, BATCHES_PER_TURN) : 0;
        long head = read();
        makePartitionsAhead(head);
        publish(head);
        pause(assigned);
    }

    private void publish(long head) {
        lock.lock();
        try {
            if (head != position) {
                position = head;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause(int assigned) throws InterruptedException {
        if (assigned > 0) {
            if (assigned < BATCHES_PER_TURN) {
                Thread.sleep(BUSY);
            }
            return;
        }
        lock.lock();
        try {
            if (looksLeft > 0) {
                looksLeft--;
                long unused = expecting.awaitNanos(EXPECTING_NANOS);
            } else {
                long unused = expecting.awaitNanos(IDLE_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void makePartitionsAhead(long head) {
        if (partitionsCheckedAt >= 0 && head - partitionsCheckedAt < BATCHES_BETWEEN_PARTITION_CHECKS) {
            return;
        }
        int made = jdbc.sql("""
                        select events.make_partitions_ahead(
                                 coalesce((select batch from ledger.position where position = :head), 0))
                        """).param("head", head).query(Integer.class).single();
        if (made > 0) {
            log.info("Made {} partitions of the event log ahead", made);
        }
        partitionsCheckedAt = head;
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }

    /** Starts before the readers and stops after them, but before the web server's phase ends. */
    @Override
    public int getPhase() {
        return 100;
    }
}
