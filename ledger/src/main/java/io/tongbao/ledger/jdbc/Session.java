package io.tongbao.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's connection, with the settings that its batches rely on. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final String RESET = """
            reset lock_timeout; reset statement_timeout; reset idle_in_transaction_session_timeout;
            reset synchronous_commit; reset plan_cache_mode; reset jit;
            reset enable_seqscan; reset enable_hashjoin; reset enable_mergejoin
            """;

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /**
     * Generic plans: the arrays differ in length, the plan does not. Every row is found by its key: a plan made while the books were
     * small would otherwise read whole tables long after they have grown. The commit waits for the disk, whatever the default.
     */
    static Session open(DataSource database, LedgerOptions options) throws SQLException {
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            statement.execute("""
                    set lock_timeout = %d; set statement_timeout = %d; set idle_in_transaction_session_timeout = %d;
                    set synchronous_commit = on; set plan_cache_mode = force_generic_plan; set jit = off;
                    set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off
                    """.formatted(
                            options.lockTimeout().toMillis(),
                            options.statementTimeout().toMillis(),
                            options.statementTimeout().toMillis()));
            return new Session(connection);
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /** Ends the transaction without trace; a connection that can't even do that is of no use any more. */
    boolean rollback() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("The connection is lost", e);
            return false;
        }
    }

    /** Gives the connection back as it came. */
    void release() {
        try (Connection closing = connection) {
            if (!closing.isClosed()) {
                if (!closing.getAutoCommit()) {
                    closing.rollback();
                }
                closing.setAutoCommit(true);
                try (Statement statement = closing.createStatement()) {
                    statement.execute(RESET);
                }
            }
        } catch (SQLException e) {
            LOG.debug("The connection was lost before it was given back", e);
        }
    }

    /** Cuts the connection, so that a pool does not hand it out again. */
    void discard() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection was lost already", e);
        }
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection was lost already", e);
        }
    }
}
