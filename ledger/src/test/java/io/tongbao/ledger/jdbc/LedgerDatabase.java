package io.tongbao.ledger.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A fresh, migrated database on a real PostgreSQL that all tests of the JVM share. It is as durable as in earnest: fsync
 * and synchronous_commit are on, which the embedded server's library would turn off.
 */
final class LedgerDatabase implements AutoCloseable {
    private static final String SERVER_ROLE = "ledger_server";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource owner;
    private final HikariDataSource server;
    private final String name;

    private LedgerDatabase(String name) {
        this.name = name;
        this.owner = pool(name, "postgres", 4);
        this.server = pool(name, SERVER_ROLE, 24);
    }

    private static final class Shared {
        private static final EmbeddedPostgres POSTGRES = start();
        private static final List<HikariDataSource> POOLS = new ArrayList<>();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "200")
                        .setRegisterShutdownHook(false)
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(Shared::stop));
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create role " + SERVER_ROLE + " login");
                }
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void stop() {
            POOLS.forEach(HikariDataSource::close);
            try {
                POSTGRES.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static LedgerDatabase fresh() {
        String name = "books_" + NUMBER.incrementAndGet();
        try (Connection connection = Shared.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("revoke temporary on database " + name + " from public");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        LedgerDatabase database = new LedgerDatabase(name);
        LedgerMigration.migrate(database.owner(), SERVER_ROLE);
        return database;
    }

    private static HikariDataSource pool(String name, String role, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Shared.POSTGRES.getJdbcUrl(role, name));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        HikariDataSource pool = new HikariDataSource(config);
        Shared.POOLS.add(pool);
        return pool;
    }

    DataSource owner() {
        return owner;
    }

    /** Connects as the role that may only append. */
    DataSource server() {
        return server;
    }

    String url() {
        return Shared.POSTGRES.getJdbcUrl(SERVER_ROLE, name);
    }

    /** Runs SQL as the owner. */
    void run(String sql) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that the query answers. */
    long number(String sql) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The query's rows of two numbers, by the first. */
    Map<Long, Long> numbers(String sql) {
        Map<Long, Long> numbers = new HashMap<>();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.put(rows.getLong(1), rows.getLong(2));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.close();
        owner.close();
    }
}
