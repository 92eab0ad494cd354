package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.RecordedEntry;
import java.util.List;
import java.util.Optional;

/**
 * An entry that the fold let pass, as it will be written.
 *
 * @param asked the entry as it was handed over
 * @param reservation what a reservation is for and when it ends
 * @param originTransfers by transfer, the place of the earlier transfer that it settles or reverses, or -1
 * @param reservedBalances where what is reserved has changed, for accounts that keep their history
 * @param dated empty if it takes effect when it is recorded
 */
record Judged(
        Entry asked,
        RecordedEntry entry,
        Optional<Reservation> reservation,
        List<Integer> originTransfers,
        List<ReservedBalance> reservedBalances,
        List<Dated> dated) {

    record Reservation(String purpose, long expiresAt) {}

    /** What is reserved of an account after the entry. */
    record ReservedBalance(long entry, long account, long reservedIn, long reservedOut) {}

    /** What an entry that takes effect at another time than it is recorded moves of an account; microseconds. */
    record Dated(long entry, long account, long net, long effectiveAt, long recordedAt) {}
}
