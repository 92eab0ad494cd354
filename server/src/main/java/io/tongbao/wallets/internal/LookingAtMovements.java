package io.tongbao.wallets.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.BankNotices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings movements that are in doubt to their end: when the bank calls, and by itself when it does not. The rows are the
 * queue, so it goes on where it was after a restart, and several nodes share the work.
 */
@Component
class LookingAtMovements implements BankNotices, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LookingAtMovements.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

    private final CardMovementStore store;
    private final MovingByCard moving;
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    LookingAtMovements(CardMovementStore store, MovingByCard moving, MeterRegistry metrics) {
        this.store = store;
        this.moving = moving;
        Gauge.builder("tongbao.wallets.movements.pending", store, CardMovementStore::pending)
                .description("Top-ups and withdrawals whose outcome is not known yet")
                .register(metrics);
    }

    /** A notice may be stale, doubled or forged: it only makes us ask the bank. */
    @Override
    public void onNotice(String bankCode, String reference) {
        look(reference);
    }

    private void look(String id) {
        try {
            moving.look(id);
        } catch (RuntimeException e) {
            if (running) {
                log.warn("{} will be looked at again: {}", id, e.toString());
            }
        }
    }

    private void run() {
        while (running) {
            try {
                List<String> due = store.takeDue(AT_ONCE, LEASE);
                try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                    due.forEach(id -> executor.execute(() -> look(id)));
                }
                if (due.size() < AT_ONCE) {
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.debug("Movements wait for the database", e);
                if (!pauseAfterFailure()) {
                    return;
                }
            }
        }
    }

    private static boolean pauseAfterFailure() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("movements").start(this::run);
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
}
