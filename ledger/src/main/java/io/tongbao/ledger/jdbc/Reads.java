package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountId;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.EntryPage;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.TrialBalanceRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** The ledger's questions, each one statement on a connection of its own. */
final class Reads {
    private static final String BALANCES = """
            select id, code, asset, posted, reserved_in, reserved_out, frozen, closed
            from ledger.account where code = any(?)
            """;

    /** A group is a range of codes: '0' is the character after '/'. */
    private static final String ACCOUNTS = """
            select id, code, asset, posted, reserved_in, reserved_out, frozen, closed
            from ledger.account
            where code > ? and (?::text is null or code < ?) and (?::text is null or position(? in code) > 0)
            order by code limit ?
            """;

    /** Each side by its own index, so that a page costs the same on an account of any length. */
    private static final String STATEMENT = """
            with moved as (
              (select t.entry, t.n, t.to_account as other, -t.amount as amount, t.from_balance as balance
               from ledger.transfer t
               where t.from_account = ? and t.entry <= ? and (t.entry, t.n) < (?, ?)
               order by t.entry desc, t.n desc limit ?)
              union all
              (select t.entry, t.n, t.from_account, t.amount, t.to_balance
               from ledger.transfer t
               where t.to_account = ? and t.entry <= ? and (t.entry, t.n) < (?, ?)
               order by t.entry desc, t.n desc limit ?)
              order by entry desc, n desc limit ?
            )
            select m.entry, m.n, e.kind, e.phase,
                   (extract(epoch from e.recorded_at) * 1000000)::bigint,
                   (extract(epoch from e.effective_at) * 1000000)::bigint,
                   o.code, m.amount, m.balance
            from moved m
            join ledger.entry e on e.id = m.entry
            join ledger.account o on o.id = m.other
            order by m.entry desc, m.n desc
            """;

    private static final String ENTRY_IDS = """
            select id from ledger.entry where id < ? and (?::text is null or kind = ?) order by id desc limit ?
            """;

    private static final String TRIAL_BALANCE = """
            select asset, split_part(code, '/', 1), count(*), sum(posted), sum(reserved_in), sum(reserved_out)
            from ledger.account group by 1, 2 order by 1, 2
            """;

    private static final String OVER = """
            select reservation from ledger.hold
            where expires_at <= timestamptz 'epoch' + ? * interval '1 microsecond'
            group by reservation order by min(expires_at) limit ?
            """;

    private final DataSource database;

    Reads(DataSource database) {
        this.database = database;
    }

    Optional<RecordedEntry> entry(long id) {
        return read(connection ->
                Optional.ofNullable(EntryReading.read(connection, List.of(id)).get(id)));
    }

    List<Balance> balances(List<String> codes) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BALANCES)) {
                statement.setArray(1, connection.createArrayOf("text", codes.toArray()));
                return balances(statement);
            }
        });
    }

    List<Balance> accounts(AccountQuery query) {
        String from = query.group().map(group -> group + "/").orElse("");
        String after = query.after().filter(code -> code.compareTo(from) > 0).orElse(from);
        String end = query.group().map(group -> group + "0").orElse(null);
        String contains = query.contains().orElse(null);
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
                statement.setString(1, after);
                statement.setString(2, end);
                statement.setString(3, end);
                statement.setString(4, contains);
                statement.setString(5, contains);
                statement.setInt(6, query.limit());
                return balances(statement);
            }
        });
    }

    private static List<Balance> balances(PreparedStatement statement) throws SQLException {
        List<Balance> balances = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                balances.add(new Balance(
                        new AccountId(rows.getLong(1)),
                        rows.getString(2),
                        new Asset(rows.getString(3)),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        Ledger.Freeze.valueOf(rows.getString(7)),
                        rows.getBoolean(8)));
            }
        }
        return balances;
    }

    StatementPage statement(String code, StatementQuery query) {
        long[] cursor = cursor(query);
        return read(connection -> {
            Optional<Long> account = accountId(connection, code);
            if (account.isEmpty()) {
                return new StatementPage(List.of(), Optional.empty());
            }
            return page(connection, account.get(), cursor, query.limit());
        });
    }

    private static Optional<Long> accountId(Connection connection, String code) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select id from ledger.account where code = ?")) {
            statement.setString(1, code);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static StatementPage page(Connection connection, long account, long[] cursor, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
            int parameter = 0;
            for (int side = 0; side < 2; side++) {
                statement.setLong(++parameter, account);
                statement.setLong(++parameter, cursor[0]);
                statement.setLong(++parameter, cursor[0]);
                statement.setInt(++parameter, (int) cursor[1]);
                statement.setInt(++parameter, limit + 1);
            }
            statement.setInt(++parameter, limit + 1);
            List<StatementPage.Line> lines = new ArrayList<>();
            String next = "";
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (lines.size() == limit) {
                        return new StatementPage(lines, Optional.of(next));
                    }
                    next = rows.getLong(1) + "." + rows.getInt(2);
                    lines.add(new StatementPage.Line(
                            rows.getLong(1),
                            rows.getString(3),
                            RecordedEntry.Phase.valueOf(rows.getString(4)),
                            Micros.instant(rows.getLong(5)),
                            Micros.instant(rows.getLong(6)),
                            rows.getString(7),
                            rows.getLong(8),
                            rows.getLong(9)));
                }
            }
            return new StatementPage(lines, Optional.empty());
        }
    }

    /** Entry and transfer below which the page lies. */
    private static long[] cursor(StatementQuery query) {
        if (query.cursor().isEmpty()) {
            return new long[] {Long.MAX_VALUE, 0};
        }
        String cursor = query.cursor().get();
        if (!cursor.matches("[0-9]{1,18}\\.[0-9]{1,9}")) {
            throw new IllegalArgumentException("Not a statement's cursor: " + cursor);
        }
        int dot = cursor.indexOf('.');
        return new long[] {Long.parseLong(cursor.substring(0, dot)), Integer.parseInt(cursor.substring(dot + 1))};
    }

    EntryPage entries(EntryQuery query) {
        return read(connection -> {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(ENTRY_IDS)) {
                statement.setLong(1, query.before().orElse(Long.MAX_VALUE));
                statement.setString(2, query.kind().orElse(null));
                statement.setString(3, query.kind().orElse(null));
                statement.setInt(4, query.limit() + 1);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
            }
            boolean more = ids.size() > query.limit();
            List<Long> page = more ? ids.subList(0, query.limit()) : ids;
            Map<Long, RecordedEntry> entries = EntryReading.read(connection, page);
            List<RecordedEntry> ordered = new ArrayList<>();
            for (Long id : page) {
                Optional.ofNullable(entries.get(id)).ifPresent(ordered::add);
            }
            return new EntryPage(ordered, more ? OptionalLong.of(page.getLast()) : OptionalLong.empty());
        });
    }

    List<TrialBalanceRow> trialBalance() {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TRIAL_BALANCE);
                    ResultSet rows = statement.executeQuery()) {
                List<TrialBalanceRow> table = new ArrayList<>();
                while (rows.next()) {
                    table.add(new TrialBalanceRow(
                            new Asset(rows.getString(1)),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getLong(6)));
                }
                return table;
            }
        });
    }

    /** Reservations with something left whose time has passed, the longest past first. */
    List<Long> reservationsOver(long now, int atMost) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OVER)) {
                statement.setLong(1, now);
                statement.setInt(2, atMost);
                List<Long> over = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        over.add(rows.getLong(1));
                    }
                }
                return over;
            }
        });
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    <T> T read(Question<T> question) {
        try (Connection connection = database.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The ledger can't be read", e);
        }
    }
}
