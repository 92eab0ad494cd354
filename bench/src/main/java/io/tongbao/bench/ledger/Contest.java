package io.tongbao.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Load;
import io.tongbao.bench.Posting;
import io.tongbao.bench.ScratchPostgres;
import io.tongbao.bench.Statements;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerMigration;
import io.tongbao.ledger.jdbc.LedgerOptions;
import io.tongbao.ledger.jdbc.Verification;
import io.tongbao.ledger.jdbc.VerificationReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;

/**
 * One workload done by several contenders that take turns: the writer with group commit; baseline (a), the same writer with
 * batches of one entry on 2, 8 and 32 connections, of which the best counts; baseline (b), plain SQL. Three rounds, the
 * median counts, and the books are checked after.
 */
final class Contest implements AutoCloseable {
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 40;

    private final Workload workload;
    private final BenchRun run;
    private final HikariDataSource owner;
    private final HikariDataSource server;
    private final HikariDataSource plain;
    private final List<Contender> contenders = new ArrayList<>();
    private long acknowledged;

    /** Somebody who does the workload, and how well. */
    static final class Contender {
        private final String label;
        private final int writers;
        private final LedgerOptions options;
        private final List<Load.Result> results = new ArrayList<>();

        private Contender(String label, int writers, LedgerOptions options) {
            this.label = label;
            this.writers = writers;
            this.options = options;
        }

        double median(ToDoubleFunction<Load.Result> figure) {
            return results.stream().mapToDouble(figure).sorted().toArray()[results.size() / 2];
        }
    }

    private Contest(
            Workload workload, BenchRun run, HikariDataSource owner, HikariDataSource server, HikariDataSource plain) {
        this.workload = workload;
        this.run = run;
        this.owner = owner;
        this.server = server;
        this.plain = plain;
    }

    static Contest prepare(Workload workload, ScratchPostgres postgres, BenchRun run) throws Exception {
        String database = workload.name().replace('.', '_');
        postgres.create(database);
        Contest contest = new Contest(
                workload,
                run,
                postgres.owner(database),
                postgres.server(database, CONNECTIONS),
                postgres.owner(database, 32));
        LedgerMigration.migrate(contest.owner, ScratchPostgres.SERVER_ROLE);
        run.say(workload.name() + ": funding " + workload.accounts() + " accounts");
        contest.fund();
        return contest;
    }

    HikariDataSource owner() {
        return owner;
    }

    Contender grouped() {
        return contender("group commit", 1, LedgerOptions.STANDARD);
    }

    List<Contender> oneByOne() {
        return List.of(2, 8, 32).stream()
                .map(writers -> contender(
                        "one entry a transaction, " + writers + " writers",
                        writers,
                        LedgerOptions.STANDARD.withBatchLimit(1).withLockTimeout(Duration.ofSeconds(60))))
                .toList();
    }

    Contender plainSql() {
        return contender("plain SQL, a round trip each", 0, LedgerOptions.STANDARD);
    }

    private Contender contender(String label, int writers, LedgerOptions options) {
        Contender contender = new Contender(label, writers, options);
        contenders.add(contender);
        return contender;
    }

    /** All contenders in turn, three times; then the books are checked. */
    void run() throws Exception {
        SqlBaseline baseline = SqlBaseline.create(plain, workload);
        run.beginMeasuring();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Contender contender : contenders) {
                Load.Result result = contender.writers == 0
                        ? Load.run(workload.callers(), run.measured(), caller -> baseline.paying(workload, caller))
                        : compete(contender, run.measured());
                contender.results.add(result);
                run.say(String.format(
                        Locale.ROOT,
                        "%s round %d: %-38s %,10.0f entries/s, p50 %,.2f ms",
                        workload.name(),
                        round,
                        contender.label,
                        result.counted(),
                        result.percentileMillis(0.5)));
            }
        }
        check();
    }

    /** Group commit alone, with what PostgreSQL says of it; warm before it counts. */
    Load.Result profile() throws Exception {
        compete(run.measured());
        run.beginMeasuring();
        Statements statements = Statements.countedFor(owner);
        Load.Result result = compete(run.measured());
        statements.print();
        check();
        return result;
    }

    /** One round of group commit for so long. */
    Load.Result compete(Duration time) throws Exception {
        return compete(new Contender("group commit", 1, LedgerOptions.STANDARD), time);
    }

    private Load.Result compete(Contender contender, Duration time) throws Exception {
        List<JdbcLedger> ledgers = new ArrayList<>();
        try {
            for (int i = 0; i < contender.writers; i++) {
                ledgers.add(JdbcLedger.start(server, Clock.systemUTC(), contender.options));
            }
            IntFunction<Load.Act> acts = caller -> {
                JdbcLedger ledger = ledgers.get(caller % ledgers.size());
                return () -> {
                    Posting.mustPass(ledger, workload.entry(caller));
                    return true;
                };
            };
            Load.Result result = Load.run(workload.callers(), time, acts);
            acknowledged += result.nanos().length;
            return result;
        } finally {
            ledgers.forEach(JdbcLedger::close);
        }
    }

    private void fund() throws SQLException {
        try (JdbcLedger ledger = JdbcLedger.start(server, Clock.systemUTC(), LedgerOptions.STANDARD)) {
            for (int first = 1; first <= workload.accounts(); first += Entry.MAX_LEGS) {
                List<Leg> legs = new ArrayList<>();
                for (int i = first; i <= Math.min(workload.accounts(), first + Entry.MAX_LEGS - 1); i++) {
                    legs.add(workload.leg(new Workload.Move(0, i, Workload.PLENTY)));
                }
                Posting.mustPass(ledger, Entry.post("fund", legs));
            }
        }
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement("vacuum analyze")) {
            statement.execute();
        }
    }

    /** Everything acknowledged is written, and the books are right. */
    void check() throws SQLException {
        run.say("checking the books");
        VerificationReport report = Verification.run(server, (_, _, _) -> {});
        long written = number(owner, "select count(*) from ledger.entry where kind = '" + Workload.KIND + "'");
        if (!report.isClean() || written != acknowledged) {
            throw new IllegalStateException("The books are wrong: " + written + " written, " + acknowledged
                    + " acknowledged, " + report.findings());
        }
        run.say(String.format(
                Locale.ROOT,
                "the books are right: %,d entries, %,d movements recomputed",
                written,
                report.movements()));
    }

    static long number(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        plain.close();
        server.close();
        owner.close();
    }
}
