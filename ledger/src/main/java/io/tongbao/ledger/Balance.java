package io.tongbao.ledger;

/**
 * An account's balance in one consistent read.
 *
 * @param kind the account's line in the chart of accounts
 * @param posted in minus out of all posted transfers
 * @param reservedIn held by reservations to come in
 * @param reservedOut held by reservations to go out
 */
public record Balance(
        AccountId id,
        String code,
        Asset asset,
        String kind,
        long posted,
        long reservedIn,
        long reservedOut,
        Ledger.Freeze freeze,
        boolean closed) {

    /** What may be spent now. */
    public long available() {
        return posted - reservedOut;
    }
}
