package io.tongbao.tills.internal;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's time at a drawer.
 *
 * @param storeId where the drawer is, if the merchant has stores
 * @param floatMinor what was counted in it at the beginning
 * @param takenOverFrom the shift that left the drawer to this one
 */
record Shift(
        String id,
        String merchantId,
        Optional<String> storeId,
        String personId,
        Currency currency,
        long floatMinor,
        Optional<String> takenOverFrom,
        Instant openedAt,
        Optional<Closing> closing) {

    /**
     * @param by the person of the shift, or the owner of the shop
     * @param countedMinor what was counted in the drawer at the end
     * @param leftMinor how much of it stayed for the next shift
     * @param note why the drawer was not as it should have been
     */
    record Closing(Instant at, String by, long countedMinor, long leftMinor, Optional<String> note) {}

    boolean isOpen() {
        return closing.isEmpty();
    }

    /** What should be in the drawer after this much cash was taken and given back. */
    long expectedMinor(long cashTakenMinor, long cashRefundedMinor) {
        return Math.subtractExact(Math.addExact(floatMinor, cashTakenMinor), cashRefundedMinor);
    }
}
