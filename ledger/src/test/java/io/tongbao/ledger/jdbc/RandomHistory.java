package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountRules;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up entries that meet each other often: few accounts, small balances, keys and reservations used again. */
final class RandomHistory {
    private static final Asset CNY = new Asset("CNY");
    private static final Asset USE = new Asset("USE");
    private static final int REMEMBERED = 60;

    private final RandomGenerator random;
    private final String world;
    private final AccountKey bank;
    private final AccountKey issued;
    private final List<AccountKey> wallets = new ArrayList<>();
    private final List<AccountKey> counters = new ArrayList<>();

    private final List<PostResult.Posted> posted = new ArrayList<>();
    private final List<Long> reservations = new ArrayList<>();
    private final List<List<OnceKey>> keys = new ArrayList<>();
    private int number;

    RandomHistory(RandomGenerator random, String world) {
        this.random = random;
        this.world = world;
        bank = AccountKey.outside("bank/" + world, CNY);
        issued = AccountKey.outside("counters/" + world, USE);
        for (int i = 0; i < 6; i++) {
            wallets.add(AccountKey.of("wallet/" + world + "/" + i, CNY));
        }
        wallets.add(new AccountKey("wallet/" + world + "/capped", CNY, AccountRules.cappedAt(500)));
        wallets.add(new AccountKey("wallet/" + world + "/overdraft", CNY, new AccountRules(-100, 10_000)));
        for (int i = 0; i < 3; i++) {
            counters.add(AccountKey.of("uses/" + world + "/" + i, USE));
        }
    }

    AccountKey anyWallet() {
        return pick(wallets);
    }

    Entry next() {
        number++;
        Entry entry = switch (random.nextInt(20)) {
            case 0, 1 ->
                Entry.of("reserve", new Action.Reserve(legs(), Duration.ofSeconds(1 + random.nextInt(600)), "history"));
            case 2, 3 -> Entry.of("settle", new Action.Settle(anyReservation(), amounts()));
            case 4 -> Entry.of("release", new Action.Release(anyReservation()));
            case 5, 6 -> reversal();
            default -> Entry.post("post", legs());
        };
        return entry.once(onceKeys());
    }

    /** What came of an entry, so that later ones can meet it. */
    void heard(Entry entry, PostResult result) {
        if (result instanceof PostResult.Posted one) {
            switch (entry.action()) {
                case Action.Reserve _ -> remember(reservations, one.entryId());
                case Action.Post _, Action.Settle _ -> remember(posted, one);
                case Action.Release _, Action.Reverse _ -> {}
            }
        }
    }

    private List<Leg> legs() {
        List<Leg> legs = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            legs.add(random.nextInt(5) == 0 ? counted() : moving());
        }
        return legs;
    }

    private Leg counted() {
        AccountKey counter = pick(counters);
        boolean down = random.nextInt(3) == 0;
        Source from = new Source.Account(down ? counter : issued);
        Bound bound = new Bound(
                "uses",
                counter,
                pick(List.of(Bound.When.values())),
                pick(List.of(Bound.Comparison.values())),
                random.nextInt(6));
        return new Leg(from, down ? issued : counter, 1, random.nextInt(4) == 0 ? List.of(bound) : List.of());
    }

    private Leg moving() {
        AccountKey to = pick(wallets);
        List<AccountKey> others = wallets.stream()
                .filter(wallet -> !wallet.code().equals(to.code()))
                .toList();
        long amount = 1 + random.nextInt(200);
        Source from = switch (random.nextInt(10)) {
            case 0 -> new Source.AllOf(pick(others));
            case 1 -> new Source.InOrder(List.of(pick(others), pick(others), pick(others)));
            case 2, 3, 4 -> new Source.Account(bank);
            default -> new Source.Account(pick(others));
        };
        AccountKey destination = random.nextInt(6) == 0
                        && from instanceof Source.Account one
                        && !one.key().code().equals(bank.code())
                ? bank
                : to;
        return new Leg(from, destination, from instanceof Source.AllOf ? 0 : amount, List.of());
    }

    private List<Long> amounts() {
        if (random.nextBoolean()) {
            return List.of();
        }
        List<Long> amounts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            amounts.add((long) random.nextInt(150));
        }
        amounts.set(0, amounts.getFirst() + 1);
        return amounts;
    }

    private Entry reversal() {
        List<PostResult.Posted> moving =
                posted.stream().filter(one -> !one.transfers().isEmpty()).toList();
        if (moving.isEmpty()) {
            return Entry.of("reverse", new Action.Reverse(7, List.of(new Action.Reverse.Part(0, 1)), List.of()));
        }
        PostResult.Posted origin = pick(moving);
        List<Action.Reverse.Part> parts = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            parts.add(new Action.Reverse.Part(random.nextInt(origin.transfers().size()), 1 + random.nextInt(120)));
        }
        List<Leg> also = random.nextInt(4) == 0 ? List.of(moving()) : List.of();
        return Entry.of("reverse", new Action.Reverse(origin.entryId(), parts, also));
    }

    private List<OnceKey> onceKeys() {
        int kind = random.nextInt(10);
        if (kind < 5) {
            return List.of();
        }
        if (kind < 7 && !keys.isEmpty()) {
            List<OnceKey> earlier = pick(keys);
            return random.nextInt(4) == 0
                    ? List.of(new OnceKey(earlier.getFirst().key(), OnceKey.Digest.of("other"), true))
                    : List.of(OnceKey.of(true, "c", world, "again" + number), earlier.getLast());
        }
        List<OnceKey> fresh = List.of(
                OnceKey.of(true, "c", world, "idempotency" + number), OnceKey.of(false, "q", world, "quote" + number));
        remember(keys, fresh);
        return fresh;
    }

    private long anyReservation() {
        return reservations.isEmpty() || random.nextInt(20) == 0 ? 3 : pick(reservations);
    }

    private <T> void remember(List<T> list, T one) {
        list.add(one);
        if (list.size() > REMEMBERED) {
            list.removeFirst();
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
