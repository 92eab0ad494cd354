package io.tongbao.platform.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartRefused;
import io.tongbao.platform.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database of one's own, played by an embedded one: who may migrate, who may change what, who may connect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnDatabaseTests {
    private final StartUp terminal = new StartUp();

    private final DataFolder folder;
    private final EmbeddedPostgres postgres;

    OwnDatabaseTests(@TempDir Path temporary) {
        folder = DataFolder.open(temporary.resolve("folder"), "serve");
        postgres = EmbeddedPostgres.start(folder, terminal);
    }

    @AfterAll
    void stop() {
        postgres.close();
        folder.close();
    }

    @BeforeAll
    void theServersRoleDoesNotMigrateButTheOwnerDoes() {
        assertThatThrownBy(() -> Database.external(postgres.server(), Optional.empty(), terminal))
                .isInstanceOfSatisfying(
                        StartRefused.class,
                        refused -> assertThat(refused.remedy()).contains("./tongbao migrate"));

        Database.external(postgres.server(), Optional.of(postgres.owner()), terminal)
                .close();
        Database.external(postgres.server(), Optional.empty(), terminal).close();
    }

    @Test
    void whatIsRecordedCannotBeChangedByTheServersRole() throws SQLException {
        try (Connection connection = postgres.server().unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"ledger.entry", "ledger.transfer", "ledger.once_key", "events.event"}) {
                for (String change : new String[] {"delete from " + table, "truncate " + table}) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("42501"));
                }
            }
        }
    }

    @Test
    void nobodyConnectsWithoutThePassword() {
        ConnectionSettings guessed =
                new ConnectionSettings(postgres.server().url(), Optional.of("postgres"), Optional.of("postgres"));
        assertThatThrownBy(() -> guessed.unpooled().getConnection())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void secretsAreForTheOwnersEyesOnly() throws IOException {
        for (String secret : new String[] {"database-owner.password", "database-superuser.password"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.path().resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void oneFolderHasOneServer() {
        assertThatThrownBy(() -> DataFolder.open(folder.path(), "serve"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("Another Tongbao");
    }

    @Test
    void aDemosFolderIsNotForServing(@TempDir Path temporary) {
        DataFolder.open(temporary, "demo").close();
        assertThatThrownBy(() -> DataFolder.open(temporary, "serve"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("made by demo");
    }

    @Test
    void anAddressIsReadAsEverybodyWritesIt() {
        ConnectionSettings read =
                ConnectionSettings.parse("postgresql://ann:p%40ss@db.example:5433/books?sslmode=require");
        assertThat(read.url()).isEqualTo("jdbc:postgresql://db.example:5433/books?sslmode=require");
        assertThat(read.user()).contains("ann");
        assertThat(read.password()).contains("p@ss");
        assertThat(read.toString()).doesNotContain("p@ss");
    }
}
