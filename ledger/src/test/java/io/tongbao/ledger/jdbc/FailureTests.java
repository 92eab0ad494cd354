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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
            List<Integer> together = new ArrayList<>();
            Companion.Table<String> throwing = (_, _, rows) -> {
                together.add(rows.size());
                throw new IllegalStateException("it is broken");
            };
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                boolean culprit = i == 7 || i == 8 || i == 211;
                answers.add(
                        ledger.submit(topUp(1).beside(culprit ? List.of(new Companion<>(throwing, "x")) : List.of())));
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
            assertThat(together).as("culprits in one try").startsWith(3).contains(2, 1);
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
            waitUntilBlockedIn("with positioned as");
            goOn.countDown();

            PostResult.Posted posted = (PostResult.Posted) first.join();
            assertThat(second.join())
                    .isEqualTo(
                            new PostResult.Repeated(posted.entryId(), posted.recordedAt(), posted.transfers(), quote));
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(1);
        }
    }

    /**
     * The other node has the locks and inserts the key while this one waits for them: the probe must come after. Before the
     * locks, or in their statement, it would miss the key, and the entry would fail on the unique index instead.
     */
    @Test
    void seesAOnceKeyThatAnotherNodeInsertedWhileItWaitedForTheLocks() {
        try (JdbcLedger one = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD);
                JdbcLedger two = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            assertThat(two.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Companion.Table<String> pausing = (connection, batch, rows) -> {
                written.countDown();
                await(goOn);
            };
            AtomicInteger tries = new AtomicInteger();
            Companion.Table<String> counting = (connection, batch, rows) -> tries.incrementAndGet();
            OnceKey key = OnceKey.of(true, "c", "late");
            CompletableFuture<PostResult> first =
                    one.submit(topUp(5).once(List.of(key)).beside(List.of(new Companion<>(pausing, "x"))));
            await(written);
            CompletableFuture<PostResult> second =
                    two.submit(topUp(5).once(List.of(key)).beside(List.of(new Companion<>(counting, "x"))));
            waitUntilBlockedIn("for no key update");
            goOn.countDown();

            PostResult.Posted posted = (PostResult.Posted) first.join();
            assertThat(second.join())
                    .isEqualTo(new PostResult.Repeated(posted.entryId(), posted.recordedAt(), posted.transfers(), key));
            assertThat(tries).as("it never came so far as to write").hasValue(0);
        }
    }

    /** A deferred constraint is judged at the commit, when everything is written and every companion has run. */
    @Test
    void aCommitThatIsRefusedLeavesNoRowOfTheCulprit() {
        database.run("""
                create table note (text text not null);
                grant insert, select on note to ledger_server;
                create function refuse() returns trigger language plpgsql as
                  $$ begin raise exception 'not this one' using errcode = '23514'; end $$;
                create constraint trigger judged_late after insert on note deferrable initially deferred
                  for each row when (new.text = 'culprit') execute function refuse()
                """);
        List<Integer> ran = new ArrayList<>();
        Companion.Table<String> notes = (connection, _, rows) -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("insert into note select unnest(?::text[])")) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text",
                                rows.stream().map(Companion.Companioned::row).toArray()));
                ran.add(statement.executeUpdate());
            }
        };
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD);
                Held _ = new Held(ledger)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(ledger.submit(topUp(1).once(List.of(OnceKey.of(true, "c", "late" + i)))
                        .beside(List.of(new Companion<>(notes, i == 4 ? "culprit" : "innocent")))));
            }
            Held.letGo();
            for (int i = 0; i < 10; i++) {
                assertThat(answers.get(i).join())
                        .isInstanceOf(i == 4 ? PostResult.Refused.class : PostResult.Posted.class);
            }
            assertThat(answers.get(4).join())
                    .isInstanceOfSatisfying(
                            PostResult.Refused.class,
                            refused -> assertThat(refused.refusal())
                                    .isInstanceOfSatisfying(
                                            Refusal.Rejected.class,
                                            rejected -> assertThat(rejected.sqlState())
                                                    .isEqualTo("23514")));
            assertThat(ran).as("rows written before the commits").startsWith(10).contains(1);
            assertThat(database.number("select count(*) from note")).isEqualTo(9);
            assertThat(database.number("select count(*) from note where text = 'culprit'"))
                    .isZero();
            assertThat(database.number("select count(*) from ledger.once_key where refusal is not null"))
                    .isEqualTo(1);
            assertThat(ledger.balance(ANA.code()).orElseThrow().posted()).isEqualTo(9);
        }
    }

    /** PostgreSQL answers the commit of a failed transaction with a rollback and no error. */
    @Test
    void aCompanionThatHidesItsErrorPostsNothing() {
        AtomicInteger hidden = new AtomicInteger();
        Companion.Table<String> hiding = (connection, _, _) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1 / 0");
            } catch (SQLException _) {
                hidden.incrementAndGet();
            }
        };
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            assertThat(ledger.post(topUp(1).beside(List.of(new Companion<>(hiding, "x")))))
                    .isInstanceOf(PostResult.Refused.class);
            assertThat(hidden).hasPositiveValue();
            assertThat(database.number("select count(*) from ledger.transfer")).isZero();
        }
    }

    /** A refusal may rest on an entry that never comes to be: nobody hears of it before the commit, and it is not kept. */
    @Test
    void aRefusalThatRestedOnARolledBackEntryIsJudgedAnew() {
        List<Long> leftInTheTry = new ArrayList<>();
        Companion.Table<String> throwing = (connection, _, _) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select posted from ledger.balance b join ledger.account a on a.id = b.account where code = 'wallet/ana/CNY'")) {
                row.next();
                leftInTheTry.add(row.getLong(1));
            }
            throw new IllegalStateException("it is broken");
        };
        List<Integer> written = new ArrayList<>();
        Companion.Table<String> counting = (_, _, rows) -> written.add(leftInTheTry.size());
        AccountKey shop = AccountKey.of("merchant/tea/CNY", CNY);
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            assertThat(ledger.post(topUp(100))).isInstanceOf(PostResult.Posted.class);
            try (Held _ = new Held(ledger)) {
                Entry all = Entry.post("payment", List.of(Leg.of(ANA, shop, 100)));
                CompletableFuture<PostResult> first =
                        ledger.submit(all.beside(List.of(new Companion<>(throwing, "x"))));
                CompletableFuture<PostResult> second = ledger.submit(all.once(List.of(OnceKey.of(true, "c", "second")))
                        .beside(List.of(new Companion<>(counting, "x"))));
                Held.letGo();

                assertThat(first.join())
                        .isEqualTo(new PostResult.Refused(new Refusal.Rejected("-----", "it is broken")));
                assertThat(second.join()).isInstanceOf(PostResult.Posted.class);
            }
            assertThat(leftInTheTry)
                    .as("the first had spent it all, twice in vain")
                    .containsExactly(0L, 0L);
            assertThat(written)
                    .as("the second was refused beside it, and written after it")
                    .containsExactly(2);
            assertThat(database.number("select count(*) from ledger.once_key where refusal is not null"))
                    .isZero();
            assertThat(ledger.balance(ANA.code()).orElseThrow().posted()).isZero();
        }
    }

    @Test
    void answersBusyWhenTheDatabaseCannotWriteAndGoesOnAfter() {
        Companion.Table<String> full = (connection, _, _) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("do $$ begin raise exception 'no room' using errcode = '53100'; end $$");
            }
        };
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            assertThat(ledger.post(topUp(1).beside(List.of(new Companion<>(full, "x")))))
                    .isEqualTo(new PostResult.Busy("The database can't write now"));
            assertThat(ledger.post(topUp(1))).isInstanceOf(PostResult.Posted.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(1);
        }
    }

    /** Nobody waits for room: what finds none is answered while the writer still stands, and leaves nothing behind. */
    @Test
    void answersBusyAtOnceWhenTheQueueIsFullAndPostsNothingOfIt() {
        LedgerOptions small = LedgerOptions.STANDARD.withQueueLimit(5);
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), small);
                Held _ = new Held(ledger)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(ledger.submit(topUp(1).once(List.of(OnceKey.of(true, "c", "k" + i)))));
                assertThat(ledger.waiting()).isLessThanOrEqualTo(5);
            }
            assertThat(answers.subList(5, 1_000))
                    .allSatisfy(answer -> assertThat(answer)
                            .isCompletedWithValue(new PostResult.Busy("Too many entries are waiting")));
            Held.letGo();
            assertThat(answers.subList(0, 5))
                    .allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(PostResult.Posted.class));
            ledger.close();
            assertThat(database.number("select count(*) from ledger.once_key")).isEqualTo(5);
            assertThat(
                            database.number(
                                    "select posted from ledger.balance b join ledger.account a on a.id = b.account where code = 'wallet/ana/CNY'"))
                    .isEqualTo(5);
        }
    }

    @Test
    void takesNoMoreIntoABatchThanItsLimitsAndRemembersNoMoreAccounts() {
        LedgerOptions small = new LedgerOptions(
                7, 10, 1_000, 2, Duration.ofSeconds(3), Duration.ofSeconds(10), 5, Duration.ofSeconds(60));
        List<Integer> entries = new ArrayList<>();
        Companion.Table<String> counting = (_, _, rows) -> entries.add(rows.size());
        Companion.Table<String> countingPairs = (_, _, rows) -> entries.add(2 * rows.size());
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), small);
                Held _ = new Held(ledger)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                AccountKey wallet = AccountKey.of("wallet/w" + i + "/CNY", CNY);
                answers.add(ledger.submit(Entry.post("top_up", List.of(Leg.of(BANK, wallet, 1)))
                        .beside(List.of(new Companion<>(counting, "x")))));
            }
            for (int i = 0; i < 50; i++) {
                answers.add(ledger.submit(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1), Leg.of(BANK, ANA, 1)))
                        .beside(List.of(new Companion<>(countingPairs, "x")))));
            }
            Held.letGo();
            answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(PostResult.Posted.class));
            assertThat(entries).allMatch(size -> size <= 10).contains(7, 10);
            assertThat(entries.stream().mapToInt(Integer::intValue).sum()).isEqualTo(150);
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

    /** The line is gone while the backend still commits: "in progress" is no answer yet. */
    @Test
    void waitsForABackendThatStillCommits() {
        database.run("""
                create table slow (n integer);
                grant insert on slow to ledger_server;
                create function linger() returns trigger language plpgsql as
                  $$ begin perform pg_sleep(0.7); return null; end $$;
                create constraint trigger lingers after insert on slow deferrable initially deferred
                  for each row execute function linger()
                """);
        Companion.Table<String> slow = (connection, _, _) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into slow values (1)");
            }
        };
        List<String> statusWhenLost = new ArrayList<>();
        Unanswered line = new Unanswered(database.server());
        try (JdbcLedger ledger = JdbcLedger.start(line.dataSource(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            line.next(Unanswered.Fate.NEVER_ARRIVED, connection -> {
                String transaction = text(connection, "select pg_current_xact_id()::text");
                Thread.startVirtualThread(() -> commitUnheard(connection));
                waitUntilAny("query = 'COMMIT' and wait_event = 'PgSleep'");
                try (Connection asking = database.owner().getConnection()) {
                    statusWhenLost.add(text(asking, "select pg_xact_status('" + transaction + "'::xid8)"));
                }
            });
            assertThat(ledger.post(topUp(1).beside(List.of(new Companion<>(slow, "x")))))
                    .isInstanceOf(PostResult.Posted.class);
            assertThat(statusWhenLost).containsExactly("in progress");
            assertThat(database.number("select count(*) from slow")).isEqualTo(1);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(1);
        }
    }

    private static void commitUnheard(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException _) {
            // the line is cut meanwhile
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
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

    /** Until a ledger waits for another's lock in this statement. */
    private void waitUntilBlockedIn(String statement) {
        waitUntilAny("wait_event_type = 'Lock' and position('%s' in query) > 0".formatted(statement));
    }

    private void waitUntilAny(String activity) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while (database.number(
                        "select count(*) from pg_stat_activity where datname = current_database() and " + activity)
                == 0) {
            assertThat(System.nanoTime()).as(activity).isLessThan(giveUp);
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
