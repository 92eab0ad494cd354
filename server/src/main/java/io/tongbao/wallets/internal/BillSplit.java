package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * An amount that a person has laid out for several and asks the others for. The note is personal.
 *
 * @param own the share of who made it; the others' are the amounts of their requests
 * @param billId the payment that is split, if it is one of the person's bills
 */
record BillSplit(
        String id,
        String personId,
        Money total,
        Money own,
        Optional<String> note,
        Optional<String> billId,
        Instant madeAt) {

    @Override
    public String toString() {
        return "BillSplit[" + id + "]";
    }
}
