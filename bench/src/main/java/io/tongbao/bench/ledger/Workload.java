package io.tongbao.bench.ledger;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * What the callers of a benchmark do: moves between numbered accounts, so that the ledger and the baseline in plain SQL do the
 * same. Account 0 is outside the house and funds the others.
 *
 * @param accounts how many there are beside account 0
 * @param firstCounter from this one on they only count, as uses and orders do: their history is not kept
 * @param moves the moves of the next entry of a caller, in one asset
 */
record Workload(String name, int accounts, int firstCounter, int callers, IntFunction<List<Move>> moves) {
    static final long PLENTY = 1_000_000_000L;
    static final String KIND = "transfer";
    private static final int NO_COUNTER = Integer.MAX_VALUE;
    private static final Asset CNY = Currency.of("CNY").asset();
    private static final AccountKey BANK = AccountKey.outside("bank/bench/CNY", CNY);
    private static final AccountKind COUNTER =
            AccountKind.of("counter", AccountKind.Nature.COUNTER).withoutHistory();
    private static final AccountKey ISSUED = AccountKey.of(
            "counters/CNY",
            CNY,
            AccountKind.of("issued", AccountKind.Nature.COUNTER)
                    .outsideTheHouse()
                    .withoutHistory());

    record Move(int from, int to, long amount) {}

    /** Every entry pays one merchant. */
    static Workload hot(String name, int callers) {
        int merchant = callers + 1;
        return new Workload(name, merchant, NO_COUNTER, callers, caller -> List.of(new Move(caller + 1, merchant, 1)));
    }

    /** Between any two of many accounts. */
    static Workload spread(int accounts, int callers) {
        return new Workload("ledger.spread", accounts, NO_COUNTER, callers, _ -> {
            int from = 1 + below(accounts);
            return List.of(new Move(from, other(from, 1 + below(accounts), accounts), 1));
        });
    }

    /** Between two accounts drawn by Zipf's law with exponent 1: the first is drawn accounts/2 times as often as the median one. */
    static Workload zipf(int accounts, int callers) {
        double[] reached = new double[accounts];
        double sum = 0;
        for (int i = 0; i < accounts; i++) {
            sum += 1.0 / (i + 1);
            reached[i] = sum;
        }
        double total = sum;
        return new Workload("ledger.zipf", accounts, NO_COUNTER, callers, _ -> {
            int from = 1 + rank(reached, total);
            return List.of(new Move(from, other(from, 1 + rank(reached, total), accounts), 1));
        });
    }

    /** The shape of a payment with an offer of three sponsors: eight legs, one hot merchant, hot budgets, and the counters of day, uses and orders. */
    static Workload legs8(int callers) {
        int merchant = callers + 1;
        int budget = callers + 2;
        int day = callers + 5;
        int uses = callers + 6;
        return new Workload(
                "ledger.legs8",
                uses + callers,
                day,
                callers,
                caller -> List.of(
                        new Move(caller + 1, merchant, 20),
                        new Move(budget, merchant, 3),
                        new Move(budget + 1, merchant, 2),
                        new Move(budget + 2, merchant, 1),
                        new Move(budget, caller + 1, 1),
                        new Move(0, day, 6),
                        new Move(0, uses + caller, 1),
                        new Move(0, uses + (caller + 1) % callers, 1)));
    }

    Entry entry(int caller) {
        List<Leg> legs = new ArrayList<>();
        for (Move move : moves.apply(caller)) {
            legs.add(leg(move));
        }
        return Entry.post(KIND, legs);
    }

    Leg leg(Move move) {
        boolean counted = move.to() >= firstCounter;
        return Leg.of(
                counted ? ISSUED : account(move.from()),
                counted ? AccountKey.of("counter/" + move.to() + "/CNY", CNY, COUNTER) : account(move.to()),
                move.amount());
    }

    static AccountKey account(int number) {
        return number == 0 ? BANK : AccountKey.of("wallet/" + number + "/CNY", CNY);
    }

    private static int rank(double[] reached, double total) {
        int found = Arrays.binarySearch(reached, ThreadLocalRandom.current().nextDouble(total));
        return found >= 0 ? found : -found - 1;
    }

    private static int other(int from, int to, int accounts) {
        return to == from ? 1 + to % accounts : to;
    }

    private static int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
