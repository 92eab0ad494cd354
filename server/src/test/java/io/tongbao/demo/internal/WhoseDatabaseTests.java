package io.tongbao.demo.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ServerTest;
import io.tongbao.identity.FirstAdministrator;
import io.tongbao.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class WhoseDatabaseTests {
    private static final String ADDRESS = "postgresql://server@db.example/tongbao";

    private final JdbcClient database;
    private final FirstAdministrator administrator;
    private final TransactionTemplate transaction;

    WhoseDatabaseTests(JdbcClient database, FirstAdministrator administrator, TransactionTemplate transaction) {
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
        assertThatThrownBy(() -> new WhoseDatabase("demo", true, false, true))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("belongs to serve");
    }

    @Test
    void aDatabaseIsOpenedByThoseItBelongsTo() {
        new WhoseDatabase("serve", true, false, true);
        new WhoseDatabase("serve", true, false, false);
        new WhoseDatabase("demo", true, false, false);
        new WhoseDatabase("demo", true, true, true);
        new WhoseDatabase("demo", false, false, true);
    }
}
