package io.tongbao.wallets.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.BankNotices;
import io.tongbao.platform.BackgroundLoop;
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
    private final BackgroundLoop loop = new BackgroundLoop("movements", this::turn);

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
            if (loop.isRunning()) {
                log.warn("{} will be looked at again: {}", id, e.toString());
            }
        }
    }

    private void turn() throws InterruptedException {
        List<String> due = store.takeDue(AT_ONCE, LEASE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(id -> executor.execute(() -> look(id)));
        }
        if (due.size() < AT_ONCE) {
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
