package io.tongbao.wallets.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Slows down who tries phone numbers to learn whose they are: a fixed number a person and minute, on each node. */
@Component
class RecipientLookups {
    private static final int A_MINUTE = 20;
    private static final int PEOPLE_REMEMBERED = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    RecipientLookups(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant start, int lookups) {}

    /** Counts a look-up; answers how long to wait if it is one too many. */
    synchronized Optional<Duration> tooOften(String personId) {
        Instant now = clock.instant();
        Window window = windows.remove(personId);
        // A window that starts ahead is of a clock that has gone back.
        if (window == null
                || now.isBefore(window.start())
                || !now.isBefore(window.start().plus(MINUTE))) {
            window = new Window(now, 0);
        }
        windows.put(personId, new Window(window.start(), window.lookups() + 1));
        if (windows.size() > PEOPLE_REMEMBERED) {
            windows.remove(windows.keySet().iterator().next());
        }
        return window.lookups() < A_MINUTE
                ? Optional.empty()
                : Optional.of(Duration.between(now, window.start().plus(MINUTE)));
    }
}
