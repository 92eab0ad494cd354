package io.tongbao.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Callers on virtual threads that each do one thing after the other for a time, and how long each took. */
public final class Load {
    private Load() {}

    /** One thing done; answers whether it counts. */
    public interface Act {
        boolean once() throws Exception;
    }

    /**
     * @param counted what was done and counts, in a second
     * @param otherwise what was done and does not count, in a second
     * @param nanos how long each that counts took, ascending
     */
    public record Result(double counted, double otherwise, long[] nanos) {
        public double percentileMillis(double part) {
            return nanos.length == 0
                    ? 0
                    : nanos[(int) Math.min(nanos.length - 1, Math.floor(part * nanos.length))] / 1e6;
        }
    }

    /** @param acts what caller number n does */
    public static Result run(int callers, Duration time, IntFunction<Act> acts) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Future<Taken>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                Act act = acts.apply(i);
                running.add(threads.submit(() -> repeat(act, end)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = new long[0];
        long otherwise = 0;
        for (Future<Taken> one : running) {
            Taken taken = one.get();
            int before = all.length;
            all = Arrays.copyOf(all, before + taken.nanos().length);
            System.arraycopy(taken.nanos(), 0, all, before, taken.nanos().length);
            otherwise += taken.otherwise();
        }
        Arrays.sort(all);
        return new Result(all.length / seconds, otherwise / seconds, all);
    }

    private record Taken(long[] nanos, long otherwise) {}

    private static Taken repeat(Act act, long end) throws Exception {
        long[] nanos = new long[1024];
        int counted = 0;
        long otherwise = 0;
        for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
            if (act.once()) {
                if (counted == nanos.length) {
                    nanos = Arrays.copyOf(nanos, counted * 2);
                }
                nanos[counted++] = System.nanoTime() - before;
            } else {
                otherwise++;
            }
        }
        return new Taken(Arrays.copyOf(nanos, counted), otherwise);
    }
}
