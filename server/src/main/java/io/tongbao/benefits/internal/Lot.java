package io.tongbao.benefits.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Codes of a benefit that end together.
 *
 * @param lastDay on which they can still be used; empty if they don't end
 */
record Lot(Optional<LocalDate> lastDay) {
    private static final String OPEN = "open";

    static final Lot WITHOUT_END = new Lot(Optional.empty());

    static Lot endingAfter(LocalDate lastDay) {
        return new Lot(Optional.of(lastDay));
    }

    /** As the database and the books name it; in this order they end, those without an end last. */
    static Lot of(String code) {
        return code.equals(OPEN) ? WITHOUT_END : endingAfter(LocalDate.parse(code));
    }

    String code() {
        return lastDay.map(LocalDate::toString).orElse(OPEN);
    }

    /** Whether its day is over. */
    boolean isOver(Instant now, ZoneId zone) {
        return lastDay.filter(day -> day.isBefore(LocalDate.ofInstant(now, zone)))
                .isPresent();
    }
}
