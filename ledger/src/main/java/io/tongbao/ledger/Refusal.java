package io.tongbao.ledger;

import java.time.Instant;

/**
 * Why an entry was refused. Every case has a stable code; accounts are named by their codes.
 */
public sealed interface Refusal {

    /** The account's available balance is less than the leg needs, or its own minimum would be passed. */
    record Insufficient(String account, long available, long needed) implements Refusal {}

    /** The account's own maximum would be passed. */
    record AboveMaximum(String account, long maximum, long would) implements Refusal {}

    /** A bound that the entry carried does not hold. */
    record BoundBroken(String bound, String account, long value, long seen) implements Refusal {}

    record Frozen(String account, Direction direction) implements Refusal {}

    record Closed(String account) implements Refusal {}

    /** The account exists in another asset, or the legs' accounts differ in asset. */
    record WrongAsset(String account, String asset) implements Refusal {}

    /** The once-key was used for another content. */
    record KeyReused(String key) implements Refusal {}

    /** No such reservation, or it is settled, released or expired. */
    record ReservationOver(long reservation) implements Refusal {}

    /** More than is left of a reserved or posted transfer. */
    record MoreThanLeft(long entry, int transfer, long left, long asked) implements Refusal {}

    /** No such entry or transfer. */
    record NoSuchEntry(long entry) implements Refusal {}

    /** The entry would take effect before the instant up to which the books are closed. */
    record PeriodClosed(Instant closedUntil) implements Refusal {}

    /** A balance would leave the 64 bits. */
    record Overflow(String account) implements Refusal {}

    /** The entry or its companion breaks a constraint of the database; found by halving the batch. */
    record Rejected(String sqlState, String reason) implements Refusal {}

    enum Direction {
        IN,
        OUT
    }
}
