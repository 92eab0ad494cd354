package io.tongbao.ledger.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A batch whose commit got no answer. Its transaction's id tells when it is over, but not what came of it: an id that had
 * not reached the disk when PostgreSQL crashed is given once more, to another node's transaction, and so is the batch's
 * number. So each batch leaves a mark of its own beside its number; what bears it took place.
 */
final class InDoubt {
    private static final String STATUS = "select pg_xact_status(?::xid8)";

    private static final String MARKED = """
            select exists (select from ledger.unpositioned where batch = ? and mark = ?)
                or exists (select from ledger.position where batch = ? and mark = ?)
            """;

    private static final SecureRandom MARKS = new SecureRandom();

    private InDoubt() {}

    static long newMark() {
        return MARKS.nextLong();
    }

    /** Whether it took place; empty while it may still do so. In two statements: the mark is looked for after it is over. */
    static Optional<Boolean> tookPlace(Connection connection, BatchTransaction.Ready batch) throws SQLException {
        return isOver(connection, batch.transaction()) ? Optional.of(isMarked(connection, batch)) : Optional.empty();
    }

    private static boolean isOver(Connection connection, String transaction) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATUS)) {
            statement.setString(1, transaction);
            try (ResultSet row = statement.executeQuery()) {
                return !row.next() || !"in progress".equals(row.getString(1));
            }
        } catch (SQLException e) {
            // "in the future": forgotten in a crash and not given once more yet
            if ("22023".equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private static boolean isMarked(Connection connection, BatchTransaction.Ready batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARKED)) {
            statement.setLong(1, batch.number());
            statement.setLong(2, batch.mark());
            statement.setLong(3, batch.number());
            statement.setLong(4, batch.mark());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
