package io.tongbao.ledger.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the ledger's process, lets the client pay, and kills it, round after round. */
public final class KilledLedger implements AutoCloseable {
    private static final int ACKNOWLEDGED = 500;

    private final String databaseUrl;
    private final Client client;

    public KilledLedger(String databaseUrl, Path log) throws IOException {
        this.databaseUrl = databaseUrl;
        this.client = new Client(log);
    }

    /** One life of the process; true if enough was acknowledged and at least one outcome is unknown. */
    public boolean round() throws Exception {
        try (Living ledger = Living.start(databaseUrl);
                ExecutorService threads = Client.threads()) {
            client.askAgain(ledger.port());
            AtomicInteger acknowledged = new AtomicInteger();
            List<Future<?>> lines = client.payUntilCutOff(ledger.port(), acknowledged, threads);
            int enough = ACKNOWLEDGED + ThreadLocalRandom.current().nextInt(500);
            while (acknowledged.get() < enough && ledger.isAlive()) {
                Thread.onSpinWait();
            }
            ledger.kill();
            for (Future<?> line : lines) {
                line.get();
            }
            return acknowledged.get() >= ACKNOWLEDGED && !client.unknown().isEmpty();
        }
    }

    /** Asks for what is still unknown; then every payment is known, with its entry. */
    public Map<Long, Long> askForTheRest() throws Exception {
        try (Living ledger = Living.start(databaseUrl)) {
            client.askAgain(ledger.port());
        }
        return client.heard();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private record Living(Process process, int port) implements AutoCloseable {
        static Living start(String databaseUrl) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LedgerProcess.class.getName(),
                            databaseUrl)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            String line = lines.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("The ledger's process did not start");
            }
            return new Living(process, Integer.parseInt(line.substring(5)));
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() throws InterruptedException {
            kill();
        }
    }
}
