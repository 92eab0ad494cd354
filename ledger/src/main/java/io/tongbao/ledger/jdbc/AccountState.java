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

    /**
     * How often a balance's row is changed in place before the next turn takes its place: the most versions of it that a search
     * can meet while an old snapshot is open, against a row of the index more for each turn.
     */
    static final int WRITES_A_TURN = 16;

    private final Known known;
    private final Standing read;
    private final Ledger.Freeze freeze;

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

    /** The account's balance as it was read. {@code lastRecordedAt} in microseconds. */
    record Standing(
            long turn,
            int writes,
            long minimum,
            long maximum,
            long posted,
            long reservedIn,
            long reservedOut,
            long lastRecordedAt,
            boolean closed) {}

    AccountState(Known known, Standing read, Ledger.Freeze freeze) {
        this.known = known;
        this.read = read;
        this.freeze = freeze;
        this.posted = read.posted();
        this.reservedIn = read.reservedIn();
        this.reservedOut = read.reservedOut();
        this.lastRecordedAt = read.lastRecordedAt();
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

    /** The turn of the balance's row that was read. */
    long turn() {
        return read.turn();
    }

    /** Whether the row was changed in place often enough and the next takes its place. */
    boolean isTurnOver() {
        return read.writes() + 1 >= WRITES_A_TURN;
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
        return read.closed();
    }

    boolean isFrozen(Refusal.Direction direction) {
        return freeze == Ledger.Freeze.BOTH
                || freeze == (direction == Refusal.Direction.IN ? Ledger.Freeze.IN : Ledger.Freeze.OUT);
    }

    /** What may still go out; without end for an account that may owe without end. */
    long available() {
        if (read.minimum() == Long.MIN_VALUE) {
            return Long.MAX_VALUE;
        }
        return saturated(Math.subtractExact(posted, reservedOut), read.minimum());
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
        return counted + amount > read.maximum()
                ? Optional.of(new Refusal.AboveMaximum(code(), read.maximum(), counted + amount))
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
