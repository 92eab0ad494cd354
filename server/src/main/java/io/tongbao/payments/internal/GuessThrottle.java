package io.tongbao.payments.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Counts the pay codes that a merchant tried and that were none. After ten in a minute its till waits until the minute is
 * over; each node counts for itself, which a code of 53 random bits and one minute's life bears easily.
 */
@Component
class GuessThrottle {
    static final int MISSES_A_MINUTE = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED_AT_MOST = 50_000;

    private record Window(Instant since, int misses) {}

    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private final Clock clock;

    GuessThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long the merchant must wait before it may try another code; empty if it need not. */
    Optional<Duration> wait(String merchantId) {
        Window window = windows.get(merchantId);
        if (window == null || window.misses() < MISSES_A_MINUTE) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), window.since().plus(WINDOW));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    void missed(String merchantId) {
        if (windows.size() >= REMEMBERED_AT_MOST) {
            windows.clear();
        }
        Instant now = clock.instant();
        windows.merge(
                merchantId,
                new Window(now, 1),
                (old, one) -> now.isBefore(old.since().plus(WINDOW)) ? new Window(old.since(), old.misses() + 1) : one);
    }
}
