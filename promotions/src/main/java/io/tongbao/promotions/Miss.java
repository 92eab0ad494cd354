package io.tongbao.promotions;

import java.util.function.Supplier;

/** A condition that is not met, and what was there instead. The text of what was seen is made only if somebody reads it. */
record Miss(Reason reason, String condition, Supplier<String> seen) {
    static Miss of(Reason reason, String condition, String seen) {
        return new Miss(reason, condition, () -> seen);
    }

    static Miss of(Reason reason, String condition, long seen) {
        return new Miss(reason, condition, () -> Long.toString(seen));
    }
}
