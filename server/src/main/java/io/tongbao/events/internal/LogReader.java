package io.tongbao.events.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log in the order of (position, n). */
@Component
class LogReader {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    LogReader(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A place in the log; what is after it has not been read. */
    record Place(long position, int n) implements Comparable<Place> {
        static final int END = Integer.MAX_VALUE;

        @Override
        public int compareTo(Place other) {
            int byPosition = Long.compare(position, other.position);
            return byPosition != 0 ? byPosition : Integer.compare(n, other.n);
        }
    }

    /** Events after the place up to the position, at most {@code limit}. */
    List<RecordedEvent> after(Place place, long upTo, int limit) {
        return jdbc.sql("""
                        select p.position, e.n, e.type, e.stream, e.body, e.recorded_at, e.entry_id
                          from ledger.position p
                          join events.event e on e.batch = p.batch
                         where p.position between :position and :up_to
                           and (p.position, e.n) > (:position, :n)
                         order by p.position, e.n
                         limit :limit
                        """)
                .param("position", place.position())
                .param("n", place.n())
                .param("up_to", upTo)
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    /** Events of one stream from the first place to the second, both included, at most {@code limit}. */
    List<RecordedEvent> ofStream(String stream, Place from, Place to, int limit) {
        return jdbc.sql("""
                        select p.position, e.n, e.type, e.stream, e.body, e.recorded_at, e.entry_id
                          from events.event e
                          join ledger.position p on p.batch = e.batch
                         where e.stream = :stream
                           and (p.position, e.n) >= (:from_position, :from_n)
                           and (p.position, e.n) <= (:to_position, :to_n)
                         order by p.position, e.n
                         limit :limit
                        """)
                .param("stream", stream)
                .param("from_position", from.position())
                .param("from_n", from.n())
                .param("to_position", to.position())
                .param("to_n", to.n())
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    private RecordedEvent event(ResultSet row, int index) throws SQLException {
        long entry = row.getLong("entry_id");
        OptionalLong entryId = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(entry);
        return new RecordedEvent(
                row.getLong("position"),
                row.getInt("n"),
                row.getString("type"),
                row.getString("stream"),
                json.readTree(row.getString("body")),
                DatabaseTime.instant(row, "recorded_at"),
                entryId);
    }
}
