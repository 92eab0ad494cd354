package io.tongbao.ledger.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Instants as PostgreSQL keeps them: whole microseconds since 1970, which go through JDBC as plain numbers. In SQL
 * {@code timestamptz 'epoch' + x * interval '1 microsecond'} is exact for them.
 */
final class Micros {
    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
