package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.BatchNumbers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Goal: a reader that follows positions misses nothing and sees conflicting changes in the order in which they happened.
 * Method: two connections in the orders that break a cursor on the numbers themselves.
 */
class PositionTests {
    private LedgerDatabase database;

    @BeforeEach
    void start() {
        database = LedgerDatabase.fresh();
        database.run("""
                create table shared (id int primary key, value int);
                insert into shared values (1, 0);
                grant select, update on shared to ledger_server
                """);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aLowerNumberThatCommitsLateIsStillTold() throws Exception {
        try (Connection slow = begun();
                Connection quick = begun()) {
            long lower = BatchNumbers.take(slow);
            long higher = BatchNumbers.take(quick);
            assertThat(lower).isLessThan(higher);

            quick.commit();
            assertThat(BatchNumbers.assignPositions(database.server(), 100)).isEqualTo(1);
            assertThat(told()).containsExactly(higher);

            slow.commit();
            assertThat(BatchNumbers.assignPositions(database.server(), 100)).isEqualTo(1);
            assertThat(told()).containsExactly(higher, lower);
        }
    }

    /**
     * The second transaction begins first and even has its snapshot and its id first, but waits for the row; it takes its
     * number after the lock, so it comes after the first whatever the commit order of the rest.
     */
    @Test
    void twoThatChangeOneRowAreToldInTheOrderOfTheirChanges() throws Exception {
        try (Connection first = begun();
                Connection second = begun()) {
            run(second, "select pg_current_xact_id()");
            run(first, "update shared set value = value + 1 where id = 1");
            CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> lockAndTake(second));
            waitUntilBlocked();
            long firstNumber = BatchNumbers.take(first);
            first.commit();
            long secondNumber = waiting.join();
            assertThat(firstNumber).isLessThan(secondNumber);
            second.commit();

            BatchNumbers.assignPositions(database.server(), 100);
            assertThat(told()).containsExactly(firstNumber, secondNumber);
        }
    }

    @Test
    void aTransactionThatIsUndoneLeavesNoGap() throws Exception {
        try (Connection undone = begun();
                Connection kept = begun()) {
            BatchNumbers.take(undone);
            undone.rollback();
            long number = BatchNumbers.take(kept);
            kept.commit();
            assertThat(BatchNumbers.assignPositions(database.server(), 100)).isEqualTo(1);
            assertThat(told()).containsExactly(number);
            assertThat(database.number("select max(position) from ledger.position"))
                    .isEqualTo(1);
        }
    }

    @Test
    void severalKeepersTakeTurns() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Connection connection = begun()) {
                BatchNumbers.take(connection);
                connection.commit();
            }
        }
        List<CompletableFuture<Integer>> keepers = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            keepers.add(CompletableFuture.supplyAsync(this::assignUntilDone));
        }
        assertThat(keepers.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(200);
        assertThat(database.number("select max(position) from ledger.position")).isEqualTo(200);
        assertThat(database.number("""
                        select count(*) from (
                          select batch > lag(batch) over (order by position) as rises from ledger.position
                        ) p where not rises
                        """)).isZero();
    }

    private int assignUntilDone() {
        try {
            int all = 0;
            for (int assigned = -1; assigned != 0; all += assigned) {
                assigned = BatchNumbers.assignPositions(database.server(), 7);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long lockAndTake(Connection connection) {
        try {
            run(connection, "update shared set value = value + 1 where id = 1");
            return BatchNumbers.take(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void waitUntilBlocked() {
        while (database.number("select count(*) from pg_locks where not granted") == 0) {
            Thread.onSpinWait();
        }
    }

    private Connection begun() throws SQLException {
        Connection connection = database.server().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The batch numbers in the order of their positions. */
    private List<Long> told() throws SQLException {
        List<Long> batches = new ArrayList<>();
        try (Connection connection = database.server().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select batch from ledger.position order by position")) {
            while (rows.next()) {
                batches.add(rows.getLong(1));
            }
        }
        return batches;
    }
}
