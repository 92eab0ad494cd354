package io.tongbao.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn of work done again and again on a thread of its own, from start to stop. The turn waits by itself for what it
 * waits for. One that fails, as all do while the database is away, is told once and tried again after a moment, until it
 * works.
 */
public final class BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration ENDS_BY_ITSELF_WITHIN = Duration.ofMillis(300);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Turn turn;
    private volatile boolean running;
    private Optional<Thread> thread = Optional.empty();

    /** @param name of the thread, and in the log */
    public BackgroundLoop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
    }

    /** What is done over and over; an interrupt ends the loop. */
    @FunctionalInterface
    public interface Turn {
        void take() throws InterruptedException, SQLException;
    }

    public synchronized void start() {
        running = true;
        thread = Optional.of(Thread.ofVirtual().name(name).start(this::run));
    }

    /** The turn that runs is the last one. */
    public void askToStop() {
        running = false;
    }

    /** Lets the turn come to its end, since an interrupt would break its connection; one that takes long is interrupted. */
    public synchronized void stop() {
        askToStop();
        thread.ifPresent(BackgroundLoop::end);
        thread = Optional.empty();
    }

    private static void end(Thread thread) {
        try {
            if (!thread.join(ENDS_BY_ITSELF_WITHIN)) {
                thread.interrupt();
                thread.join(STOPS_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean failing = false;
        while (running) {
            try {
                turn.take();
                if (failing) {
                    log.info("{} goes on", name);
                }
                failing = false;
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                if (running && !failing) {
                    log.warn("{} failed and is tried again: {}", name, e.toString());
                }
                failing = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
