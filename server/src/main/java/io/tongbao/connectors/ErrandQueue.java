package io.tongbao.connectors;

import io.tongbao.platform.DatabaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of errands at a bank as a queue: its rows that are {@code pending} are looked at when their time has come. The table
 * is its owner's; it has the columns {@code id}, {@code state}, {@code look_at} and {@code looks}.
 */
public final class ErrandQueue {
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String takeDue;
    private final String lookAgain;
    private final String pending;

    /** @param table with its schema, from the owner's code */
    public ErrandQueue(JdbcClient jdbc, Clock clock, String table) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.takeDue = """
                update %1$s set look_at = :leased_until
                 where id in (select id from %1$s
                               where state = 'pending' and look_at <= :now
                               order by look_at limit :at_most
                                 for update skip locked)
                returning id
                """.formatted(table);
        this.lookAgain = """
                update %s set look_at = :when, looks = looks + 1
                 where id = :id and state = 'pending'
                """.formatted(table);
        this.pending = "select count(*) from " + table + " where state = 'pending'";
    }

    /** Takes errands whose time to be looked at has come; nobody else gets them until the lease is over. */
    List<String> takeDue(int atMost, Duration lease) {
        OffsetDateTime now = DatabaseTime.utc(clock.instant());
        return jdbc.sql(takeDue)
                .param("leased_until", now.plus(lease))
                .param("now", now)
                .param("at_most", atMost)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /** An errand that is still in doubt after so many looks is left alone for a while: longer and longer. */
    public void lookAgain(String id, int looks) {
        Duration wait = FIRST_LOOK.multipliedBy(1L << Math.min(looks, 10));
        Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        jdbc.sql(lookAgain)
                .param("when", DatabaseTime.utc(clock.instant().plus(bounded)))
                .param("id", id)
                .update();
    }

    /** How many wait for an answer. */
    public long pending() {
        return jdbc.sql(pending).query(Long.class).single();
    }
}
