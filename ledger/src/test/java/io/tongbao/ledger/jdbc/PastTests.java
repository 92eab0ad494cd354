package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.BalanceAt.By;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.EntryStory;
import io.tongbao.ledger.HeldBalance;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PeriodClosing;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.TrialBalanceRow;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the books stood, what came of an entry, closed periods, entries in one go, and accounts without a history. */
class PastTests {
    private static final Asset CNY = new Asset("CNY");
    private static final Asset USE = new Asset("USE");
    private static final AccountKey BANK = AccountKey.outside("bank/x/CNY", CNY);
    private static final AccountKey ANA = AccountKey.of("wallet/ana/CNY", CNY);
    private static final AccountKey TEA = AccountKey.of("merchant/tea/CNY", CNY);
    private static final AccountKey ISSUED = AccountKey.of(
            "counters/USE",
            USE,
            AccountKind.of("issued", AccountKind.Nature.COUNTER)
                    .outsideTheHouse()
                    .withoutHistory());
    private static final AccountKey USES = AccountKey.of(
            "uses/ana", USE, AccountKind.of("uses", AccountKind.Nature.COUNTER).withoutHistory());

    private LedgerDatabase database;
    private MovableClock clock;
    private JdbcLedger ledger;

    @BeforeEach
    void start() {
        database = LedgerDatabase.fresh();
        clock = new MovableClock();
        ledger = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD);
    }

    @AfterEach
    void stop() {
        ledger.close();
        database.close();
    }

    private PostResult.Posted posted(Entry entry) {
        return (PostResult.Posted) ledger.post(entry);
    }

    private long at(AccountKey account, Instant instant, By by) {
        return ((BalanceAt.Was) ledger.balanceAt(account.code(), instant, by)).posted();
    }

    @Test
    void aBalanceDatedBackCountsWhenItTookEffectAndWasRecordedWhenItWasRecorded() {
        Instant monday = clock.instant();
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 500))));
        clock.move(Duration.ofDays(3));
        Instant thursday = clock.instant();
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 40))).backdated(monday.plus(Duration.ofDays(1))));
        clock.move(Duration.ofHours(1));

        Instant wednesday = monday.plus(Duration.ofDays(2));
        assertThat(at(ANA, wednesday, By.RECORDED)).isEqualTo(500);
        assertThat(at(ANA, wednesday, By.EFFECTIVE)).isEqualTo(540);
        assertThat(at(ANA, monday, By.EFFECTIVE)).isEqualTo(500);
        assertThat(at(ANA, thursday, By.RECORDED)).isEqualTo(540);
        assertThat(at(ANA, monday.minusMillis(1), By.RECORDED)).isZero();
        assertThat(ledger.balanceAt("wallet/nobody/CNY", monday, By.RECORDED))
                .isEqualTo(new BalanceAt.NoSuchAccount("wallet/nobody/CNY"));
        assertThatThrownBy(() -> ledger.balanceAt(ANA.code(), clock.instant().plusSeconds(1), By.RECORDED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasReservedHasAHistoryToo() {
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 500))));
        clock.move(Duration.ofMinutes(1));
        long reservation = posted(Entry.of(
                        "hotel",
                        new Entry.Action.Reserve(List.of(Leg.of(ANA, TEA, 300)), Duration.ofDays(1), "two nights")))
                .entryId();
        Instant held = clock.instant();
        clock.move(Duration.ofMinutes(1));
        posted(Entry.of("hotel", new Entry.Action.Settle(reservation, List.of(100L))));
        Instant partly = clock.instant();
        clock.move(Duration.ofMinutes(1));
        posted(Entry.of("hotel", new Entry.Action.Release(reservation)));

        assertThat(ledger.balanceAt(ANA.code(), held, By.RECORDED))
                .isEqualTo(new BalanceAt.Was(ANA.code(), CNY, held, By.RECORDED, 500, 0, 300));
        assertThat(ledger.balanceAt(TEA.code(), partly, By.RECORDED))
                .isEqualTo(new BalanceAt.Was(TEA.code(), CNY, partly, By.RECORDED, 100, 200, 0));
        assertThat(ledger.balanceAt(ANA.code(), clock.instant(), By.RECORDED))
                .isEqualTo(new BalanceAt.Was(ANA.code(), CNY, clock.instant(), By.RECORDED, 400, 0, 0));
    }

    @Test
    void aBalanceNamesWhatHoldsItAndAnEntryWhatCameOfIt() {
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 500))));
        PostResult.Posted hotel = posted(Entry.of(
                "hotel", new Entry.Action.Reserve(List.of(Leg.of(ANA, TEA, 300)), Duration.ofDays(1), "two nights")));
        posted(Entry.of(
                "taxi", new Entry.Action.Reserve(List.of(Leg.of(ANA, TEA, 50)), Duration.ofHours(1), "a ride")));
        PostResult.Posted settled = posted(Entry.of("hotel", new Entry.Action.Settle(hotel.entryId(), List.of(100L))));

        HeldBalance held = ledger.heldBalance(ANA.code(), 10).orElseThrow();
        assertThat(held.balance().available()).isEqualTo(150);
        assertThat(held.isAll()).isTrue();
        assertThat(held.holds())
                .extracting(HeldBalance.Hold::purpose, HeldBalance.Hold::amount, HeldBalance.Hold::direction)
                .containsExactly(
                        tuple("two nights", 200L, Refusal.Direction.OUT), tuple("a ride", 50L, Refusal.Direction.OUT));
        assertThat(ledger.heldBalance(ANA.code(), 1).orElseThrow().isAll()).isFalse();

        PostResult.Posted reversed = posted(Entry.of(
                "complaint",
                new Entry.Action.Reverse(settled.entryId(), List.of(new Entry.Action.Reverse.Part(0, 30)), List.of())));
        EntryStory story = ledger.story(hotel.entryId()).orElseThrow();
        assertThat(story.reservation().orElseThrow().left()).containsExactly(200L);
        assertThat(story.later())
                .extracting(EntryStory.Later::id, EntryStory.Later::phase, EntryStory.Later::amount)
                .containsExactly(tuple(settled.entryId(), RecordedEntry.Phase.SETTLE, 100L));
        assertThat(ledger.story(settled.entryId()).orElseThrow().later())
                .extracting(EntryStory.Later::id)
                .containsExactly(reversed.entryId());
        assertThat(ledger.story(reversed.entryId()).orElseThrow().entry().origin())
                .hasValue(settled.entryId());
    }

    @Test
    void theTrialBalanceOfAnInstantSumsToZeroByKind() {
        AccountKind wallet = AccountKind.of("wallet", AccountKind.Nature.LIABILITY);
        AccountKey ben = AccountKey.of("wallet/ben/CNY", CNY, wallet);
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ben, 500), Leg.of(ISSUED, USES, 1))));
        Instant then = clock.instant();
        clock.move(Duration.ofMinutes(2));
        posted(Entry.post("payment", List.of(Leg.of(ben, TEA, 200))));

        List<TrialBalanceRow> rows = ledger.trialBalanceAt(then, By.RECORDED);
        assertThat(rows)
                .extracting(TrialBalanceRow::kind, TrialBalanceRow::posted)
                .containsExactly(tuple("held", 0L), tuple("outside", -500L), tuple("wallet", 500L));
        assertThat(ledger.chart()).contains(wallet, ISSUED.kind(), USES.kind());
        assertThatThrownBy(() -> ledger.trialBalanceAt(clock.instant(), By.RECORDED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** More accounts than are read at once; what is dated back may come to any of them at any time. */
    @Test
    void theTrialBalanceOfAnInstantSumsToZeroWhileEntriesAreDatedBack() throws Exception {
        Instant then = clock.instant();
        for (int from = 0; from < 1_200; from += 100) {
            posted(Entry.post(
                    "top_up",
                    IntStream.range(from, from + 100)
                            .mapToObj(i -> Leg.of(BANK, AccountKey.of("wallet/" + i + "/CNY", CNY), 1_000))
                            .toList()));
        }
        AccountKey last = AccountKey.of("wallet/1199/CNY", CNY);
        clock.move(Duration.ofDays(1));
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                posted(Entry.post("top_up", List.of(Leg.of(BANK, last, 1))).backdated(then));
            }
        });
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(ledger.trialBalanceAt(then, By.EFFECTIVE))
                        .extracting(TrialBalanceRow::posted)
                        .satisfies(sums -> assertThat(
                                        sums.stream().mapToLong(Long::longValue).sum())
                                .isZero());
            }
        } finally {
            stop.set(true);
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAccountWithoutAHistoryHasABalanceThatItsTransfersProve() throws Exception {
        posted(Entry.post("use", List.of(Leg.of(ISSUED, USES, 3))));
        posted(Entry.post("use", List.of(Leg.of(USES, ISSUED, 1))));

        assertThat(ledger.balance(USES.code()).orElseThrow().posted()).isEqualTo(2);
        assertThat(ledger.balanceAt(USES.code(), clock.instant(), By.RECORDED))
                .isEqualTo(new BalanceAt.NotKept(USES.code(), "uses"));
        assertThat(ledger.statement(USES.code(), new StatementQuery(Optional.empty(), 10))
                        .lines())
                .isEmpty();
        assertThat(findings()).isEmpty();

        database.run(
                "update ledger.balance set posted = posted + 1 where account = (select id from ledger.account where code = 'uses/ana')");
        assertThat(findings()).contains("balance: account uses/ana says 3, its transfers leave 2");
    }

    @Test
    void verificationNamesAHistoryThatWasChanged() throws Exception {
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 500))));
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 40)))
                .backdated(clock.instant().minus(Duration.ofDays(2))));
        posted(Entry.of(
                "taxi", new Entry.Action.Reserve(List.of(Leg.of(ANA, TEA, 50)), Duration.ofHours(1), "a ride")));
        assertThat(findings()).isEmpty();

        database.run("update ledger.reserved_balance set reserved_out = reserved_out + 1 where reserved_out > 0");
        database.run("update ledger.dated set net = net + 1 where net > 0");
        database.run("update ledger.dated_day set recorded_net = 7 where recorded_net > 0");
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("reserved-follows: "))
                .anyMatch(finding -> finding.startsWith("reserved-history: account wallet/ana/CNY"))
                .anyMatch(finding -> finding.startsWith("dated-as-it-moved: "))
                .anyMatch(finding -> finding.startsWith("dated-days: account wallet/ana/CNY"));
    }

    private List<String> findings() throws Exception {
        return Verification.run(database.server(), (_, _, _) -> {}).findings().stream()
                .map(finding -> finding.check() + ": " + finding.what())
                .toList();
    }

    @Test
    void nothingTakesEffectBeforeTheBooksWereClosed() {
        Instant now = clock.instant();
        Entry dated = Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1))).backdated(now.minus(Duration.ofHours(2)));
        posted(dated);
        Instant until = now.minus(Duration.ofHours(1));

        assertThat(ledger.closeUntil(until)).isEqualTo(new PeriodClosing.ClosedUntil(until));
        assertThat(ledger.post(dated)).isEqualTo(new PostResult.Refused(new Refusal.PeriodClosed(until)));
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1))).backdated(until));
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1))));
        assertThat(ledger.closeUntil(until.minusSeconds(1))).isEqualTo(new PeriodClosing.ClosedFurther(until));
        assertThat(ledger.closeUntil(now)).isInstanceOf(PeriodClosing.TooEarly.class);
        assertThat(database.number("select count(*) from ledger.period_closing"))
                .isOne();
    }

    /** Goal: what was on its way when the books were closed is not found later in a period that was closed. */
    @Test
    void closingWaitsForWhatIsDatedBackAndOnItsWay() throws Exception {
        posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1))));
        Instant until = clock.instant().minus(Duration.ofHours(1));
        try (Connection batch = database.server().getConnection();
                Statement statement = batch.createStatement()) {
            batch.setAutoCommit(false);
            statement.execute("select from ledger.period for share");
            CompletableFuture<PeriodClosing> closing = CompletableFuture.supplyAsync(() -> ledger.closeUntil(until));
            assertThatThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            // others who date back share the row, and who does not is in nobody's way
            posted(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 1))));
            batch.commit();
            assertThat(closing.get(10, TimeUnit.SECONDS)).isEqualTo(new PeriodClosing.ClosedUntil(until));
        }
    }

    @Test
    void entriesInOneGoGoOnOrStopOrAreAllUndone() {
        List<Entry> entries = List.of(
                Entry.post("top_up", List.of(Leg.of(BANK, ANA, 100))).once(List.of(OnceKey.of(true, "c", "first"))),
                Entry.post("payment", List.of(Leg.of(ANA, TEA, 101))).once(List.of(OnceKey.of(true, "c", "second"))),
                Entry.post("payment", List.of(Leg.of(ANA, TEA, 60))));
        Refusal tooMuch = new Refusal.Insufficient(ANA.code(), 100, 101);

        Together undone = ledger.postTogether(entries, Together.OnRefusal.UNDO_ALL);
        assertThat(undone).isEqualTo(new Together(List.of(new PostResult.Refused(tooMuch)), OptionalInt.of(1)));
        assertThat(ledger.balance(ANA.code()).orElseThrow().posted()).isZero();
        assertThat(database.number("select count(*) from ledger.once_key")).isZero();

        Together stopped = ledger.postTogether(entries, Together.OnRefusal.STOP);
        assertThat(stopped.refusedAt()).hasValue(1);
        assertThat(stopped.answers()).hasSize(2);
        assertThat(stopped.answers().getFirst()).isInstanceOf(PostResult.Posted.class);

        Together all = ledger.postTogether(entries, Together.OnRefusal.GO_ON);
        assertThat(all.refusedAt()).isEmpty();
        assertThat(all.answers().get(0)).isInstanceOf(PostResult.Repeated.class);
        assertThat(all.answers().get(1)).isEqualTo(new PostResult.Refused(tooMuch));
        assertThat(all.answers().get(2)).isInstanceOf(PostResult.Posted.class);
        assertThat(ledger.balance(ANA.code()).orElseThrow().posted()).isEqualTo(40);
        assertThatThrownBy(() -> ledger.postTogether(List.of(), Together.OnRefusal.GO_ON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
