package io.tongbao.ledger;

import java.time.Instant;

/** What came of closing the books up to an instant. */
public sealed interface PeriodClosing {

    /** Nothing takes effect before this instant any more. */
    record ClosedUntil(Instant instant) implements PeriodClosing {}

    /** The books are closed up to a later instant already; they are not opened again. */
    record ClosedFurther(Instant until) implements PeriodClosing {}

    /** Entries of that time may still be on their way; at the latest this instant may be closed now. */
    record TooEarly(Instant latest) implements PeriodClosing {}
}
