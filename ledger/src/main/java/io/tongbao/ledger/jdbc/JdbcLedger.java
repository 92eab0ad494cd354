package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.EntryPage;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.EntryStory;
import io.tongbao.ledger.Exchange;
import io.tongbao.ledger.HeldBalance;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.LedgerWatch;
import io.tongbao.ledger.PeriodClosing;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.TrialBalanceRow;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * The ledger on PostgreSQL. One of these is one writer: a thread with one connection that it keeps. Several on one
 * database are safe (several nodes); accounts that they share then take turns.
 */
public final class JdbcLedger implements Ledger {
    private static final String FREEZE = "update ledger.account set frozen = ? where code = ? and asset = ?";

    private static final Duration BEFORE_CLOSING = Duration.ofMinutes(5);
    private static final Duration BEFORE_LOOKING_BACK = Duration.ofMinutes(1);

    /** One transaction; the balance is read when the lock is had. */
    private static final String CLOSE = """
            select from ledger.account where code = ? for no key update;
            update ledger.balance b set closed = true
            from ledger.account a
            where a.code = ? and b.account = a.id and b.posted = 0 and b.reserved_in = 0 and b.reserved_out = 0
            """;

    private final Clock clock;
    private final Writer writer;
    private final Reads reads;
    private final Past past;

    private JdbcLedger(Clock clock, Writer writer, Reads reads) {
        this.clock = clock;
        this.writer = writer;
        this.reads = reads;
        this.past = new Past(reads);
    }

    /**
     * Starts the writer. The schema must be there ({@link LedgerMigration}).
     *
     * @param serverRole connects as the role that may append; a pool should give up on a connection within some seconds,
     *     since callers hear that the database is away only then
     */
    public static JdbcLedger start(DataSource serverRole, Clock clock, LedgerOptions options) {
        return start(serverRole, clock, options, LedgerWatch.NONE);
    }

    /** @param watch hears what the writer does */
    public static JdbcLedger start(DataSource serverRole, Clock clock, LedgerOptions options, LedgerWatch watch) {
        Writer writer = new Writer(serverRole, clock, options, watch);
        JdbcLedger ledger = new JdbcLedger(clock, writer, new Reads(serverRole));
        writer.start();
        return ledger;
    }

    @Override
    public PostResult post(Entry entry) {
        return await(submit(entry));
    }

    @Override
    public Together postTogether(List<Entry> entries, Together.OnRefusal onRefusal) {
        if (entries.isEmpty() || entries.size() > Together.MAX_ENTRIES) {
            throw new IllegalArgumentException("1 to " + Together.MAX_ENTRIES + " entries are posted together");
        }
        Waiting waiting = Waiting.posting(entries, onRefusal);
        writer.submit(waiting);
        List<PostResult> answers = await(waiting.answered());
        boolean ended = onRefusal != Together.OnRefusal.GO_ON && answers.getLast() instanceof PostResult.Refused;
        if (!ended) {
            return new Together(answers, OptionalInt.empty());
        }
        OptionalInt at = OptionalInt.of(answers.size() - 1);
        return new Together(onRefusal == Together.OnRefusal.UNDO_ALL ? List.of(answers.getLast()) : answers, at);
    }

    /** Hands the entry over without waiting; entries handed over by one thread are judged in its order. */
    CompletableFuture<PostResult> submit(Entry entry) {
        Waiting waiting = Waiting.posting(entry);
        writer.submit(waiting);
        return waiting.answered().thenApply(List::getFirst);
    }

    /** An interrupt does not end the wait: the entry is on its way and its outcome matters more. */
    private static <T> T await(CompletableFuture<T> answered) {
        try {
            return answered.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    @Override
    public Optional<RecordedEntry> entry(long entryId) {
        return reads.entry(entryId);
    }

    @Override
    public Optional<EntryStory> story(long entryId) {
        return reads.story(entryId);
    }

    @Override
    public Optional<Balance> balance(String accountCode) {
        return reads.balances(List.of(accountCode)).stream().findFirst();
    }

    @Override
    public List<Balance> balances(List<String> accountCodes) {
        return reads.balances(accountCodes);
    }

    @Override
    public List<Exchange> exchanges(String accountCode, List<String> otherCodes) {
        return reads.exchanges(accountCode, otherCodes);
    }

    @Override
    public Optional<HeldBalance> heldBalance(String accountCode, int atMost) {
        return reads.heldBalance(accountCode, atMost);
    }

    @Override
    public BalanceAt balanceAt(String accountCode, Instant at, BalanceAt.By by) {
        if (at.isAfter(clock.instant())) {
            throw new IllegalArgumentException("An instant that has passed: " + at);
        }
        return past.balance(accountCode, at, by);
    }

    @Override
    public StatementPage statement(String accountCode, StatementQuery query) {
        return reads.statement(accountCode, query);
    }

    @Override
    public StatementPage statementBetween(String accountCode, Instant from, Instant until, StatementQuery query) {
        return reads.statementBetween(accountCode, from, until, query);
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return reads.entries(query);
    }

    @Override
    public List<Balance> accounts(AccountQuery query) {
        return reads.accounts(query);
    }

    @Override
    public List<AccountKind> chart() {
        return reads.chart();
    }

    @Override
    public List<TrialBalanceRow> trialBalance() {
        return reads.trialBalance();
    }

    @Override
    public List<TrialBalanceRow> trialBalanceAt(Instant at, BalanceAt.By by) {
        Instant latest = clock.instant().minus(BEFORE_LOOKING_BACK);
        if (at.isAfter(latest)) {
            throw new IllegalArgumentException("What is recorded up to " + at + " may still be on its way");
        }
        return past.trialBalance(at, by);
    }

    @Override
    public Instant closedUntil() {
        return past.closedUntil();
    }

    @Override
    public PeriodClosing closeUntil(Instant instant) {
        Instant now = clock.instant();
        Instant latest = now.minus(BEFORE_CLOSING);
        return instant.isAfter(latest) ? new PeriodClosing.TooEarly(latest) : past.closeUntil(instant, now);
    }

    @Override
    public void freeze(AccountKey account, Freeze freeze) {
        int frozen = reads.read(connection -> {
            Accounts.addToChart(connection, List.of(account));
            Accounts.open(connection, List.of(account));
            try (PreparedStatement statement = connection.prepareStatement(FREEZE)) {
                statement.setString(1, freeze.name());
                statement.setString(2, account.code());
                statement.setString(3, account.asset().code());
                return statement.executeUpdate();
            }
        });
        if (frozen != 1) {
            throw new IllegalArgumentException("The account exists in another asset: " + account.code());
        }
    }

    @Override
    public boolean closeAccount(String accountCode) {
        return reads.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
                statement.setString(1, accountCode);
                statement.setString(2, accountCode);
                statement.execute();
                statement.getMoreResults();
                return statement.getUpdateCount() == 1;
            }
        });
    }

    @Override
    public int expireReservations(int atMost) {
        List<Waiting> expiring = reads.reservationsOver(Micros.of(clock.instant()), atMost).stream()
                .map(Waiting::expiring)
                .toList();
        expiring.forEach(writer::submit);
        int expired = 0;
        for (Waiting one : expiring) {
            if (await(one.answered()).getFirst() instanceof PostResult.Posted) {
                expired++;
            }
        }
        return expired;
    }

    /** How many entries wait now. */
    public int waiting() {
        return writer.waiting();
    }

    /** Writes what waits, then stops; entries handed over later are answered Busy. */
    @Override
    public void close() {
        writer.close();
    }
}
