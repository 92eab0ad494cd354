package io.tongbao.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Legs that post together or not at all, with what makes them happen once and the rows that stand beside them.
 *
 * @param kind what the caller calls it ({@code payment}, {@code refund}, {@code top_up}), 1 to 40 characters of visible ASCII
 * @param effectiveAt when it took effect, if not now; back-dating needs {@link #backdated}
 */
public record Entry(
        String kind,
        Action action,
        List<OnceKey> onceKeys,
        List<Companion<?>> companions,
        Optional<Instant> effectiveAt) {

    public static final int MAX_LEGS = 200;

    public static final Duration LONGEST_HOLD = Duration.ofDays(3_653);

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern KIND = Pattern.compile("[!-~]{1,40}");
    private static final Pattern PURPOSE = Pattern.compile("[ -~]{1,100}");

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
                if (!PURPOSE.matcher(purpose).matches()) {
                    throw new IllegalArgumentException("A purpose has 1 to 100 visible ASCII characters: " + purpose);
                }
                if (holdFor.isNegative() || holdFor.isZero() || holdFor.compareTo(LONGEST_HOLD) > 0) {
                    throw new IllegalArgumentException("A reservation holds for some time, at most ten years");
                }
            }
        }

        /**
         * Settles the reservation: the amounts by transfer of the reservation, in order, zero for none; empty means all
         * that is left. What is not settled stays reserved.
         */
        record Settle(long reservation, List<Long> amounts) implements Action {
            public Settle {
                amounts = List.copyOf(amounts);
                if (amounts.stream().anyMatch(amount -> amount < 0)
                        || (!amounts.isEmpty() && amounts.stream().allMatch(amount -> amount == 0))) {
                    throw new IllegalArgumentException("A settlement moves more than zero");
                }
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
                if (parts.size() + also.size() > MAX_LEGS) {
                    throw new IllegalArgumentException("A reversal has at most " + MAX_LEGS + " parts and legs");
                }
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
        if (effectiveAt.isPresent()
                && (effectiveAt.get().isBefore(EARLIEST) || effectiveAt.get().isAfter(LATEST))) {
            throw new IllegalArgumentException("An entry takes effect between 1900 and 2200: " + effectiveAt.get());
        }
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("A kind has 1 to 40 visible ASCII characters: " + kind);
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

    /** When it took effect, to the microsecond. Only callers with the import right may date an entry back; the ledger trusts its caller in this. */
    public Entry backdated(Instant when) {
        return new Entry(kind, action, onceKeys, companions, Optional.of(when));
    }
}
