package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.PeriodClosing;
import io.tongbao.ledger.TrialBalanceRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the books stood, and up to when they are closed. An account's history is recorded in the order of its entries' ids, so
 * its balance at an instant is found by halving ({@code ledger.entry_reached}). What took effect at another time than it was
 * recorded is kept apart and summed by day: a balance by effective time is the one by recorded time, without what took
 * effect later and with what was recorded later.
 */
final class Past {
    private static final int ACCOUNTS_AT_ONCE = 500;

    private static final String BALANCE = """
            select a.asset, a.kind, a.keeps_history, b.posted, b.effective, b.reserved_in, b.reserved_out
            from ledger.account a
            left join lateral ledger.balance_at(a.id, timestamptz 'epoch' + ? * interval '1 microsecond') b
              on a.keeps_history
            where a.code = ?
            """;

    private static final String SUMS = """
            select max(s.id), s.asset, s.kind, k.nature, count(*),
                   sum(case when ? then b.effective else b.posted end), sum(b.reserved_in), sum(b.reserved_out)
            from (select id, asset, kind, keeps_history from ledger.account where id > ? order by id limit ?) s
            join ledger.account_kind k on k.name = s.kind
            left join lateral ledger.balance_at(s.id, timestamptz 'epoch' + ? * interval '1 microsecond') b
              on s.keeps_history
            group by s.asset, s.kind, k.nature, s.keeps_history
            """;

    private static final String CLOSED_UNTIL = """
            select (extract(epoch from closed_until) * 1000000)::bigint from ledger.period
            """;

    /** The row's lock waits for entries dated back that are under way, and none can pass it. */
    private static final String CLOSE = """
            with closed as (
              update ledger.period set closed_until = timestamptz 'epoch' + ? * interval '1 microsecond'
              where closed_until < timestamptz 'epoch' + ? * interval '1 microsecond'
              returning closed_until
            )
            insert into ledger.period_closing (closed_until, closed_at)
            select closed_until, timestamptz 'epoch' + ? * interval '1 microsecond' from closed
            """;

    private final Reads reads;

    Past(Reads reads) {
        this.reads = reads;
    }

    BalanceAt balance(String code, Instant at, BalanceAt.By by) {
        return reads.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BALANCE)) {
                statement.setLong(1, Micros.of(at));
                statement.setString(2, code);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return new BalanceAt.NoSuchAccount(code);
                    }
                    if (!row.getBoolean(3)) {
                        return new BalanceAt.NotKept(code, row.getString(2));
                    }
                    return new BalanceAt.Was(
                            code,
                            new Asset(row.getString(1)),
                            at,
                            by,
                            row.getLong(by == BalanceAt.By.EFFECTIVE ? 5 : 4),
                            row.getLong(6),
                            row.getLong(7));
                }
            }
        });
    }

    private record Line(String asset, String kind) {}

    /** Account after account, but all as of one moment: what is dated back meanwhile is in none of them. */
    List<TrialBalanceRow> trialBalance(Instant at, BalanceAt.By by) {
        List<TrialBalanceRow> rows = new ArrayList<>(
                reads.snapshot(connection -> sums(connection, at, by)).values());
        rows.sort(
                Comparator.<TrialBalanceRow, String>comparing(row -> row.asset().code())
                        .thenComparing(TrialBalanceRow::kind));
        return rows;
    }

    private static Map<Line, TrialBalanceRow> sums(Connection connection, Instant at, BalanceAt.By by)
            throws SQLException {
        Map<Line, TrialBalanceRow> sums = new LinkedHashMap<>();
        long after = 0;
        List<TrialBalanceRow> chunk = new ArrayList<>();
        do {
            chunk.clear();
            after = sums(connection, after, at, by, chunk);
            chunk.forEach(row -> sums.merge(new Line(row.asset().code(), row.kind()), row, Past::sum));
        } while (after > 0);
        return sums;
    }

    /** Adds the sums of the next accounts to the chunk; answers the last account, or 0 if there was none. */
    private static long sums(
            Connection connection, long after, Instant at, BalanceAt.By by, List<TrialBalanceRow> chunk)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
            statement.setBoolean(1, by == BalanceAt.By.EFFECTIVE);
            statement.setLong(2, after);
            statement.setInt(3, ACCOUNTS_AT_ONCE);
            statement.setLong(4, Micros.of(at));
            long last = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = Math.max(last, rows.getLong(1));
                    long posted = rows.getLong(6);
                    if (!rows.wasNull()) {
                        chunk.add(new TrialBalanceRow(
                                new Asset(rows.getString(2)),
                                rows.getString(3),
                                AccountKind.Nature.valueOf(rows.getString(4)),
                                rows.getLong(5),
                                posted,
                                rows.getLong(7),
                                rows.getLong(8)));
                    }
                }
            }
            return last;
        }
    }

    private static TrialBalanceRow sum(TrialBalanceRow one, TrialBalanceRow other) {
        return new TrialBalanceRow(
                one.asset(),
                one.kind(),
                one.nature(),
                one.accounts() + other.accounts(),
                Math.addExact(one.posted(), other.posted()),
                Math.addExact(one.reservedIn(), other.reservedIn()),
                Math.addExact(one.reservedOut(), other.reservedOut()));
    }

    Instant closedUntil() {
        return reads.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CLOSED_UNTIL);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return Micros.instant(row.getLong(1));
            }
        });
    }

    PeriodClosing closeUntil(Instant instant, Instant now) {
        int closed = reads.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
                statement.setLong(1, Micros.of(instant));
                statement.setLong(2, Micros.of(instant));
                statement.setLong(3, Micros.of(now));
                return statement.executeUpdate();
            }
        });
        return closed == 1 ? new PeriodClosing.ClosedUntil(instant) : new PeriodClosing.ClosedFurther(closedUntil());
    }
}
