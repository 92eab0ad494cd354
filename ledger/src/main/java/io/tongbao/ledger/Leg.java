package io.tongbao.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Moves {@code amount} of one asset from its source to an account.
 *
 * @param amount more than zero, in whole units; zero only with {@link Source.AllOf}
 */
public record Leg(Source from, AccountKey to, long amount, List<Bound> bounds) {
    public Leg {
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(to, "to is null");
        bounds = List.copyOf(bounds);
        boolean all = from instanceof Source.AllOf;
        if (all ? amount != 0 : amount <= 0) {
            throw new IllegalArgumentException("A leg moves more than zero: " + amount);
        }
    }

    public static Leg of(AccountKey from, AccountKey to, long amount, Bound... bounds) {
        return new Leg(new Source.Account(from), to, amount, List.of(bounds));
    }
}
