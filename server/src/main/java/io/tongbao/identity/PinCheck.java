package io.tongbao.identity;

import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

    /** The refusal for the client; not to be asked of {@link Allowed}. */
    default ProblemException problem() {
        return switch (this) {
            case Allowed _ -> throw new IllegalStateException("It was allowed");
            case Required _ ->
                new ProblemException(ProblemType.PIN_REQUIRED, "This amount needs the payment PIN.")
                        .withField("pin", "missing", "is needed for this amount");
            case NotSet _ -> new ProblemException(ProblemType.PIN_NOT_SET, "Set a payment PIN first.");
            case Wrong wrong ->
                new ProblemException(
                                ProblemType.PIN_WRONG,
                                "The payment PIN is wrong.",
                                Map.of("triesLeft", wrong.triesLeft()))
                        .withField("pin", "wrong", "is wrong");
            case Locked locked ->
                new ProblemException(
                        ProblemType.PIN_LOCKED,
                        "Too many wrong PINs. The PIN is locked for a while.",
                        Map.of("until", locked.until()));
            case Busy busy ->
                ProblemException.tooOften("Too many PINs are being checked. Try again.", busy.retryAfter());
        };
    }
}
