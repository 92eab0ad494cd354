package io.tongbao.bench;

import java.util.List;
import java.util.Set;

/** Benchmarks that share a set-up. To add a group, list it in {@link Bench}. */
public interface BenchGroup {
    String name();

    /** The names that may be asked for, in the order in which they run. */
    List<String> benchmarks();

    /**
     * Runs the chosen ones and checks the books after; throws if the books are wrong, since a figure of wrong books is
     * worth nothing.
     */
    List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception;
}
