package io.tongbao.wallets.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What day it is for the wallets. */
@Component
class BusinessDay {
    private final Clock clock;
    private final ZoneId zone;

    BusinessDay(Clock clock, @Value("${tongbao.zone}") ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    YearMonth month() {
        return YearMonth.from(today());
    }

    /** When the month begins. */
    Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** When the day begins. */
    Instant start(LocalDate of) {
        return of.atStartOfDay(zone).toInstant();
    }

    ZoneId zone() {
        return zone;
    }
}
