package io.tongbao.wallets.internal;

import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.DatabaseTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests that were made under an Idempotency-Key and what they brought about, where that is not a ledger entry. */
@Component
class Requests {
    private final JdbcClient jdbc;
    private final Clock clock;

    Requests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a key has been used for. */
    sealed interface Use {
        record First() implements Use {}

        record Again(String subject) implements Use {}

        record ForAnother() implements Use {}
    }

    /** Takes the key for the subject, in the running transaction; a second taker waits for the first to commit. */
    Use take(OnceKey key, String subject) {
        int taken = jdbc.sql("""
                        insert into wallets.request (key, content, subject, asked_at)
                        values (:key, :content, :subject, :now)
                        on conflict (key) do nothing
                        """)
                .param("key", key.key().bytes())
                .param("content", key.content().bytes())
                .param("subject", subject)
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
        return taken == 1 ? new Use.First() : find(key).orElseThrow();
    }

    /** Empty if the key was never used. */
    Optional<Use> find(OnceKey key) {
        return jdbc.sql("select content, subject from wallets.request where key = :key")
                .param("key", key.key().bytes())
                .query((row, index) ->
                        Arrays.equals(row.getBytes("content"), key.content().bytes())
                                ? (Use) new Use.Again(row.getString("subject"))
                                : new Use.ForAnother())
                .optional();
    }
}
