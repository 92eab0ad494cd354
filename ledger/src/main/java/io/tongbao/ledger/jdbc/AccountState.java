package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountId;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Refusal;
import java.util.Optional;

/**
 * One account as it stands in the batch: read under its lock, changed by the fold in memory, written back once. Every
 * change is checked before it is made, so that a state is never out of its bounds.
 */
final class AccountState {
    /** Stands for "not kept" among the balances that go to the database; no account reaches it. */
    static final long NO_BALANCE = Long.MIN_VALUE;

    private final Known known;
    private final long minimum;
    private final long maximum;
    private final Ledger.Freeze freeze;
    private final boolean closed;

    private long posted;
    private long reservedIn;
    private long reservedOut;
    private long lastRecordedAt;

    private long postedBefore;
    private long reservedInBefore;
    private long reservedOutBefore;
    private long touchedBy = -1;
    private boolean changed;

    /** What never changes of an account. */
    record Known(AccountId id, String code, Asset asset, boolean keepsHistory) {}

    AccountState(
            Known known,
            long minimum,
            long maximum,
            long posted,
            long reservedIn,
            long reservedOut,
            long lastRecordedAt,
            Ledger.Freeze freeze,
            boolean closed) {
        this.known = known;
        this.minimum = minimum;
        this.maximum = maximum;
        this.posted = posted;
        this.reservedIn = reservedIn;
        this.reservedOut = reservedOut;
        this.lastRecordedAt = lastRecordedAt;
        this.freeze = freeze;
        this.closed = closed;
    }

    Known known() {
        return known;
    }

    String code() {
        return known.code();
    }

    long id() {
        return known.id().value();
    }

    long posted() {
        return posted;
    }

    long reservedIn() {
        return reservedIn;
    }

    long reservedOut() {
        return reservedOut;
    }

    boolean keepsHistory() {
        return known.keepsHistory();
    }

    /** What the entry being judged has moved. */
    long net() {
        return Math.subtractExact(posted, postedBefore);
    }

    boolean isReservedChanged() {
        return reservedIn != reservedInBefore || reservedOut != reservedOutBefore;
    }

    long lastRecordedAt() {
        return lastRecordedAt;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isFrozen(Refusal.Direction direction) {
        return freeze == Ledger.Freeze.BOTH
                || freeze == (direction == Refusal.Direction.IN ? Ledger.Freeze.IN : Ledger.Freeze.OUT);
    }

    /** What may still go out; without end for an account that may owe without end. */
    long available() {
        if (minimum == Long.MIN_VALUE) {
            return Long.MAX_VALUE;
        }
        return saturated(Math.subtractExact(posted, reservedOut), minimum);
    }

    /** Remembers how the account stood before this entry, to go back to if the entry is refused. */
    boolean touch(long entry) {
        if (touchedBy == entry) {
            return false;
        }
        touchedBy = entry;
        postedBefore = posted;
        reservedInBefore = reservedIn;
        reservedOutBefore = reservedOut;
        return true;
    }

    /** Puts the account back to how it stands now, also after the entry is let pass. */
    Runnable wayBack() {
        long postedNow = posted;
        long reservedInNow = reservedIn;
        long reservedOutNow = reservedOut;
        long lastRecordedAtNow = lastRecordedAt;
        boolean changedNow = changed;
        return () -> {
            posted = postedNow;
            reservedIn = reservedInNow;
            reservedOut = reservedOutNow;
            lastRecordedAt = lastRecordedAtNow;
            changed = changedNow;
        };
    }

    void restore() {
        posted = postedBefore;
        reservedIn = reservedInBefore;
        reservedOut = reservedOutBefore;
    }

    void keep(long recordedAt) {
        lastRecordedAt = recordedAt;
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    Optional<Refusal> give(long amount) {
        Optional<Refusal> refusal = mayGive(amount);
        if (refusal.isEmpty()) {
            posted -= amount;
        }
        return refusal;
    }

    Optional<Refusal> take(long amount) {
        Optional<Refusal> refusal = mayTake(amount);
        if (refusal.isEmpty()) {
            posted += amount;
        }
        return refusal;
    }

    Optional<Refusal> reserveOut(long amount) {
        Optional<Refusal> refusal = mayGive(amount);
        if (refusal.isEmpty()) {
            reservedOut += amount;
        }
        return refusal;
    }

    Optional<Refusal> reserveIn(long amount) {
        Optional<Refusal> refusal = mayTake(amount);
        if (refusal.isEmpty()) {
            reservedIn += amount;
        }
        return refusal;
    }

    void letGoOut(long amount) {
        reservedOut = Math.subtractExact(reservedOut, amount);
    }

    void letGoIn(long amount) {
        reservedIn = Math.subtractExact(reservedIn, amount);
    }

    private Optional<Refusal> mayGive(long amount) {
        if (wouldOverflow(Math.subtractExact(posted, reservedOut), -amount)
                || wouldOverflow(posted, -amount)
                || wouldOverflow(reservedOut, amount)
                || posted - amount == NO_BALANCE) {
            return Optional.of(new Refusal.Overflow(code()));
        }
        long available = available();
        return available < amount ? Optional.of(new Refusal.Insufficient(code(), available, amount)) : Optional.empty();
    }

    private Optional<Refusal> mayTake(long amount) {
        long counted = Math.addExact(posted, reservedIn);
        if (wouldOverflow(counted, amount)) {
            return Optional.of(new Refusal.Overflow(code()));
        }
        return counted + amount > maximum
                ? Optional.of(new Refusal.AboveMaximum(code(), maximum, counted + amount))
                : Optional.empty();
    }

    private static boolean wouldOverflow(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    private static long saturated(long a, long minus) {
        long difference = a - minus;
        return ((a ^ minus) & (a ^ difference)) < 0 ? Long.MAX_VALUE : difference;
    }
}
