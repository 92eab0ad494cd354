package io.tongbao.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Heap;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.Posting;
import io.tongbao.bench.ScratchPostgres;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the heap lives after a collection when the ledger has posted a million entries, and ten million. */
final class Memory {
    private static final String NAME = "ledger.memory";
    private static final long FEW = 1_000_000;
    private static final long MANY = 10_000_000;
    private static final double MEGABYTE = 1 << 20;

    private Memory() {}

    static Measurement measure(ScratchPostgres postgres, BenchRun run) throws Exception {
        Workload workload = Workload.hot(NAME, 1_000);
        try (Contest contest = Contest.prepare(workload, postgres, run);
                HikariDataSource server = postgres.server(NAME.replace('.', '_'), 4);
                JdbcLedger ledger = JdbcLedger.start(server, Clock.systemUTC(), LedgerOptions.STANDARD)) {
            run.beginMeasuring();
            AtomicLong posted = new AtomicLong();
            double few = postUpTo(FEW, posted, workload, ledger, run);
            double many = postUpTo(MANY, posted, workload, ledger, run);
            return Measurement.against(NAME, many, "MB", few);
        }
    }

    private static double postUpTo(long entries, AtomicLong posted, Workload workload, JdbcLedger ledger, BenchRun run)
            throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < workload.callers(); i++) {
                int caller = i;
                callers.add(threads.submit(() -> {
                    while (posted.incrementAndGet() <= entries) {
                        Posting.mustPass(ledger, workload.entry(caller));
                    }
                    posted.decrementAndGet();
                }));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        double live = Heap.liveBytes() / MEGABYTE;
        run.say(String.format(Locale.ROOT, "%s: %,d entries posted, %.1f MB live", NAME, posted.get(), live));
        return live;
    }
}
