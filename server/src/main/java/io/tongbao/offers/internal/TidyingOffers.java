package io.tongbao.offers.internal;

import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends offers when their time is over. Every node tries; the offer's row lets one through. */
@Component
class TidyingOffers implements RunsInBackground {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ChangingOffers changing;
    private final BackgroundLoop loop = new BackgroundLoop("tidying-offers", this::turn);

    TidyingOffers(ChangingOffers changing) {
        this.changing = changing;
    }

    private void turn() throws InterruptedException {
        Thread.sleep(EVERY);
        changing.tidy();
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
