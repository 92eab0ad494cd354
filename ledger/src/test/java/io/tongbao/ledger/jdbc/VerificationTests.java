package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: what is wrong in the books is found and named. Method: break one row as the owner of the tables. */
class VerificationTests {
    private static final Asset CNY = new Asset("CNY");
    private static final AccountKey BANK = AccountKey.outside("bank/x/CNY", CNY);
    private static final AccountKey ANA = AccountKey.of("wallet/ana/CNY", CNY);

    private LedgerDatabase database;

    @BeforeEach
    void aSmallBook() {
        database = LedgerDatabase.fresh();
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int i = 0; i < 12_000; i++) {
                answers.add(ledger.submit(Entry.post("top_up", List.of(Leg.of(BANK, ANA, 10)))
                        .once(List.of(OnceKey.of(true, "c", "k" + i)))));
            }
            ledger.post(Entry.of(
                    "reserve", new Entry.Action.Reserve(List.of(Leg.of(ANA, BANK, 5)), Duration.ofMinutes(5), "test")));
            answers.forEach(CompletableFuture::join);
        }
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void findsNothingWhereNothingIsWrongAndReadsEverything() throws SQLException {
        List<String> parts = new ArrayList<>();
        VerificationReport report = Verification.run(database.server(), (part, done, total) -> {
            parts.add(part);
            assertThat(done).isLessThanOrEqualTo(total);
        });
        assertThat(report.isClean()).as("%s", report.findings()).isTrue();
        assertThat(report.movements()).isEqualTo(24_000);
        assertThat(report.onceKeys()).isEqualTo(12_000);
        assertThat(parts).contains("accounts", "entries", "once-keys");
    }

    /** One account that meets every transfer made the planner take each for such a one, and read the table for each. */
    @Test
    void readsOnlyItsOwnOfAnAccountWhereAnotherHasThemAll() throws SQLException {
        int wallets = 8_000;
        try (JdbcLedger ledger = JdbcLedger.start(database.server(), Clock.systemUTC(), LedgerOptions.STANDARD)) {
            List<CompletableFuture<PostResult>> answers = new ArrayList<>();
            for (int entry = 0; entry < 500; entry++) {
                List<Leg> legs = new ArrayList<>();
                for (int i = 0; i < Entry.MAX_LEGS; i++) {
                    int wallet = (entry * Entry.MAX_LEGS + i) % wallets;
                    legs.add(Leg.of(BANK, AccountKey.of("wallet/" + wallet + "/CNY", CNY), 1));
                }
                answers.add(ledger.submit(Entry.post("top_up", legs)));
            }
            answers.forEach(CompletableFuture::join);
        }
        database.run("analyze ledger.transfer");

        VerificationReport report = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> Verification.run(database.server(), (_, _, _) -> {}));

        assertThat(report.isClean()).isTrue();
        assertThat(report.movements()).isEqualTo(224_000);
    }

    @Test
    void namesABalanceThatItsTransfersDoNotLeave() throws SQLException {
        database.run(
                "update ledger.balance set posted = posted + 1 where account = (select id from ledger.account where code = 'wallet/ana/CNY')");
        assertThat(findings())
                .contains("balance: account wallet/ana/CNY says 120001, its transfers leave 120000")
                .contains("asset-sums-to-zero: CNY sums to 1, reserved in 5 and out 5");
    }

    @Test
    void namesAnAccountWithTwoBalancesOrNone() throws SQLException {
        database.run("""
                insert into ledger.balance (account, turn, minimum, maximum)
                select b.account, b.turn + 1, b.minimum, b.maximum
                from ledger.balance b join ledger.account a on a.id = b.account where a.code = 'bank/x/CNY'
                """);
        database.run("""
                delete from ledger.balance
                where account = (select id from ledger.account where code = 'wallet/ana/CNY')
                """);
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("one-balance-an-account: account bank/x/CNY has 2 balances"))
                .anyMatch(
                        finding -> finding.startsWith("one-balance-an-account: account wallet/ana/CNY has 0 balances"));
    }

    @Test
    void namesABalanceWithOtherLimitsThanItsAccount() throws SQLException {
        database.run("""
                update ledger.balance set minimum = minimum - 1
                where account = (select id from ledger.account where code = 'wallet/ana/CNY')
                """);
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("one-balance-an-account: account wallet/ana/CNY"));
    }

    @Test
    void namesABalanceAfterThatDoesNotFollow() throws SQLException {
        database.run("""
                update ledger.transfer set to_balance = to_balance + 1
                where entry = (select id from ledger.entry order by id offset 6000 limit 1)
                """);
        assertThat(findings()).anyMatch(finding -> finding.startsWith("balance-after: account wallet/ana/CNY"));
    }

    @Test
    void namesATransferChangedOrGone() throws SQLException {
        database.run("update ledger.transfer set amount = amount + 1 where from_balance = -500");
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("balance-after: account bank/x/CNY"))
                .anyMatch(finding -> finding.startsWith("balance-after: account wallet/ana/CNY"));
    }

    @Test
    void namesAHoldThatNoReservationKeeps() throws SQLException {
        database.run("delete from ledger.hold");
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("holds: account wallet/ana/CNY"))
                .anyMatch(finding -> finding.startsWith("reservation-is-settled-held-or-let-go"));
    }

    @Test
    void namesAOnceKeyThatLeadsNowhereAndATransferWithoutEntry() throws SQLException {
        database.run("delete from ledger.entry where id = (select min(id) from ledger.entry)");
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("once-key: "))
                .anyMatch(finding -> finding.startsWith("transfer-has-entry: "));
    }

    @Test
    void runsTheCallersChecksOverEveryEntry() throws SQLException {
        EntryCheck check = new EntryCheck(
                "has-a-payment",
                "select 'entry ' || id from ledger.entry where id > ? and id <= ? and kind = 'reserve'");
        assertThat(Verification.run(database.server(), List.of(check), (_, _, _) -> {})
                        .findings())
                .extracting(VerificationReport.Finding::check)
                .containsExactly("has-a-payment");
    }

    private List<String> findings() throws SQLException {
        return Verification.run(database.server(), (_, _, _) -> {}).findings().stream()
                .map(finding -> finding.check() + ": " + finding.what())
                .toList();
    }
}
