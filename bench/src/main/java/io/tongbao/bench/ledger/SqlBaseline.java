package io.tongbao.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.bench.Load;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Baseline (b): plain SQL with row locks, one round trip for each transfer; an entry of several is a transaction. */
final class SqlBaseline {
    private final HikariDataSource database;

    private SqlBaseline(HikariDataSource database) {
        this.database = database;
    }

    static SqlBaseline create(HikariDataSource owner, Workload workload) throws SQLException, IOException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                InputStream script = SqlBaseline.class.getResourceAsStream("/baseline.sql")) {
            if (script == null) {
                throw new IllegalStateException("baseline.sql is not there");
            }
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(
                    "insert into baseline.account (id, balance, minimum) values (0, 0, " + Long.MIN_VALUE + ")");
            statement.execute("insert into baseline.account (id, balance, minimum) select i, " + Workload.PLENTY
                    + ", 0 from generate_series(1, " + workload.accounts() + ") i");
            statement.execute("vacuum analyze baseline.account");
        }
        return new SqlBaseline(owner);
    }

    Load.Act paying(Workload workload, int caller) {
        return () -> {
            List<Workload.Move> moves = workload.moves().apply(caller);
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement("select baseline.transfer(?, ?, ?)")) {
                connection.setAutoCommit(moves.size() == 1);
                try {
                    for (Workload.Move move : moves) {
                        statement.setLong(1, move.from());
                        statement.setLong(2, move.to());
                        statement.setLong(3, move.amount());
                        statement.execute();
                    }
                    if (moves.size() > 1) {
                        connection.commit();
                    }
                } catch (SQLException e) {
                    if (moves.size() > 1) {
                        connection.rollback();
                    }
                    if (!"40P01".equals(e.getSQLState())) {
                        throw e;
                    }
                    // several rows locked one after the other run into each other; the loser does not count
                    return false;
                } finally {
                    connection.setAutoCommit(true);
                }
            }
            return true;
        };
    }
}
