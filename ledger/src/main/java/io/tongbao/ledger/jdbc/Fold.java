package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges the entries of one batch in order of arrival, in memory, on accounts that are locked. An entry that breaks a rule
 * is refused alone: whatever it had changed is put back before the next one is judged. Within an entry the legs count in
 * their order; bounds are judged before the first and after the last.
 *
 * <p>No SQL and no clock in here: the same accounts, keys and entries always give the same answers.
 */
final class Fold {
    private final long batch;
    private final long now;
    private final long closedUntil;
    private final Map<String, AccountState.Known> known;
    private final Map<Long, AccountState> states;
    private final OnceKeys onceKeys;
    private final Map<Long, RecordedEntry> entries;
    private final Origins origins;

    private final List<Judged> posted = new ArrayList<>();
    private final List<Hold> freshHolds = new ArrayList<>();

    private long judging;
    private final List<AccountState> touched = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Integer> originTransfers = new ArrayList<>();

    /** What undoes all entries judged so far of several that stand or fall together. */
    private final List<Runnable> undoTogether = new ArrayList<>();

    private boolean together;

    /** Leaves the judgement of one entry; it never leaves the fold. */
    private static final class Refused extends Exception {
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(null, null, false, false);
            this.refusal = refusal;
        }
    }

    /**
     * @param now the clock when the batch began, in microseconds
     * @param known the accounts that the entries name, by code
     * @param states the locked accounts, by id
     * @param repeatable the entries that once-keys of this batch lead to
     */
    Fold(
            long now,
            Map<String, AccountState.Known> known,
            Map<Long, AccountState> states,
            OnceKeys onceKeys,
            Map<Long, RecordedEntry> repeatable,
            Origins origins) {
        this.batch = onceKeys.batch();
        this.now = now;
        this.closedUntil = onceKeys.closedUntil();
        this.known = known;
        this.states = states;
        this.onceKeys = onceKeys;
        this.entries = new HashMap<>(repeatable);
        this.origins = origins;
    }

    /** The answers in the order of the entries, up to the one that ended it if any did. */
    List<PostResult> judge(Waiting waiting) {
        if (waiting.entries().size() == 1) {
            return List.of(judge(waiting, waiting.entries().getFirst()));
        }
        together = waiting.onRefusal() == Together.OnRefusal.UNDO_ALL;
        int postedBefore = posted.size();
        int holdsBefore = freshHolds.size();
        int keysBefore = onceKeys.fresh().size();
        List<PostResult> answers = new ArrayList<>(waiting.entries().size());
        for (Entry entry : waiting.entries()) {
            PostResult answer = judge(waiting, entry);
            answers.add(answer);
            if (answer instanceof PostResult.Refused && waiting.onRefusal() != Together.OnRefusal.GO_ON) {
                if (together) {
                    undoTogether.reversed().forEach(Runnable::run);
                    posted.subList(postedBefore, posted.size()).clear();
                    freshHolds.subList(holdsBefore, freshHolds.size()).clear();
                    onceKeys.forgetFrom(keysBefore);
                }
                break;
            }
        }
        together = false;
        undoTogether.clear();
        return answers;
    }

    private PostResult judge(Waiting waiting, Entry asked) {
        List<OnceKey> keys = asked.onceKeys();
        for (OnceKey key : keys) {
            Optional<OnceKeys.Outcome> earlier = onceKeys.of(key);
            if (earlier.isPresent()) {
                return again(key, keys, earlier.get());
            }
        }
        try {
            if (waiting.rejected().isPresent()) {
                throw new Refused(waiting.rejected().get());
            }
            RecordedEntry entry = apply(asked, waiting.isExpiry());
            onceKeys.keepEntry(keys, entry.id());
            if (!keys.isEmpty()) {
                entries.put(entry.id(), entry);
            }
            if (together) {
                undoTogether.addAll(undo);
            }
            return new PostResult.Posted(entry.id(), entry.recordedAt(), entry.transfers());
        } catch (Refused refused) {
            putBack();
            onceKeys.keepRefusal(keys, refused.refusal);
            return new PostResult.Refused(refused.refusal);
        } finally {
            touched.clear();
            undo.clear();
            transfers.clear();
            originTransfers.clear();
        }
    }

    /** Two tabs that pay one quote under two keys are one payment: the second key then leads to it too. */
    private PostResult again(OnceKey key, List<OnceKey> keys, OnceKeys.Outcome earlier) {
        if (!earlier.content().equals(key.content())) {
            return new PostResult.Refused(new Refusal.KeyReused(key.key().toString()));
        }
        if (earlier.refusal().isPresent()) {
            return new PostResult.Refused(earlier.refusal().get());
        }
        RecordedEntry first = entries.get(earlier.entry().orElseThrow());
        if (first == null) {
            throw new IllegalStateException("A once-key leads to no entry: " + key.key());
        }
        onceKeys.keepEntry(keys, first.id());
        return new PostResult.Repeated(first.id(), first.recordedAt(), first.transfers(), key);
    }

    private RecordedEntry apply(Entry entry, boolean expiry) throws Refused {
        judging++;
        long id = batch << 16 | posted.size();
        List<Leg> named = Waiting.legs(entry);
        checkBounds(named, Bound.When.BEFORE);
        RecordedEntry.Phase phase = switch (entry.action()) {
            case Entry.Action.Post post -> {
                legs(post.legs(), 0, false);
                yield RecordedEntry.Phase.POST;
            }
            case Entry.Action.Reserve reserve -> {
                legs(reserve.legs(), 0, true);
                yield RecordedEntry.Phase.RESERVE;
            }
            case Entry.Action.Settle settle -> {
                settle(settle);
                yield RecordedEntry.Phase.SETTLE;
            }
            case Entry.Action.Release release -> {
                release(release.reservation(), expiry);
                yield expiry ? RecordedEntry.Phase.EXPIRE : RecordedEntry.Phase.RELEASE;
            }
            case Entry.Action.Reverse reverse -> {
                reverse(reverse);
                legs(reverse.also(), reverse.parts().size(), false);
                yield RecordedEntry.Phase.REVERSE;
            }
        };
        checkBounds(named, Bound.When.AFTER);

        long recordedAt = now;
        for (AccountState account : touched) {
            recordedAt = Math.max(recordedAt, account.lastRecordedAt());
        }
        long effectiveAt =
                entry.effectiveAt().isPresent() ? Micros.of(entry.effectiveAt().get()) : recordedAt;
        if (effectiveAt < closedUntil) {
            throw new Refused(new Refusal.PeriodClosed(Micros.instant(closedUntil)));
        }
        for (AccountState account : touched) {
            account.keep(recordedAt);
        }
        RecordedEntry recorded = new RecordedEntry(
                id,
                entry.kind(),
                phase,
                Micros.instant(recordedAt),
                Micros.instant(effectiveAt),
                Waiting.origin(entry),
                List.copyOf(transfers));
        posted.add(new Judged(
                entry,
                recorded,
                reservation(entry, id, recordedAt),
                List.copyOf(originTransfers),
                reservedBalances(id),
                effectiveAt == recordedAt ? List.of() : dated(id, effectiveAt, recordedAt)));
        return recorded;
    }

    private List<Judged.ReservedBalance> reservedBalances(long id) {
        List<Judged.ReservedBalance> changed = List.of();
        for (AccountState account : touched) {
            if (account.isReservedChanged() && account.keepsHistory()) {
                changed = changed.isEmpty() ? new ArrayList<>() : changed;
                changed.add(new Judged.ReservedBalance(id, account.id(), account.reservedIn(), account.reservedOut()));
            }
        }
        return changed;
    }

    private List<Judged.Dated> dated(long id, long effectiveAt, long recordedAt) {
        List<Judged.Dated> dated = new ArrayList<>();
        for (AccountState account : touched) {
            if (account.net() != 0 && account.keepsHistory()) {
                dated.add(new Judged.Dated(id, account.id(), account.net(), effectiveAt, recordedAt));
            }
        }
        return dated;
    }

    private Optional<Judged.Reservation> reservation(Entry entry, long id, long recordedAt) {
        if (!(entry.action() instanceof Entry.Action.Reserve reserve)) {
            return Optional.empty();
        }
        long expiresAt = recordedAt + reserve.holdFor().toNanos() / 1_000;
        for (int n = 0; n < transfers.size(); n++) {
            Transfer kept = transfers.get(n);
            freshHolds.add(new Hold(id, n, kept.from().value(), kept.to().value(), kept.amount(), expiresAt, true));
        }
        return Optional.of(new Judged.Reservation(reserve.purpose(), expiresAt));
    }

    private void legs(List<Leg> legs, int first, boolean reserving) throws Refused {
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            AccountState to = state(leg.to());
            int place = first + i;
            switch (leg.from()) {
                case Source.Account one -> move(state(one.key()), to, leg.amount(), place, -1, reserving);
                case Source.InOrder several -> draw(several, to, leg.amount(), place, reserving);
                case Source.AllOf one -> {
                    AccountState from = state(one.key());
                    checkOpen(from, Refusal.Direction.OUT);
                    if (from.available() > 0) {
                        move(from, to, from.available(), place, -1, reserving);
                    }
                }
            }
        }
    }

    private void draw(Source.InOrder sources, AccountState to, long amount, int leg, boolean reserving) throws Refused {
        long missing = amount;
        for (AccountKey key : sources.keys()) {
            AccountState from = state(key);
            if (sources.stopped() == Source.InOrder.Stopped.REFUSED) {
                checkOpen(from, Refusal.Direction.OUT);
            }
            boolean usable = !from.isClosed() && !from.isFrozen(Refusal.Direction.OUT);
            long part = usable ? Math.min(missing, from.available()) : 0;
            if (part > 0) {
                move(from, to, part, leg, -1, reserving);
                missing -= part;
            }
        }
        if (missing > 0) {
            throw new Refused(new Refusal.Insufficient(sources.keys().getFirst().code(), amount - missing, amount));
        }
    }

    private void settle(Entry.Action.Settle settle) throws Refused {
        List<Hold> holds = openHolds(settle.reservation());
        if (holds.getFirst().expiresAt() <= timeOn(holds)) {
            throw new Refused(new Refusal.ReservationOver(settle.reservation()));
        }
        Map<Integer, Hold> byTransfer = new HashMap<>();
        holds.forEach(hold -> byTransfer.put(hold.transfer(), hold));
        if (settle.amounts().isEmpty()) {
            for (Hold hold : holds) {
                settle(hold, hold.remaining());
            }
            return;
        }
        for (int n = 0; n < settle.amounts().size(); n++) {
            long asked = settle.amounts().get(n);
            Hold hold = byTransfer.get(n);
            long left = hold == null ? 0 : hold.remaining();
            if (asked > left) {
                throw new Refused(new Refusal.MoreThanLeft(settle.reservation(), n, left, asked));
            }
            if (hold != null && asked > 0) {
                settle(hold, asked);
            }
        }
    }

    /** As it would be recorded: a node whose clock is behind settles nothing after its time either. */
    private long timeOn(List<Hold> holds) {
        long time = now;
        for (Hold hold : holds) {
            time = Math.max(time, state(hold.from()).lastRecordedAt());
            time = Math.max(time, state(hold.to()).lastRecordedAt());
        }
        return time;
    }

    private void settle(Hold hold, long amount) throws Refused {
        AccountState from = state(hold.from());
        AccountState to = state(hold.to());
        letGo(hold, from, to, amount);
        move(from, to, amount, hold.transfer(), hold.transfer(), false);
    }

    private void release(long reservation, boolean onlyIfOver) throws Refused {
        List<Hold> holds = openHolds(reservation);
        if (onlyIfOver && holds.getFirst().expiresAt() > now) {
            throw new Refused(new Refusal.ReservationOver(reservation));
        }
        for (Hold hold : holds) {
            letGo(hold, state(hold.from()), state(hold.to()), hold.remaining());
        }
    }

    private void letGo(Hold hold, AccountState from, AccountState to, long amount) {
        touch(from);
        touch(to);
        from.letGoOut(amount);
        to.letGoIn(amount);
        hold.take(amount);
        undo.add(() -> hold.take(-amount));
    }

    private List<Hold> openHolds(long reservation) throws Refused {
        boolean known = origins.entry(reservation)
                .filter(entry -> entry.phase() == RecordedEntry.Phase.RESERVE)
                .isPresent();
        if (!known) {
            throw new Refused(new Refusal.NoSuchEntry(reservation));
        }
        List<Hold> holds = origins.openHolds(reservation);
        if (holds.isEmpty()) {
            throw new Refused(new Refusal.ReservationOver(reservation));
        }
        return holds;
    }

    private void reverse(Entry.Action.Reverse reverse) throws Refused {
        RecordedEntry origin = origins.entry(reverse.entry())
                .filter(entry ->
                        entry.phase() == RecordedEntry.Phase.POST || entry.phase() == RecordedEntry.Phase.SETTLE)
                .orElseThrow(() -> new Refused(new Refusal.NoSuchEntry(reverse.entry())));
        for (int i = 0; i < reverse.parts().size(); i++) {
            Entry.Action.Reverse.Part part = reverse.parts().get(i);
            if (part.transfer() >= origin.transfers().size()) {
                throw new Refused(new Refusal.NoSuchEntry(reverse.entry()));
            }
            long left = origins.leftToReverse(origin, part.transfer());
            if (part.amount() > left) {
                throw new Refused(new Refusal.MoreThanLeft(reverse.entry(), part.transfer(), left, part.amount()));
            }
            Transfer given = origin.transfers().get(part.transfer());
            origins.addReversed(origin.id(), part.transfer(), part.amount());
            undo.add(() -> origins.addReversed(origin.id(), part.transfer(), -part.amount()));
            move(state(given.to().value()), state(given.from().value()), part.amount(), i, part.transfer(), false);
        }
    }

    private void move(AccountState from, AccountState to, long amount, int leg, int originTransfer, boolean reserving)
            throws Refused {
        if (!from.known().asset().equals(to.known().asset())) {
            throw new Refused(
                    new Refusal.WrongAsset(to.code(), to.known().asset().code()));
        }
        checkOpen(from, Refusal.Direction.OUT);
        checkOpen(to, Refusal.Direction.IN);
        touch(from);
        touch(to);
        check(reserving ? from.reserveOut(amount) : from.give(amount));
        check(reserving ? to.reserveIn(amount) : to.take(amount));
        transfers.add(new Transfer(
                leg,
                from.known().id(),
                to.known().id(),
                from.code(),
                to.code(),
                from.known().asset(),
                amount,
                balanceAfter(from, reserving),
                balanceAfter(to, reserving)));
        originTransfers.add(originTransfer);
    }

    private static OptionalLong balanceAfter(AccountState account, boolean reserving) {
        return reserving || !account.keepsHistory() ? OptionalLong.empty() : OptionalLong.of(account.posted());
    }

    private void checkBounds(List<Leg> legs, Bound.When when) throws Refused {
        for (Leg leg : legs) {
            for (Bound bound : leg.bounds()) {
                if (bound.when() == when) {
                    check(bound);
                }
            }
        }
    }

    private void check(Bound bound) throws Refused {
        AccountState account = state(bound.account());
        long in = account.posted() + account.reservedIn();
        long out = account.posted() - account.reservedOut();
        long seen = bound.comparison() == Bound.Comparison.AT_LEAST ? out : in;
        boolean holds = switch (bound.comparison()) {
            case AT_MOST -> seen <= bound.value();
            case AT_LEAST -> seen >= bound.value();
            case EXACTLY -> seen == bound.value();
        };
        if (!holds) {
            throw new Refused(new Refusal.BoundBroken(bound.name(), account.code(), bound.value(), seen));
        }
    }

    private static void checkOpen(AccountState account, Refusal.Direction direction) throws Refused {
        if (account.isClosed()) {
            throw new Refused(new Refusal.Closed(account.code()));
        }
        if (account.isFrozen(direction)) {
            throw new Refused(new Refusal.Frozen(account.code(), direction));
        }
    }

    private static void check(Optional<Refusal> refusal) throws Refused {
        if (refusal.isPresent()) {
            throw new Refused(refusal.get());
        }
    }

    private void touch(AccountState account) {
        if (account.touch(judging)) {
            touched.add(account);
            if (together) {
                undo.add(account.wayBack());
            }
        }
    }

    private void putBack() {
        touched.forEach(AccountState::restore);
        undo.reversed().forEach(Runnable::run);
    }

    private AccountState state(AccountKey key) throws Refused {
        AccountState.Known account = known.get(key.code());
        if (account == null) {
            throw new IllegalStateException("Not found before the batch: " + key.code());
        }
        if (!account.asset().equals(key.asset())) {
            throw new Refused(new Refusal.WrongAsset(key.code(), account.asset().code()));
        }
        return state(account.id().value());
    }

    private AccountState state(long id) {
        AccountState state = states.get(id);
        if (state == null) {
            throw new IllegalStateException("Not locked by the batch: " + id);
        }
        return state;
    }

    List<Judged> posted() {
        return posted;
    }

    List<Hold> freshHolds() {
        return freshHolds;
    }

    List<AccountState> changedAccounts() {
        return states.values().stream().filter(AccountState::isChanged).toList();
    }
}
