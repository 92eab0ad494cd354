package io.tongbao.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Legs that post together or not at all, with what makes them happen once and the rows that stand beside them.
 *
 * @param kind what the caller calls it ({@code payment}, {@code refund}, {@code top_up}), at most 40 characters
 * @param effectiveAt when it took effect, if not now; back-dating needs {@link #backdated}
 */
public record Entry(
        String kind,
        Action action,
        List<OnceKey> onceKeys,
        List<Companion<?>> companions,
        Optional<Instant> effectiveAt) {

    public static final int MAX_LEGS = 200;

    /** What the entry does to value. */
    public sealed interface Action {

        /** Moves the legs now. */
        record Post(List<Leg> legs) implements Action {
            public Post {
                legs = checked(legs);
            }
        }

        /** Keeps the legs until they are settled, released or expired; {@code purpose} says what holds the money. */
        record Reserve(List<Leg> legs, Duration holdFor, String purpose) implements Action {
            public Reserve {
                legs = checked(legs);
                Objects.requireNonNull(purpose, "purpose is null");
                if (holdFor.isNegative() || holdFor.isZero()) {
                    throw new IllegalArgumentException("A reservation holds for some time");
                }
            }
        }

        /** Settles the reservation: the amounts by transfer of the reservation, in order; empty means all that is left. */
        record Settle(long reservation, List<Long> amounts) implements Action {
            public Settle {
                amounts = List.copyOf(amounts);
            }
        }

        /** Lets go of all that is left of the reservation. */
        record Release(long reservation) implements Action {}

        /**
         * Gives back a part of an earlier posted or settling entry. Each part names a transfer of that entry by its position and moves the
         * amount from the transfer's destination back to its source; never above what is left of that transfer. Further
         * legs ({@code also}) post in the same entry.
         */
        record Reverse(long entry, List<Part> parts, List<Leg> also) implements Action {
            public Reverse {
                parts = List.copyOf(parts);
                also = List.copyOf(also);
                if (parts.isEmpty() && also.isEmpty()) {
                    throw new IllegalArgumentException("A reversal gives something back");
                }
            }

            /** @param transfer position of the transfer in the entry, from 0 */
            public record Part(int transfer, long amount) {
                public Part {
                    if (transfer < 0 || amount <= 0) {
                        throw new IllegalArgumentException("A part names a transfer and more than zero");
                    }
                }
            }
        }

        private static List<Leg> checked(List<Leg> legs) {
            if (legs.isEmpty() || legs.size() > MAX_LEGS) {
                throw new IllegalArgumentException("An entry has 1 to " + MAX_LEGS + " legs");
            }
            return List.copyOf(legs);
        }
    }

    public Entry {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(action, "action is null");
        onceKeys = List.copyOf(onceKeys);
        companions = List.copyOf(companions);
        Objects.requireNonNull(effectiveAt, "effectiveAt is null");
        if (kind.isEmpty() || kind.length() > 40) {
            throw new IllegalArgumentException("A kind has 1 to 40 characters");
        }
    }

    public static Entry post(String kind, List<Leg> legs) {
        return new Entry(kind, new Action.Post(legs), List.of(), List.of(), Optional.empty());
    }

    public static Entry of(String kind, Action action) {
        return new Entry(kind, action, List.of(), List.of(), Optional.empty());
    }

    public Entry once(List<OnceKey> keys) {
        return new Entry(kind, action, keys, companions, effectiveAt);
    }

    public Entry beside(List<Companion<?>> rows) {
        return new Entry(kind, action, onceKeys, rows, effectiveAt);
    }

    /** Only callers with the import right may date an entry back; the ledger trusts its caller in this. */
    public Entry backdated(Instant when) {
        return new Entry(kind, action, onceKeys, companions, Optional.of(when));
    }
}
