package io.tongbao.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names an account, and says the rules it is opened with when an entry meets it for the first time. The code is opaque
 * to the ledger and must hold nothing personal. Once the account exists its stored rules hold, whatever a later key says;
 * another asset under the same code is refused.
 *
 * @param code unique among all accounts, 1 to 120 characters of visible ASCII, such as {@code wallet/cus_01k.../CNY}
 */
public record AccountKey(String code, Asset asset, AccountRules rules) {
    private static final Pattern CODE = Pattern.compile("[!-~]{1,120}");

    public AccountKey {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(asset, "asset is null");
        Objects.requireNonNull(rules, "rules is null");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("An account code has 1 to 120 visible ASCII characters: " + code);
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
