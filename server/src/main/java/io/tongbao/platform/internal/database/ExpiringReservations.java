package io.tongbao.platform.internal.database;

import io.tongbao.ledger.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Gives back what reservations held whose time has passed. Several nodes may do it at once. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ExpiringReservations {
    private static final int AT_MOST = 500;
    private static final Logger log = LoggerFactory.getLogger(ExpiringReservations.class);

    private final Ledger ledger;

    ExpiringReservations(Ledger ledger) {
        this.ledger = ledger;
    }

    @Scheduled(fixedDelay = 1_000)
    void expire() {
        try {
            while (ledger.expireReservations(AT_MOST) == AT_MOST) {
                log.debug("More reservations to expire");
            }
        } catch (RuntimeException e) {
            log.warn("Reservations could not be expired, trying again: {}", e.getMessage());
        }
    }
}
