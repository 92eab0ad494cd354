package io.tongbao.connectors;

import io.tongbao.platform.BackgroundLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings errands at a bank that are in doubt to their end: when the bank calls, and by itself when it does not. The owner's
 * rows are the queue, so it goes on where it was after a restart, and several nodes share the work.
 */
public final class AskingAfterErrands {
    private static final Logger log = LoggerFactory.getLogger(AskingAfterErrands.class);

    /** How long the request has an errand for itself before the loop takes an interest. */
    public static final Duration REQUESTS_TURN = Duration.ofSeconds(10);

    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

    private final Errands errands;
    private final BackgroundLoop loop;

    /** What its owner keeps of errands. An errand's id is the bank's reference. */
    public interface Errands {

        /** Takes errands whose time to be looked at has come; nobody else gets them until the lease is over. */
        List<String> takeDue(int atMost, Duration lease);

        /** Asks the bank what became of the errand and does what it says; nothing if it is over or somebody else's. */
        void look(String id);
    }

    /** @param name of the loop's thread, and in the log */
    public AskingAfterErrands(String name, Errands errands) {
        this.errands = errands;
        this.loop = new BackgroundLoop(name, this::turn);
    }

    /** How long an errand that is still in doubt after so many looks is left alone: later and later. */
    public static Duration waitAfter(int looks) {
        Duration wait = FIRST_LOOK.multipliedBy(1L << Math.min(looks, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** Looks at one now; if it fails, its time comes again. */
    public void look(String id) {
        try {
            errands.look(id);
        } catch (RuntimeException e) {
            if (loop.isRunning()) {
                log.warn("{} will be looked at again: {}", id, e.toString());
            }
        }
    }

    private void turn() throws InterruptedException {
        List<String> due = errands.takeDue(AT_ONCE, LEASE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(id -> executor.execute(() -> look(id)));
        }
        if (due.size() < AT_ONCE) {
            Thread.sleep(PAUSE);
        }
    }

    public void start() {
        loop.start();
    }

    public void stop() {
        loop.stop();
    }

    public boolean isRunning() {
        return loop.isRunning();
    }
}
