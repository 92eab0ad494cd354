package io.tongbao.identity;

import java.time.Duration;
import java.time.Instant;

/** What came of asking for a payment PIN. */
public sealed interface PinCheck {

    record Allowed() implements PinCheck {}

    /** None was given and the amount needs one. */
    record Required() implements PinCheck {}

    /** The person has none yet. */
    record NotSet() implements PinCheck {}

    record Wrong(int triesLeft) implements PinCheck {}

    record Locked(Instant until) implements PinCheck {}

    /** Too many PINs are being checked right now. */
    record Busy(Duration retryAfter) implements PinCheck {}
}
