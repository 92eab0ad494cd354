package io.tongbao.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of a group, and a summary of where the time and the memory went. */
final class Profile implements AutoCloseable {
    private static final int SHOWN = 25;

    private final Recording recording;
    private final Path file;

    private Profile(Recording recording, Path file) {
        this.recording = recording;
        this.file = file;
    }

    static Profile to(Path file) throws IOException, ParseException {
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        return new Profile(recording, file);
    }

    /** Begins, unless it has begun already. */
    void start() {
        if (recording.getState() == RecordingState.NEW) {
            recording.start();
        }
    }

    @Override
    public void close() throws IOException {
        if (recording.getState() == RecordingState.NEW) {
            recording.close();
            return;
        }
        recording.dump(file);
        recording.close();
        Map<String, Long> byMethod = new HashMap<>();
        Map<String, Long> ours = new HashMap<>();
        Map<String, Long> allocated = new HashMap<>();
        long samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStackTrace() == null) {
                    continue;
                }
                List<RecordedFrame> frames = event.getStackTrace().getFrames();
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample" -> {
                        samples++;
                        byMethod.merge(name(frames.getFirst()), 1L, Long::sum);
                        frames.stream()
                                .map(Profile::name)
                                .filter(name -> name.startsWith("io.tongbao"))
                                .findFirst()
                                .ifPresent(name -> ours.merge(name, 1L, Long::sum));
                    }
                    case "jdk.ObjectAllocationSample" ->
                        allocated.merge(event.getClass("objectClass").getName(), event.getLong("weight"), Long::sum);
                    default -> {}
                }
            }
        }
        System.out.println("profile: " + file + ", " + samples + " samples");
        show("where the processor was", byMethod, samples);
        show("by the nearest method of ours", ours, samples);
        show(
                "what was allocated",
                allocated,
                allocated.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void show(String title, Map<String, Long> counts, long all) {
        System.out.println(" " + title);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(one -> System.out.printf(
                        Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * one.getValue() / Math.max(1, all), one.getKey()));
    }
}
