package io.tongbao.promotions;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** When an offer runs: from the start (inclusive) to the end (exclusive). */
public record Schedule(Instant start, Instant end) {
    public Schedule {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("An offer ends after it starts: " + start + " to " + end);
        }
    }

    /**
     * By the clock on the wall of a zone. A time that the clock skips in spring is read as the hour after; of a time
     * that comes twice in autumn the first is meant.
     */
    public static Schedule between(LocalDateTime start, LocalDateTime end, ZoneId zone) {
        return new Schedule(start.atZone(zone).toInstant(), end.atZone(zone).toInstant());
    }

    boolean runsAt(Instant now) {
        return !now.isBefore(start) && now.isBefore(end);
    }
}
