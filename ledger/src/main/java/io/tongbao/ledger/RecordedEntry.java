package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * An entry as recorded.
 *
 * @param phase what it did: post, reserve, settle, release, expire, reverse
 * @param origin the reservation it settles, releases or expires, or the entry it reverses
 */
public record RecordedEntry(
        long id,
        String kind,
        Phase phase,
        Instant recordedAt,
        Instant effectiveAt,
        OptionalLong origin,
        List<Transfer> transfers) {

    public enum Phase {
        POST,
        RESERVE,
        SETTLE,
        RELEASE,
        EXPIRE,
        REVERSE
    }
}
