package io.tongbao.promotions.backtest;

import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The time of the payments that a back-test looks at, from (inclusive) to (exclusive).
 *
 * @param zone by whose calendar the report tells days
 */
public record Window(Instant from, Instant to, ZoneId zone) {
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it starts: " + from + " to " + to);
        }
    }

    boolean holds(Instant when) {
        return !when.isBefore(from) && when.isBefore(to);
    }

    LocalDate dayOf(Instant when) {
        return LocalDate.ofInstant(when, zone);
    }

    List<LocalDate> days() {
        return dayOf(from).datesUntil(dayOf(to.minusNanos(1)).plusDays(1)).toList();
    }

    /**
     * A draft laid over the window: it starts with it and runs as long as it is planned to. Conditions on hours and days still look at the
     * payment's own time.
     */
    Offer laid(Offer draft) {
        Duration length =
                Duration.between(draft.schedule().start(), draft.schedule().end());
        // of offers worth the same the one that ends first is taken, so an end after the window stays what it is
        boolean outlasts =
                !from.plus(length).isBefore(to) && draft.schedule().end().isAfter(to);
        return running(draft, new Schedule(from, outlasts ? draft.schedule().end() : from.plus(length)));
    }

    /** A live offer, as if it had run all the window. */
    Offer throughout(Offer live) {
        Schedule planned = live.schedule();
        return running(
                live,
                new Schedule(
                        planned.start().isBefore(from) ? planned.start() : from,
                        planned.end().isAfter(to) ? planned.end() : to));
    }

    private static Offer running(Offer offer, Schedule schedule) {
        return new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                schedule,
                offer.budget(),
                offer.combining(),
                offer.holdoutBasisPoints(),
                offer.zone(),
                offer.currency());
    }
}
