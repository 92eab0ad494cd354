package io.tongbao.coupons.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.payments.Accounts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A coupon as it is kept.
 *
 * @param code by which it was got
 * @param receivedFrom who gave it
 * @param until from then on it can't be used
 * @param state what the log has told so far; {@link HeldNow} says what holds now
 */
record Coupon(
        String id,
        String offerId,
        String campaignId,
        String owner,
        How how,
        Optional<String> code,
        Optional<String> receivedFrom,
        Instant gotAt,
        Instant until,
        State state,
        Optional<String> paymentId) {

    enum How {
        CLAIMED,
        CODE,
        GRANTED,
        RECEIVED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum State {
        OPEN,
        USED,
        EXPIRED,
        GIVEN;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    AccountKey account() {
        return Accounts.coupon(campaignId, id, owner);
    }
}
