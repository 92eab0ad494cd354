package io.tongbao.payments.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the pay codes that a merchant tried and that were none, in a row of its own, so that all nodes count together.
 * After ten in a minute its till waits until the minute is over. A minute that lies ahead, because the clock went back, is
 * over.
 */
@Component
class GuessThrottle {
    static final int MISSES_A_MINUTE = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    GuessThrottle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long the merchant must wait before it may try another code; empty if it need not. */
    Optional<Duration> wait(String merchantId) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select since from payments.pay_code_misses
                        where merchant_id = :merchant and misses >= :most and since > :over and since <= :now
                        """)
                .param("merchant", merchantId)
                .param("most", MISSES_A_MINUTE)
                .param("over", DatabaseTime.utc(now.minus(WINDOW)))
                .param("now", DatabaseTime.utc(now))
                .query((row, n) -> DatabaseTime.instant(row, "since"))
                .optional()
                .map(since -> Duration.between(now, since.plus(WINDOW)));
    }

    void missed(String merchantId) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into payments.pay_code_misses as m (merchant_id, since, misses)
                        values (:merchant, :now, 1)
                        on conflict (merchant_id) do update set
                          misses = case when m.since > :over and m.since <= :now then m.misses + 1 else 1 end,
                          since = case when m.since > :over and m.since <= :now then m.since else :now end
                        """)
                .param("merchant", merchantId)
                .param("now", DatabaseTime.utc(now))
                .param("over", DatabaseTime.utc(now.minus(WINDOW)))
                .update();
    }
}
