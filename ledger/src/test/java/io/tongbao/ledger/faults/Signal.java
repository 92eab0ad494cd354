package io.tongbao.ledger.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What the operating system does to a process. */
enum Signal {
    KILL,
    STOP,
    CONT;

    void send(long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name(), Long.toString(process))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Waits until the process is gone and buried: PostgreSQL does not start while its own number is taken. */
    static void awaitDeath(long process) throws IOException {
        long giveUp = System.nanoTime() + 10_000_000_000L;
        while (lives(process)) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("Process " + process + " does not die");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static boolean lives(long process) {
        return Files.exists(Path.of("/proc", Long.toString(process)));
    }
}
