package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountRules;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger.Freeze;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Source;
import io.tongbao.ledger.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Makes up what happens to books whose accounts meet each other often: few accounts, small balances, keys and reservations used
 * again. Everything is drawn when it is made up and refers to earlier steps by their numbers, so that a history with steps
 * left out is a history too: a failing one can be shrunk.
 */
final class RandomHistory {
    private static final Asset CNY = new Asset("CNY");
    private static final Asset USE = new Asset("USE");
    private static final AccountKind COUNTER =
            AccountKind.of("counter", AccountKind.Nature.COUNTER).withoutHistory();
    private static final AccountKind ISSUED = AccountKind.of("issued", AccountKind.Nature.COUNTER)
            .outsideTheHouse()
            .withoutHistory();
    private static final int REMEMBERED = 60;
    private static final long UNKNOWN_ENTRY = 3;

    private final RandomGenerator random;
    private final String world;
    private final AccountKey bank;
    private final AccountKey issued;
    private final List<AccountKey> wallets = new ArrayList<>();
    private final List<AccountKey> counters = new ArrayList<>();

    private final List<Integer> moving = new ArrayList<>();
    private final List<Integer> reserving = new ArrayList<>();
    private final List<List<OnceKey>> keys = new ArrayList<>();
    private int number;

    /** One thing that happens. */
    sealed interface Item {

        /** Entries handed over together without waiting. */
        record Burst(List<Step> steps) implements Item {}

        record InOneGo(List<Step> steps, Together.OnRefusal onRefusal) implements Item {}

        record TimePasses(Duration time) implements Item {}

        record Expiring() implements Item {}

        record Freezing(AccountKey account, Freeze freeze) implements Item {}

        record Closing(AccountKey account) implements Item {}

        record ClosingBooks(Duration before) implements Item {}

        /** @param fraction of the time since the beginning */
        record LookingBack(double fraction, BalanceAt.By by) implements Item {}
    }

    /** An entry that may refer to what came of earlier steps. */
    record Step(int number, Function<Heard, Entry> made) {
        Entry entry(Heard heard) {
            return made.apply(heard);
        }
    }

    /** What came of the steps so far. */
    static final class Heard {
        private final Map<Integer, PostResult.Posted> posted = new HashMap<>();

        void note(Step step, PostResult result) {
            if (result instanceof PostResult.Posted one) {
                posted.put(step.number(), one);
            }
        }

        Optional<PostResult.Posted> of(int step) {
            return Optional.ofNullable(posted.get(step));
        }
    }

    RandomHistory(RandomGenerator random, String world) {
        this.random = random;
        this.world = world;
        bank = AccountKey.outside("bank/" + world, CNY);
        issued = AccountKey.of("counters/" + world, USE, ISSUED);
        for (int i = 0; i < 6; i++) {
            wallets.add(AccountKey.of("wallet/" + world + "/" + i, CNY));
        }
        wallets.add(AccountKey.of("wallet/" + world + "/capped", CNY).within(AccountRules.cappedAt(500)));
        wallets.add(AccountKey.of("wallet/" + world + "/overdraft", CNY).within(new AccountRules(-100, 10_000)));
        for (int i = 0; i < 3; i++) {
            counters.add(AccountKey.of("uses/" + world + "/" + i, USE, COUNTER));
        }
    }

    /** How many steps were made up. */
    int steps() {
        return number;
    }

    /** What happens next: mostly a burst of at most so many steps, then the time goes on. */
    List<Item> next(int burst, Instant start) {
        List<Item> items = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        int size = 1 + random.nextInt(burst);
        for (int i = 0; i < size; i++) {
            steps.add(step(start));
        }
        items.add(new Item.Burst(steps));
        if (random.nextInt(3) == 0) {
            items.add(inOneGo(start));
        }
        items.add(new Item.TimePasses(Duration.ofSeconds(random.nextInt(60))));
        if (random.nextInt(3) == 0) {
            items.add(new Item.Expiring());
        }
        if (random.nextInt(4) == 0) {
            Freeze freeze = random.nextBoolean() ? Freeze.NONE : pick(List.of(Freeze.values()));
            items.add(new Item.Freezing(pick(wallets), freeze));
        }
        if (random.nextInt(60) == 0) {
            items.add(new Item.Closing(pick(wallets)));
        }
        if (random.nextInt(40) == 0) {
            items.add(new Item.ClosingBooks(Duration.ofMinutes(6 + random.nextInt(3_000))));
        }
        if (random.nextInt(4) == 0) {
            items.add(new Item.LookingBack(random.nextDouble(), pick(List.of(BalanceAt.By.values()))));
        }
        return items;
    }

    private Item inOneGo(Instant start) {
        List<Step> steps = new ArrayList<>();
        int size = 2 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            steps.add(step(start));
        }
        return new Item.InOneGo(steps, pick(List.of(Together.OnRefusal.values())));
    }

    Step step(Instant start) {
        int own = ++number;
        List<OnceKey> once = onceKeys();
        Optional<Instant> effective = random.nextInt(6) == 0
                ? Optional.of(start.plusSeconds(random.nextLong(-4 * 86_400, 2 * 86_400)))
                : Optional.empty();
        Function<Heard, Entry> made = switch (random.nextInt(20)) {
            case 0, 1 -> {
                Entry entry = Entry.of(
                        "reserve", new Action.Reserve(legs(), Duration.ofSeconds(1 + random.nextInt(600)), "history"));
                remember(reserving, own);
                yield _ -> entry;
            }
            case 2, 3 -> {
                int reservation = anyOf(reserving);
                List<Long> amounts = amounts();
                remember(moving, own);
                yield heard -> Entry.of("settle", new Action.Settle(id(heard, reservation), amounts));
            }
            case 4 -> {
                int reservation = anyOf(reserving);
                yield heard -> Entry.of("release", new Action.Release(id(heard, reservation)));
            }
            case 5, 6 -> reversal();
            default -> {
                Entry entry = Entry.post("post", legs());
                remember(moving, own);
                yield _ -> entry;
            }
        };
        return new Step(own, heard -> {
            Entry entry = made.apply(heard).once(once);
            return effective.map(entry::backdated).orElse(entry);
        });
    }

    private static long id(Heard heard, int step) {
        return heard.of(step).map(PostResult.Posted::entryId).orElse(UNKNOWN_ENTRY);
    }

    private List<Leg> legs() {
        List<Leg> legs = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            legs.add(random.nextInt(5) == 0 ? counted() : movingLeg());
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

    private Leg movingLeg() {
        AccountKey to = pick(wallets);
        List<AccountKey> others = wallets.stream()
                .filter(wallet -> !wallet.code().equals(to.code()))
                .toList();
        long amount = 1 + random.nextInt(200);
        Source from = switch (random.nextInt(10)) {
            case 0 -> new Source.AllOf(pick(others));
            case 1 ->
                new Source.InOrder(
                        List.of(pick(others), pick(others), pick(others)),
                        random.nextBoolean() ? Source.InOrder.Stopped.PASSED_OVER : Source.InOrder.Stopped.REFUSED);
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

    private record DrawnPart(int place, long amount) {}

    private Function<Heard, Entry> reversal() {
        int origin = anyOf(moving);
        List<DrawnPart> parts = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            parts.add(new DrawnPart(random.nextInt(1_000), 1 + random.nextInt(120)));
        }
        List<Leg> also = random.nextInt(4) == 0 ? List.of(movingLeg()) : List.of();
        return heard -> {
            int size = heard.of(origin).map(one -> one.transfers().size()).orElse(0);
            List<Action.Reverse.Part> named = parts.stream()
                    .map(part -> new Action.Reverse.Part(size == 0 ? 0 : part.place() % size, part.amount()))
                    .toList();
            long entry = size == 0 ? UNKNOWN_ENTRY : id(heard, origin);
            return Entry.of("reverse", new Action.Reverse(entry, named, also));
        };
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

    private int anyOf(List<Integer> steps) {
        return steps.isEmpty() || random.nextInt(20) == 0 ? 0 : pick(steps);
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
