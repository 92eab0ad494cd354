package io.tongbao.ledger.jdbc;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema {@code ledger} up to date. Runs as the owner of the tables, before the server starts. */
public final class LedgerMigration {
    private LedgerMigration() {}

    /**
     * @param owner connects as the role that owns the schema
     * @param serverRole the role that the server connects as; it must exist and is granted appending, never changing
     */
    public static void migrate(DataSource owner, String serverRole) {
        if (!serverRole.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Not a role name: " + serverRole);
        }
        Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/ledger")
                .schemas("ledger")
                .defaultSchema("ledger")
                .table("flyway_schema_history_ledger")
                .placeholders(Map.of("server_role", serverRole))
                .load()
                .migrate();
    }
}
