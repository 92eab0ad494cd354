package io.tongbao.bench.ledger;

import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Load;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.ScratchPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The books alone, durable. Throughput: {@code ledger.hot} (every entry pays one merchant), {@code ledger.spread} (any two of
 * 200,000 accounts), {@code ledger.zipf} (100,000 accounts, few of them busy), {@code ledger.legs8} (eight legs, the shape of a
 * payment), each against the best of baseline (a), with baseline (b) beside it ({@link Contest}). Latency of a single caller:
 * {@code ledger.single}. What grows: {@code ledger.growth}, {@code ledger.snapshot} (another session holds a snapshot for a
 * minute), {@code ledger.memory}.
 */
public final class LedgerBench implements BenchGroup {
    private static final int MANY = 1_000;
    private static final Duration SNAPSHOT_OPEN = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<String> benchmarks() {
        return List.of(
                "ledger.hot",
                "ledger.spread",
                "ledger.zipf",
                "ledger.single",
                "ledger.legs8",
                "ledger.growth",
                "ledger.snapshot",
                "ledger.memory");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        try (ScratchPostgres postgres = ScratchPostgres.start(run.scratch())) {
            for (String name : benchmarks().stream().filter(chosen::contains).toList()) {
                measured.addAll(measure(name, postgres, run));
            }
        }
        return measured;
    }

    private static List<Measurement> measure(String name, ScratchPostgres postgres, BenchRun run) throws Exception {
        return switch (name) {
            case "ledger.hot" -> throughput(Workload.hot(name, MANY), postgres, run);
            case "ledger.spread" -> throughput(Workload.spread(200_000, MANY), postgres, run);
            case "ledger.zipf" -> throughput(Workload.zipf(100_000, 384), postgres, run);
            case "ledger.legs8" -> throughput(Workload.legs8(MANY), postgres, run);
            case "ledger.single" -> single(Workload.hot(name, 1), postgres, run);
            case "ledger.growth" -> Growth.measure(postgres, run);
            case "ledger.snapshot" -> List.of(snapshot(Workload.hot(name, MANY), postgres, run));
            case "ledger.memory" -> List.of(Memory.measure(postgres, run));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<Measurement> throughput(Workload workload, ScratchPostgres postgres, BenchRun run)
            throws Exception {
        try (Contest contest = Contest.prepare(workload, postgres, run)) {
            if (run.profiled()) {
                return List.of(Measurement.of(workload.name(), contest.profile().counted(), "entries/s"));
            }
            Contest.Contender grouped = contest.grouped();
            List<Contest.Contender> oneByOne = contest.oneByOne();
            Contest.Contender plain = contest.plainSql();
            contest.run();
            double baseline = oneByOne.stream()
                    .mapToDouble(contender -> contender.median(Load.Result::counted))
                    .max()
                    .orElseThrow();
            return List.of(
                    Measurement.against(workload.name(), grouped.median(Load.Result::counted), "entries/s", baseline),
                    Measurement.of(workload.name() + ".sql", plain.median(Load.Result::counted), "entries/s"));
        }
    }

    private static List<Measurement> single(Workload workload, ScratchPostgres postgres, BenchRun run)
            throws Exception {
        try (Contest contest = Contest.prepare(workload, postgres, run)) {
            Contest.Contender grouped = contest.grouped();
            List<Contest.Contender> oneByOne = contest.oneByOne();
            Contest.Contender plain = contest.plainSql();
            contest.run();
            double baseline = oneByOne.stream()
                    .mapToDouble(contender -> contender.median(LedgerBench::p50))
                    .min()
                    .orElseThrow();
            return List.of(
                    Measurement.against(workload.name(), grouped.median(LedgerBench::p50), "ms", baseline),
                    Measurement.of(workload.name() + ".sql", plain.median(LedgerBench::p50), "ms"));
        }
    }

    private static double p50(Load.Result result) {
        return result.percentileMillis(0.5);
    }

    /** The same minute twice: alone, and while another session keeps a snapshot open from its beginning to its end. */
    private static Measurement snapshot(Workload workload, ScratchPostgres postgres, BenchRun run) throws Exception {
        try (Contest contest = Contest.prepare(workload, postgres, run)) {
            contest.compete(run.measured());
            run.beginMeasuring();
            double alone = contest.compete(SNAPSHOT_OPEN).counted();
            run.say(String.format(Locale.ROOT, "%s: %,.0f entries/s alone", workload.name(), alone));
            double beside;
            try (Connection other = contest.owner().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                statement.execute("select count(*) from ledger.account");
                beside = contest.compete(SNAPSHOT_OPEN).counted();
                other.rollback();
            }
            run.say(String.format(Locale.ROOT, "%s: %,.0f entries/s beside an open snapshot", workload.name(), beside));
            contest.check();
            return Measurement.against(workload.name(), beside, "entries/s", alone);
        }
    }
}
