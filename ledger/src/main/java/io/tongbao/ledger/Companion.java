package io.tongbao.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A row that stands or falls with its entry: the payment, its events. It is built and validated in the caller's thread;
 * in the batch its table only inserts.
 */
public record Companion<R>(Table<R> table, R row) {
    public Companion {
        Objects.requireNonNull(table, "table is null");
        Objects.requireNonNull(row, "row is null");
    }

    /**
     * Inserts the rows of one batch, set-wise, on the writer's connection and nothing else. It takes no lock, reads no
     * clock and must be one instance per table, since rows are grouped by identity.
     */
    public interface Table<R> {
        void insert(Connection connection, Batch batch, List<Companioned<R>> rows) throws SQLException;
    }

    /** The batch that the rows belong to. */
    public record Batch(long number, Instant recordedAt) {}

    /**
     * A row and the entry beside which it stands.
     *
     * @param entryId the entry
     * @param resolved the entry's legs as they were resolved, in order
     */
    public record Companioned<R>(long entryId, Instant recordedAt, List<Transfer> resolved, R row) {}
}
