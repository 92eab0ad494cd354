package io.tongbao.ledger;

import java.util.Objects;

/**
 * A condition on one account of the entry, judged under the account's lock. A cap counts what is posted and what is
 * reserved to come in ({@code posted + reservedIn}); a floor counts what is available ({@code posted - reservedOut}).
 *
 * @param name what the caller calls the bound ("budget_day", "first_order"); a refusal names it
 */
public record Bound(String name, AccountKey account, When when, Comparison comparison, long value) {
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
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(when, "when is null");
        Objects.requireNonNull(comparison, "comparison is null");
    }
}
