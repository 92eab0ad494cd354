package io.tongbao.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows lines, percent and the time left, at most four times a second; where nobody watches, every five seconds. */
public final class TerminalProgress implements HistoryReplay.Progress {
    private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();

    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private String step = "";
    private long startedNanos;
    private long startedAt;
    private long shownNanos;
    private boolean lineOpen;

    public TerminalProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void at(String current, long done, long total) {
        long now = System.nanoTime();
        if (!current.equals(step)) {
            endLine();
            step = current;
            startedNanos = now;
            startedAt = done;
            shownNanos = now - EVERY_NANOS;
        }
        boolean last = total > 0 && done == total;
        if (!last && now - shownNanos < (terminal ? EVERY_NANOS : EVERY_NANOS * 20)) {
            return;
        }
        shownNanos = now;
        if (terminal) {
            out.print("\r" + line(done, total, now));
            lineOpen = true;
        } else {
            out.println(line(done, total, now).stripTrailing());
        }
        if (last) {
            endLine();
        }
        out.flush();
    }

    private void endLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }

    private String line(long done, long total, long now) {
        if (total <= 0) {
            return String.format(Locale.ROOT, "%-24s %,12d", step, done);
        }
        double share = (double) done / total;
        long doneHere = Math.max(1, done - startedAt);
        Duration left = Duration.ofNanos((long) ((double) (now - startedNanos) / doneHere * (total - done)));
        return String.format(
                Locale.ROOT,
                "%-24s %,12d of %,d  %5.1f %%  %d:%02d left ",
                step,
                done,
                total,
                share * 100,
                left.toMinutes(),
                left.toSecondsPart());
    }
}
