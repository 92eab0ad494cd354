package io.tongbao.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A condition on one account of the entry, judged under the account's lock. A cap counts what is posted and what is
 * reserved to come in ({@code posted + reservedIn}); a floor counts what is available ({@code posted - reservedOut}).
 * Before means before the entry's first leg, after means after its last, whichever leg carries the bound.
 *
 * @param name what the caller calls the bound ("budget_day", "first_order"); a refusal names it;
 *     1 to 60 characters of visible ASCII
 */
public record Bound(String name, AccountKey account, When when, Comparison comparison, long value) {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,60}");

    public enum When {
        BEFORE,
        AFTER
    }

    public enum Comparison {
        /** {@code posted + reservedIn <= value}. */
        AT_MOST,
        /** {@code posted - reservedOut >= value}. */
        AT_LEAST,
        /** {@code posted + reservedIn = value}. */
        EXACTLY
    }

    public Bound {
        Objects.requireNonNull(name, "name is null");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A bound's name has 1 to 60 visible ASCII characters: " + name);
        }
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(when, "when is null");
        Objects.requireNonNull(comparison, "comparison is null");
    }
}
