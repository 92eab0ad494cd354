package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger.Freeze;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the books should say, in the plainest way: maps, whole copies before each entry, one thread. It shares nothing with
 * the ledger but the records of its face.
 */
final class BooksModel {
    private Map<String, Account> accounts = new TreeMap<>();
    private final Map<Long, List<Moved>> entries = new HashMap<>();
    private final Map<Long, Kept> reservations = new HashMap<>();
    private final Map<String, Long> reversed = new HashMap<>();
    private final List<Recorded> log = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private Instant closedUntil =
            Instant.EPOCH.atOffset(ZoneOffset.UTC).minusYears(1_000).toInstant();
    private final Map<OnceKey.Digest, Once> once = new HashMap<>();

    record Account(AccountKey key, long posted, long reservedIn, long reservedOut, Freeze freeze, boolean closed) {
        long available() {
            long minimum = key.rules().minimum();
            return minimum == Long.MIN_VALUE ? Long.MAX_VALUE : posted - reservedOut - minimum;
        }

        Account moved(long posting, long in, long out) {
            return new Account(key, posted + posting, reservedIn + in, reservedOut + out, freeze, closed);
        }
    }

    record Moved(String from, String to, long amount) {}

    record Kept(List<Moved> legs, List<Long> left, Instant until) {}

    /** How an account stood. */
    record Stood(long posted, long reservedIn, long reservedOut) {
        static final Stood AT_ZERO = new Stood(0, 0, 0);
    }

    /** What one entry did to the accounts, and when. */
    private record Recorded(Instant recordedAt, Instant effectiveAt, Map<String, Stood> change) {}

    private record Once(OnceKey.Digest content, Answer answer) {}

    sealed interface Answer {
        record Posted(List<Moved> moved) implements Answer {}

        record Repeated(long entry) implements Answer {}

        record Refused(Refusal refusal) implements Answer {}
    }

    private static final class Stop extends RuntimeException {
        private final transient Refusal refusal;

        Stop(Refusal refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }
    }

    Account account(AccountKey key) {
        return accounts.computeIfAbsent(key.code(), _ -> new Account(key, 0, 0, 0, Freeze.NONE, false));
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    void freeze(AccountKey key, Freeze freeze) {
        Account a = account(key);
        accounts.put(key.code(), new Account(a.key(), a.posted(), a.reservedIn(), a.reservedOut(), freeze, a.closed()));
    }

    /** Reservations whose time has passed and that still keep something. */
    List<Long> over(Instant now) {
        return reservations.entrySet().stream()
                .filter(one -> !one.getValue().until().isAfter(now))
                .filter(one -> one.getValue().left().stream().anyMatch(left -> left > 0))
                .map(Map.Entry::getKey)
                .toList();
    }

    void expire(long reservation, Instant now) {
        Map<String, Account> before = new TreeMap<>(accounts);
        letGo(reservation);
        undo.clear();
        log(before, now, now);
    }

    boolean close(AccountKey key) {
        Account a = accounts.get(key.code());
        if (a == null || a.posted() != 0 || a.reservedIn() != 0 || a.reservedOut() != 0) {
            return false;
        }
        accounts.put(key.code(), new Account(a.key(), 0, 0, 0, a.freeze(), true));
        return true;
    }

    Instant closedUntil() {
        return closedUntil;
    }

    boolean closeUntil(Instant until) {
        boolean further = until.isAfter(closedUntil);
        closedUntil = further ? until : closedUntil;
        return further;
    }

    /** The plainest way: all changes up to the instant, summed. What is reserved has no time but the recorded one. */
    Map<String, Stood> stoodAt(Instant at, BalanceAt.By by) {
        Map<String, Stood> stood = new HashMap<>();
        for (Recorded recorded : log) {
            boolean isRecorded = !recorded.recordedAt().isAfter(at);
            boolean counts = by == BalanceAt.By.RECORDED
                    ? isRecorded
                    : !recorded.effectiveAt().isAfter(at);
            recorded.change()
                    .forEach((code, change) -> stood.merge(
                            code,
                            new Stood(
                                    counts ? change.posted() : 0,
                                    isRecorded ? change.reservedIn() : 0,
                                    isRecorded ? change.reservedOut() : 0),
                            (one, other) -> new Stood(
                                    one.posted() + other.posted(),
                                    one.reservedIn() + other.reservedIn(),
                                    one.reservedOut() + other.reservedOut())));
        }
        return stood;
    }

    private void log(Map<String, Account> before, Instant recordedAt, Instant effectiveAt) {
        Map<String, Stood> change = new HashMap<>();
        accounts.forEach((code, now) -> {
            Account then = before.getOrDefault(code, new Account(now.key(), 0, 0, 0, now.freeze(), now.closed()));
            Stood moved = new Stood(
                    now.posted() - then.posted(),
                    now.reservedIn() - then.reservedIn(),
                    now.reservedOut() - then.reservedOut());
            if (!moved.equals(Stood.AT_ZERO)) {
                change.put(code, moved);
            }
        });
        log.add(new Recorded(recordedAt, effectiveAt, change));
    }

    /**
     * Entries in one go of which the last was refused, and so nothing of them all has happened.
     *
     * @param refusal of the last, in the ledger's words
     */
    void nothingOf(List<Entry> entries, PostResult refusal, Instant now) {
        entries.forEach(this::meet);
        Map<String, Account> accountsBefore = new TreeMap<>(accounts);
        Map<Long, Kept> reservationsBefore = new HashMap<>(reservations);
        Map<String, Long> reversedBefore = new HashMap<>(reversed);
        Map<OnceKey.Digest, Once> onceBefore = new HashMap<>(once);
        int logged = log.size();
        long madeUp = -1;
        Answer last = new Answer.Repeated(0);
        for (Entry entry : entries) {
            assertThat(last).isNotInstanceOf(Answer.Refused.class);
            last = post(entry, madeUp--, now);
        }
        assertThat(last).isEqualTo(ComparedHistory.seen(refusal));
        accounts = accountsBefore;
        replace(reservations, reservationsBefore);
        replace(reversed, reversedBefore);
        replace(once, onceBefore);
        log.subList(logged, log.size()).clear();
    }

    private static <K, V> void replace(Map<K, V> map, Map<K, V> by) {
        map.clear();
        map.putAll(by);
    }

    /** @param id the number that the ledger gave the entry, if it posted it */
    Answer post(Entry entry, long id, Instant now) {
        for (OnceKey key : entry.onceKeys()) {
            Once earlier = once.get(key.key());
            if (earlier != null) {
                if (!earlier.content().equals(key.content())) {
                    return new Answer.Refused(new Refusal.KeyReused(key.key().toString()));
                }
                if (earlier.answer() instanceof Answer.Repeated) {
                    entry.onceKeys()
                            .forEach(other ->
                                    once.putIfAbsent(other.key(), new Once(other.content(), earlier.answer())));
                }
                return earlier.answer();
            }
        }
        meet(entry);
        Map<String, Account> accountsBefore = new TreeMap<>(accounts);
        undo.clear();
        try {
            List<Moved> moved = apply(entry, id, now);
            Instant effectiveAt = entry.effectiveAt().orElse(now);
            if (effectiveAt.isBefore(closedUntil)) {
                throw new Stop(new Refusal.PeriodClosed(closedUntil));
            }
            log(accountsBefore, now, effectiveAt);
            entries.put(id, moved);
            entry.onceKeys().forEach(key -> once.put(key.key(), new Once(key.content(), new Answer.Repeated(id))));
            return new Answer.Posted(moved);
        } catch (Stop stop) {
            accounts = accountsBefore;
            undo.reversed().forEach(Runnable::run);
            Answer refused = new Answer.Refused(stop.refusal);
            entry.onceKeys().stream()
                    .filter(OnceKey::keepsRefusal)
                    .forEach(key -> once.put(key.key(), new Once(key.content(), refused)));
            return refused;
        }
    }

    /** Every account that the entry names is there from now on, even if the entry is refused. */
    void meet(Entry entry) {
        List<Leg> legs = switch (entry.action()) {
            case Action.Post post -> post.legs();
            case Action.Reserve reserve -> reserve.legs();
            case Action.Reverse reverse -> reverse.also();
            case Action.Settle _, Action.Release _ -> List.of();
        };
        for (Leg leg : legs) {
            switch (leg.from()) {
                case Source.Account from -> account(from.key());
                case Source.InOrder from -> from.keys().forEach(this::account);
                case Source.AllOf from -> account(from.key());
            }
            account(leg.to());
            leg.bounds().forEach(bound -> account(bound.account()));
        }
    }

    private List<Moved> apply(Entry entry, long id, Instant now) {
        return switch (entry.action()) {
            case Action.Post post -> {
                bounds(post.legs(), Bound.When.BEFORE);
                List<Moved> moved = legs(post.legs(), false);
                bounds(post.legs(), Bound.When.AFTER);
                yield moved;
            }
            case Action.Reserve reserve -> {
                bounds(reserve.legs(), Bound.When.BEFORE);
                List<Moved> kept = legs(reserve.legs(), true);
                bounds(reserve.legs(), Bound.When.AFTER);
                keep(id, new Kept(kept, kept.stream().map(Moved::amount).toList(), now.plus(reserve.holdFor())));
                yield kept;
            }
            case Action.Settle settle -> settle(settle, now);
            case Action.Release release -> {
                letGo(release.reservation());
                yield List.of();
            }
            case Action.Reverse reverse -> reverse(reverse);
        };
    }

    private List<Moved> legs(List<Leg> legs, boolean reserving) {
        List<Moved> moved = new ArrayList<>();
        for (Leg leg : legs) {
            switch (leg.from()) {
                case Source.Account from -> move(from.key().code(), leg.to().code(), leg.amount(), reserving, moved);
                case Source.AllOf from -> {
                    Account account = open(from.key().code(), Refusal.Direction.OUT);
                    if (account.available() > 0) {
                        move(account.key().code(), leg.to().code(), account.available(), reserving, moved);
                    }
                }
                case Source.InOrder from -> {
                    long missing = leg.amount();
                    for (AccountKey key : from.keys()) {
                        Account account = from.stopped() == Source.InOrder.Stopped.REFUSED
                                ? open(key.code(), Refusal.Direction.OUT)
                                : account(key);
                        boolean usable =
                                account.freeze() != Freeze.OUT && account.freeze() != Freeze.BOTH && !account.closed();
                        long part = usable ? Math.min(missing, account.available()) : 0;
                        if (part > 0) {
                            move(key.code(), leg.to().code(), part, reserving, moved);
                            missing -= part;
                        }
                    }
                    if (missing > 0) {
                        throw new Stop(new Refusal.Insufficient(
                                from.keys().getFirst().code(), leg.amount() - missing, leg.amount()));
                    }
                }
            }
        }
        return moved;
    }

    private void move(String from, String to, long amount, boolean reserving, List<Moved> moved) {
        Account source = open(from, Refusal.Direction.OUT);
        Account destination = open(to, Refusal.Direction.IN);
        if (source.available() < amount) {
            throw new Stop(new Refusal.Insufficient(from, source.available(), amount));
        }
        long would = destination.posted() + destination.reservedIn() + amount;
        if (would > destination.key().rules().maximum()) {
            throw new Stop(
                    new Refusal.AboveMaximum(to, destination.key().rules().maximum(), would));
        }
        accounts.put(from, reserving ? source.moved(0, 0, amount) : source.moved(-amount, 0, 0));
        accounts.put(to, reserving ? destination.moved(0, amount, 0) : destination.moved(amount, 0, 0));
        moved.add(new Moved(from, to, amount));
    }

    private Account open(String code, Refusal.Direction direction) {
        Account account = Optional.ofNullable(accounts.get(code)).orElseThrow();
        if (account.closed()) {
            throw new Stop(new Refusal.Closed(code));
        }
        Freeze side = direction == Refusal.Direction.IN ? Freeze.IN : Freeze.OUT;
        if (account.freeze() == side || account.freeze() == Freeze.BOTH) {
            throw new Stop(new Refusal.Frozen(code, direction));
        }
        return account;
    }

    private void bounds(List<Leg> legs, Bound.When when) {
        for (Leg leg : legs) {
            for (Bound bound : leg.bounds()) {
                if (bound.when() != when) {
                    continue;
                }
                Account account = account(bound.account());
                long in = account.posted() + account.reservedIn();
                long out = account.posted() - account.reservedOut();
                boolean holds = switch (bound.comparison()) {
                    case AT_MOST -> in <= bound.value();
                    case AT_LEAST -> out >= bound.value();
                    case EXACTLY -> in == bound.value();
                };
                if (!holds) {
                    long seen = bound.comparison() == Bound.Comparison.AT_LEAST ? out : in;
                    throw new Stop(new Refusal.BoundBroken(
                            bound.name(), bound.account().code(), bound.value(), seen));
                }
            }
        }
    }

    private Kept kept(long reservation) {
        Kept kept = reservations.get(reservation);
        if (kept == null) {
            throw new Stop(new Refusal.NoSuchEntry(reservation));
        }
        if (kept.left().stream().allMatch(left -> left == 0)) {
            throw new Stop(new Refusal.ReservationOver(reservation));
        }
        return kept;
    }

    private List<Moved> settle(Action.Settle settle, Instant now) {
        Kept kept = kept(settle.reservation());
        if (!kept.until().isAfter(now)) {
            throw new Stop(new Refusal.ReservationOver(settle.reservation()));
        }
        List<Long> left = new ArrayList<>(kept.left());
        List<Moved> moved = new ArrayList<>();
        List<Long> asked = settle.amounts().isEmpty() ? kept.left() : settle.amounts();
        for (int i = 0; i < asked.size(); i++) {
            long there = i < left.size() ? left.get(i) : 0;
            if (asked.get(i) > there) {
                throw new Stop(new Refusal.MoreThanLeft(settle.reservation(), i, there, asked.get(i)));
            }
            if (asked.get(i) > 0) {
                Moved leg = kept.legs().get(i);
                free(leg, asked.get(i));
                move(leg.from(), leg.to(), asked.get(i), false, moved);
                left.set(i, there - asked.get(i));
            }
        }
        keep(settle.reservation(), new Kept(kept.legs(), left, kept.until()));
        return moved;
    }

    private void letGo(long reservation) {
        Kept kept = kept(reservation);
        for (int i = 0; i < kept.legs().size(); i++) {
            free(kept.legs().get(i), kept.left().get(i));
        }
        keep(
                reservation,
                new Kept(kept.legs(), kept.left().stream().map(_ -> 0L).toList(), kept.until()));
    }

    private void keep(long reservation, Kept kept) {
        Optional<Kept> before = Optional.ofNullable(reservations.put(reservation, kept));
        undo.add(() -> before.ifPresentOrElse(
                earlier -> reservations.put(reservation, earlier), () -> reservations.remove(reservation)));
    }

    private void free(Moved leg, long amount) {
        accounts.computeIfPresent(leg.from(), (_, account) -> account.moved(0, 0, -amount));
        accounts.computeIfPresent(leg.to(), (_, account) -> account.moved(0, -amount, 0));
    }

    private List<Moved> reverse(Action.Reverse reverse) {
        List<Moved> origin = entries.get(reverse.entry());
        if (origin == null) {
            throw new Stop(new Refusal.NoSuchEntry(reverse.entry()));
        }
        List<Moved> moved = new ArrayList<>();
        for (Action.Reverse.Part part : reverse.parts()) {
            Moved given = origin.get(part.transfer());
            String name = reverse.entry() + "." + part.transfer();
            long left = given.amount() - reversed.getOrDefault(name, 0L);
            if (part.amount() > left) {
                throw new Stop(new Refusal.MoreThanLeft(reverse.entry(), part.transfer(), left, part.amount()));
            }
            reversed.merge(name, part.amount(), Long::sum);
            undo.add(() -> reversed.merge(name, -part.amount(), Long::sum));
            move(given.to(), given.from(), part.amount(), false, moved);
        }
        moved.addAll(legs(reverse.also(), false));
        return moved;
    }
}
