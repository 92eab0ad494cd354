package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountId;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Transfer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads entries with their transfers, a whole set in one round trip. What it reads never changes once committed. */
final class EntryReading {
    private static final String ENTRIES = """
            select e.id, e.kind, e.phase, e.recorded_us, e.effective_us, e.origin,
                   t.n, t.leg, t.from_account, f.code as from_code, t.to_account, o.code as to_code, f.asset,
                   f.keeps_history as from_kept, o.keeps_history as to_kept, t.amount, t.from_balance, t.to_balance
            from (select id, kind, phase, origin,
                         (extract(epoch from recorded_at) * 1000000)::bigint as recorded_us,
                         (extract(epoch from effective_at) * 1000000)::bigint as effective_us
                  from ledger.entry where id = any(?)) e
            left join lateral (
              select n, leg, from_account, to_account, amount, from_balance, to_balance
              from ledger.transfer where entry = e.id and e.phase <> 'RESERVE'
              union all
              select n, leg, from_account, to_account, amount, null, null
              from ledger.reserved where entry = e.id and e.phase = 'RESERVE'
            ) t on true
            left join ledger.account f on f.id = t.from_account
            left join ledger.account o on o.id = t.to_account
            order by e.id, t.n
            """;

    private EntryReading() {}

    static Map<Long, RecordedEntry> read(Connection connection, Collection<Long> ids) throws SQLException {
        return read(connection, ids, new HashMap<>());
    }

    /** @param accounts gets the accounts that the entries' transfers meet, by id */
    static Map<Long, RecordedEntry> read(
            Connection connection, Collection<Long> ids, Map<Long, AccountState.Known> accounts) throws SQLException {
        Map<Long, RecordedEntry> entries = new HashMap<>();
        if (ids.isEmpty()) {
            return entries;
        }
        try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<Transfer> transfers = new ArrayList<>();
                boolean more = rows.next();
                while (more) {
                    long id = rows.getLong("id");
                    String kind = rows.getString("kind");
                    RecordedEntry.Phase phase = RecordedEntry.Phase.valueOf(rows.getString("phase"));
                    long recordedAt = rows.getLong("recorded_us");
                    long effectiveAt = rows.getLong("effective_us");
                    long origin = rows.getLong("origin");
                    OptionalLong earlier = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(origin);
                    transfers.clear();
                    do {
                        transfer(rows, transfers, accounts);
                        more = rows.next();
                    } while (more && rows.getLong("id") == id);
                    entries.put(
                            id,
                            new RecordedEntry(
                                    id,
                                    kind,
                                    phase,
                                    Micros.instant(recordedAt),
                                    Micros.instant(effectiveAt),
                                    earlier,
                                    List.copyOf(transfers)));
                }
            }
        }
        return entries;
    }

    /** Adds the row's transfer; an entry that moved nothing has one row without. */
    private static void transfer(ResultSet row, List<Transfer> transfers, Map<Long, AccountState.Known> accounts)
            throws SQLException {
        int leg = row.getInt("leg");
        if (row.wasNull()) {
            return;
        }
        Asset asset = new Asset(row.getString("asset"));
        AccountState.Known from = new AccountState.Known(
                new AccountId(row.getLong("from_account")),
                row.getString("from_code"),
                asset,
                row.getBoolean("from_kept"));
        AccountState.Known to = new AccountState.Known(
                new AccountId(row.getLong("to_account")), row.getString("to_code"), asset, row.getBoolean("to_kept"));
        accounts.put(from.id().value(), from);
        accounts.put(to.id().value(), to);
        transfers.add(new Transfer(
                leg,
                from.id(),
                to.id(),
                from.code(),
                to.code(),
                asset,
                row.getLong("amount"),
                balance(row, "from_balance"),
                balance(row, "to_balance")));
    }

    private static OptionalLong balance(ResultSet row, String column) throws SQLException {
        long balance = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(balance);
    }
}
