package io.tongbao.ledger;

import java.util.Objects;

/**
 * Names an account, and says the kind and the rules it is opened with when an entry meets it for the first time. The code is opaque
 * to the ledger and must hold nothing personal. Once the account exists its stored kind and rules hold, whatever a later key says;
 * another asset under the same code is refused.
 *
 * @param code unique among all accounts, 1 to 120 characters of visible ASCII, such as {@code wallet/cus_01k.../CNY}
 */
public record AccountKey(String code, Asset asset, AccountKind kind, AccountRules rules) {
    private static final int LONGEST_CODE = 120;

    public AccountKey {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(asset, "asset is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(rules, "rules is null");
        if (!isCode(code)) {
            throw new IllegalArgumentException("An account code has 1 to 120 visible ASCII characters: " + code);
        }
    }

    /** A dozen keys are made for each payment, too many for a regular expression. */
    private static boolean isCode(String code) {
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return !code.isEmpty() && code.length() <= LONGEST_CODE;
    }

    public static AccountKey of(String code, Asset asset, AccountKind kind) {
        return new AccountKey(code, asset, kind, kind.rules());
    }

    /** An account that may never go below zero, of no particular kind. */
    public static AccountKey of(String code, Asset asset) {
        return of(code, asset, AccountKind.HELD);
    }

    /** An account for the world outside, of no particular kind, which alone may go negative. */
    public static AccountKey outside(String code, Asset asset) {
        return of(code, asset, AccountKind.OUTSIDE);
    }

    /** The same account, opened with bounds of its own instead of its kind's. */
    public AccountKey within(AccountRules own) {
        return new AccountKey(code, asset, kind, own);
    }
}
