package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.RecordedEntry;
import java.util.List;
import java.util.Optional;

/**
 * An entry that the fold let pass, as it will be written.
 *
 * @param reservation what a reservation is for and when it ends
 * @param originTransfers by transfer, the place of the earlier transfer that it settles or reverses, or -1
 */
record Judged(Waiting waiting, RecordedEntry entry, Optional<Reservation> reservation, List<Integer> originTransfers) {

    record Reservation(String purpose, long expiresAt) {}
}
