package io.tongbao.bench.backtest;

import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Measurement;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.backtest.BackTest;
import io.tongbao.promotions.backtest.PastPayment;
import io.tongbao.promotions.backtest.Report;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A draft beside 200 live offers over a million payments of thirty days, made page by page as a server would read them:
 * {@code backtest.million} as payments a second on two threads, each payment priced without the draft and with it. The baseline is a
 * plain run over a sample: one payment after the other, every offer judged, books in maps; on that sample both must come to the same cost
 * to the cent.
 */
public final class BackTestBench implements BenchGroup {
    private static final int MILLION = 1_000_000;
    private static final int SAMPLE = 10_000;
    private static final int PAGE = 5_000;
    private static final int THREADS = 2;

    @Override
    public String name() {
        return "backtest";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("backtest.million");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        Town town = new Town(200);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Report sample = backTest(town, SAMPLE, threads).report();
            long begun = System.nanoTime();
            PlainRun plain = PlainRun.over(town, SAMPLE);
            double plainSeconds = (System.nanoTime() - begun) / 1e9;
            if (plain.costMinor() != sample.cost().costMinor()
                    || plain.times() != sample.cost().payments()) {
                throw new IllegalStateException("The back-test says " + sample.cost() + ", the plain run "
                        + plain.costMinor() + " on " + plain.times() + " payments");
            }
            run.say(String.format(
                    Locale.ROOT,
                    "the first %,d payments: %,d had the draft, %,.2f in all, the same to the cent in the plain run",
                    SAMPLE,
                    plain.times(),
                    plain.costMinor() / 100.0));
            run.beginMeasuring();
            Timed million = backTest(town, MILLION, threads);
            Report report = million.report();
            run.say(String.format(
                    Locale.ROOT,
                    "%,d payments in %.1f s: %,d had the draft, %,.2f in all, gone at %s",
                    MILLION,
                    million.seconds(),
                    report.cost().payments(),
                    report.cost().costMinor() / 100.0,
                    report.goneAt().map(Object::toString).orElse("no time")));
            return List.of(Measurement.against(
                    "backtest.million", MILLION / million.seconds(), "payments/s", SAMPLE / plainSeconds));
        }
    }

    private record Timed(Report report, double seconds) {}

    /** Making the payments is not timed. */
    private static Timed backTest(Town town, int payments, ExecutorService threads) throws InterruptedException {
        Offer draft = town.draft();
        BackTest test = new BackTest(Town.WINDOW, List.of(draft), town.live(), Town.STACKING, Calendars.NONE, threads);
        long nanos = 0;
        for (int from = 0; from < payments; from += PAGE) {
            List<PastPayment> page = town.payments(from, Math.min(PAGE, payments - from), payments);
            long begun = System.nanoTime();
            test.run(page);
            nanos += System.nanoTime() - begun;
        }
        long begun = System.nanoTime();
        Report report = test.reports().getFirst();
        return new Timed(report, (nanos + System.nanoTime() - begun) / 1e9);
    }
}
