package io.tongbao.payments.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.ErrandQueue;
import org.springframework.stereotype.Component;

/** Brings payments by card and refunds to cards that are in doubt to their end. */
@Component
class LookingAtCardErrands extends AskingAfterErrands {
    private final CardErrandStore store;
    private final PayingByCard paying;
    private final RefundingToCards refunding;

    LookingAtCardErrands(
            CardErrandStore store, PayingByCard paying, RefundingToCards refunding, MeterRegistry metrics) {
        super("card-errands", store.queue());
        this.store = store;
        this.paying = paying;
        this.refunding = refunding;
        Gauge.builder("tongbao.payments.card_errands.pending", store.queue(), ErrandQueue::pending)
                .description("Payments by card and refunds to cards whose outcome is not known yet")
                .register(metrics);
    }

    @Override
    protected void look(String id) {
        store.find(id).filter(CardErrand::isOpen).ifPresent(errand -> {
            switch (errand.kind()) {
                case CHARGE -> paying.look(errand);
                case PAY_OUT -> refunding.look(errand);
            }
        });
    }
}
