package io.tongbao.connectors;

import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings errands at a bank that are in doubt to their end: when the bank calls, and by itself when it does not. The owner's
 * rows are the queue, so it goes on where it was after a restart, and several nodes share the work. An errand's id is the
 * bank's reference.
 */
public abstract class AskingAfterErrands implements BankNotices, RunsInBackground {
    private static final Logger log = LoggerFactory.getLogger(AskingAfterErrands.class);

    /** How long the request has an errand for itself before the loop takes an interest. */
    public static final Duration REQUESTS_TURN = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

    private final ErrandQueue queue;
    private final BackgroundLoop loop;

    /** @param name of the loop's thread, and in the log */
    protected AskingAfterErrands(String name, ErrandQueue queue) {
        this.queue = queue;
        this.loop = new BackgroundLoop(name, this::turn);
    }

    /** Asks the bank what became of the errand and does what it says; nothing if it is over or somebody else's. */
    protected abstract void look(String id);

    /** A notice may be stale, doubled or forged: it only makes us ask the bank. */
    @Override
    public final void onNotice(String bankCode, String reference) {
        lookNow(reference);
    }

    /** If it fails, its time comes again. */
    private void lookNow(String id) {
        try {
            look(id);
        } catch (RuntimeException e) {
            if (loop.isRunning()) {
                log.warn("{} will be looked at again: {}", id, e.toString());
            }
        }
    }

    private void turn() throws InterruptedException {
        List<String> due = queue.takeDue(AT_ONCE, LEASE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(id -> executor.execute(() -> lookNow(id)));
        }
        if (due.size() < AT_ONCE) {
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public final BackgroundLoop loop() {
        return loop;
    }
}
