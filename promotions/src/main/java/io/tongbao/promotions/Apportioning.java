package io.tongbao.promotions;

import java.math.BigInteger;
import java.util.Arrays;

/** Splits whole amounts so that the parts sum to the whole. */
public final class Apportioning {
    /** Of so few parts the largest remainders are looked for one by one; more are sorted. */
    private static final int FEW = 24;

    /** Twice the product of two amounts below this is below 2^62. */
    private static final long SMALL = 1L << 30;

    private Apportioning() {}

    /**
     * By largest remainder: every part gets its quota rounded down, and the units still missing go to the largest
     * remainders, ties to the earlier part. A part of weight 0 gets nothing, and as long as the total is not above the
     * sum of the weights no part is above its weight.
     *
     * @param total from 0 to 2^53 - 1
     * @param weights not negative; some weight is above zero unless the total is zero
     */
    public static long[] largestRemainder(long total, long[] weights) {
        long[] parts = new long[weights.length];
        largestRemainder(total, weights, weights.length, parts, new long[weights.length]);
        return parts;
    }

    /** The same into arrays that are there: of the first weights only; the remainders' array is for its own use. */
    static void largestRemainder(long total, long[] weights, int size, long[] parts, long[] remainders) {
        Amounts.checked(total, "A total");
        long sum = 0;
        for (int i = 0; i < size; i++) {
            if (weights[i] < 0) {
                throw new IllegalArgumentException("A weight is below zero: " + weights[i]);
            }
            sum = Math.addExact(sum, weights[i]);
        }
        Arrays.fill(parts, 0, size, 0);
        if (total == 0) {
            return;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("Nothing to split " + total + " by: every weight is zero");
        }
        long missing = total;
        for (int i = 0; i < size; i++) {
            if (Math.multiplyHigh(total, weights[i]) == 0 && total * weights[i] >= 0) {
                long product = total * weights[i];
                parts[i] = product / sum;
                remainders[i] = product % sum;
            } else {
                BigInteger[] quotient = BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(weights[i]))
                        .divideAndRemainder(BigInteger.valueOf(sum));
                parts[i] = quotient[0].longValueExact();
                remainders[i] = quotient[1].longValueExact();
            }
            missing -= parts[i];
        }
        if (missing > 0) {
            // Fewer units are missing than there are remainders above zero, so no part of remainder zero is reached.
            if (size <= FEW) {
                for (; missing > 0; missing--) {
                    int largest = largest(remainders, size);
                    parts[largest]++;
                    remainders[largest] = -1;
                }
            } else {
                long[] rising = Arrays.copyOf(remainders, size);
                Arrays.sort(rising);
                long least = rising[rising.length - (int) missing];
                for (int i = 0; i < size; i++) {
                    if (remainders[i] > least) {
                        parts[i]++;
                        missing--;
                    }
                }
                for (int i = 0; missing > 0; i++) {
                    if (remainders[i] == least) {
                        parts[i]++;
                        missing--;
                    }
                }
            }
        }
    }

    /** The earliest of the largest. */
    private static int largest(long[] values, int size) {
        int largest = 0;
        for (int i = 1; i < size; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /**
     * By largest remainder, no part above its cap: what a part can't take is spread anew over the others.
     *
     * @param total at most the sum of the caps
     * @param caps each at most its weight
     */
    static long[] withCaps(long total, long[] weights, long[] caps) {
        long[] parts = new long[weights.length];
        long[] open = weights.clone();
        long left = total;
        while (left > 0) {
            long[] next = largestRemainder(left, open);
            boolean capped = false;
            for (int i = 0; i < next.length; i++) {
                if (open[i] > 0 && next[i] >= caps[i]) {
                    parts[i] = caps[i];
                    open[i] = 0;
                    left -= caps[i];
                    capped |= next[i] > caps[i];
                }
            }
            if (!capped) {
                for (int i = 0; i < next.length; i++) {
                    if (open[i] > 0) {
                        parts[i] = next[i];
                    }
                }
                return parts;
            }
        }
        return parts;
    }

    /**
     * Deals out the first {@code units} of the sum of the weights, so that a part once dealt is never taken back: the
     * shares of more units are never below those of fewer, and all the units give exactly the weights. Largest remainder
     * does not promise the first (with three parts or more, one can lose a unit when the total grows), so refunds are
     * dealt by Sainte-Laguë's rule: unit k of a part ranks by weight / (2k - 1), ties to the earlier part, and the
     * highest-ranking units are dealt.
     *
     * @param units from 0 to the sum of the weights, which is at most 2^53 - 1
     */
    static long[] deal(long units, long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum = Amounts.checked(Math.addExact(sum, Amounts.checked(weight, "A weight")), "The sum of the weights");
        }
        if (units < 0 || units > sum) {
            throw new IllegalArgumentException("Only 0 to " + sum + " units can be dealt: " + units);
        }
        long[] dealt = new long[weights.length];
        if (units > 0 && sum < SMALL && isByRounding(units, weights, sum, dealt)) {
            return dealt;
        }
        long missing = units;
        for (int i = 0; i < dealt.length && units > 0; i++) {
            dealt[i] = proportion(weights[i], units, sum);
            missing -= dealt[i];
        }
        // The quotas rounded down are a few units away at most: what is missing is dealt by rank, then every swap
        // brings a higher-ranking unit
        // in for a lower one.
        while (true) {
            int next = -1;
            int last = -1;
            for (int i = 0; i < weights.length; i++) {
                if (dealt[i] < weights[i] && (next < 0 || outranks(weights, i, dealt[i] + 1, next, dealt[next] + 1))) {
                    next = i;
                }
                if (dealt[i] > 0 && (last < 0 || outranks(weights, last, dealt[last], i, dealt[i]))) {
                    last = i;
                }
            }
            if (missing > 0) {
                dealt[next]++;
                missing--;
            } else if (next < 0
                    || last < 0
                    || next == last
                    || !outranks(weights, next, dealt[next] + 1, last, dealt[last])) {
                return dealt;
            } else {
                dealt[next]++;
                dealt[last]--;
            }
        }
    }

    /**
     * Sainte-Laguë's rule is also Webster's: where the quotas rounded to the nearest sum to the units, they are what is dealt. Most are, and
     * it is found without ranking a unit; not where a quota lies halfway.
     */
    private static boolean isByRounding(long units, long[] weights, long sum, long[] dealt) {
        long left = units;
        for (int i = 0; i < dealt.length; i++) {
            long twice = 2 * weights[i] * units + sum;
            dealt[i] = twice / (2 * sum);
            left -= dealt[i];
            if (twice == dealt[i] * 2 * sum) {
                return false;
            }
        }
        return left == 0;
    }

    /** Whether unit {@code a} of part i ranks above unit {@code b} of part j: w_i / (2a - 1) > w_j / (2b - 1). */
    private static boolean outranks(long[] weights, int i, long a, int j, long b) {
        long left = 2 * b - 1;
        long right = 2 * a - 1;
        int byHigh = Long.compare(Math.multiplyHigh(weights[i], left), Math.multiplyHigh(weights[j], right));
        int order = byHigh != 0 ? byHigh : Long.compareUnsigned(weights[i] * left, weights[j] * right);
        return order != 0 ? order > 0 : i < j;
    }

    /** {@code amount * part / whole}, rounded down, exact also where the product leaves 64 bits. */
    static long proportion(long amount, long part, long whole) {
        if (Math.multiplyHigh(amount, part) == 0 && amount * part >= 0) {
            return amount * part / whole;
        }
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
