package io.tongbao.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Load;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.ScratchPostgres;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerMigration;
import io.tongbao.ledger.jdbc.LedgerOptions;
import io.tongbao.ledger.jdbc.Verification;
import io.tongbao.ledger.jdbc.VerificationReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * What reading costs when the books are twenty times as long: a page of a statement and a balance at an instant, of any wallet
 * and of the one account that all entries meet. The rows are laid by SQL in the shape that the ledger writes (eight transfers
 * an entry, a hundred entries a batch) and verified. Every wallet has more lines than a page, in the short books too: else a
 * short page would be compared with a full one.
 */
final class Growth {
    private static final String NAME = "ledger.growth";
    private static final long SMALL = 1_000_000;
    private static final long LARGE = 20_000_000;
    private static final int WALLETS = 10_000;
    private static final int LEGS = 8;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The times of the two questions, in milliseconds. */
    private record Times(double statement, double balanceAt) {}

    private Growth() {}

    static List<Measurement> measure(ScratchPostgres postgres, BenchRun run) throws Exception {
        Times small = times(postgres, run, SMALL);
        Times large = times(postgres, run, LARGE);
        List<Measurement> measured = new ArrayList<>();
        measured.add(Measurement.against(NAME + ".statement", large.statement(), "ms", small.statement()));
        measured.add(Measurement.against(NAME + ".balance_at", large.balanceAt(), "ms", small.balanceAt()));
        return measured;
    }

    private static Times times(ScratchPostgres postgres, BenchRun run, long transfers) throws Exception {
        String database = "ledger_growth_" + transfers;
        postgres.create(database);
        try (HikariDataSource owner = postgres.owner(database);
                HikariDataSource server = postgres.server(database, 4)) {
            LedgerMigration.migrate(owner, ScratchPostgres.SERVER_ROLE);
            run.say(String.format(Locale.ROOT, "%s: laying %,d transfers", NAME, transfers));
            lay(owner, transfers);
            run.say("checking the books");
            VerificationReport report = Verification.run(server, (_, _, _) -> {});
            if (!report.isClean() || report.movements() != 2 * transfers) {
                throw new IllegalStateException("The books were laid wrong: " + report.findings());
            }
            try (JdbcLedger ledger = JdbcLedger.start(server, Clock.systemUTC(), LedgerOptions.STANDARD)) {
                StatementQuery page = new StatementQuery(Optional.empty(), 50);
                Load.Act statement =
                        asking(code -> !ledger.statement(code, page).lines().isEmpty());
                long seconds = transfers / LEGS / 1_000;
                Load.Act balanceAt = asking(code -> ledger.balanceAt(
                                code,
                                START.plusSeconds(ThreadLocalRandom.current().nextLong(seconds)),
                                BalanceAt.By.RECORDED)
                        instanceof BalanceAt.Was);
                Load.run(1, run.measured().dividedBy(3), _ -> statement);
                Load.run(1, run.measured().dividedBy(3), _ -> balanceAt);
                run.beginMeasuring();
                double statementMillis =
                        Load.run(1, run.measured(), _ -> statement).percentileMillis(0.5);
                double balanceMillis =
                        Load.run(1, run.measured(), _ -> balanceAt).percentileMillis(0.5);
                run.say(String.format(
                        Locale.ROOT,
                        "%s, %,d transfers: statement page p50 %.2f ms, balance at an instant p50 %.2f ms",
                        NAME,
                        transfers,
                        statementMillis,
                        balanceMillis));
                return new Times(statementMillis, balanceMillis);
            }
        }
    }

    /** One in ten asks for the bank, which every transfer meets. */
    private static Load.Act asking(Predicate<String> question) {
        return () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int wallet = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(WALLETS);
            return question.test(Workload.account(wallet).code());
        };
    }

    /** Transfer k moves 1 from the bank to wallet k mod WALLETS; entry e holds eight of them and is recorded at e milliseconds. */
    private static void lay(HikariDataSource owner, long transfers) throws SQLException {
        long entries = transfers / LEGS;
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into ledger.account_kind (name, nature, minimum, maximum, keeps_history)
                    values ('outside', 'ASSET', %d, %d, true), ('held', 'LIABILITY', 0, %d, true)
                    """.formatted(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
            statement.execute("""
                    with opened as (
                      insert into ledger.account (id, code, asset, kind, keeps_history, minimum, maximum)
                      select i, case when i = 1 then '%s' else 'wallet/' || i - 1 || '/CNY' end, 'CNY',
                             case when i = 1 then 'outside' else 'held' end, true,
                             case when i = 1 then %d else 0 end, %d
                      from generate_series(1, %d) i
                      returning id, minimum, maximum
                    )
                    insert into ledger.balance (account, minimum, maximum, posted)
                    select id, minimum, maximum, case when id = 1 then -%d else (%d - (id - 2) + %d - 1) / %d end
                    from opened
                    """.formatted(
                            Workload.account(0).code(),
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            WALLETS + 1,
                            transfers,
                            transfers,
                            WALLETS,
                            WALLETS));
            statement.execute("select setval('ledger.account_id', %d)".formatted(WALLETS + 1));
            statement.execute("""
                    insert into ledger.entry (id, kind, phase, recorded_at, effective_at)
                    select ((e / 100 + 1) << 16) | (e %% 100), '%s', 'POST', t, t
                    from generate_series(0, %d) e, lateral (select timestamptz '%s' + e * interval '1 millisecond' as t) r
                    """.formatted(Workload.KIND, entries - 1, START));
            statement.execute("""
                    insert into ledger.transfer (entry, n, leg, from_account, to_account, amount, from_balance, to_balance)
                    select ((k / %1$d / 100 + 1) << 16) | (k / %1$d %% 100), k %% %1$d, k %% %1$d, 1, 2 + k %% %2$d, 1,
                           -(k + 1), k / %2$d + 1
                    from generate_series(0, %3$d::bigint) k
                    """.formatted(LEGS, WALLETS, transfers - 1));
            statement.execute("select setval('ledger.batch_number', %d)".formatted(entries / 100 + 1));
            statement.execute("vacuum analyze");
        }
    }
}
