package io.tongbao.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A line of the chart of accounts: what accounts of this kind are, and how they are opened. It is stored when the first
 * account of the kind is opened, and the stored line holds from then on.
 *
 * @param name 1 to 40 characters of lower case, figures and underscores, such as {@code wallet} or {@code budget}
 * @param rules the bounds of an account that is opened without bounds of its own
 */
public record AccountKind(String name, Nature nature, AccountRules rules, History history) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** What is held for somebody, for who needs no chart: never below zero. */
    public static final AccountKind HELD = of("held", Nature.LIABILITY);

    /** The world outside, for who needs no chart: alone may go below zero. */
    public static final AccountKind OUTSIDE = of("outside", Nature.ASSET).outsideTheHouse();

    /** Where the kind stands in the chart. */
    public enum Nature {
        ASSET,
        LIABILITY,
        EQUITY,
        INCOME,
        EXPENSE,
        /** Counts what is no value (uses, orders, a day's spending). */
        COUNTER
    }

    /** Whether the balance after every transfer is kept. */
    public enum History {
        KEPT,
        /**
         * Nobody asks how the account stood: its transfers are kept and prove its balance, but there is no statement and no
         * balance at an instant, and an entry costs less.
         */
        NOT_KEPT
    }

    public AccountKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a kind of account: " + name);
        }
        Objects.requireNonNull(nature, "nature is null");
        Objects.requireNonNull(rules, "rules is null");
        Objects.requireNonNull(history, "history is null");
    }

    /** A kind that may never go below zero, with its history. */
    public static AccountKind of(String name, Nature nature) {
        return new AccountKind(name, nature, AccountRules.NEVER_NEGATIVE, History.KEPT);
    }

    /** May go below zero without end: bank, issuer, uses issued. */
    public AccountKind outsideTheHouse() {
        return new AccountKind(name, nature, AccountRules.OUTSIDE, history);
    }

    public AccountKind withoutHistory() {
        return new AccountKind(name, nature, rules, History.NOT_KEPT);
    }
}
