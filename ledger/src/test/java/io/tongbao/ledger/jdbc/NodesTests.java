package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goal: several ledgers on one database keep one set of books. Method: two, whose clocks, order and pace differ. */
class NodesTests {
    private static final Asset CNY = new Asset("CNY");
    private static final AccountKey BANK = AccountKey.outside("bank/x/CNY", CNY);
    private static final AccountKey ANA = AccountKey.of("wallet/ana/CNY", CNY);
    private static final AccountKey SHOP = AccountKey.of("merchant/tea/CNY", CNY);

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

    /** Before the expiry is posted, each node judges by its own clock; after its time by both, neither settles. */
    @Test
    void settlesNoMoreAfterItsTimeOnEitherNodeBeforeTheExpiryIsPosted() {
        MovableClock behind = new MovableClock();
        MovableClock ahead = new MovableClock();
        ahead.move(Duration.ofMinutes(10));
        try (JdbcLedger slow = JdbcLedger.start(database.server(), behind, LedgerOptions.STANDARD);
                JdbcLedger fast = JdbcLedger.start(database.server(), ahead, LedgerOptions.STANDARD)) {
            long kept = reserve(slow);
            behind.move(Duration.ofMinutes(25));
            ahead.move(Duration.ofMinutes(25));
            assertThat(fast.post(settle(kept, 10))).isEqualTo(over(kept));
            assertThat(slow.post(settle(kept, 10))).isInstanceOf(PostResult.Posted.class);

            behind.move(Duration.ofMinutes(5));
            ahead.move(Duration.ofMinutes(5));
            assertThat(fast.post(settle(kept, 10))).isEqualTo(over(kept));
            assertThat(slow.post(settle(kept, 10))).isEqualTo(over(kept));
            assertThat(database.number("select count(*) from ledger.entry where phase = 'EXPIRE'"))
                    .isZero();
            assertThat(reservedOut()).isEqualTo(70);
        }
    }

    /** The fast node lets go early; nothing is settled and let go both, and the slow node hears that it is over. */
    @Test
    void anExpiryByAClockThatIsAheadIsOnlyEarly() {
        MovableClock behind = new MovableClock();
        MovableClock ahead = new MovableClock();
        ahead.move(Duration.ofMinutes(40));
        try (JdbcLedger slow = JdbcLedger.start(database.server(), behind, LedgerOptions.STANDARD);
                JdbcLedger fast = JdbcLedger.start(database.server(), ahead, LedgerOptions.STANDARD)) {
            long kept = reserve(slow);
            assertThat(slow.expireReservations(10)).isZero();
            assertThat(fast.expireReservations(10)).isEqualTo(1);

            assertThat(slow.post(settle(kept, 10))).isEqualTo(over(kept));
            assertThat(slow.expireReservations(10)).isZero();
            assertThat(reservedOut()).isZero();
            assertThat(slow.balance(ANA.code()).orElseThrow().posted()).isEqualTo(100);
        }
    }

    /** What a clock that is ahead has recorded on the accounts holds for the slow node too: time does not go back. */
    @Test
    void recordsNoSettlementAfterTheReservationsTime() {
        MovableClock behind = new MovableClock();
        MovableClock ahead = new MovableClock();
        ahead.move(Duration.ofMinutes(40));
        try (JdbcLedger slow = JdbcLedger.start(database.server(), behind, LedgerOptions.STANDARD);
                JdbcLedger fast = JdbcLedger.start(database.server(), ahead, LedgerOptions.STANDARD)) {
            long kept = reserve(slow);
            assertThat(fast.post(Entry.post("payment", List.of(Leg.of(ANA, SHOP, 1)))))
                    .isInstanceOf(PostResult.Posted.class);

            assertThat(slow.post(settle(kept, 10))).isEqualTo(over(kept));
            assertThat(database.number("""
                            select count(*) from ledger.entry s join ledger.entry r on r.id = s.origin
                            where s.phase = 'SETTLE' and s.recorded_at >= r.expires_at
                            """)).isZero();
        }
    }

    /** PostgreSQL ends the transaction of a node that stands still in the middle of a batch; the other goes on meanwhile. */
    @Test
    @Timeout(60)
    void aNodeThatStandsStillInABatchHoldsTheOtherUpOnlySoLong() throws Exception {
        LedgerOptions hasty = new LedgerOptions(
                100, 1_000, 100, 100, Duration.ofMillis(100), Duration.ofMillis(800), 2, Duration.ofSeconds(5));
        CountDownLatch standing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Companion.Table<String> pausing = (_, _, _) -> {
            standing.countDown();
            await(goOn);
        };
        try (JdbcLedger paused = JdbcLedger.start(database.server(), Clock.systemUTC(), hasty);
                JdbcLedger other = JdbcLedger.start(database.server(), Clock.systemUTC(), hasty)) {
            Entry entry = Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1)));
            assertThat(other.post(entry)).isInstanceOf(PostResult.Posted.class);
            CompletableFuture<PostResult> held = paused.submit(
                    entry.once(List.of(OnceKey.of(true, "c", "k"))).beside(List.of(new Companion<>(pausing, "x"))));
            await(standing);

            assertThat(other.post(entry)).as("while the locks are held").isInstanceOf(PostResult.Busy.class);
            PostResult after = other.post(entry);
            while (after instanceof PostResult.Busy) {
                after = other.post(entry);
            }
            assertThat(after).isInstanceOf(PostResult.Posted.class);
            assertThat(held).as("still standing").isNotDone();
            goOn.countDown();
            assertThat(held.join()).isInstanceOf(PostResult.Posted.class);
            assertThat(database.number("select count(*) from ledger.transfer")).isEqualTo(3);
        }
    }

    /** The order of the legs is not the order of the locks, nor are the new accounts' and once-keys' the callers'. */
    @Test
    @Timeout(60)
    void twoNodesThatMeetInOppositeOrderNeverDeadlock() {
        int accounts = 30;
        List<AccountKey> wallets = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            wallets.add(AccountKey.of("wallet/w" + i + "/CNY", CNY));
        }
        try (JdbcLedger one = JdbcLedger.start(
                        database.server(), Clock.systemUTC(), LedgerOptions.STANDARD.withBatchLimit(20));
                JdbcLedger two = JdbcLedger.start(
                        database.server(), Clock.systemUTC(), LedgerOptions.STANDARD.withBatchLimit(20))) {
            long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            int waited = 0;
            for (int round = 0; System.nanoTime() < until; round++) {
                List<CompletableFuture<PostResult>> answers = new ArrayList<>();
                for (int i = 0; i < accounts; i++) {
                    int last = accounts - 1 - i;
                    answers.add(one.submit(across(wallets.get(i), round, i)));
                    answers.add(two.submit(across(wallets.get(last), round, last)));
                }
                while (!answers.stream().allMatch(CompletableFuture::isDone)) {
                    waited += (int) database.number("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """);
                }
                answers.forEach(answer ->
                        assertThat(answer.join()).isInstanceOfAny(PostResult.Posted.class, PostResult.Repeated.class));
            }
            assertThat(waited).as("times that one node waited for the other").isPositive();
        }
        // a backend tells its counts at the latest when it ends
        database.run("""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where usename = 'ledger_server' and datname = current_database()
                """);
        assertThat(database.number("select deadlocks from pg_stat_database where datname = current_database()"))
                .isZero();
    }

    /** Into a known account and one that nobody has met; on both nodes under the same key. */
    private static Entry across(AccountKey wallet, int round, int place) {
        AccountKey fresh = AccountKey.of("fresh/" + round + "/" + place, CNY);
        return Entry.post("top_up", List.of(Leg.of(BANK, wallet, 2), Leg.of(wallet, fresh, 1)))
                .once(List.of(OnceKey.of(true, "c", "round" + round, "place" + place)));
    }

    private long reserve(JdbcLedger ledger) {
        assertThat(ledger.post(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 100)))))
                .isInstanceOf(PostResult.Posted.class);
        PostResult kept = ledger.post(Entry.of(
                "reserve", new Action.Reserve(List.of(Leg.of(ANA, SHOP, 80)), Duration.ofMinutes(30), "test")));
        assertThat(kept).isInstanceOf(PostResult.Posted.class);
        return ((PostResult.Posted) kept).entryId();
    }

    private static Entry settle(long reservation, long amount) {
        return Entry.of("settle", new Action.Settle(reservation, List.of(amount)));
    }

    private static PostResult over(long reservation) {
        return new PostResult.Refused(new Refusal.ReservationOver(reservation));
    }

    private long reservedOut() {
        return database.number(
                "select reserved_out from ledger.balance b join ledger.account a on a.id = b.account where code = '"
                        + ANA.code() + "'");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
