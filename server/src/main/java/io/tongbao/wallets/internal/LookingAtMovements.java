package io.tongbao.wallets.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.BankNotices;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Brings top-ups and withdrawals that are in doubt to their end. */
@Component
class LookingAtMovements implements BankNotices, AskingAfterErrands.Errands, SmartLifecycle {
    private final CardMovementStore store;
    private final MovingByCard moving;
    private final AskingAfterErrands asking = new AskingAfterErrands("movements", this);

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
        asking.look(reference);
    }

    @Override
    public List<String> takeDue(int atMost, Duration lease) {
        return store.takeDue(atMost, lease);
    }

    @Override
    public void look(String id) {
        moving.look(id);
    }

    @Override
    public void start() {
        asking.start();
    }

    @Override
    public void stop() {
        asking.stop();
    }

    @Override
    public boolean isRunning() {
        return asking.isRunning();
    }
}
