package io.tongbao.coupons.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts coupon codes that were tried and were none, so that whoever guesses waits; in rows, so that all nodes count together. */
@Component
class CodeMisses {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    CodeMisses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param most so many misses in ten minutes and one more is not looked at */
    record Guesser(String who, int most) {}

    /** How long the one that waits longest must wait; empty if nobody must. */
    Optional<Duration> wait(List<Guesser> guessers) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select max(m.since) as since
                          from coupons.code_misses m
                          join unnest(:who::text[], :most::integer[]) as t (who, most) on t.who = m.who and m.misses >= t.most
                         where m.since > :over and m.since <= :now
                        """)
                .param("who", guessers.stream().map(Guesser::who).toArray(String[]::new))
                .param("most", guessers.stream().map(Guesser::most).toArray(Integer[]::new))
                .param("over", DatabaseTime.utc(now.minus(WINDOW)))
                .param("now", DatabaseTime.utc(now))
                .query((row, n) ->
                        Optional.ofNullable(row.getTimestamp("since")).map(since -> since.toInstant()))
                .single()
                .map(since -> Duration.between(now, since.plus(WINDOW)));
    }

    void missed(List<Guesser> guessers) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into coupons.code_misses as m (who, since, misses)
                        select who, :now, 1 from unnest(:who::text[]) as t (who) order by who
                        on conflict (who) do update set
                          misses = case when m.since > :over and m.since <= :now then m.misses + 1 else 1 end,
                          since = case when m.since > :over and m.since <= :now then m.since else :now end
                        """)
                .param("who", guessers.stream().map(Guesser::who).toArray(String[]::new))
                .param("now", DatabaseTime.utc(now))
                .param("over", DatabaseTime.utc(now.minus(WINDOW)))
                .update();
    }

    /** Forgets counts of windows that are over. */
    void forget() {
        jdbc.sql("delete from coupons.code_misses where since <= :over")
                .param("over", DatabaseTime.utc(clock.instant().minus(WINDOW)))
                .update();
    }
}
