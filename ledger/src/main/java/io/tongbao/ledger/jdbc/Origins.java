package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.RecordedEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The earlier entries that a batch settles, releases or reverses, and what is left of them. What they were is read before
 * the locks and never changes; what is left is read after the locks, which guard it: every entry that takes from an
 * earlier one locks the accounts of what it takes.
 */
final class Origins {
    private static final String LEFT = """
            select reservation, n, remaining, from_account, to_account,
                   (extract(epoch from expires_at) * 1000000)::bigint
            from ledger.hold where reservation = any(?)
            union all
            select e.origin, t.origin_transfer, sum(t.amount)::bigint, 0, 0, 0
            from ledger.entry e join ledger.transfer t on t.entry = e.id
            where e.origin = any(?) and e.phase = 'REVERSE' and t.origin_transfer is not null
            group by e.origin, t.origin_transfer
            """;

    private final Map<Long, RecordedEntry> entries;
    private final Map<Long, AccountState.Known> accounts;
    private final Map<Long, List<Hold>> holds = new HashMap<>();
    private final Map<Part, Long> reversed = new HashMap<>();

    private record Part(long entry, int transfer) {}

    private Origins(Map<Long, RecordedEntry> entries, Map<Long, AccountState.Known> accounts) {
        this.entries = entries;
        this.accounts = accounts;
    }

    static Origins read(Connection connection, Collection<Long> ids) throws SQLException {
        Map<Long, AccountState.Known> accounts = new HashMap<>();
        return new Origins(EntryReading.read(connection, ids, accounts), accounts);
    }

    Optional<RecordedEntry> entry(long id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** The accounts that the entry's transfers meet. */
    Set<AccountState.Known> accounts(long id) {
        Set<AccountState.Known> met = new HashSet<>();
        entry(id)
                .ifPresent(entry -> entry.transfers().forEach(transfer -> {
                    met.add(Objects.requireNonNull(accounts.get(transfer.from().value())));
                    met.add(Objects.requireNonNull(accounts.get(transfer.to().value())));
                }));
        return met;
    }

    /** Reads what is left. Only after the locks. */
    void readLeft(Connection connection) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        Object[] ids = entries.keySet().toArray();
        try (PreparedStatement statement = connection.prepareStatement(LEFT)) {
            statement.setArray(1, connection.createArrayOf("int8", ids));
            statement.setArray(2, connection.createArrayOf("int8", ids));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    left(rows);
                }
            }
        }
        holds.values().forEach(list -> list.sort((a, b) -> Integer.compare(a.transfer(), b.transfer())));
    }

    private void left(ResultSet row) throws SQLException {
        long origin = row.getLong(1);
        int transfer = row.getInt(2);
        long amount = row.getLong(3);
        RecordedEntry entry = entries.get(origin);
        if (entry != null && entry.phase() == RecordedEntry.Phase.RESERVE) {
            holds.computeIfAbsent(origin, _ -> new ArrayList<>())
                    .add(new Hold(origin, transfer, row.getLong(4), row.getLong(5), amount, row.getLong(6), false));
        } else {
            reversed.put(new Part(origin, transfer), amount);
        }
    }

    /** The open holds of a reservation in order of its transfers; those with nothing left count as gone. */
    List<Hold> openHolds(long reservation) {
        return holds.getOrDefault(reservation, List.of()).stream()
                .filter(hold -> hold.remaining() > 0)
                .toList();
    }

    long leftToReverse(RecordedEntry origin, int transfer) {
        long amount = origin.transfers().get(transfer).amount();
        return amount - reversed.getOrDefault(new Part(origin.id(), transfer), 0L);
    }

    void addReversed(long origin, int transfer, long amount) {
        reversed.merge(new Part(origin, transfer), amount, Long::sum);
    }

    List<Hold> changedHolds() {
        return holds.values().stream()
                .flatMap(List::stream)
                .filter(Hold::isChanged)
                .toList();
    }
}
