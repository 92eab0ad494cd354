package io.tongbao.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;

/** What PostgreSQL itself counts of the statements it ran and of its log: where its part of the time goes. */
public final class Statements {
    private static final int SHOWN = 15;

    private final DataSource superuser;

    private Statements(DataSource superuser) {
        this.superuser = superuser;
    }

    /** Counts from now on; PostgreSQL must have been started with {@code pg_stat_statements}. */
    public static Statements countedFor(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute("select pg_stat_statements_reset()");
            statement.execute("select pg_stat_reset_shared()");
        }
        return new Statements(superuser);
    }

    /** Prints the costliest statements and the log's share. */
    public void print() throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            System.out.println("PostgreSQL's own statistics");
            show(statement, """
                    select total_exec_time, 100 * total_exec_time / sum(total_exec_time) over (), calls, rows,
                           wal_bytes, regexp_replace(left(query, 300), '\\s+', ' ', 'g')
                      from pg_stat_statements
                     where query not ilike '%%pg_stat%%'
                     order by total_exec_time desc limit %d
                    """.formatted(SHOWN));
            try (ResultSet log = statement.executeQuery("""
                    select (select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'),
                           (select coalesce(sum(fsync_time), 0) from pg_stat_io where object = 'wal'),
                           (select coalesce(sum(writes), 0) from pg_stat_io where object = 'wal'),
                           (select wal_bytes from pg_stat_wal), (select wal_fpi from pg_stat_wal)
                    """)) {
                log.next();
                System.out.printf(
                        Locale.ROOT,
                        "  log: %,d fsyncs in %,.0f ms, %,d writes, %,.1f MB, %,d whole pages%n",
                        log.getLong(1),
                        log.getDouble(2),
                        log.getLong(3),
                        log.getDouble(4) / 1e6,
                        log.getLong(5));
            }
        }
    }

    private static void show(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String text = rows.getString(6);
                System.out.printf(
                        Locale.ROOT,
                        "  %9.0f ms  %4.1f %%  %,9d calls  %8.3f ms each  %6.1f rows  %,8.1f MB of log  %s%n",
                        rows.getDouble(1),
                        rows.getDouble(2),
                        rows.getLong(3),
                        rows.getDouble(1) / Math.max(1, rows.getLong(3)),
                        rows.getDouble(4) / Math.max(1, rows.getLong(3)),
                        rows.getDouble(5) / 1e6,
                        text.length() > 110 ? text.substring(0, 110) : text);
            }
        }
    }
}
