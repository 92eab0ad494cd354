package io.tongbao.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The order in which changes are told. Commit order can't be read off a sequence or a transaction id: a lower number may
 * commit late, and a cursor on it would skip what it carries. So every writing transaction takes a batch number
 * <em>after</em> its row locks and leaves it in {@code ledger.unpositioned}; one worker at a time then gives committed
 * batches a dense position, in batch order among those that have none.
 *
 * <p>Two transactions that lock a common row are told in the order in which they changed it: the second takes its number
 * after the first has committed, so whoever sees the second sees the first too, with a lower number. No more is promised.
 */
public final class BatchNumbers {
    private static final String TAKE = """
            insert into ledger.unpositioned (batch)
            values (nextval('ledger.batch_number'))
            returning batch
            """;

    private static final String LOCK_HEAD = "select position from ledger.position_head for update";

    /** Runs after the lock, in a statement of its own: its snapshot then holds every batch positioned before. */
    private static final String ASSIGN = """
            with next as (
              select batch from ledger.unpositioned order by batch limit ?
            ), taken as (
              delete from ledger.unpositioned u using next where u.batch = next.batch returning u.batch, u.mark
            ), numbered as (
              insert into ledger.position (batch, position, mark)
              select batch, ? + row_number() over (order by batch), mark from taken
              returning 1
            )
            update ledger.position_head set position = position + (select count(*) from numbered)
            returning position
            """;

    private BatchNumbers() {}

    /** Takes the transaction's batch number. Call it once per transaction, after its row locks and never before them. */
    public static long take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TAKE)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Gives at most {@code atMost} committed batches their positions and answers how many. Any number of callers may run
     * it; they take turns on the row of {@code ledger.position_head}.
     */
    public static int assignPositions(DataSource database, int atMost) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int assigned = assign(connection, atMost);
                connection.commit();
                return assigned;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int assign(Connection connection, int atMost) throws SQLException {
        long head;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK_HEAD)) {
            row.next();
            head = row.getLong(1);
        }
        try (PreparedStatement statement = connection.prepareStatement(ASSIGN)) {
            statement.setInt(1, atMost);
            statement.setLong(2, head);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Math.toIntExact(row.getLong(1) - head);
            }
        }
    }
}
