package io.tongbao.offers.internal;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends offers when their time is over. Every node tries; the offer's row lets one through. */
@Component
class TidyingOffers implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(TidyingOffers.class);

    private final ChangingOffers changing;
    private volatile Optional<Thread> worker = Optional.empty();

    TidyingOffers(ChangingOffers changing) {
        this.changing = changing;
    }

    @Override
    public void start() {
        worker = Optional.of(Thread.ofVirtual().name("tidying-offers").start(this::run));
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(EVERY);
                changing.tidy();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Offers whose time is over could not be ended; trying again: {}", e.getMessage());
            }
        }
    }

    @Override
    public void stop() {
        worker.ifPresent(Thread::interrupt);
        worker = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return worker.isPresent();
    }
}
