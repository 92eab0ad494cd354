package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountId;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.AccountRules;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.EntryPage;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.EntryStory;
import io.tongbao.ledger.Exchange;
import io.tongbao.ledger.HeldBalance;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.ledger.TrialBalanceRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** The ledger's questions, each one statement on a connection of its own. */
final class Reads {
    private static final String BALANCES = """
            select a.id, a.code, a.asset, a.kind, b.posted, b.reserved_in, b.reserved_out, a.frozen, b.closed
            from ledger.account a join ledger.balance b on b.account = a.id where a.code = any(?)
            """;

    /** From the side of the one account, by its own index: what the others have had with third ones is not looked at. */
    private static final String EXCHANGES = """
            with moved as (
              select t.to_account as other, sum(t.amount) as gave, 0::numeric as got
              from ledger.transfer t join ledger.account a on a.id = t.from_account
              where a.code = ? and t.from_balance is not null
                and t.to_account in (select id from ledger.account where code = any(?))
              group by t.to_account
              union all
              select t.from_account, 0, sum(t.amount)
              from ledger.transfer t join ledger.account a on a.id = t.to_account
              where a.code = ? and t.to_balance is not null
                and t.from_account in (select id from ledger.account where code = any(?))
              group by t.from_account
            )
            select o.code, sum(m.gave)::bigint, sum(m.got)::bigint, b.posted
            from moved m join ledger.account o on o.id = m.other join ledger.balance b on b.account = o.id
            group by o.code, b.posted
            """;

    private static final String ACCOUNTS = """
            select a.id, a.code, a.asset, a.kind, b.posted, b.reserved_in, b.reserved_out, a.frozen, b.closed
            from ledger.account a join ledger.balance b on b.account = a.id
            where (?::text is null or a.kind = ?) and a.code > ? and (?::text is null or position(? in a.code) > 0)
            order by a.code limit ?
            """;

    private static final String HELD = """
            select a.id, a.code, a.asset, a.kind, b.posted, b.reserved_in, b.reserved_out, a.frozen, b.closed,
                   h.reservation, e.kind, e.purpose, h.goes_out, o.code, h.remaining,
                   (extract(epoch from e.recorded_at) * 1000000)::bigint,
                   (extract(epoch from h.expires_at) * 1000000)::bigint
            from ledger.account a
            join ledger.balance b on b.account = a.id
            left join lateral (
              (select reservation, n, true as goes_out, to_account as other, remaining, expires_at
               from ledger.hold where from_account = a.id order by reservation, n limit ?)
              union all
              (select reservation, n, false, from_account, remaining, expires_at
               from ledger.hold where to_account = a.id order by reservation, n limit ?)
              order by reservation, n limit ?
            ) h on true
            left join ledger.entry e on e.id = h.reservation
            left join ledger.account o on o.id = h.other
            where a.code = ?
            order by h.reservation, h.n
            """;

    private static final String RESERVATION = """
            select e.purpose, (extract(epoch from e.expires_at) * 1000000)::bigint, coalesce(h.remaining, 0)
            from ledger.entry e
            join ledger.reserved r on r.entry = e.id
            left join ledger.hold h on h.reservation = r.entry and h.n = r.n
            where e.id = ? and e.phase = 'RESERVE'
            order by r.n
            """;

    private static final String LATER = """
            select e.id, e.kind, e.phase, (extract(epoch from e.recorded_at) * 1000000)::bigint,
                   (select coalesce(sum(t.amount), 0) from ledger.transfer t
                    where t.entry = e.id and t.origin_transfer is not null)
            from ledger.entry e where e.origin = ? order by e.id limit ?
            """;

    private static final String CHART = """
            select name, nature, minimum, maximum, keeps_history from ledger.account_kind order by name
            """;

    /** Each side by its own index, so that a page costs the same on an account of any length. */
    private static final String STATEMENT = """
            with moved as (
              (select t.entry, t.n, t.to_account as other, -t.amount as amount, t.from_balance as balance
               from ledger.transfer t
               where t.from_account = ? and t.from_balance is not null and t.entry <= ? and (t.entry, t.n) < (?, ?)
               order by t.entry desc, t.n desc limit ?)
              union all
              (select t.entry, t.n, t.from_account, t.amount, t.to_balance
               from ledger.transfer t
               where t.to_account = ? and t.to_balance is not null and t.entry <= ? and (t.entry, t.n) < (?, ?)
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

    /** The same from the other end, up to an entry. */
    private static final String STATEMENT_FORWARD = """
            with moved as (
              (select t.entry, t.n, t.to_account as other, -t.amount as amount, t.from_balance as balance
               from ledger.transfer t
               where t.from_account = ? and t.from_balance is not null and t.entry <= ? and (t.entry, t.n) > (?, ?)
               order by t.entry, t.n limit ?)
              union all
              (select t.entry, t.n, t.from_account, t.amount, t.to_balance
               from ledger.transfer t
               where t.to_account = ? and t.to_balance is not null and t.entry <= ? and (t.entry, t.n) > (?, ?)
               order by t.entry, t.n limit ?)
              order by entry, n limit ?
            )
            select m.entry, m.n, e.kind, e.phase,
                   (extract(epoch from e.recorded_at) * 1000000)::bigint,
                   (extract(epoch from e.effective_at) * 1000000)::bigint,
                   o.code, m.amount, m.balance
            from moved m
            join ledger.entry e on e.id = m.entry
            join ledger.account o on o.id = m.other
            order by m.entry, m.n
            """;

    /** The entries between which an account's history of some time lies. */
    private static final String REACHED = """
            select a.id,
                   ledger.entry_reached(a.id, timestamptz 'epoch' + (? - 1) * interval '1 microsecond'),
                   ledger.entry_reached(a.id, timestamptz 'epoch' + (? - 1) * interval '1 microsecond')
            from ledger.account a where a.code = ?
            """;

    private static final String ENTRY_IDS = """
            select id from ledger.entry where id < ? and (?::text is null or kind = ?) order by id desc limit ?
            """;

    private static final String TRIAL_BALANCE = """
            select s.asset, s.kind, k.nature, s.accounts, s.posted, s.reserved_in, s.reserved_out
            from (
              select a.asset, a.kind, count(*) as accounts, sum(b.posted) as posted, sum(b.reserved_in) as reserved_in,
                     sum(b.reserved_out) as reserved_out
              from ledger.account a join ledger.balance b on b.account = a.id group by a.asset, a.kind
            ) s
            join ledger.account_kind k on k.name = s.kind
            order by s.asset, s.kind
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

    List<Exchange> exchanges(String code, List<String> others) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EXCHANGES)) {
                statement.setString(1, code);
                statement.setArray(2, connection.createArrayOf("text", others.toArray()));
                statement.setString(3, code);
                statement.setArray(4, connection.createArrayOf("text", others.toArray()));
                List<Exchange> exchanges = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        exchanges.add(
                                new Exchange(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                    }
                }
                return exchanges;
            }
        });
    }

    List<Balance> accounts(AccountQuery query) {
        String kind = query.kind().orElse(null);
        String contains = query.contains().orElse(null);
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
                statement.setString(1, kind);
                statement.setString(2, kind);
                statement.setString(3, query.after().orElse(""));
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
                balances.add(balance(rows));
            }
        }
        return balances;
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                new AccountId(row.getLong(1)),
                row.getString(2),
                new Asset(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                Ledger.Freeze.valueOf(row.getString(8)),
                row.getBoolean(9));
    }

    Optional<HeldBalance> heldBalance(String code, int atMost) {
        if (atMost < 1 || atMost > 200) {
            throw new IllegalArgumentException("1 to 200 holds are read");
        }
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HELD)) {
                statement.setInt(1, atMost + 1);
                statement.setInt(2, atMost + 1);
                statement.setInt(3, atMost + 1);
                statement.setString(4, code);
                try (ResultSet rows = statement.executeQuery()) {
                    return heldBalance(rows, atMost);
                }
            }
        });
    }

    private static Optional<HeldBalance> heldBalance(ResultSet rows, int atMost) throws SQLException {
        Optional<Balance> balance = Optional.empty();
        List<HeldBalance.Hold> holds = new ArrayList<>();
        while (rows.next()) {
            balance = Optional.of(balance(rows));
            long reservation = rows.getLong(10);
            if (!rows.wasNull()) {
                holds.add(new HeldBalance.Hold(
                        reservation,
                        rows.getString(11),
                        rows.getString(12),
                        rows.getBoolean(13) ? Refusal.Direction.OUT : Refusal.Direction.IN,
                        rows.getString(14),
                        rows.getLong(15),
                        Micros.instant(rows.getLong(16)),
                        Micros.instant(rows.getLong(17))));
            }
        }
        boolean isAll = holds.size() <= atMost;
        List<HeldBalance.Hold> shown = isAll ? holds : holds.subList(0, atMost);
        return balance.map(found -> new HeldBalance(found, List.copyOf(shown), isAll));
    }

    Optional<EntryStory> story(long id) {
        return read(connection -> {
            RecordedEntry entry = EntryReading.read(connection, List.of(id)).get(id);
            return entry == null
                    ? Optional.<EntryStory>empty()
                    : Optional.of(new EntryStory(entry, reservation(connection, id), later(connection, id)));
        });
    }

    private static Optional<EntryStory.Reservation> reservation(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESERVATION)) {
            statement.setLong(1, id);
            Optional<EntryStory.Reservation> reservation = Optional.empty();
            List<Long> left = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    left.add(rows.getLong(3));
                    reservation = Optional.of(new EntryStory.Reservation(
                            rows.getString(1), Micros.instant(rows.getLong(2)), List.copyOf(left)));
                }
            }
            return reservation;
        }
    }

    private static List<EntryStory.Later> later(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATER)) {
            statement.setLong(1, id);
            statement.setInt(2, EntryStory.MOST_LATER);
            List<EntryStory.Later> later = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    later.add(new EntryStory.Later(
                            rows.getLong(1),
                            rows.getString(2),
                            RecordedEntry.Phase.valueOf(rows.getString(3)),
                            Micros.instant(rows.getLong(4)),
                            rows.getLong(5)));
                }
            }
            return later;
        }
    }

    List<AccountKind> chart() {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CHART);
                    ResultSet rows = statement.executeQuery()) {
                List<AccountKind> chart = new ArrayList<>();
                while (rows.next()) {
                    chart.add(new AccountKind(
                            rows.getString(1),
                            AccountKind.Nature.valueOf(rows.getString(2)),
                            new AccountRules(rows.getLong(3), rows.getLong(4)),
                            rows.getBoolean(5) ? AccountKind.History.KEPT : AccountKind.History.NOT_KEPT));
                }
                return chart;
            }
        });
    }

    StatementPage statement(String code, StatementQuery query) {
        long[] cursor = cursor(query);
        return read(connection -> {
            Optional<Long> account = accountId(connection, code);
            if (account.isEmpty()) {
                return new StatementPage(List.of(), Optional.empty());
            }
            return page(connection, STATEMENT, account.get(), cursor[0], cursor, query.limit());
        });
    }

    StatementPage statementBetween(String code, Instant from, Instant until, StatementQuery query) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(REACHED)) {
                statement.setLong(1, Micros.of(from));
                statement.setLong(2, Micros.of(until));
                statement.setString(3, code);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return new StatementPage(List.of(), Optional.empty());
                    }
                    long[] start =
                            query.cursor().isEmpty() ? new long[] {row.getLong(2), Integer.MAX_VALUE} : cursor(query);
                    return page(connection, STATEMENT_FORWARD, row.getLong(1), row.getLong(3), start, query.limit());
                }
            }
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

    /** @param upTo no entry after this one */
    private static StatementPage page(
            Connection connection, String sql, long account, long upTo, long[] cursor, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 0;
            for (int side = 0; side < 2; side++) {
                statement.setLong(++parameter, account);
                statement.setLong(++parameter, upTo);
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

    /** Entry and transfer beyond which the page lies. */
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
                            AccountKind.Nature.valueOf(rows.getString(3)),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getLong(6),
                            rows.getLong(7)));
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

    /** All that the question reads is as of one moment, however often it asks. */
    <T> T snapshot(Question<T> question) {
        return read(connection -> {
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return question.ask(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
            }
        });
    }
}
