package io.tongbao.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Moves {@code amount} of one asset from its source to an account. The legs of an entry are judged in their order: what a
 * leg brings in can be spent by a later one, not by an earlier one.
 *
 * @param amount more than zero, in whole units; zero only with {@link Source.AllOf}
 */
public record Leg(Source from, AccountKey to, long amount, List<Bound> bounds) {
    public Leg {
        Objects.requireNonNull(from, "from is null");
        Objects.requireNonNull(to, "to is null");
        bounds = List.copyOf(bounds);
        String destination = to.code();
        boolean toItself = switch (from) {
            case Source.Account one -> one.key().code().equals(destination);
            case Source.InOrder several ->
                several.keys().stream().anyMatch(key -> key.code().equals(destination));
            case Source.AllOf one -> one.key().code().equals(destination);
        };
        if (toItself) {
            throw new IllegalArgumentException("A leg moves between two accounts: " + destination);
        }
        boolean all = from instanceof Source.AllOf;
        if (all ? amount != 0 : amount <= 0) {
            throw new IllegalArgumentException("A leg moves more than zero: " + amount);
        }
    }

    public static Leg of(AccountKey from, AccountKey to, long amount, Bound... bounds) {
        return new Leg(new Source.Account(from), to, amount, List.of(bounds));
    }
}
