package io.tongbao.ledger;

import java.time.Instant;

/** How an account stood at an instant. */
public sealed interface BalanceAt {

    /** Which time the instant is of. */
    enum By {
        /** When the books heard of it. Never changes for an instant that has passed. */
        RECORDED,
        /** When it took effect. Entries dated back change it, until the books are closed up to the instant. */
        EFFECTIVE
    }

    /**
     * @param posted in minus out of all that was recorded, or took effect, up to the instant, which counts
     * @param reservedIn held to come in at the instant by recorded time, whatever {@code by} says: a hold has no other time
     * @param reservedOut held to go out, likewise
     */
    record Was(String code, Asset asset, Instant at, By by, long posted, long reservedIn, long reservedOut)
            implements BalanceAt {}

    /** The account's kind keeps no history. */
    record NotKept(String code, String kind) implements BalanceAt {}

    record NoSuchAccount(String code) implements BalanceAt {}
}
