package io.tongbao.platform.internal.database;

import io.tongbao.ledger.jdbc.LedgerMigration;
import io.tongbao.platform.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Brings the database up to date as its owner: first the ledger's schema, then one schema per module from
 * {@code db/migration/<module>}. What was applied is remembered as a digest of all migration files, so that a start with
 * nothing to do asks one question instead of a dozen, and so that the server's role, which may not migrate, can tell.
 */
final class Migrations {
    private static final String ROOT = "db/migration/";

    private final List<Resource> files;
    private final String digest;

    Migrations() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath*:db/**/*.sql");
            this.files = Arrays.stream(found)
                    .sorted(Comparator.comparing(Migrations::path))
                    .toList();
            this.digest = digest(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the database has exactly what this build carries. */
    boolean areApplied(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('migration.applied') is not null")) {
                table.next();
                if (!table.getBoolean(1)) {
                    return false;
                }
            }
            try (ResultSet row = statement.executeQuery("select digest from migration.applied")) {
                return row.next() && row.getString(1).equals(digest);
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "The database can't be reached: " + e.getMessage(),
                    "Check TONGBAO_DATABASE_URL, and that PostgreSQL is running.");
        }
    }

    void apply(DataSource owner, String serverRole) {
        try {
            LedgerMigration.migrate(owner, serverRole);
            for (String module : modules()) {
                Flyway.configure()
                        .dataSource(owner)
                        .locations("classpath:" + ROOT + module)
                        .defaultSchema(module)
                        .schemas(module)
                        .createSchemas(true)
                        .placeholders(Map.of("server_role", serverRole))
                        .failOnMissingLocations(true)
                        .load()
                        .migrate();
            }
            remember(owner, serverRole);
        } catch (FlywayException e) {
            throw new StartRefused(
                    "The database can't be brought up to date: " + e.getMessage(),
                    "Until 1.0 migrations may be rewritten: a demo folder is then deleted and made again.");
        } catch (SQLException e) {
            throw new IllegalStateException("What was migrated could not be remembered", e);
        }
    }

    private SortedSet<String> modules() {
        SortedSet<String> modules = new TreeSet<>();
        for (Resource file : files) {
            String path = path(file);
            if (path.startsWith(ROOT)) {
                modules.add(path.substring(ROOT.length(), path.indexOf('/', ROOT.length())));
            }
        }
        return modules;
    }

    private void remember(DataSource owner, String serverRole) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists migration");
                statement.execute("""
                        create table if not exists migration.applied (
                          the_only_row boolean primary key default true check (the_only_row),
                          digest text not null
                        )
                        """);
                statement.execute("grant usage on schema migration to " + quoted(serverRole));
                statement.execute("grant select on migration.applied to " + quoted(serverRole));
            }
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into migration.applied (digest) values (?)
                    on conflict (the_only_row) do update set digest = excluded.digest
                    """)) {
                statement.setString(1, digest);
                statement.executeUpdate();
            }
            connection.commit();
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String digest(List<Resource> files) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                sha.update(path(file).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                sha.update((byte) 0);
                try (InputStream in = file.getInputStream()) {
                    sha.update(in.readAllBytes());
                }
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The path inside the class path, the same from folders and jars. */
    private static String path(Resource file) {
        try {
            String url = file.getURL().toString();
            return url.substring(url.lastIndexOf("/db/") + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
