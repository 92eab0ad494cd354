package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.AccountRules;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.Transfer;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the face promises, on a real database. */
class LedgerTests {
    private static final Asset CNY = Currency.of("CNY").asset();
    private static final AccountKey BANK = AccountKey.outside("bank/sandbox/CNY", CNY);
    private static int world;

    private static LedgerDatabase database;
    private static MovableClock clock;
    private static JdbcLedger ledger;

    private AccountKey ana;
    private AccountKey shop;
    private AccountKey budget;

    @BeforeAll
    static void start() {
        database = LedgerDatabase.fresh();
        database.run("""
                create table note (entry bigint, batch bigint, text text not null check (text <> 'broken'));
                grant insert, select on note to ledger_server
                """);
        clock = new MovableClock();
        ledger = JdbcLedger.start(database.server(), clock, LedgerOptions.STANDARD);
    }

    @AfterAll
    static void stop() {
        ledger.close();
        database.close();
    }

    @BeforeEach
    void freshAccounts() {
        world++;
        ana = AccountKey.of("wallet/ana" + world + "/CNY", CNY);
        shop = AccountKey.of("merchant/shop" + world + "/CNY", CNY);
        budget = AccountKey.of("campaign/c" + world + "/budget/us", CNY);
    }

    @Test
    void movesValueAndTellsTheBalancesItLeft() {
        fund(ana, 5_000);

        PostResult.Posted paid = posted(Entry.post("payment", List.of(Leg.of(ana, shop, 1_280))));

        assertThat(paid.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.fromBalance()).hasValue(3_720);
            assertThat(transfer.toBalance()).hasValue(1_280);
        });
        assertThat(balance(ana).posted()).isEqualTo(3_720);
        assertThat(balance(shop).posted()).isEqualTo(1_280);
        RecordedEntry recorded = ledger.entry(paid.entryId()).orElseThrow();
        assertThat(recorded.transfers()).isEqualTo(paid.transfers());
        assertThat(recorded.recordedAt()).isEqualTo(paid.recordedAt());
        assertThat(recorded.phase()).isEqualTo(RecordedEntry.Phase.POST);
    }

    @Test
    void refusesToGoBelowZeroAndChangesNothing() {
        fund(ana, 100);

        assertThat(refused(Entry.post("payment", List.of(Leg.of(BANK, shop, 50), Leg.of(ana, shop, 101)))))
                .isEqualTo(new Refusal.Insufficient(ana.code(), 100, 101));
        assertThat(balance(ana).posted()).isEqualTo(100);
        assertThat(balance(shop).posted()).isZero();
    }

    @Test
    void countsLegsInTheirOrder() {
        assertThat(ledger.post(Entry.post("payment", List.of(Leg.of(BANK, ana, 5), Leg.of(ana, shop, 5)))))
                .isInstanceOf(PostResult.Posted.class);
        assertThat(ledger.post(Entry.post("payment", List.of(Leg.of(ana, shop, 5), Leg.of(BANK, ana, 5)))))
                .isInstanceOf(PostResult.Refused.class);
    }

    @Test
    void keepsAnAccountsOwnMaximum() {
        AccountKey capped = AccountKey.of("wallet/cap" + world, CNY).within(AccountRules.cappedAt(1_000));
        fund(capped, 900);

        assertThat(refused(Entry.post("top_up", List.of(Leg.of(BANK, capped, 101)))))
                .isEqualTo(new Refusal.AboveMaximum(capped.code(), 1_000, 1_001));
    }

    @Test
    void judgesBoundsBeforeAndAfter() {
        AccountKey uses = AccountKey.of("campaign/c" + world + "/uses/ana", new Asset("USE"));
        AccountKey issued = AccountKey.outside("counters/USE", new Asset("USE"));
        Bound first = new Bound("first_order", uses, Bound.When.BEFORE, Bound.Comparison.EXACTLY, 0);
        Bound twice = new Bound("uses", uses, Bound.When.AFTER, Bound.Comparison.AT_MOST, 2);

        posted(Entry.post("payment", List.of(Leg.of(issued, uses, 1, first))));
        assertThat(refused(Entry.post("payment", List.of(Leg.of(issued, uses, 1, first)))))
                .isEqualTo(new Refusal.BoundBroken("first_order", uses.code(), 0, 1));
        posted(Entry.post("payment", List.of(Leg.of(issued, uses, 1, twice))));
        assertThat(refused(Entry.post("payment", List.of(Leg.of(issued, uses, 1, twice)))))
                .isEqualTo(new Refusal.BoundBroken("uses", uses.code(), 2, 3));
    }

    @Test
    void refusesAnotherAsset() {
        AccountKey points = AccountKey.of("points/ana" + world, new Asset("POINTS"));
        fund(ana, 10);

        assertThat(refused(Entry.post("payment", List.of(Leg.of(ana, points, 1)))))
                .isEqualTo(new Refusal.WrongAsset(points.code(), "POINTS"));
        assertThat(refused(Entry.post(
                        "payment", List.of(Leg.of(AccountKey.of(ana.code(), points.asset()), points, 1)))))
                .isEqualTo(new Refusal.WrongAsset(ana.code(), "CNY"));
    }

    @Test
    void refusesToLeaveTheSixtyFourBits() {
        AccountKey from = AccountKey.outside("bank/far" + world, CNY);
        AccountKey to = AccountKey.outside("bank/other" + world, CNY);
        posted(Entry.post("move", List.of(Leg.of(from, to, Long.MAX_VALUE))));

        assertThat(refused(Entry.post("move", List.of(Leg.of(from, to, 2)))))
                .isEqualTo(new Refusal.Overflow(from.code()));
        assertThat(refused(Entry.post("move", List.of(Leg.of(BANK, to, 1)))))
                .isEqualTo(new Refusal.Overflow(to.code()));
        posted(Entry.post("move", List.of(Leg.of(to, from, Long.MAX_VALUE))));
    }

    @Test
    void drawsFromLotsInOrderAndTakesAllThatIsLeft() {
        AccountKey old = AccountKey.of("lot/" + world + "/1", CNY);
        AccountKey recent = AccountKey.of("lot/" + world + "/2", CNY);
        fund(old, 30);
        fund(recent, 100);
        Source lots = new Source.InOrder(List.of(old, recent));

        PostResult.Posted drawn = posted(Entry.post("spend", List.of(new Leg(lots, shop, 50, List.of()))));
        assertThat(drawn.transfers())
                .extracting(Transfer::fromCode, Transfer::amount, Transfer::leg)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(old.code(), 30L, 0),
                        org.assertj.core.groups.Tuple.tuple(recent.code(), 20L, 0));
        assertThat(refused(Entry.post("spend", List.of(new Leg(lots, shop, 81, List.of())))))
                .isEqualTo(new Refusal.Insufficient(old.code(), 80, 81));

        Leg rest = new Leg(new Source.AllOf(recent), shop, 0, List.of());
        assertThat(posted(Entry.post("sweep", List.of(rest))).transfers())
                .extracting(Transfer::amount)
                .containsExactly(80L);
        assertThat(posted(Entry.post("sweep", List.of(rest))).transfers()).isEmpty();
    }

    @Test
    void aDrawPassesOverWhatIsFrozenOrIsRefusedAsItSays() {
        AccountKey gift = AccountKey.of("gift/" + world, CNY);
        fund(gift, 30);
        fund(ana, 100);
        List<AccountKey> purses = List.of(gift, ana);
        ledger.freeze(ana, Ledger.Freeze.OUT);
        Leg strict = new Leg(new Source.InOrder(purses, Source.InOrder.Stopped.REFUSED), shop, 10, List.of());
        assertThat(refused(Entry.post("spend", List.of(strict))))
                .isEqualTo(new Refusal.Frozen(ana.code(), Refusal.Direction.OUT));
        assertThat(refused(reserve(strict))).isEqualTo(new Refusal.Frozen(ana.code(), Refusal.Direction.OUT));
        posted(Entry.post("spend", List.of(new Leg(new Source.InOrder(purses), shop, 10, List.of()))));
        ledger.freeze(ana, Ledger.Freeze.NONE);
        Leg both = new Leg(new Source.InOrder(purses, Source.InOrder.Stopped.REFUSED), shop, 25, List.of());
        PostResult.Posted kept = posted(reserve(both));
        assertThat(kept.transfers()).extracting(Transfer::amount).containsExactly(20L, 5L);
        assertThat(posted(Entry.of("settle", new Action.Settle(kept.entryId(), List.of())))
                        .transfers())
                .extracting(Transfer::fromCode)
                .containsExactly(gift.code(), ana.code());
    }

    @Test
    void keepsAReservationUntilItIsSettledOrReleased() {
        fund(ana, 100);
        PostResult.Posted kept = posted(reserve(Leg.of(ana, shop, 80)));
        assertThat(balance(ana)).satisfies(balance -> {
            assertThat(balance.posted()).isEqualTo(100);
            assertThat(balance.available()).isEqualTo(20);
        });
        assertThat(balance(shop).reservedIn()).isEqualTo(80);
        assertThat(refused(Entry.post("payment", List.of(Leg.of(ana, shop, 21)))))
                .isEqualTo(new Refusal.Insufficient(ana.code(), 20, 21));

        assertThat(refused(Entry.of("settle", new Action.Settle(kept.entryId(), List.of(81L)))))
                .isEqualTo(new Refusal.MoreThanLeft(kept.entryId(), 0, 80, 81));
        posted(Entry.of("settle", new Action.Settle(kept.entryId(), List.of(50L))));
        assertThat(balance(ana).posted()).isEqualTo(50);
        assertThat(balance(ana).available()).isEqualTo(20);

        posted(Entry.of("release", new Action.Release(kept.entryId())));
        assertThat(balance(ana).available()).isEqualTo(50);
        assertThat(balance(shop).reservedIn()).isZero();
        assertThat(refused(Entry.of("settle", new Action.Settle(kept.entryId(), List.of()))))
                .isEqualTo(new Refusal.ReservationOver(kept.entryId()));
        assertThat(refused(Entry.of("settle", new Action.Settle(1, List.of())))).isEqualTo(new Refusal.NoSuchEntry(1));
    }

    @Test
    void aReservationHoldsUntilItsExpiryIsPostedButSettlesNoMoreAfterItsTime() {
        fund(ana, 100);
        PostResult.Posted kept = posted(reserve(Leg.of(ana, shop, 80)));
        assertThat(ledger.expireReservations(100)).isZero();

        clock.move(Duration.ofMinutes(31));
        assertThat(balance(ana).available()).isEqualTo(20);
        assertThat(refused(Entry.of("settle", new Action.Settle(kept.entryId(), List.of()))))
                .isEqualTo(new Refusal.ReservationOver(kept.entryId()));

        assertThat(ledger.expireReservations(100)).isEqualTo(1);
        assertThat(balance(ana).available()).isEqualTo(100);
        assertThat(ledger.expireReservations(100)).isZero();
    }

    @Test
    void reversesInPartsAndNeverAboveWhatIsLeft() {
        fund(ana, 1_000);
        fund(budget, 1_000);
        PostResult.Posted paid =
                posted(Entry.post("payment", List.of(Leg.of(ana, shop, 900), Leg.of(budget, shop, 100))));

        PostResult.Posted back = posted(Entry.of(
                "refund",
                new Action.Reverse(
                        paid.entryId(),
                        List.of(new Action.Reverse.Part(0, 450), new Action.Reverse.Part(1, 50)),
                        List.of())));
        assertThat(back.transfers())
                .extracting(Transfer::fromCode, Transfer::toCode, Transfer::amount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(shop.code(), ana.code(), 450L),
                        org.assertj.core.groups.Tuple.tuple(shop.code(), budget.code(), 50L));
        assertThat(refused(Entry.of(
                        "refund",
                        new Action.Reverse(
                                paid.entryId(),
                                List.of(new Action.Reverse.Part(1, 20), new Action.Reverse.Part(0, 451)),
                                List.of()))))
                .isEqualTo(new Refusal.MoreThanLeft(paid.entryId(), 0, 450, 451));
        posted(Entry.of(
                "refund",
                new Action.Reverse(
                        paid.entryId(),
                        List.of(new Action.Reverse.Part(0, 450), new Action.Reverse.Part(1, 50)),
                        List.of())));
        assertThat(balance(ana).posted()).isEqualTo(1_000);
        assertThat(balance(shop).posted()).isZero();
        assertThat(refused(Entry.of(
                        "refund",
                        new Action.Reverse(back.entryId(), List.of(new Action.Reverse.Part(0, 1)), List.of()))))
                .isEqualTo(new Refusal.NoSuchEntry(back.entryId()));
    }

    @Test
    void aFreezeStopsTheSideItNames() {
        fund(budget, 100);
        ledger.freeze(budget, Ledger.Freeze.OUT);
        assertThat(refused(Entry.post("payment", List.of(Leg.of(budget, shop, 1)))))
                .isEqualTo(new Refusal.Frozen(budget.code(), Refusal.Direction.OUT));
        fund(budget, 1);
        ledger.freeze(budget, Ledger.Freeze.BOTH);
        assertThat(refused(Entry.post("payment", List.of(Leg.of(BANK, budget, 1)))))
                .isEqualTo(new Refusal.Frozen(budget.code(), Refusal.Direction.IN));
        ledger.freeze(budget, Ledger.Freeze.NONE);
        posted(Entry.post("payment", List.of(Leg.of(budget, shop, 101))));
    }

    @Test
    void closesOnlyAnEmptyAccount() {
        fund(ana, 1);
        assertThat(ledger.closeAccount(ana.code())).isFalse();
        posted(Entry.post("withdrawal", List.of(Leg.of(ana, BANK, 1))));
        assertThat(ledger.closeAccount(ana.code())).isTrue();
        assertThat(refused(Entry.post("top_up", List.of(Leg.of(BANK, ana, 1)))))
                .isEqualTo(new Refusal.Closed(ana.code()));
    }

    @Test
    void theSameKeyAndContentIsAnsweredWithTheFirstEntry() {
        fund(ana, 100);
        OnceKey key = OnceKey.of(true, "pay 10", "ana" + world, "pay", "k1");
        Entry entry = Entry.post("payment", List.of(Leg.of(ana, shop, 10))).once(List.of(key));
        PostResult.Posted first = posted(entry);

        assertThat(ledger.post(entry))
                .isEqualTo(new PostResult.Repeated(first.entryId(), first.recordedAt(), first.transfers(), key));
        assertThat(balance(shop).posted()).isEqualTo(10);
        assertThat(refused(entry.once(List.of(OnceKey.of(true, "pay 11", "ana" + world, "pay", "k1")))))
                .isEqualTo(new Refusal.KeyReused(key.key().toString()));
    }

    @Test
    void twoTabsThatPayOneQuoteAreOnePayment() {
        fund(ana, 100);
        OnceKey quote = OnceKey.of(false, "quote", "quote", "quo" + world);
        OnceKey left = OnceKey.of(true, "pay", "ana" + world, "left");
        OnceKey right = OnceKey.of(true, "pay", "ana" + world, "right");
        Entry entry = Entry.post("payment", List.of(Leg.of(ana, shop, 10)));
        PostResult.Posted first = posted(entry.once(List.of(left, quote)));

        assertThat(ledger.post(entry.once(List.of(right, quote))))
                .isEqualTo(new PostResult.Repeated(first.entryId(), first.recordedAt(), first.transfers(), quote));
        assertThat(ledger.post(entry.once(List.of(right))))
                .isEqualTo(new PostResult.Repeated(first.entryId(), first.recordedAt(), first.transfers(), right));
    }

    @Test
    void aKeptRefusalIsAnsweredAgainEvenIfItWouldPassNow() {
        OnceKey key = OnceKey.of(true, "pay", "ana" + world, "k");
        OnceKey quote = OnceKey.of(false, "quote", "quote", "quo" + world);
        Entry entry = Entry.post("payment", List.of(Leg.of(ana, shop, 10))).once(List.of(key, quote));
        Refusal first = refused(entry);
        assertThat(first).isEqualTo(new Refusal.Insufficient(ana.code(), 0, 10));

        fund(ana, 100);
        assertThat(refused(entry)).isEqualTo(first);
        posted(entry.once(List.of(OnceKey.of(true, "pay", "ana" + world, "k2"), quote)));
    }

    @Test
    void aCompanionStandsOrFallsWithItsEntry() {
        PostResult.Posted posted =
                posted(Entry.post("top_up", List.of(Leg.of(BANK, ana, 10))).beside(List.of(note("hello"))));
        assertThat(database.number("select count(*) from note where entry = " + posted.entryId() + " and batch > 0"))
                .isEqualTo(1);

        Refusal refusal =
                refused(Entry.post("top_up", List.of(Leg.of(BANK, ana, 10))).beside(List.of(note("broken"))));
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.Rejected.class,
                        rejected -> assertThat(rejected.sqlState()).isEqualTo("23514"));
        assertThat(balance(ana).posted()).isEqualTo(10);
    }

    @Test
    void recordsInOrderWhateverTheClockDoes() {
        Instant first =
                posted(Entry.post("top_up", List.of(Leg.of(BANK, ana, 1)))).recordedAt();
        clock.move(Duration.ofDays(-2));
        Instant second =
                posted(Entry.post("top_up", List.of(Leg.of(BANK, ana, 1)))).recordedAt();
        clock.move(Duration.ofDays(2));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void datesBackWhatTookEffectEarlier() {
        Instant then = Instant.parse("2010-12-01T08:26:00Z");
        PostResult.Posted posted =
                posted(Entry.post("payment", List.of(Leg.of(BANK, ana, 1))).backdated(then));
        assertThat(ledger.entry(posted.entryId()).orElseThrow().effectiveAt()).isEqualTo(then);
        assertThatThrownBy(() ->
                        Entry.post("payment", List.of(Leg.of(BANK, ana, 1))).backdated(Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pagesAStatementWithItsRunningBalance() {
        for (int i = 1; i <= 5; i++) {
            fund(ana, 10);
            posted(Entry.post("payment", List.of(Leg.of(ana, shop, 4))));
        }
        StatementPage page = ledger.statement(ana.code(), new StatementQuery(Optional.empty(), 7));
        assertThat(page.lines())
                .extracting(StatementPage.Line::balance)
                .containsExactly(30L, 34L, 24L, 28L, 18L, 22L, 12L);
        assertThat(page.lines()).extracting(StatementPage.Line::amount).startsWith(-4L, 10L, -4L);
        StatementPage rest = ledger.statement(ana.code(), new StatementQuery(page.next(), 7));
        assertThat(rest.lines()).extracting(StatementPage.Line::balance).containsExactly(16L, 6L, 10L);
        assertThat(rest.next()).isEmpty();
        assertThat(ledger.statement("wallet/nobody", new StatementQuery(Optional.empty(), 7))
                        .lines())
                .isEmpty();
    }

    @Test
    void pagesAStatementOfATimeFromItsBeginning() {
        fund(ana, 100);
        List<Instant> recorded = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            clock.move(Duration.ofSeconds(1));
            PostResult.Posted paid = posted(Entry.post("payment", List.of(Leg.of(ana, shop, i), Leg.of(shop, ana, 1))));
            recorded.add(ledger.entry(paid.entryId()).orElseThrow().recordedAt());
        }
        // From the second payment until before the fifth: each is two lines.
        StatementPage page = ledger.statementBetween(
                ana.code(), recorded.get(1), recorded.get(4), new StatementQuery(Optional.empty(), 4));
        assertThat(page.lines()).extracting(StatementPage.Line::amount).containsExactly(-2L, 1L, -3L, 1L);
        assertThat(page.lines()).extracting(StatementPage.Line::balance).containsExactly(98L, 99L, 96L, 97L);
        StatementPage rest = ledger.statementBetween(
                ana.code(), recorded.get(1), recorded.get(4), new StatementQuery(page.next(), 4));
        assertThat(rest.lines()).extracting(StatementPage.Line::balance).containsExactly(93L, 94L);
        assertThat(rest.next()).isEmpty();
        assertThat(ledger.statementBetween(
                                ana.code(), recorded.get(1), recorded.get(1), new StatementQuery(Optional.empty(), 4))
                        .lines())
                .isEmpty();
        assertThat(ledger.statementBetween(
                                "wallet/nobody",
                                recorded.get(0),
                                recorded.get(4),
                                new StatementQuery(Optional.empty(), 4))
                        .lines())
                .isEmpty();
    }

    @Test
    void listsEntriesNewestFirst() {
        PostResult.Posted one = posted(Entry.post("kind" + world, List.of(Leg.of(BANK, ana, 1))));
        PostResult.Posted two = posted(Entry.post("kind" + world, List.of(Leg.of(BANK, ana, 2))));
        var page = ledger.entries(new EntryQuery(Optional.of("kind" + world), OptionalLong.empty(), 1));
        assertThat(page.entries()).extracting(RecordedEntry::id).containsExactly(two.entryId());
        assertThat(ledger.entries(new EntryQuery(Optional.of("kind" + world), page.next(), 1))
                        .entries())
                .extracting(RecordedEntry::id)
                .containsExactly(one.entryId());
    }

    @Test
    void pagesAccountsByCode() {
        AccountKind kind = AccountKind.of("list" + world, AccountKind.Nature.LIABILITY);
        AccountKey one = AccountKey.of("list" + world + "/a", CNY, kind);
        AccountKey two = AccountKey.of("list" + world + "/b", CNY, kind);
        fund(one, 1);
        fund(two, 2);
        Optional<String> listed = Optional.of(kind.name());
        assertThat(ledger.accounts(new AccountQuery(listed, Optional.empty(), Optional.empty(), 1)))
                .extracting(Balance::code)
                .containsExactly(one.code());
        assertThat(ledger.accounts(new AccountQuery(listed, Optional.empty(), Optional.of(one.code()), 1)))
                .extracting(Balance::code)
                .containsExactly(two.code());
        assertThat(ledger.accounts(new AccountQuery(listed, Optional.of("/b"), Optional.empty(), 9)))
                .extracting(Balance::posted)
                .containsExactly(2L);
    }

    @Test
    void theTrialBalanceSumsToZeroByAsset() {
        fund(ana, 77);
        assertThat(ledger.trialBalance().stream()
                        .filter(row -> row.asset().equals(CNY))
                        .mapToLong(row -> row.posted())
                        .sum())
                .isZero();
    }

    /** Beside an old snapshot a search meets the versions of one turn, not all there ever were. */
    @Test
    void theRowOfABusyBalanceIsReplacedEverySoOften() throws Exception {
        long turns = 3;
        for (int i = 0; i < turns * AccountState.WRITES_A_TURN; i++) {
            assertThat(ledger.post(Entry.post("top_up", List.of(Leg.of(BANK, ana, 1)))))
                    .isInstanceOf(PostResult.Posted.class);
        }
        assertThat(database.numbers("""
                select b.turn, b.posted from ledger.balance b join ledger.account a on a.id = b.account
                where a.code = '%s'
                """.formatted(ana.code())))
                .containsExactly(Map.entry(turns, turns * AccountState.WRITES_A_TURN));
    }

    @Test
    void theServersRoleCanChangeNothingThatIsWritten() {
        for (String table : List.of("entry", "transfer", "reserved", "once_key")) {
            for (String change : List.of("delete from ledger.", "truncate ledger.")) {
                assertThatThrownBy(() -> asServer(change + table)).hasStackTraceContaining("permission denied");
            }
        }
        assertThatThrownBy(() -> asServer("update ledger.transfer set amount = 1"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asServer("update ledger.account set minimum = -1"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asServer("update ledger.balance set minimum = -1"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asServer("delete from ledger.account")).hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asServer("delete from ledger.entry_0")).hasStackTraceContaining("permission denied");
    }

    private static void asServer(String sql) throws Exception {
        try (var connection = database.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final Companion.Table<String> NOTES = (connection, batch, rows) -> {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into note select e, ?, t from unnest(?::bigint[], ?::text[]) as u (e, t)")) {
            statement.setLong(1, batch.number());
            statement.setObject(
                    2, rows.stream().mapToLong(Companion.Companioned::entryId).toArray());
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            rows.stream().map(Companion.Companioned::row).toArray()));
            statement.executeUpdate();
        }
    };

    private static Companion<String> note(String text) {
        return new Companion<>(NOTES, text);
    }

    private static Entry reserve(Leg leg) {
        return Entry.of("reserve", new Action.Reserve(List.of(leg), Duration.ofMinutes(30), "test"));
    }

    private static void fund(AccountKey account, long amount) {
        posted(Entry.post("top_up", List.of(Leg.of(BANK, account, amount))));
    }

    private static PostResult.Posted posted(Entry entry) {
        PostResult result = ledger.post(entry);
        assertThat(result).isInstanceOf(PostResult.Posted.class);
        return (PostResult.Posted) result;
    }

    private static Refusal refused(Entry entry) {
        PostResult result = ledger.post(entry);
        assertThat(result).isInstanceOf(PostResult.Refused.class);
        return ((PostResult.Refused) result).refusal();
    }

    private static Balance balance(AccountKey account) {
        return ledger.balance(account.code()).orElseThrow();
    }
}
