package io.tongbao.benefits.internal;

import java.time.Instant;
import java.util.Locale;

/**
 * A code that a customer has.
 *
 * @param n its number in the lot
 */
record GivenCode(String id, String benefitId, Lot lot, long n, String owner, How how, Instant givenAt) {

    enum How {
        CLAIMED,
        GRANTED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
