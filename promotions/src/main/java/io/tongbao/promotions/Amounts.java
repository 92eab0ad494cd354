package io.tongbao.promotions;

/** Amounts are whole minor units of one currency, from 0 to {@link #MAX}. */
public final class Amounts {
    /** The largest amount: below 2^53, so that it survives a reader that keeps numbers as doubles. */
    public static final long MAX = (1L << 53) - 1;

    static final int WHOLE = 10_000;

    private Amounts() {}

    static long checked(long amountMinor, String name) {
        if (amountMinor < 0 || amountMinor > MAX) {
            throw new IllegalArgumentException(name + " must be from 0 to 2^53 - 1: " + amountMinor);
        }
        return amountMinor;
    }

    static long positive(long amountMinor, String name) {
        if (amountMinor < 1 || amountMinor > MAX) {
            throw new IllegalArgumentException(name + " must be from 1 to 2^53 - 1: " + amountMinor);
        }
        return amountMinor;
    }

    static int rate(int basisPoints, String name) {
        if (basisPoints < 1 || basisPoints > WHOLE) {
            throw new IllegalArgumentException(name + " must be from 1 to 10000 basis points: " + basisPoints);
        }
        return basisPoints;
    }

    /**
     * The rate's part of the amount, rounded down to a whole minor unit. The amount is split at ten thousand first, so
     * that no product leaves 64 bits: amount = q · 10000 + r gives q · rate + r · rate / 10000, and the first is whole.
     */
    static long partOf(long amountMinor, int basisPoints) {
        long quotient = amountMinor / WHOLE;
        long rest = amountMinor % WHOLE;
        return quotient * basisPoints + rest * basisPoints / WHOLE;
    }
}
