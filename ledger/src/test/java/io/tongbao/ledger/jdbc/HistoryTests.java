package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.jdbc.RandomHistory.Heard;
import io.tongbao.ledger.jdbc.RandomHistory.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever is posted, reserved, settled, released, reversed, dated back, frozen, closed or expired, in any order, the
 * books say what a plain model says, now and at any instant past. Method: histories made up from a printed seed, in bursts
 * that become batches; every answer, every balance and, now and then, every balance at an instant are compared. A history that
 * fails is shrunk before it is shown.
 */
class HistoryTests {

    @Test
    void theBooksSayWhatTheModelSays() throws Exception {
        long seed = seed();
        ComparedHistory.follow(seed, 99_700, 1_200);
        ComparedHistory.follow(seed + 1, 300, 1);
    }

    @Test
    @Tag("long")
    void theBooksSayWhatTheModelSaysForLong() throws Exception {
        long seed = seed();
        for (int i = 0; i < 10; i++) {
            ComparedHistory.follow(seed + i, 100_000, 40 + i * 160);
        }
    }

    /** The shrinking itself, on one history for ever: what a made-up fault breaks comes down to a few of its steps. */
    @Test
    void aFailingHistoryIsShrunkToWhatItTakes() throws Exception {
        ComparedHistory.Smallest smallest = ComparedHistory.shrunk(7, 400, 40, (_, entry, answer) -> {
            boolean reversed = entry.kind().equals("reverse") && answer instanceof PostResult.Posted;
            assertThat(reversed).as("a reversal was posted").isFalse();
        });

        assertThat(smallest.steps()).isBetween(1, 60);
        assertThat(smallest.story()).contains("reverse");
    }

    /**
     * Goal: entries of many threads on two ledgers (two nodes) are as good as one after the other. Method: what was posted,
     * taken in the order of the entries' numbers, must pass in the model and leave the same balances.
     */
    @Test
    void manyThreadsOnTwoNodesAreAsGoodAsOneAfterTheOther() throws Exception {
        long seed = seed();
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
                Heard heard = new Heard();
                JdbcLedger ledger = t % 2 == 0 ? one : two;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 150; i++) {
                        Step step = history.step(clock.instant());
                        Entry entry = step.entry(heard);
                        PostResult result = ledger.post(entry);
                        heard.note(step, result);
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
                        .isEqualTo(new BooksModel.Answer.Posted(ComparedHistory.moved(each.posted())));
            }
            ComparedHistory.compareBalances(model, one);
            assertThat(Verification.run(database.server(), (_, _, _) -> {}).findings())
                    .isEmpty();
        }
    }

    private static long seed() {
        return Long.getLong("tongbao.seed", System.nanoTime());
    }
}
