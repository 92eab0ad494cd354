package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch in one transaction, up to its commit. Round trips are the same for any number of entries:
 *
 * <pre>
 *   phase                                                          round trips
 *   1. accounts not remembered: find, open (committed)             0, 1 or 2
 *      earlier entries that are settled, released or reversed      0 or 1
 *   2. begin; lock the accounts in id order                        1
 *      entries dated back: share the lock of the closed period     0 or 1
 *   3. probe the once-keys, take the batch number                  1
 *      what is left of the earlier entries                         0 or 1
 *      the entries that the once-keys lead to                      0 or 1
 *   4. fold                                                        0
 *   5. write accounts, entries, transfers, once-keys               1
 *      reservations                                                0 or 1
 *      companions                                                  1 for each table
 *   6. commit, and only then answer (the writer does)              1
 * </pre>
 *
 * <p>What bounds it: {@link LedgerOptions#batchLimit()} and {@link LedgerOptions#legLimit()}, time-outs on every lock and
 * statement. There is no lock but the accounts' and, after them, the closed period's: what is left of reservations and reversible entries is guarded by their
 * accounts and read after them. A batch that changes nothing (all repeated or refused) writes nothing.
 */
final class BatchTransaction {
    private static final String LOCK_PERIOD = "select from ledger.period for share";

    private final Connection connection;
    private final Accounts accounts;
    private final Clock clock;

    /**
     * A batch ready to commit.
     *
     * @param answers in the order of the entries; true only once it is committed
     * @param transaction the transaction's id
     * @param mark beside the batch's number only if this very batch took place; absent too if it had nothing to write
     */
    record Ready(List<List<PostResult>> answers, String transaction, long number, long mark) {}

    BatchTransaction(Connection connection, Accounts accounts, Clock clock) {
        this.connection = connection;
        this.accounts = accounts;
        this.clock = clock;
    }

    Ready prepare(List<Waiting> waiting) throws SQLException {
        List<Entry> entries = new ArrayList<>(waiting.size());
        waiting.forEach(one -> entries.addAll(one.entries()));

        connection.setAutoCommit(true);
        Map<String, AccountState.Known> known = accounts.find(connection, keys(entries));
        Set<Long> earlier = origins(entries);
        Origins origins = Origins.read(connection, earlier);

        connection.setAutoCommit(false);
        Map<Long, AccountState> states = Accounts.lock(connection, toLock(known, earlier, origins));
        if (entries.stream().anyMatch(entry -> entry.effectiveAt().isPresent())) {
            lockPeriod();
        }
        OnceKeys onceKeys = OnceKeys.probe(connection, entries);
        origins.readLeft(connection);
        Map<Long, RecordedEntry> repeatable = EntryReading.read(connection, onceKeys.entries());

        long now = Micros.of(clock.instant());
        Fold fold = new Fold(now, known, states, onceKeys, repeatable, origins);
        List<List<PostResult>> answers = new ArrayList<>(waiting.size());
        for (Waiting one : waiting) {
            answers.add(fold.judge(one));
        }
        long mark = InDoubt.newMark();
        if (!fold.posted().isEmpty() || !onceKeys.fresh().isEmpty()) {
            BatchWrites.write(connection, onceKeys.batch(), mark, fold, onceKeys, origins);
            BatchWrites.companions(
                    connection, new Companion.Batch(onceKeys.batch(), Micros.instant(now)), fold.posted());
        }
        return new Ready(answers, onceKeys.transaction(), onceKeys.batch(), mark);
    }

    /** Every account that the entries name, by code; the first key of a code says how it is opened. */
    private static Map<String, AccountKey> keys(List<Entry> entries) {
        Map<String, AccountKey> keys = LinkedHashMap.newLinkedHashMap(2 * entries.size());
        for (Entry entry : entries) {
            Waiting.legs(entry).forEach(leg -> add(keys, leg));
        }
        return keys;
    }

    private static void add(Map<String, AccountKey> keys, Leg leg) {
        switch (leg.from()) {
            case Source.Account from -> add(keys, from.key());
            case Source.InOrder from -> from.keys().forEach(key -> add(keys, key));
            case Source.AllOf from -> add(keys, from.key());
        }
        add(keys, leg.to());
        for (Bound bound : leg.bounds()) {
            add(keys, bound.account());
        }
    }

    private static void add(Map<String, AccountKey> keys, AccountKey key) {
        keys.putIfAbsent(key.code(), key);
    }

    private static Set<Long> origins(List<Entry> entries) {
        Set<Long> origins = new HashSet<>();
        entries.forEach(entry -> Waiting.origin(entry).ifPresent(origins::add));
        return origins;
    }

    private static List<AccountState.Known> toLock(
            Map<String, AccountState.Known> known, Set<Long> earlier, Origins origins) {
        Map<String, AccountState.Known> all = new HashMap<>(known);
        for (long origin : earlier) {
            origins.accounts(origin).forEach(account -> all.put(account.code(), account));
        }
        return List.copyOf(all.values());
    }

    /** Entries dated back share the row that closing the books locks: none of them is under way when it is done. */
    private void lockPeriod() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_PERIOD)) {
            statement.executeQuery().close();
        }
    }
}
