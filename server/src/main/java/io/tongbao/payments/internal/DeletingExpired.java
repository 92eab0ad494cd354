package io.tongbao.payments.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Quotes and pay codes are of no use once they have expired; a day later they go. */
@Component
class DeletingExpired {
    private static final Logger log = LoggerFactory.getLogger(DeletingExpired.class);
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final int AT_ONCE = 5_000;

    private final QuoteStore quotes;
    private final PayCodeStore codes;
    private final Clock clock;

    DeletingExpired(QuoteStore quotes, PayCodeStore codes, Clock clock) {
        this.quotes = quotes;
        this.codes = codes;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void deleteExpired() {
        Instant before = clock.instant().minus(KEPT_FOR);
        try {
            int deleted = quotes.deleteExpired(before, AT_ONCE) + codes.deleteExpired(before, AT_ONCE);
            if (deleted > 0) {
                log.debug("Deleted {} expired quotes and pay codes", deleted);
            }
        } catch (DataAccessException away) {
            log.warn("Expired quotes stay for now: {}", away.getMessage());
        }
    }
}
