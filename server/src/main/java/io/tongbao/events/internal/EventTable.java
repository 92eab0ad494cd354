package io.tongbao.events.internal;

import io.tongbao.ledger.Companion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Inserts events, set-wise, on a connection that somebody else commits. */
final class EventTable implements Companion.Table<EventRow> {
    private static final String INSERT = """
            insert into events.event (batch, n, entry_id, type, stream, body, recorded_at)
            select ?, e.n, e.entry_id, e.type, e.stream, e.body::jsonb, e.recorded_at
              from unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                   as e (n, entry_id, type, stream, body, recorded_at)
            """;

    private final LogHead head;

    EventTable(LogHead head) {
        this.head = head;
    }

    @Override
    public void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<EventRow>> rows)
            throws SQLException {
        List<Line> lines = rows.stream()
                .map(row -> new Line(row.row(), OptionalLong.of(row.entryId()), row.recordedAt()))
                .toList();
        insert(connection, batch.number(), 0, lines);
        head.expectCommit();
    }

    record Line(EventRow row, OptionalLong entryId, Instant recordedAt) {}

    void insert(Connection connection, long batch, int firstN, List<Line> lines) throws SQLException {
        int size = lines.size();
        Integer[] n = new Integer[size];
        @Nullable Long[] entries = new Long[size];
        String[] types = new String[size];
        String[] streams = new String[size];
        String[] bodies = new String[size];
        Object[] times = new Object[size];
        for (int i = 0; i < size; i++) {
            Line line = lines.get(i);
            EventRow row = line.row();
            n[i] = firstN + i;
            entries[i] = line.entryId().isPresent() ? line.entryId().getAsLong() : null;
            types[i] = row.type();
            streams[i] = row.stream();
            bodies[i] = row.body();
            times[i] = line.recordedAt().atOffset(ZoneOffset.UTC).toString();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, batch);
            statement.setArray(2, connection.createArrayOf("int4", n));
            statement.setArray(3, connection.createArrayOf("int8", entries));
            statement.setArray(4, connection.createArrayOf("text", types));
            statement.setArray(5, connection.createArrayOf("text", streams));
            statement.setArray(6, connection.createArrayOf("text", bodies));
            statement.setArray(7, connection.createArrayOf("timestamptz", times));
            statement.executeUpdate();
        }
    }
}
