package io.tongbao.ledger;

import java.util.List;
import java.util.Optional;

/**
 * The books' face. Every method may be called from any thread; {@link #post} waits for the batch that holds its entry.
 */
public interface Ledger extends AutoCloseable {

    /** Posts one entry with all that it carries, or refuses it; answers after the database has it on disk. */
    PostResult post(Entry entry);

    /** An entry with its transfers, as recorded. */
    Optional<RecordedEntry> entry(long entryId);

    /** Balance with its holds, in one consistent read; empty if no entry has met the account yet. */
    Optional<Balance> balance(String accountCode);

    /** Balances of several accounts in one consistent read, in no order; accounts not yet met are absent. */
    List<Balance> balances(List<String> accountCodes);

    /** A page of the account's statement in recorded order, newest first, with the running balance. */
    StatementPage statement(String accountCode, StatementQuery query);

    /** Entries, newest first. */
    EntryPage entries(EntryQuery query);

    /** Accounts with their balances, in order of their codes; fewer than the limit on the last page. */
    List<Balance> accounts(AccountQuery query);

    /** Sums by asset and account group (the code up to its first slash), for the trial balance. */
    List<TrialBalanceRow> trialBalance();

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
