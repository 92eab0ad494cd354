package io.tongbao.events.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.BatchNumbers;
import io.tongbao.ledger.Companion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

@Component
final class JdbcEventLog implements EventLog {
    private final DataSource database;
    private final JsonMapper json;
    private final Clock clock;
    private final LogHead head;
    private final EventTable table;

    JdbcEventLog(DataSource database, JsonMapper json, Clock clock, LogHead head) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.head = head;
        this.table = new EventTable(head);
    }

    @Override
    public Companion<?> companion(Event event) {
        return new Companion<>(table, row(event));
    }

    @Override
    public void publish(Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event is published in the transaction of the change it tells of");
        }
        EventRow row = row(event);
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            OpenBatch batch = openBatch(connection);
            EventTable.Line line = new EventTable.Line(row, OptionalLong.empty(), clock.instant());
            table.insert(connection, batch.number, batch.events, List.of(line));
            batch.events++;
        } catch (SQLException e) {
            throw translated(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** The batch of the running transaction; its number is taken by the first event. */
    private OpenBatch openBatch(Connection connection) throws SQLException {
        Object open = TransactionSynchronizationManager.getResource(this);
        if (open instanceof OpenBatch batch) {
            return batch;
        }
        OpenBatch batch = new OpenBatch(BatchNumbers.take(connection));
        TransactionSynchronizationManager.bindResource(this, batch);
        TransactionSynchronizationManager.registerSynchronization(batch);
        return batch;
    }

    private EventRow row(Event event) {
        return new EventRow(event.type(), event.stream(), json.writeValueAsString(event.body()));
    }

    private static RuntimeException translated(SQLException e) {
        RuntimeException known = new SQLExceptionSubclassTranslator().translate("publish", null, e);
        return known != null ? known : new DataAccessResourceFailureException("The event was not written", e);
    }

    private final class OpenBatch implements TransactionSynchronization {
        private final long number;
        private int events;

        private OpenBatch(long number) {
            this.number = number;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(JdbcEventLog.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(JdbcEventLog.this, this);
        }

        @Override
        public void afterCommit() {
            head.expectCommit();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(JdbcEventLog.this);
        }
    }
}
