package io.tongbao.wallets.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.ErrandQueue;
import org.springframework.stereotype.Component;

/** Brings top-ups and withdrawals that are in doubt to their end. */
@Component
class LookingAtMovements extends AskingAfterErrands {
    private final MovingByCard moving;

    LookingAtMovements(CardMovementStore store, MovingByCard moving, MeterRegistry metrics) {
        super("movements", store.queue());
        this.moving = moving;
        Gauge.builder("tongbao.wallets.movements.pending", store.queue(), ErrandQueue::pending)
                .description("Top-ups and withdrawals whose outcome is not known yet")
                .register(metrics);
    }

    @Override
    protected void look(String id) {
        moving.look(id);
    }
}
