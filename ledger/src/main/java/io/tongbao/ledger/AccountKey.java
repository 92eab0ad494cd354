package io.tongbao.ledger;

import java.util.Objects;

/**
 * Names an account, and says the rules it is opened with when an entry meets it for the first time. The code is opaque
 * to the ledger and must hold nothing personal. Once the account exists its stored rules hold, whatever a later key says;
 * another asset under the same code is refused.
 *
 * @param code unique among all accounts, at most 120 characters, such as {@code wallet/cus_01k.../CNY}
 */
public record AccountKey(String code, Asset asset, AccountRules rules) {
    public AccountKey {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(asset, "asset is null");
        Objects.requireNonNull(rules, "rules is null");
        if (code.isEmpty() || code.length() > 120) {
            throw new IllegalArgumentException("An account code has 1 to 120 characters: " + code);
        }
    }

    /** An account that may never go below zero: wallets, merchants, budgets, counters. */
    public static AccountKey of(String code, Asset asset) {
        return new AccountKey(code, asset, AccountRules.NEVER_NEGATIVE);
    }

    /** An account for the world outside (bank, issuer, uses issued), which alone may go negative. */
    public static AccountKey outside(String code, Asset asset) {
        return new AccountKey(code, asset, AccountRules.OUTSIDE);
    }
}
