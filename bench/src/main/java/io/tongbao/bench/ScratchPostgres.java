package io.tongbao.bench;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL in the scratch folder, as durable as in earnest: fsync, synchronous_commit and full_page_writes are on. */
public final class ScratchPostgres implements AutoCloseable {
    public static final String SERVER_ROLE = "bench_server";

    private final EmbeddedPostgres postgres;

    private ScratchPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static ScratchPostgres start(Path scratch) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(scratch.resolve("postgres"))
                .setOverrideWorkingDirectory(scratch.resolve("programs").toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", quarterOfMemory())
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("track_wal_io_timing", "on")
                .setRegisterShutdownHook(false)
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + SERVER_ROLE + " login");
        }
        return new ScratchPostgres(postgres);
    }

    /** What PostgreSQL's manual calls a reasonable start for a machine of its own. */
    private static String quarterOfMemory() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (machine.getTotalMemorySize() >> 22) + "MB";
    }

    public void create(String database) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    public HikariDataSource owner(String database) {
        return owner(database, 2);
    }

    public HikariDataSource owner(String database, int connections) {
        return pool(database, "postgres", connections);
    }

    public HikariDataSource server(String database, int connections) {
        return pool(database, SERVER_ROLE, connections);
    }

    private HikariDataSource pool(String database, String role, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl(role, database));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
