package io.tongbao.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
    private static final int SYNCS = 300;

    private Machine() {}

    static void describe(Path scratch) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "machine: %d cores (%s), %s of memory, %s %s, Java %s, heap up to %d MB%n",
                runtime.availableProcessors(),
                fact("/proc/cpuinfo", "model name"),
                fact("/proc/meminfo", "MemTotal"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                runtime.maxMemory() >> 20);
        long[] micros = syncs(scratch.resolve("fsync"));
        System.out.printf(
                Locale.ROOT,
                "fsync of 8 kB in the scratch folder: median %,d us, 99%% %,d us%n",
                micros[SYNCS / 2],
                micros[SYNCS * 99 / 100]);
    }

    private static long[] syncs(Path file) throws IOException {
        long[] micros = new long[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(8192);
            for (int i = 0; i < SYNCS; i++) {
                page.rewind();
                long before = System.nanoTime();
                channel.write(page, (i % 64) * 8192L);
                channel.force(false);
                micros[i] = (System.nanoTime() - before) / 1_000;
            }
        }
        Files.delete(file);
        Arrays.sort(micros);
        return micros;
    }

    private static String fact(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
