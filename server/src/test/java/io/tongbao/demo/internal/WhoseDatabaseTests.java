package io.tongbao.demo.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.identity.FirstAdministrator;
import io.tongbao.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class WhoseDatabaseTests {
    private static final String ADDRESS = "postgresql://server@db.example/tongbao";

    private final World world;
    private final JdbcClient database;
    private final FirstAdministrator administrator;
    private final TransactionTemplate transaction;

    WhoseDatabaseTests(
            World world, JdbcClient database, FirstAdministrator administrator, TransactionTemplate transaction) {
        this.world = world;
        this.database = database;
        this.administrator = administrator;
        this.transaction = transaction;
    }

    @Test
    void aDemosDatabaseIsNotServed() {
        transaction.executeWithoutResult(all -> {
            all.setRollbackOnly();
            database.sql("insert into demo.person values ('console', 'stf_x', '王敏', 'OPERATOR', '', '', 1)")
                    .update();
            assertThatThrownBy(() -> new WhoseDatabase(database, administrator, "serve", ADDRESS))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("filled by demo");
            new WhoseDatabase(database, administrator, "demo", ADDRESS);
        });
    }

    @Test
    void aServedDatabaseGetsNoDemo() {
        world.anAdministrator();
        assertThatThrownBy(() -> new WhoseDatabase(database, administrator, "demo", ADDRESS))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("belongs to serve");
        new WhoseDatabase(database, administrator, "serve", ADDRESS);
    }
}
