package io.tongbao.promotions;

import java.nio.charset.StandardCharsets;

/**
 * Who is kept out of an offer, so that those who get it can be compared with somebody. The same customer always gets the same answer
 * for an offer, without anything being kept: FNV-1a of offer and customer, as GrowthBook hashes in its version 2
 * ({@code fnv(fnv(seed + value) as decimal text) mod 10000}).
 */
public final class Holdout {
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private Holdout() {}

    public static boolean keepsOut(Offer offer, String customerId) {
        return offer.holdoutBasisPoints() > 0 && bucket(offer.id(), customerId) < offer.holdoutBasisPoints();
    }

    /** From 0 to 9999. */
    static int bucket(String seed, String value) {
        long first = fnv(seed + value);
        return (int) (fnv(Long.toString(first)) % Amounts.WHOLE);
    }

    private static long fnv(String text) {
        int hash = FNV_OFFSET;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return Integer.toUnsignedLong(hash);
    }
}
