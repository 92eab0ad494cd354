package io.tongbao;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Primary;

/**
 * Runs with real time, ahead of it by as much as tests have moved it. The server is shared: who puts it back puts it back
 * by what it was advanced.
 */
public final class MovableClock extends Clock {
    private final ZoneId zone;
    private final AtomicReference<Duration> ahead;

    private MovableClock(ZoneId zone, AtomicReference<Duration> ahead) {
        this.zone = zone;
        this.ahead = ahead;
    }

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock only moves forward");
        }
        ahead.updateAndGet(now -> now.plus(by));
    }

    /** The jump that a clock makes when it is corrected. The books do not go with it: who jumps back has time go on in the end. */
    public void putBack(Duration by) {
        Duration left = ahead.updateAndGet(now -> now.minus(by));
        if (left.isNegative()) {
            throw new IllegalArgumentException("The clock was not so far ahead");
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MovableClock(other, ahead);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @TestConfiguration(proxyBeanMethods = false)
    public static class Bean {
        @org.springframework.context.annotation.Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(ZoneId.of("Asia/Shanghai"), new AtomicReference<>(Duration.ZERO));
        }
    }
}
