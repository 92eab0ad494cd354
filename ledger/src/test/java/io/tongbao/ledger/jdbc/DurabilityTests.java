package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: an answer means it is on disk. Method: a killed process proves nothing about the disk (the kernel keeps its pages),
 * so count PostgreSQL's own fsyncs of the log: each answered post, one after the other, must have brought one.
 */
class DurabilityTests {
    private static final Asset CNY = new Asset("CNY");
    private static final int POSTS = 100;

    @Test
    void everyAcknowledgedPostHadItsFsync() {
        try (LedgerDatabase database = LedgerDatabase.fresh();
                JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            Entry entry = Entry.post(
                    "top_up", List.of(Leg.of(AccountKey.outside("bank/x", CNY), AccountKey.of("wallet/ana", CNY), 1)));
            ledger.post(entry);
            assertThat(database.number("select (current_setting('fsync') = 'on')::int"))
                    .isEqualTo(1);
            long before = syncs(database);
            for (int i = 0; i < POSTS; i++) {
                assertThat(ledger.post(entry)).isInstanceOf(PostResult.Posted.class);
            }
            ledger.close();
            assertThat(syncs(database) - before).isGreaterThanOrEqualTo(POSTS);
        }
    }

    /** A backend tells its counts when it is idle; the writer's tells them at the latest when it ends. */
    private static long syncs(LedgerDatabase database) {
        database.run("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where usename = 'ledger_server' and datname = current_database() and state = 'idle'
                """);
        while (database.number("""
                        select count(*) from pg_stat_activity
                        where usename = 'ledger_server' and datname = current_database()
                        """) > 0) {
            Thread.onSpinWait();
        }
        return database.number("select sum(fsyncs) from pg_stat_io where object = 'wal'");
    }
}
