package io.tongbao.bench.ledger;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.PostResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Callers that each post one entry after the other, on virtual threads, for a time. */
final class Callers {
    private final int callers;
    private final IntFunction<Entry> entries;

    /** @param entries what caller number n posts next */
    Callers(int callers, IntFunction<Entry> entries) {
        this.callers = callers;
        this.entries = entries;
    }

    /** Entries acknowledged per second, and how many in all. */
    record Rate(double perSecond, long acknowledged) {}

    Rate run(List<? extends Ledger> ledgers, Duration time) throws Exception {
        LongAdder acknowledged = new LongAdder();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                Ledger ledger = ledgers.get(i % ledgers.size());
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        post(ledger, entries.apply(caller));
                        acknowledged.increment();
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Rate(acknowledged.sum() / seconds, acknowledged.sum());
    }

    private static void post(Ledger ledger, Entry entry) {
        PostResult result = ledger.post(entry);
        if (!(result instanceof PostResult.Posted)) {
            throw new IllegalStateException("A benchmark's entry did not pass: " + result);
        }
    }

    static int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
