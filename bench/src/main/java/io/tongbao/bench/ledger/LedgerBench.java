package io.tongbao.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Load;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.Posting;
import io.tongbao.bench.ScratchPostgres;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/**
 * The books alone. {@code ledger.hot}: every entry pays one merchant. {@code ledger.spread}: entries between any two of
 * 200,000 accounts. Both with 1,000 callers, durable. The baseline is the same writer with batches of one entry, with 2, 8
 * and 32 writers on a connection each, the best of them; all take turns three times and the median counts.
 */
public final class LedgerBench implements BenchGroup {
    private static final int CALLERS = 1_000;
    private static final int ROUNDS = 3;
    private static final int SPREAD = 200_000;
    private static final long PLENTY = 1_000_000_000L;
    private static final String KIND = "transfer";

    private final AccountKey bank =
            AccountKey.outside("bank/bench/CNY", Currency.of("CNY").asset());

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("ledger.hot", "ledger.spread");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        try (ScratchPostgres postgres = ScratchPostgres.start(run.scratch())) {
            if (chosen.contains("ledger.hot")) {
                measured.add(measure("ledger.hot", postgres, run, CALLERS, this::hot));
            }
            if (chosen.contains("ledger.spread")) {
                measured.add(measure("ledger.spread", postgres, run, SPREAD, this::spread));
            }
        }
        return measured;
    }

    private Entry hot(int caller) {
        return transfer(wallet(caller), AccountKey.of("merchant/hot/CNY", bank.asset()));
    }

    private Entry spread(int caller) {
        int from = below(SPREAD);
        int to = (from + 1 + below(SPREAD - 1)) % SPREAD;
        return transfer(wallet(from), wallet(to));
    }

    private static int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static Entry transfer(AccountKey from, AccountKey to) {
        return Entry.post(KIND, List.of(Leg.of(from, to, 1)));
    }

    private AccountKey wallet(int number) {
        return AccountKey.of("wallet/" + number + "/CNY", bank.asset());
    }

    /** Writers of one kind, and the rates they reached. */
    private record Contender(String label, int writers, LedgerOptions options, List<Double> rates) {
        double median() {
            return rates.stream().sorted().toList().get(rates.size() / 2);
        }
    }

    private Measurement measure(
            String name, ScratchPostgres postgres, BenchRun run, int wallets, IntFunction<Entry> entries)
            throws Exception {
        String database = name.replace('.', '_');
        postgres.create(database);
        try (HikariDataSource owner = postgres.owner(database);
                HikariDataSource server = postgres.server(database, 40)) {
            LedgerMigration.migrate(owner, ScratchPostgres.SERVER_ROLE);
            run.say(name + ": funding " + wallets + " wallets");
            fund(server, wallets);
            analyze(owner);

            Contender grouped = new Contender("group commit", 1, LedgerOptions.STANDARD, new ArrayList<>());
            List<Contender> contenders = new ArrayList<>(List.of(grouped));
            for (int writers : List.of(2, 8, 32)) {
                contenders.add(new Contender(
                        "one entry a transaction, " + writers + " writers",
                        writers,
                        LedgerOptions.STANDARD.withBatchLimit(1).withLockTimeout(Duration.ofSeconds(60)),
                        new ArrayList<>()));
            }
            run.beginMeasuring();
            long acknowledged = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                for (Contender contender : contenders) {
                    Load.Result result = compete(contender, server, run.measured(), entries);
                    contender.rates().add(result.counted());
                    acknowledged += result.nanos().length;
                    run.say(String.format(
                            Locale.ROOT,
                            "%s round %d: %-38s %,10.0f entries/s",
                            name,
                            round,
                            contender.label(),
                            result.counted()));
                }
            }
            check(server, acknowledged, run);
            double baseline = contenders.stream()
                    .filter(contender -> contender != grouped)
                    .mapToDouble(Contender::median)
                    .max()
                    .orElseThrow();
            return Measurement.against(name, grouped.median(), "entries/s", baseline);
        }
    }

    private static Load.Result compete(
            Contender contender, DataSource server, Duration time, IntFunction<Entry> entries) throws Exception {
        List<JdbcLedger> ledgers = new ArrayList<>();
        try {
            for (int i = 0; i < contender.writers(); i++) {
                ledgers.add(JdbcLedger.start(server, Clock.systemUTC(), contender.options()));
            }
            return Load.run(CALLERS, time, caller -> {
                JdbcLedger ledger = ledgers.get(caller % ledgers.size());
                return () -> {
                    Posting.mustPass(ledger, entries.apply(caller));
                    return true;
                };
            });
        } finally {
            ledgers.forEach(JdbcLedger::close);
        }
    }

    private void fund(DataSource server, int wallets) {
        try (JdbcLedger ledger = JdbcLedger.start(server, Clock.systemUTC(), LedgerOptions.STANDARD)) {
            for (int first = 0; first < wallets; first += Entry.MAX_LEGS) {
                List<Leg> legs = new ArrayList<>();
                for (int i = first; i < Math.min(wallets, first + Entry.MAX_LEGS); i++) {
                    legs.add(Leg.of(bank, wallet(i), PLENTY));
                }
                Posting.mustPass(ledger, Entry.post("fund", legs));
            }
        }
    }

    private static void analyze(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement("vacuum analyze")) {
            statement.execute();
        }
    }

    private static void check(DataSource server, long acknowledged, BenchRun run) throws SQLException {
        run.say("checking the books");
        VerificationReport report = Verification.run(server, (_, _, _) -> {});
        Map<String, Long> counted = new LinkedHashMap<>();
        try (Connection connection = server.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from ledger.entry where kind = '" + KIND + "'");
                ResultSet row = statement.executeQuery()) {
            row.next();
            counted.put("written", row.getLong(1));
        }
        counted.put("acknowledged", acknowledged);
        if (!report.isClean() || counted.values().stream().distinct().count() != 1) {
            throw new IllegalStateException("The books are wrong: " + counted + " " + report.findings());
        }
        run.say("the books are right: " + counted + ", " + report.movements() + " movements recomputed");
    }
}
