package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The books' face. Every method may be called from any thread; {@link #post} waits for the batch that holds its entry.
 */
public interface Ledger extends AutoCloseable {

    /** Posts one entry with all that it carries, or refuses it; answers after the database has it on disk. */
    PostResult post(Entry entry);

    /**
     * Posts several entries one after the other with nothing in between, at most {@link Together#MAX_ENTRIES}; answers when all is on disk.
     */
    Together postTogether(List<Entry> entries, Together.OnRefusal onRefusal);

    /** An entry with its transfers, as recorded. */
    Optional<RecordedEntry> entry(long entryId);

    /** An entry with what is left of it and the entries that came of it. */
    Optional<EntryStory> story(long entryId);

    /** Balance with its holds, in one consistent read; empty if no entry has met the account yet. */
    Optional<Balance> balance(String accountCode);

    /** Balances of several accounts in one consistent read, in no order; accounts not yet met are absent. */
    List<Balance> balances(List<String> accountCodes);

    /**
     * What passed between an account and each of others, with how those stand, in one consistent read; of the others those that
     * the account has met. The account must keep a history.
     */
    List<Exchange> exchanges(String accountCode, List<String> otherCodes);

    /** A balance with the reservations that hold it, in one consistent read; at most so many of them, up to 200. */
    Optional<HeldBalance> heldBalance(String accountCode, int atMost);

    /** How the account stood at an instant that has passed. */
    BalanceAt balanceAt(String accountCode, Instant at, BalanceAt.By by);

    /** A page of the account's statement in recorded order, newest first, with the running balance. */
    StatementPage statement(String accountCode, StatementQuery query);

    /** A page of what was recorded on the account from one instant until before another, the oldest first, with the running balance. */
    StatementPage statementBetween(String accountCode, Instant from, Instant until, StatementQuery query);

    /** Entries, newest first. */
    EntryPage entries(EntryQuery query);

    /** Accounts with their balances, in order of their codes; fewer than the limit on the last page. */
    List<Balance> accounts(AccountQuery query);

    /** The lines of the chart of accounts that were met so far, by name. */
    List<AccountKind> chart();

    /** Sums by asset and line of the chart, in one consistent read. */
    List<TrialBalanceRow> trialBalance();

    /**
     * The same at an instant at least a minute past, for the kinds that keep their history. Reads in short transactions, so it may
     * take a while on large books without being in anybody's way.
     */
    List<TrialBalanceRow> trialBalanceAt(Instant at, BalanceAt.By by);

    /** Nothing takes effect before this instant any more. */
    Instant closedUntil();

    /** Closes the books up to an instant at least five minutes past: what would take effect before it is refused from now on. */
    PeriodClosing closeUntil(Instant instant);

    /** Sets or lifts an account's freeze; takes effect for every entry judged after it, on every node. */
    void freeze(AccountKey account, Freeze freeze);

    /** Closes an account whose balance is zero and which holds nothing; answers false if it is not so. */
    boolean closeAccount(String accountCode);

    /** Posts the expiry of reservations whose time has passed; answers how many. Called by a background worker. */
    int expireReservations(int atMost);

    @Override
    void close();

    /** What of an account stands still. */
    enum Freeze {
        NONE,
        IN,
        OUT,
        BOTH
    }
}
