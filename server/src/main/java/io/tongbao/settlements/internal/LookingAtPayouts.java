package io.tongbao.settlements.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.ErrandQueue;
import org.springframework.stereotype.Component;

/** Brings payouts that are in doubt to their end. */
@Component
class LookingAtPayouts extends AskingAfterErrands {
    private final PayingOut payingOut;

    LookingAtPayouts(PayoutStore store, PayingOut payingOut, MeterRegistry metrics) {
        super("payouts", store.queue());
        this.payingOut = payingOut;
        Gauge.builder("tongbao.settlements.payouts.pending", store.queue(), ErrandQueue::pending)
                .description("Payouts to merchants whose outcome is not known yet")
                .register(metrics);
    }

    @Override
    protected void look(String id) {
        payingOut.look(id);
    }
}
