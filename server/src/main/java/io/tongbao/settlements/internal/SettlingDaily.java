package io.tongbao.settlements.internal;

import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Settles every day for the day before, after the hour that is set (T+1), and catches up on days that were missed. Every node tries; what is
 * settled once counts once.
 */
@Component
@ConditionalOnBooleanProperty("tongbao.settlements.daily")
class SettlingDaily implements RunsInBackground {
    private static final Logger log = LoggerFactory.getLogger(SettlingDaily.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final SettlingMerchants settling;
    private final Clock clock;
    private final ZoneId zone;
    private final LocalTime at;
    private final BackgroundLoop loop = new BackgroundLoop("settling-daily", this::turn);
    private Optional<LocalDate> done = Optional.empty();

    SettlingDaily(
            SettlingMerchants settling,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone,
            @Value("${tongbao.settlements.at}") LocalTime at) {
        this.settling = settling;
        this.clock = clock;
        this.zone = zone;
        this.at = at;
    }

    private void turn() throws InterruptedException {
        Thread.sleep(EVERY);
        ZonedDateTime now = clock.instant().atZone(zone);
        boolean due = !now.toLocalTime().isBefore(at)
                && done.map(day -> day.isBefore(now.toLocalDate())).orElse(true);
        if (due) {
            SettlingMerchants.Run run = settling.runThroughYesterday();
            if (run.settled() > 0) {
                log.info("Settled through {} with {} merchants; {} wait", run.through(), run.settled(), run.waiting());
            }
            done = Optional.of(now.toLocalDate());
        }
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
