package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountId;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Ledger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The accounts of the entries: found by code, opened at first use, locked by id. What never changes of an account (number,
 * code, asset, history) is remembered for the most recently used, at most {@code limit}; so memory does not grow with the books.
 * Used by one thread.
 */
final class Accounts {
    private static final String FIND = """
            select id, code, asset, keeps_history from ledger.account where code = any(?)
            """;

    /** Sorted, so that two nodes opening the same accounts do not wait for each other in a circle. */
    private static final String OPEN = """
            with opened as (
              insert into ledger.account (code, asset, kind, keeps_history, minimum, maximum)
              select k.code, k.asset, k.kind, c.keeps_history, k.minimum, k.maximum
              from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[]) as k (code, asset, kind, minimum, maximum)
              join ledger.account_kind c on c.name = k.kind
              order by k.code
              on conflict (code) do nothing
              returning id, code, asset, keeps_history, minimum, maximum
            ), balances as (
              insert into ledger.balance (account, minimum, maximum) select id, minimum, maximum from opened
            )
            select id, code, asset, keeps_history from opened
            """;

    private static final String CHART = """
            insert into ledger.account_kind (name, nature, minimum, maximum, keeps_history)
            select name, nature, minimum, maximum, keeps_history
            from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
              as k (name, nature, minimum, maximum, keeps_history)
            order by name
            on conflict (name) do nothing
            """;

    /**
     * Two statements on one way: the balances are read by the snapshot of a statement that began when the locks were had. The
     * newest turn first, so that versions which an old snapshot keeps are not met.
     */
    private static final String LOCK = """
            select id, frozen from ledger.account where id = any(?) order by id for no key update;
            select b.account, b.turn, b.writes, b.minimum, b.maximum, b.posted, b.reserved_in, b.reserved_out,
                   (extract(epoch from b.last_recorded_at) * 1000000)::bigint, b.closed
            from unnest(?::bigint[]) as u (id)
            cross join lateral (select * from ledger.balance where account = u.id order by turn desc limit 1) b
            """;

    private final Map<String, AccountState.Known> known;

    /** Kinds that are in the chart for sure; there are a few dozen of them. */
    private final Set<String> chart = new HashSet<>();

    Accounts(int limit) {
        known = new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AccountState.Known> eldest) {
                return size() > limit;
            }
        };
    }

    /**
     * The accounts of these keys, by code; those not yet there are opened. The connection commits by itself: opening is a
     * committed step of its own, so that no batch waits for another's new accounts.
     */
    Map<String, AccountState.Known> find(Connection connection, Map<String, AccountKey> keys) throws SQLException {
        Map<String, AccountState.Known> found = HashMap.newHashMap(keys.size());
        List<AccountKey> missing = new ArrayList<>();
        for (AccountKey key : keys.values()) {
            AccountState.Known account = known.get(key.code());
            if (account == null) {
                missing.add(key);
            } else {
                found.put(key.code(), account);
            }
        }
        if (!missing.isEmpty()) {
            look(connection, missing, found);
            missing.removeIf(key -> found.containsKey(key.code()));
        }
        if (!missing.isEmpty()) {
            List<String> kinds =
                    missing.stream().map(key -> key.kind().name()).distinct().toList();
            if (!chart.containsAll(kinds)) {
                addToChart(connection, missing);
                chart.addAll(kinds);
            }
            remember(open(connection, missing), found);
            missing.removeIf(key -> found.containsKey(key.code()));
        }
        if (!missing.isEmpty()) {
            // another node has opened them meanwhile
            look(connection, missing, found);
        }
        return found;
    }

    private void look(Connection connection, List<AccountKey> keys, Map<String, AccountState.Known> found)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, texts(connection, keys, AccountKey::code));
            remember(read(statement), found);
        }
    }

    private void remember(List<AccountState.Known> accounts, Map<String, AccountState.Known> found) {
        for (AccountState.Known account : accounts) {
            known.put(account.code(), account);
            found.put(account.code(), account);
        }
    }

    private static List<AccountState.Known> read(PreparedStatement statement) throws SQLException {
        List<AccountState.Known> accounts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                accounts.add(new AccountState.Known(
                        new AccountId(rows.getLong(1)),
                        rows.getString(2),
                        new Asset(rows.getString(3)),
                        rows.getBoolean(4)));
            }
        }
        return accounts;
    }

    /** The kinds of these keys become lines of the chart, where they are not yet. */
    static void addToChart(Connection connection, List<AccountKey> keys) throws SQLException {
        Map<String, AccountKind> kinds = new LinkedHashMap<>();
        keys.forEach(key -> kinds.putIfAbsent(key.kind().name(), key.kind()));
        Collection<AccountKind> lines = kinds.values();
        try (PreparedStatement statement = connection.prepareStatement(CHART)) {
            statement.setArray(
                    1, connection.createArrayOf("text", kinds.keySet().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            lines.stream().map(kind -> kind.nature().name()).toArray()));
            statement.setObject(
                    3, lines.stream().mapToLong(kind -> kind.rules().minimum()).toArray());
            statement.setObject(
                    4, lines.stream().mapToLong(kind -> kind.rules().maximum()).toArray());
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bool",
                            lines.stream()
                                    .map(kind -> kind.history() == AccountKind.History.KEPT)
                                    .toArray()));
            statement.executeUpdate();
        }
    }

    /** Opens the accounts that are not yet there, and answers those; their kinds are in the chart. */
    static List<AccountState.Known> open(Connection connection, List<AccountKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setArray(1, texts(connection, keys, AccountKey::code));
            statement.setArray(2, texts(connection, keys, key -> key.asset().code()));
            statement.setArray(3, texts(connection, keys, key -> key.kind().name()));
            statement.setObject(
                    4, keys.stream().mapToLong(key -> key.rules().minimum()).toArray());
            statement.setObject(
                    5, keys.stream().mapToLong(key -> key.rules().maximum()).toArray());
            return read(statement);
        }
    }

    private static Array texts(Connection connection, List<AccountKey> keys, Function<AccountKey, String> text)
            throws SQLException {
        return connection.createArrayOf("text", keys.stream().map(text).toArray());
    }

    /** Locks the accounts in id order and reads how they stand, by id. The one lock of a batch. */
    static Map<Long, AccountState> lock(Connection connection, Collection<AccountState.Known> accounts)
            throws SQLException {
        Map<Long, AccountState.Known> byId = HashMap.newHashMap(accounts.size());
        accounts.forEach(account -> byId.put(account.id().value(), account));
        long[] ids = byId.values().stream()
                .map(AccountState.Known::id)
                .sorted(Comparator.comparingLong(AccountId::value))
                .mapToLong(AccountId::value)
                .toArray();
        Map<Long, AccountState> states = HashMap.newHashMap(ids.length);
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, ids);
            statement.setObject(2, ids);
            statement.execute();
            Map<Long, Ledger.Freeze> freezes = freezes(statement.getResultSet(), ids.length);
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    AccountState.Known account = byId.get(id);
                    Ledger.Freeze freeze = freezes.get(id);
                    if (account != null && freeze != null) {
                        states.put(id, new AccountState(account, standing(rows), freeze));
                    }
                }
            }
        }
        if (states.size() != ids.length) {
            throw new IllegalStateException(
                    "Accounts have gone from the books: asked for " + ids.length + ", found " + states.size());
        }
        return states;
    }

    private static Map<Long, Ledger.Freeze> freezes(ResultSet locked, int size) throws SQLException {
        Map<Long, Ledger.Freeze> freezes = HashMap.newHashMap(size);
        try (locked) {
            while (locked.next()) {
                freezes.put(locked.getLong(1), Ledger.Freeze.valueOf(locked.getString(2)));
            }
        }
        return freezes;
    }

    private static AccountState.Standing standing(ResultSet row) throws SQLException {
        return new AccountState.Standing(
                row.getLong(2),
                row.getInt(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getBoolean(10));
    }
}
