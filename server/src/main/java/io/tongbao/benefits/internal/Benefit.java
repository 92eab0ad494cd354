package io.tongbao.benefits.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import java.time.Instant;

/**
 * A supplier's product that customers are given codes of.
 *
 * @param worth what it is worth to who has it
 * @param cost what is owed to the supplier for each that is given
 */
record Benefit(
        String id, String supplierId, String supplierName, Money worth, Money cost, Instant madeAt, Terms terms) {

    /**
     * How it is given, as last written.
     *
     * @param lowStock so many left are told to staff
     * @param listed whether it stands in the claim centre; if not, it is only granted
     */
    record Terms(
            int version,
            String name,
            String howToRedeem,
            Instant claimFrom,
            Instant claimUntil,
            long perCustomer,
            long lowStock,
            boolean listed,
            boolean paused) {}

    Currency currency() {
        return cost.currency();
    }
}
