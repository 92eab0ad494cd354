package io.tongbao.ledger.jdbc;

/** What a reservation still keeps by one of its transfers. */
final class Hold {
    private final long reservation;
    private final int transfer;
    private final long from;
    private final long to;
    private final long expiresAt;
    private final boolean fresh;
    private long remaining;
    private boolean changed;

    Hold(long reservation, int transfer, long from, long to, long remaining, long expiresAt, boolean fresh) {
        this.reservation = reservation;
        this.transfer = transfer;
        this.from = from;
        this.to = to;
        this.remaining = remaining;
        this.expiresAt = expiresAt;
        this.fresh = fresh;
    }

    long reservation() {
        return reservation;
    }

    int transfer() {
        return transfer;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long expiresAt() {
        return expiresAt;
    }

    long remaining() {
        return remaining;
    }

    boolean isFresh() {
        return fresh;
    }

    boolean isChanged() {
        return changed;
    }

    /** Takes from it, or gives back when an entry is refused half-way (a negative amount). */
    void take(long amount) {
        remaining = Math.subtractExact(remaining, amount);
        changed = true;
    }
}
