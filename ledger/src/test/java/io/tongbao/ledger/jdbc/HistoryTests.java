package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger.Freeze;
import io.tongbao.ledger.PostResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever is posted, in whatever batches, the books say what a plain model says. Method: seeded random histories;
 * entries are handed over in bursts, so that batches of all sizes arise, and every answer and every balance is compared.
 */
class HistoryTests {
    @Test
    void theBooksSayWhatTheModelSays() throws Exception {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        follow(seed, 20_000, 300);
        follow(seed + 1, 300, 1);
    }

    @Test
    @Tag("long")
    void theBooksSayWhatTheModelSaysForLong() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            follow(seed + i, 30_000, 1 + i * 40);
        }
    }

    private static void follow(long seed, int steps, int burst) throws Exception {
        System.out.println("history of " + steps + " steps in bursts up to " + burst + ", -Dtongbao.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random, "s" + seed);
        BooksModel model = new BooksModel();
        MovableClock clock = new MovableClock();
        int done = 0;
        try (LedgerDatabase database = LedgerDatabase.fresh();
                JdbcLedger ledger = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD)) {
            while (done < steps) {
                int size = 1 + random.nextInt(burst);
                List<Entry> entries = new ArrayList<>();
                List<CompletableFuture<PostResult>> answers = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    Entry entry = history.next();
                    entries.add(entry);
                    answers.add(ledger.submit(entry));
                }
                for (int i = 0; i < size; i++) {
                    PostResult answer = answers.get(i).join();
                    history.heard(entries.get(i), answer);
                    compare(entries.get(i), answer, model, clock, seed);
                }
                done += size;
                betweenBursts(random, history, model, clock, ledger);
                compareBalances(model, ledger, seed);
            }
            assertThat(Verification.run(database.server(), (_, _, _) -> {}).findings())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    private static void compare(Entry entry, PostResult answer, BooksModel model, MovableClock clock, long seed) {
        long id = answer instanceof PostResult.Posted posted ? posted.entryId() : 0;
        BooksModel.Answer expected = model.post(entry, id, clock.instant());
        BooksModel.Answer seen = switch (answer) {
            case PostResult.Posted posted -> new BooksModel.Answer.Posted(moved(posted));
            case PostResult.Repeated repeated -> new BooksModel.Answer.Repeated(repeated.entryId());
            case PostResult.Refused refused -> new BooksModel.Answer.Refused(refused.refusal());
            case PostResult.Busy busy -> throw new AssertionError("busy: " + busy.why());
        };
        assertThat(seen).as("seed %d, %s", seed, entry).isEqualTo(expected);
    }

    private static List<BooksModel.Moved> moved(PostResult.Posted posted) {
        return posted.transfers().stream()
                .map(transfer -> new BooksModel.Moved(transfer.fromCode(), transfer.toCode(), transfer.amount()))
                .toList();
    }

    /** Time passes, reservations expire, accounts are frozen and freed. */
    private static void betweenBursts(
            SplittableRandom random, RandomHistory history, BooksModel model, MovableClock clock, JdbcLedger ledger) {
        clock.move(Duration.ofSeconds(random.nextInt(60)));
        if (random.nextInt(3) == 0) {
            List<Long> over = model.over(clock.instant());
            assertThat(ledger.expireReservations(10_000)).isEqualTo(over.size());
            over.forEach(model::expire);
        }
        if (random.nextInt(4) == 0) {
            AccountKey wallet = history.anyWallet();
            Freeze freeze = random.nextBoolean() ? Freeze.NONE : Freeze.values()[random.nextInt(4)];
            ledger.freeze(wallet, freeze);
            model.freeze(wallet, freeze);
        }
    }

    private static void compareBalances(BooksModel model, JdbcLedger ledger, long seed) {
        Map<String, BooksModel.Account> expected = model.accounts();
        List<Balance> balances = ledger.balances(List.copyOf(expected.keySet()));
        for (Balance balance : balances) {
            BooksModel.Account account = Objects.requireNonNull(expected.get(balance.code()));
            assertThat(balance)
                    .as("seed %d", seed)
                    .isEqualTo(new Balance(
                            balance.id(),
                            balance.code(),
                            account.key().asset(),
                            account.posted(),
                            account.reservedIn(),
                            account.reservedOut(),
                            account.freeze(),
                            account.closed()));
        }
    }

    /**
     * Goal: entries of many threads on two ledgers (two nodes) are as good as one after the other. Method: what was posted,
     * taken in the order of the entries' numbers, must pass in the model and leave the same balances.
     */
    @Test
    void manyThreadsOnTwoNodesAreAsGoodAsOneAfterTheOther() throws Exception {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        System.out.println("two nodes, -Dtongbao.seed=" + seed);
        MovableClock clock = new MovableClock();
        record Done(Entry entry, PostResult.Posted posted) {}
        ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
        try (LedgerDatabase database = LedgerDatabase.fresh();
                JdbcLedger one = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD);
                JdbcLedger two = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                RandomHistory history = new RandomHistory(new SplittableRandom(seed + t), "m" + seed);
                JdbcLedger ledger = t % 2 == 0 ? one : two;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 150; i++) {
                        Entry entry = history.next();
                        PostResult result = ledger.post(entry);
                        history.heard(entry, result);
                        if (result instanceof PostResult.Posted posted) {
                            done.add(new Done(entry, posted));
                        }
                        assertThat(result).isNotInstanceOf(PostResult.Busy.class);
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
            BooksModel model = new BooksModel();
            List<Done> inOrder = new ArrayList<>(done);
            inOrder.sort(Comparator.comparingLong(each -> each.posted().entryId()));
            for (Done each : inOrder) {
                assertThat(model.post(each.entry(), each.posted().entryId(), clock.instant()))
                        .as("seed %d, %s", seed, each.entry())
                        .isEqualTo(new BooksModel.Answer.Posted(moved(each.posted())));
            }
            compareBalances(model, one, seed);
        }
    }
}
