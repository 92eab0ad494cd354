package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.faults.KillablePostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a crash of PostgreSQL turns no lost batch into an answered one. Method: kill it in the middle of a commit. */
class CrashTests {
    private static final Asset CNY = new Asset("CNY");
    private static final AccountKey BANK = AccountKey.outside("bank/x/CNY", CNY);
    private static final AccountKey ANA = AccountKey.of("wallet/ana/CNY", CNY);
    private static final AccountKey BO = AccountKey.of("wallet/bo/CNY", CNY);
    private static final int TRIES = 20;

    /**
     * A transaction that was on its way to the disk when PostgreSQL died has left no trace there, so its id is given once
     * more: to the other node's next one, which commits. Its "committed" must not be taken for ours.
     */
    @Test
    @Timeout(120)
    void aTransactionIdGivenOnceMoreAfterACrashIsNotTakenForOurs(@TempDir Path folder) throws Exception {
        AtomicInteger posted = new AtomicInteger();
        AtomicInteger givenOnceMore = new AtomicInteger();
        try (KillablePostgres postgres = KillablePostgres.start(folder)) {
            Unanswered line = new Unanswered(postgres.server());
            try (JdbcLedger one = JdbcLedger.start(line.dataSource(), Clock.systemUTC(), LedgerOptions.STANDARD);
                    JdbcLedger other = JdbcLedger.start(postgres.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
                for (int tries = 0; givenOnceMore.get() < 2; tries++) {
                    assertThat(tries)
                            .as("tries until an id was given once more")
                            .isLessThan(TRIES);
                    line.next(Unanswered.Fate.NEVER_ARRIVED, connection -> {
                        long lost = number(connection, "select pg_current_xact_id()::text::bigint");
                        postgres.kill();
                        postgres.startAgain();
                        boolean forgotten = nextTransaction(postgres) <= lost;
                        while (nextTransaction(postgres) <= lost) {
                            posted.addAndGet(isPosted(other.post(topUp(BO))) ? 1 : 0);
                        }
                        givenOnceMore.addAndGet(forgotten ? 1 : 0);
                    });
                    posted.addAndGet(isPosted(one.post(topUp(ANA))) ? 1 : 0);
                }
            }
            try (Connection connection = postgres.owner().getConnection()) {
                assertThat(number(connection, "select count(*) from ledger.transfer"))
                        .isEqualTo(posted.get());
            }
            assertThat(Verification.run(postgres.owner(), (_, _, _) -> {}).findings())
                    .isEmpty();
        }
    }

    private static boolean isPosted(PostResult result) {
        assertThat(result).isInstanceOfAny(PostResult.Posted.class, PostResult.Busy.class);
        return result instanceof PostResult.Posted;
    }

    private static Entry topUp(AccountKey account) {
        return Entry.post("top_up", List.of(Leg.of(BANK, account, 1)));
    }

    /** The id that the next transaction gets. */
    private static long nextTransaction(KillablePostgres postgres) throws SQLException {
        try (Connection connection = postgres.owner().getConnection()) {
            return number(connection, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
