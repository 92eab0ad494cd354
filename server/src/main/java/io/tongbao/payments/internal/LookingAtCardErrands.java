package io.tongbao.payments.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.BankNotices;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Brings payments by card and refunds to cards that are in doubt to their end. */
@Component
class LookingAtCardErrands implements BankNotices, AskingAfterErrands.Errands, SmartLifecycle {
    private final CardErrandStore store;
    private final PayingByCard paying;
    private final RefundingToCards refunding;
    private final AskingAfterErrands asking = new AskingAfterErrands("card-errands", this);

    LookingAtCardErrands(
            CardErrandStore store, PayingByCard paying, RefundingToCards refunding, MeterRegistry metrics) {
        this.store = store;
        this.paying = paying;
        this.refunding = refunding;
        Gauge.builder("tongbao.payments.card_errands.pending", store, CardErrandStore::pending)
                .description("Payments by card and refunds to cards whose outcome is not known yet")
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
        store.find(id).filter(CardErrand::isOpen).ifPresent(errand -> {
            switch (errand.kind()) {
                case CHARGE -> paying.look(errand);
                case PAY_OUT -> refunding.look(errand);
            }
        });
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
