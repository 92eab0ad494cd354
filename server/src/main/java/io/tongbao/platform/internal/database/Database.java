package io.tongbao.platform.internal.database;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartRefused;
import io.tongbao.platform.StartUp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** The database, running, checked and up to date; who closes it stops PostgreSQL if we started it. */
final class Database implements AutoCloseable {
    private final ConnectionSettings server;
    private final Optional<EmbeddedPostgres> embedded;

    private Database(ConnectionSettings server, Optional<EmbeddedPostgres> embedded) {
        this.server = server;
        this.embedded = embedded;
    }

    static Database embedded(DataFolder folder, StartUp startUp) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, startUp);
        try {
            prepare(postgres.server(), Optional.of(postgres.owner()), startUp);
            return new Database(postgres.server(), Optional.of(postgres));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    static Database external(ConnectionSettings server, Optional<ConnectionSettings> owner, StartUp startUp) {
        prepare(server, owner, startUp);
        return new Database(server, Optional.empty());
    }

    private static void prepare(ConnectionSettings server, Optional<ConnectionSettings> owner, StartUp startUp) {
        DataSource asServer = server.unpooled();
        Durability.check(asServer);
        Migrations migrations = new Migrations();
        if (migrations.areApplied(asServer)) {
            return;
        }
        DataSource asOwner = owner.orElseThrow(() -> new StartRefused(
                        "The database is not up to date, and the server's role may not change that.",
                        "Set TONGBAO_DATABASE_OWNER_URL to the owner's connection and run ./tongbao migrate."))
                .unpooled();
        startUp.step("Bringing the database up to date", () -> migrations.apply(asOwner, role(asServer)));
    }

    private static String role(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The server's role could not be asked", e);
        }
    }

    ConnectionSettings server() {
        return server;
    }

    Optional<Long> embeddedProcessId() {
        return embedded.flatMap(EmbeddedPostgres::processId);
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
