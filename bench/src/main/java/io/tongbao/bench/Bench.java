package io.tongbao.bench;

import io.tongbao.bench.ledger.LedgerBench;
import io.tongbao.bench.pay.PayBench;
import io.tongbao.bench.price.PriceBench;
import io.tongbao.bench.rush.RushBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code bench GROUP [NAME ...] [--json FILE] [--profile] [--seconds N]}. */
public final class Bench {
    private static final List<BenchGroup> GROUPS =
            List.of(new LedgerBench(), new PayBench(), new PriceBench(), new RushBench());

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Asked asked;
        try {
            asked = Asked.from(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.println("usage: bench GROUP [NAME ...] [--json FILE] [--profile] [--seconds N]");
            GROUPS.forEach(
                    group -> System.err.println("  " + group.name() + ": " + String.join(", ", group.benchmarks())));
            System.exit(2);
            return;
        }
        Path scratch = Files.createTempDirectory("tongbao-bench");
        CountDownLatch done = new CountDownLatch(1);
        Thread measuring = Thread.currentThread();
        // Ctrl-C ends the run where it is; what it started must stop before its folder goes.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            measuring.interrupt();
            await(done);
            remove(scratch);
        }));
        int status = 1;
        try {
            List<Measurement> measured = run(asked, scratch);
            System.out.println();
            measured.forEach(one -> System.out.println(one.line()));
            if (asked.json().isPresent()) {
                Files.writeString(
                        asked.json().get(),
                        measured.stream().map(Measurement::json).collect(Collectors.joining(",\n ", "[", "]\n")));
            }
            status = 0;
        } catch (Exception e) {
            e.printStackTrace(System.err);
        } finally {
            done.countDown();
        }
        System.exit(status);
    }

    private static void await(CountDownLatch done) {
        try {
            if (!done.await(20, TimeUnit.SECONDS)) {
                System.err.println("The run did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Measurement> run(Asked asked, Path scratch) throws Exception {
        Machine.describe(scratch);
        if (!asked.profile()) {
            return asked.group().run(asked.names(), new BenchRun(scratch, asked.measured(), () -> {}, false));
        }
        Path recording = Path.of("bench-" + asked.group().name() + ".jfr").toAbsolutePath();
        try (Profile profile = Profile.to(recording)) {
            return asked.group().run(asked.names(), new BenchRun(scratch, asked.measured(), profile::start, true));
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("The scratch folder stays: " + folder + " (" + e.getMessage() + ")");
        }
    }

    /** The command line, read. */
    private record Asked(BenchGroup group, Set<String> names, Optional<Path> json, boolean profile, Duration measured) {

        static Asked from(String[] arguments) {
            List<String> words = new ArrayList<>();
            Optional<Path> json = Optional.empty();
            boolean profile = false;
            Duration measured = Duration.ofSeconds(15);
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--json" -> json = Optional.of(Path.of(after(arguments, i++)));
                    case "--seconds" -> measured = seconds(after(arguments, i++));
                    case "--profile" -> profile = true;
                    default -> {
                        if (arguments[i].startsWith("-")) {
                            throw new IllegalArgumentException("no such option: " + arguments[i]);
                        }
                        words.add(arguments[i]);
                    }
                }
            }
            if (words.isEmpty()) {
                throw new IllegalArgumentException("which group?");
            }
            BenchGroup group = GROUPS.stream()
                    .filter(one -> one.name().equals(words.getFirst()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such group: " + words.getFirst()));
            List<String> chosen = words.size() == 1 ? group.benchmarks() : words.subList(1, words.size());
            for (String name : chosen) {
                if (!group.benchmarks().contains(name)) {
                    throw new IllegalArgumentException("no such benchmark: " + name);
                }
            }
            return new Asked(group, new LinkedHashSet<>(chosen), json, profile, measured);
        }

        private static String after(String[] arguments, int option) {
            if (option + 1 == arguments.length) {
                throw new IllegalArgumentException("nothing after " + arguments[option]);
            }
            return arguments[option + 1];
        }

        private static Duration seconds(String text) {
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw new IllegalArgumentException("not a number of seconds: " + text);
            }
            return Duration.ofSeconds(Long.parseLong(text));
        }
    }
}
