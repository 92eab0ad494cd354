package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.PeriodClosing;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.TrialBalanceRow;
import io.tongbao.ledger.jdbc.RandomHistory.Heard;
import io.tongbao.ledger.jdbc.RandomHistory.Item;
import io.tongbao.ledger.jdbc.RandomHistory.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A made-up history that happens to the ledger and to the model, with everything compared; a failing one is shrunk. */
final class ComparedHistory {
    private static final int TRIES = 120;
    private static final Duration SHRINKING_AT_MOST = Duration.ofSeconds(90);

    private final JdbcLedger ledger;
    private final MovableClock clock;
    private final Instant start;
    private final Check check;
    private final BooksModel model = new BooksModel();
    private final Heard heard = new Heard();
    private final StringBuilder story = new StringBuilder();
    private final boolean told;

    /** Something more that must hold of every answer. */
    @FunctionalInterface
    interface Check {
        void of(BooksModel model, Entry entry, PostResult answer);
    }

    /** @param story the entries that it takes to fail, and what fails */
    record Smallest(int steps, String story) {}

    private ComparedHistory(JdbcLedger ledger, MovableClock clock, Check check, boolean told) {
        this.ledger = ledger;
        this.clock = clock;
        this.start = clock.instant();
        this.check = check;
        this.told = told;
    }

    /** Follows the history of this seed; if it fails, shows the smallest failing one that was found. */
    static void follow(long seed, int steps, int burst) throws Exception {
        System.out.println("history of " + steps + " steps in bursts up to " + burst + ", -Dtongbao.seed=" + seed);
        try {
            happen(seed, steps, burst, new BitSet(), (_, _, _) -> {}, false);
        } catch (Failed failed) {
            Smallest smallest = shrink(seed, burst, failed, (_, _, _) -> {});
            throw new AssertionError(
                    "seed " + seed + " fails; the smallest found has " + smallest.steps() + " steps:\n"
                            + smallest.story(),
                    failed.getCause());
        }
    }

    static Smallest shrunk(long seed, int steps, int burst, Check check) throws Exception {
        try {
            happen(seed, steps, burst, new BitSet(), check, false);
        } catch (Failed failed) {
            return shrink(seed, burst, failed, check);
        }
        throw new AssertionError("seed " + seed + ": nothing to shrink");
    }

    /** How far a history came until it failed. */
    private static final class Failed extends Exception {
        private final int items;
        private final transient String story;

        Failed(int items, String story, Throwable cause) {
            super(cause);
            this.items = items;
            this.story = story;
        }
    }

    /**
     * Lets it happen but for what is left out, and fails as soon as anything differs.
     *
     * @param leftOut by place: every step and every other item has one
     */
    private static void happen(long seed, int steps, int burst, BitSet leftOut, Check check, boolean told)
            throws Failed {
        MovableClock clock = new MovableClock();
        RandomHistory history = new RandomHistory(new SplittableRandom(seed), "s" + seed);
        int place = 0;
        ComparedHistory compared = null;
        try (LedgerDatabase database = LedgerDatabase.fresh();
                JdbcLedger ledger = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD)) {
            compared = new ComparedHistory(ledger, clock, check, told);
            Instant start = clock.instant();
            while (history.steps() < steps) {
                for (Item item : history.next(burst, start)) {
                    int from = place;
                    place += places(item);
                    compared.happens(item, from, leftOut);
                }
                compared.sumsAreZero();
                compareBalances(compared.model, ledger);
            }
            assertThat(Verification.run(database.server(), (_, _, _) -> {}).findings())
                    .isEmpty();
        } catch (AssertionError | Exception e) {
            throw new Failed(place, compared == null ? "" : compared.story.toString(), e);
        }
    }

    private static int places(Item item) {
        return switch (item) {
            case Item.Burst burst -> burst.steps().size();
            case Item.InOneGo go -> go.steps().size();
            default -> 1;
        };
    }

    /** Leaves out halves, then quarters and so on, for as long as it fails all the same. */
    private static Smallest shrink(long seed, int burst, Failed first, Check check) {
        long until = System.nanoTime() + SHRINKING_AT_MOST.toNanos();
        int places = first.items;
        BitSet leftOut = new BitSet();
        String story = first.story;
        int tries = 0;
        for (int size = Math.max(1, places / 2); size >= 1; size /= 2) {
            for (int at = 0; at < places && tries < TRIES && System.nanoTime() < until; at += size) {
                BitSet more = (BitSet) leftOut.clone();
                more.set(at, Math.min(places, at + size));
                if (more.cardinality() == leftOut.cardinality()) {
                    continue;
                }
                tries++;
                try {
                    happen(seed, places, burst, more, check, true);
                } catch (Failed failed) {
                    // a database that could not be made is not the fault that is looked for
                    if (failed.getCause() instanceof AssertionError) {
                        leftOut = more;
                        story = failed.story + failed.getCause();
                        places = Math.min(places, failed.items);
                    }
                }
            }
        }
        leftOut.clear(places, Integer.MAX_VALUE);
        return new Smallest(places - leftOut.cardinality(), story);
    }

    private void happens(Item item, int place, BitSet leftOut) {
        switch (item) {
            case Item.Burst burst -> burst(kept(burst.steps(), place, leftOut));
            case Item.InOneGo go -> inOneGo(kept(go.steps(), place, leftOut), go.onRefusal());
            default -> {
                if (!leftOut.get(place)) {
                    tell(item.toString());
                    between(item);
                }
            }
        }
    }

    private static List<Step> kept(List<Step> steps, int place, BitSet leftOut) {
        List<Step> kept = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (!leftOut.get(place + i)) {
                kept.add(steps.get(i));
            }
        }
        return kept;
    }

    private void tell(String what) {
        if (told) {
            story.append(what).append('\n');
        }
    }

    private void burst(List<Step> steps) {
        List<Entry> entries = steps.stream().map(step -> step.entry(heard)).toList();
        List<CompletableFuture<PostResult>> answers =
                entries.stream().map(ledger::submit).toList();
        for (int i = 0; i < steps.size(); i++) {
            PostResult answer = answers.get(i).join();
            heard.note(steps.get(i), answer);
            compare(entries.get(i), answer);
        }
    }

    private void inOneGo(List<Step> steps, Together.OnRefusal onRefusal) {
        if (steps.isEmpty()) {
            return;
        }
        List<Entry> entries = steps.stream().map(step -> step.entry(heard)).toList();
        Together together = ledger.postTogether(entries, onRefusal);
        if (onRefusal == Together.OnRefusal.UNDO_ALL && together.refusedAt().isPresent()) {
            tell("undone at " + together.refusedAt() + ": " + entries);
            model.nothingOf(
                    entries.subList(0, together.refusedAt().getAsInt() + 1),
                    together.answers().getLast(),
                    clock.instant());
            return;
        }
        for (int i = 0; i < together.answers().size(); i++) {
            heard.note(steps.get(i), together.answers().get(i));
            compare(entries.get(i), together.answers().get(i));
        }
        int answered = together.refusedAt().isPresent() ? together.refusedAt().getAsInt() + 1 : entries.size();
        assertThat(together.answers()).hasSize(answered);
        entries.subList(answered, entries.size()).forEach(model::meet);
    }

    private void compare(Entry entry, PostResult answer) {
        tell(entry + " -> " + answer);
        check.of(model, entry, answer);
        long id = answer instanceof PostResult.Posted posted ? posted.entryId() : 0;
        assertThat(seen(answer)).as("%s", entry).isEqualTo(model.post(entry, id, clock.instant()));
    }

    static BooksModel.Answer seen(PostResult answer) {
        return switch (answer) {
            case PostResult.Posted posted -> new BooksModel.Answer.Posted(moved(posted));
            case PostResult.Repeated repeated -> new BooksModel.Answer.Repeated(repeated.entryId());
            case PostResult.Refused refused -> new BooksModel.Answer.Refused(refused.refusal());
            case PostResult.Busy busy -> throw new AssertionError("busy: " + busy.why());
        };
    }

    static List<BooksModel.Moved> moved(PostResult.Posted posted) {
        return posted.transfers().stream()
                .map(transfer -> new BooksModel.Moved(transfer.fromCode(), transfer.toCode(), transfer.amount()))
                .toList();
    }

    private void between(Item item) {
        switch (item) {
            case Item.TimePasses passes -> clock.move(passes.time());
            case Item.Expiring _ -> {
                List<Long> over = model.over(clock.instant());
                assertThat(ledger.expireReservations(10_000)).isEqualTo(over.size());
                over.forEach(reservation -> model.expire(reservation, clock.instant()));
            }
            case Item.Freezing freezing -> {
                ledger.freeze(freezing.account(), freezing.freeze());
                model.freeze(freezing.account(), freezing.freeze());
            }
            case Item.Closing closing ->
                assertThat(ledger.closeAccount(closing.account().code())).isEqualTo(model.close(closing.account()));
            case Item.ClosingBooks closing -> {
                Instant until = clock.instant().minus(closing.before());
                PeriodClosing seen = ledger.closeUntil(until);
                assertThat(seen instanceof PeriodClosing.ClosedUntil).isEqualTo(model.closeUntil(until));
                assertThat(ledger.closedUntil()).isEqualTo(model.closedUntil());
            }
            case Item.LookingBack looking -> lookBack(looking);
            case Item.Burst _, Item.InOneGo _ -> throw new IllegalArgumentException("Not between bursts: " + item);
        }
    }

    /** Every account and the sums, at one instant. Some instants lie days before or after what was recorded. */
    private void lookBack(Item.LookingBack looking) {
        Duration since = Duration.between(start, clock.instant());
        Instant at = looking.by() == BalanceAt.By.RECORDED
                ? start.plus((long) (since.toMillis() * looking.fraction()), ChronoUnit.MILLIS)
                : start.minus(Duration.ofDays(4))
                        .plus(
                                (long) (Duration.ofDays(4).plus(since).toMillis() * looking.fraction()),
                                ChronoUnit.MILLIS);
        Map<String, BooksModel.Stood> expected = model.stoodAt(at, looking.by());
        Map<Asset, Long> sums = new HashMap<>();
        for (BooksModel.Account account : model.accounts().values()) {
            String code = account.key().code();
            BalanceAt seen = ledger.balanceAt(code, at, looking.by());
            if (account.key().kind().history() == AccountKind.History.NOT_KEPT) {
                assertThat(seen)
                        .isEqualTo(
                                new BalanceAt.NotKept(code, account.key().kind().name()));
                continue;
            }
            BooksModel.Stood stood = expected.getOrDefault(code, BooksModel.Stood.AT_ZERO);
            assertThat(seen)
                    .isEqualTo(new BalanceAt.Was(
                            code,
                            account.key().asset(),
                            at,
                            looking.by(),
                            stood.posted(),
                            stood.reservedIn(),
                            stood.reservedOut()));
            sums.merge(account.key().asset(), stood.posted(), Long::sum);
        }
        assertThat(sums.values()).allMatch(sum -> sum == 0);
        if (!at.isAfter(clock.instant().minus(Duration.ofMinutes(1)))) {
            Map<Asset, Long> rows = new HashMap<>();
            for (TrialBalanceRow row : ledger.trialBalanceAt(at, looking.by())) {
                rows.merge(row.asset(), row.posted(), Long::sum);
            }
            assertThat(rows.values()).allMatch(sum -> sum == 0);
        }
    }

    private void sumsAreZero() {
        Map<Asset, Long> sums = new HashMap<>();
        ledger.trialBalance().forEach(row -> sums.merge(row.asset(), row.posted(), Long::sum));
        assertThat(sums.values()).allMatch(sum -> sum == 0);
    }

    static void compareBalances(BooksModel model, JdbcLedger ledger) {
        Map<String, BooksModel.Account> expected = model.accounts();
        List<Balance> balances = ledger.balances(List.copyOf(expected.keySet()));
        assertThat(balances).hasSize(expected.size());
        for (Balance balance : balances) {
            BooksModel.Account account = Objects.requireNonNull(expected.get(balance.code()));
            assertThat(balance)
                    .isEqualTo(new Balance(
                            balance.id(),
                            balance.code(),
                            account.key().asset(),
                            account.key().kind().name(),
                            account.posted(),
                            account.reservedIn(),
                            account.reservedOut(),
                            account.freeze(),
                            account.closed()));
            assertThat(balance.available()).isEqualTo(balance.posted() - balance.reservedOut());
        }
    }
}
