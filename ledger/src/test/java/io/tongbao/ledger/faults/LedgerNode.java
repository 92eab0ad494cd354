package io.tongbao.ledger.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A ledger's process with its line to PostgreSQL; after a kill a new process takes its place. */
final class LedgerNode implements AutoCloseable {
    private static final long STARTS_WITHIN = 30_000_000_000L;

    private final String name;
    private final Path folder;
    private final FaultyLine line;

    private int lives;
    private Path output;
    private @Nullable Process process;
    private volatile int port;

    LedgerNode(String name, Path folder, int postgresPort) throws IOException {
        this.name = name;
        this.folder = folder;
        this.line = new FaultyLine(postgresPort);
        this.output = folder;
    }

    /** As PostgreSQL knows it. */
    String name() {
        return name;
    }

    FaultyLine line() {
        return line;
    }

    /** Where it can be asked; closed while it does not live. */
    int port() throws IOException {
        int current = port;
        if (current == 0) {
            throw new IOException(name + " does not live");
        }
        return current;
    }

    void start() throws IOException {
        output = folder.resolve(name + "-" + ++lives + ".log");
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerProcess.class.getName(),
                        KillablePostgres.url(line.port(), name))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process = started;
        long giveUp = System.nanoTime() + STARTS_WITHIN;
        while (port == 0) {
            if (!started.isAlive() || System.nanoTime() > giveUp) {
                throw new IOException(name + " did not start: " + Files.readString(output));
            }
            LockSupport.parkNanos(10_000_000);
            Files.readAllLines(output).stream()
                    .filter(said -> said.startsWith("port "))
                    .findFirst()
                    .ifPresent(said -> port = Integer.parseInt(said.substring(5)));
        }
    }

    /** True if it lived until now and was killed by us. */
    boolean kill() throws InterruptedException {
        Process killed = process;
        port = 0;
        process = null;
        // 137 = 128 + SIGKILL
        return killed != null && killed.destroyForcibly().waitFor() == 137;
    }

    void signal(Signal signal) throws IOException, InterruptedException {
        if (process != null) {
            signal.send(process.pid());
        }
    }

    /** How often one of its lives had to ask what came of a commit. */
    int askedAfterCommits() throws IOException {
        int asked = 0;
        for (int life = 1; life <= lives; life++) {
            asked += (int) Files.readAllLines(folder.resolve(name + "-" + life + ".log")).stream()
                    .filter(said -> said.contains("asking after it"))
                    .count();
        }
        return asked;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        line.close();
    }
}
