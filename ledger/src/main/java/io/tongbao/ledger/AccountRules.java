package io.tongbao.ledger;

/**
 * The bounds that an account always keeps: {@code minimum <= posted - reservedOut} and
 * {@code posted + reservedIn <= maximum}.
 */
public record AccountRules(long minimum, long maximum) {
    public static final AccountRules NEVER_NEGATIVE = new AccountRules(0, Long.MAX_VALUE);
    public static final AccountRules OUTSIDE = new AccountRules(Long.MIN_VALUE, Long.MAX_VALUE);

    public AccountRules {
        if (minimum > 0 || maximum < 0) {
            throw new IllegalArgumentException("A new account is at zero, which must lie within its bounds");
        }
    }

    public static AccountRules cappedAt(long maximum) {
        return new AccountRules(0, maximum);
    }
}
