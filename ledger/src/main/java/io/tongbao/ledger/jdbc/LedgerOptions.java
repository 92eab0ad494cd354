package io.tongbao.ledger.jdbc;

import java.time.Duration;

/**
 * The limits of one ledger.
 *
 * @param batchLimit entries in one batch at most
 * @param legLimit legs in one batch at most; an entry larger than what is left waits for the next batch
 * @param queueLimit entries waiting at most; one more is answered Busy
 * @param knownAccounts how many accounts' numbers are remembered
 * @param lockTimeout how long a batch waits for one account's lock
 * @param statementTimeout how long one statement of a batch may take
 * @param attempts how often a batch is tried when others are in its way
 * @param inDoubtFor how long a batch whose commit got no answer is asked after
 */
public record LedgerOptions(
        int batchLimit,
        int legLimit,
        int queueLimit,
        int knownAccounts,
        Duration lockTimeout,
        Duration statementTimeout,
        int attempts,
        Duration inDoubtFor) {

    public static final LedgerOptions STANDARD = new LedgerOptions(
            2_000, 16_000, 20_000, 250_000, Duration.ofSeconds(3), Duration.ofSeconds(10), 5, Duration.ofSeconds(60));

    public LedgerOptions {
        if (batchLimit < 1 || batchLimit > 65_536) {
            throw new IllegalArgumentException("A batch has 1 to 65,536 entries");
        }
        if (legLimit < 1 || queueLimit < 1 || knownAccounts < 1 || attempts < 1) {
            throw new IllegalArgumentException("Every limit is at least one");
        }
    }

    public LedgerOptions withBatchLimit(int entries) {
        return new LedgerOptions(
                entries, legLimit, queueLimit, knownAccounts, lockTimeout, statementTimeout, attempts, inDoubtFor);
    }

    public LedgerOptions withQueueLimit(int entries) {
        return new LedgerOptions(
                batchLimit, legLimit, entries, knownAccounts, lockTimeout, statementTimeout, attempts, inDoubtFor);
    }

    public LedgerOptions withLockTimeout(Duration timeout) {
        return new LedgerOptions(
                batchLimit, legLimit, queueLimit, knownAccounts, timeout, statementTimeout, attempts, inDoubtFor);
    }

    public LedgerOptions withInDoubtFor(Duration time) {
        return new LedgerOptions(
                batchLimit, legLimit, queueLimit, knownAccounts, lockTimeout, statementTimeout, attempts, time);
    }
}
