package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.OutcomeUnknownException;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: whatever breaks, every caller hears the truth and the books stay right. Method: break it. */
class FailureTests {
    private static final Asset CNY = new Asset("CNY");
    private static final AccountKey BANK = AccountKey.outside("bank/x/CNY", CNY);
    private static final AccountKey ANA = AccountKey.of("wallet/ana/CNY", CNY);

    private LedgerDatabase database;

    @BeforeEach
    void start() {
        database = LedgerDatabase.fresh();
    }

    @AfterEach
    void stop() throws SQLException {
        assertThat(Verification.run(database.owner(), (_, _, _) -> {}).findings())
                .isEmpty();
        database.close();
    }

    @Test
    void halvesABatchUntilTheCulpritsAloneAreRefused() {
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD);
                Held _ = new Held(ledger)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                boolean culprit = i == 7 || i == 8 || i == 211;
                answers.add(
                        ledger.submit(topUp(1).beside(culprit ? List.of(new Companion<>(THROWING, "x")) : List.of())));
            }
            Held.letGo();
            for (int i = 0; i < 300; i++) {
                PostResult answer = answers.get(i).join();
                if (i == 7 || i == 8 || i == 211) {
                    assertThat(answer).isEqualTo(new PostResult.Refused(new Refusal.Rejected("-----", "it is broken")));
                } else {
                    assertThat(answer).isInstanceOf(PostResult.Posted.class);
                }
            }
            assertThat(ledger.balance(ANA.code()).orElseThrow().posted()).isEqualTo(297);
        }
    }

    @Test
    void keepsARejectionUnderItsKey() {
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            OnceKey key = OnceKey.of(true, "c", "k");
            PostResult first = ledger.post(
                    topUp(1).beside(List.of(new Companion<>(THROWING, "x"))).once(List.of(key)));
            assertThat(first).isInstanceOf(PostResult.Refused.class);
            assertThat(ledger.post(topUp(1).once(List.of(key)))).isEqualTo(first);
        }
    }

    /**
     * The probe can't see a key that the other node has inserted but not committed. The entries share no account, so no
     * lock makes them take turns: the key's unique index does, and the loser judges its batch anew.
     */
    @Test
    void aOnceKeyUsedOnTwoNodesAtOnceCountsOnce() throws Exception {
        try (JdbcLedger one = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD);
                JdbcLedger two = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Companion.Table<String> pausing = (connection, batch, rows) -> {
                written.countDown();
                await(goOn);
            };
            OnceKey quote = OnceKey.of(false, "quote", "quo_1");
            CompletableFuture<PostResult> first =
                    one.submit(topUp(1).once(List.of(quote)).beside(List.of(new Companion<>(pausing, "x"))));
            await(written);
            CompletableFuture<PostResult> second = two.submit(Entry.post(
                            "top_up",
                            List.of(Leg.of(
                                    AccountKey.outside("bank/y/CNY", CNY), AccountKey.of("wallet/bo/CNY", CNY), 1)))
                    .once(List.of(quote)));
            waitUntilBlocked();
            goOn.countDown();

            PostResult.Posted posted = (PostResult.Posted) first.join();
            assertThat(second.join())
                    .isEqualTo(
                            new PostResult.Repeated(posted.entryId(), posted.recordedAt(), posted.transfers(), quote));
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(1);
        }
    }

    @Test
    void answersBusyWhenTheQueueIsFull() {
        LedgerOptions small = LedgerOptions.STANDARD.withQueueLimit(5);
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), small);
                Held _ = new Held(ledger)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(ledger.submit(topUp(1)));
            }
            assertThat(answers.getLast().join()).isInstanceOf(PostResult.Busy.class);
            Held.letGo();
            assertThat(answers.getFirst().join()).isInstanceOf(PostResult.Posted.class);
        }
    }

    @Test
    void answersBusyWhenALockIsHeldTooLongAndGoesOnAfter() throws Exception {
        LedgerOptions hasty = LedgerOptions.STANDARD.withLockTimeout(Duration.ofMillis(20));
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), hasty)) {
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            try (Connection holder = database.owner().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("select * from ledger.account for update");
                assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Busy.class);
                holder.rollback();
            }
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
        }
    }

    /** The connection is cut while a batch is being written, and between batches: it comes back by itself. */
    @Test
    void losesItsConnectionBeforeTheCommitAndPostsOnce() throws Exception {
        AtomicReference<String> cut = new AtomicReference<>("select 1");
        Companion.Table<String> cutting = (connection, batch, rows) -> {
            String once = cut.getAndSet("select 1");
            try (Statement statement = connection.createStatement()) {
                statement.execute(once);
            }
        };
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            cut.set("select pg_terminate_backend(pg_backend_pid())");
            assertThat(ledger.post(topUp(1).beside(List.of(new Companion<>(cutting, "x")))))
                    .isInstanceOf(PostResult.Posted.class);
            database.run("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where usename = 'ledger_server' and datname = current_database()
                    """);
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(2);
        }
    }

    @Test
    void asksWhatCameOfACommitThatGotNoAnswer() {
        Unanswered unanswered = new Unanswered(database.server());
        try (JdbcLedger ledger = JdbcLedger.start(unanswered.dataSource(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);

            unanswered.next(Unanswered.Fate.COMMITTED);
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(2);

            unanswered.next(Unanswered.Fate.NEVER_ARRIVED);
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(3);
        }
    }

    /** In doubt for too long is neither posted nor busy; the once-key tells the truth later. */
    @Test
    void saysThatItDoesNotKnowRatherThanGuess() {
        Unanswered line = new Unanswered(database.server());
        LedgerOptions impatient = LedgerOptions.STANDARD.withInDoubtFor(Duration.ofMillis(200));
        try (JdbcLedger ledger = JdbcLedger.start(line.dataSource(), Clock.systemUTC(), impatient)) {
            Entry entry = topUp(1).once(List.of(OnceKey.of(true, "c", "doubt")));
            line.next(Unanswered.Fate.COMMITTED_AND_AWAY);
            assertThatThrownBy(() -> ledger.post(entry)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Busy.class);

            line.mend();
            assertThat(onceNotBusy(ledger, entry)).isInstanceOf(PostResult.Repeated.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(1);
        }
    }

    /** A line that has just been mended may be noticed a moment later; until then the answer is Busy, which promises nothing. */
    private static PostResult onceNotBusy(JdbcLedger ledger, Entry entry) {
        PostResult result = ledger.post(entry);
        for (int tries = 0; result instanceof PostResult.Busy && tries < 100; tries++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            result = ledger.post(entry);
        }
        return result;
    }

    @Test
    void answersBusyAfterItIsClosed() {
        JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD);
        ledger.close();
        assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Busy.class);
    }

    private static Entry topUp(long amount) {
        return Entry.post("top_up", List.of(Leg.of(BANK, ANA, amount)));
    }

    private static final Companion.Table<String> THROWING = (connection, batch, rows) -> {
        throw new IllegalStateException("it is broken");
    };

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void waitUntilBlocked() {
        while (database.number("select count(*) from pg_locks where not granted") == 0) {
            Thread.onSpinWait();
        }
    }

    /** Holds the writer in a batch of its own until it is let go, so that the next entries gather behind it. */
    private static final class Held implements AutoCloseable {
        private static CountDownLatch latch = new CountDownLatch(1);

        private final CompletableFuture<PostResult> held;

        Held(JdbcLedger ledger) {
            latch = new CountDownLatch(1);
            CountDownLatch reached = new CountDownLatch(1);
            Companion.Table<String> holding = (connection, batch, rows) -> {
                reached.countDown();
                await(latch);
            };
            held = ledger.submit(Entry.post("hold", List.of(Leg.of(BANK, AccountKey.of("wallet/held/CNY", CNY), 1)))
                    .beside(List.of(new Companion<>(holding, "x"))));
            await(reached);
        }

        static void letGo() {
            latch.countDown();
        }

        @Override
        public void close() {
            latch.countDown();
            held.join();
        }
    }
}
