package io.tongbao.events.internal;

import io.tongbao.events.internal.LogReader.Place;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cursors and parked streams. The cursor's row is locked by whoever tells its subscriber something. */
@Component
class SubscriberStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    SubscriberStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How far a subscriber is behind. */
    record State(String name, long position, long head, long parked, Instant movedAt) {
        long lag() {
            return Math.max(0, head - position);
        }
    }

    record ParkedStream(String subscriber, String stream, Place from, int failures, String error, Instant parkedAt) {}

    void register(String name) {
        jdbc.sql("""
                        insert into events.subscriber (name, moved_at) values (:name, :now)
                        on conflict (name) do nothing
                        """).param("name", name).param("now", now()).update();
    }

    /** Empty if another node is telling this subscriber something right now. */
    Optional<Place> lockCursorIfFree(String name) {
        return jdbc.sql("select position, n from events.subscriber where name = :name for update skip locked")
                .param("name", name)
                .query(SubscriberStore::place)
                .optional();
    }

    Optional<Place> lockCursor(String name) {
        return jdbc.sql("select position, n from events.subscriber where name = :name for update")
                .param("name", name)
                .query(SubscriberStore::place)
                .optional();
    }

    void moveCursor(String name, Place to) {
        jdbc.sql("""
                        update events.subscriber set position = :position, n = :n, moved_at = :now
                         where name = :name
                        """)
                .param("position", to.position())
                .param("n", to.n())
                .param("now", now())
                .param("name", name)
                .update();
    }

    Set<String> parkedStreams(String subscriber) {
        return new HashSet<>(jdbc.sql("select stream from events.parked_stream where subscriber = :subscriber")
                .param("subscriber", subscriber)
                .query(String.class)
                .list());
    }

    void park(ParkedStream parked) {
        jdbc.sql("""
                        insert into events.parked_stream (subscriber, stream, position, n, failures, error, parked_at)
                        values (:subscriber, :stream, :position, :n, :failures, :error, :parked_at)
                        """)
                .param("subscriber", parked.subscriber())
                .param("stream", parked.stream())
                .param("position", parked.from().position())
                .param("n", parked.from().n())
                .param("failures", parked.failures())
                .param("error", parked.error())
                .param("parked_at", DatabaseTime.utc(parked.parkedAt()))
                .update();
    }

    Optional<ParkedStream> parked(String subscriber, String stream) {
        return jdbc.sql("""
                        select subscriber, stream, position, n, failures, error, parked_at
                          from events.parked_stream where subscriber = :subscriber and stream = :stream
                        """)
                .param("subscriber", subscriber)
                .param("stream", stream)
                .query(SubscriberStore::parkedStream)
                .optional();
    }

    /** The longest parked first. */
    List<ParkedStream> parked(int limit) {
        return jdbc.sql("""
                        select subscriber, stream, position, n, failures, error, parked_at
                          from events.parked_stream order by parked_at, subscriber, stream limit :limit
                        """)
                .param("limit", limit)
                .query(SubscriberStore::parkedStream)
                .list();
    }

    void unpark(String subscriber, String stream) {
        jdbc.sql("delete from events.parked_stream where subscriber = :subscriber and stream = :stream")
                .param("subscriber", subscriber)
                .param("stream", stream)
                .update();
    }

    void moveParked(String subscriber, String stream, Place from) {
        jdbc.sql("""
                        update events.parked_stream set position = :position, n = :n
                         where subscriber = :subscriber and stream = :stream
                        """)
                .param("position", from.position())
                .param("n", from.n())
                .param("subscriber", subscriber)
                .param("stream", stream)
                .update();
    }

    void failedAgain(String subscriber, String stream, String error) {
        jdbc.sql("""
                        update events.parked_stream set failures = failures + 1, error = :error
                         where subscriber = :subscriber and stream = :stream
                        """)
                .param("error", error)
                .param("subscriber", subscriber)
                .param("stream", stream)
                .update();
    }

    List<State> states() {
        return jdbc.sql("""
                        select s.name, s.position, h.position as head, s.moved_at,
                               (select count(*) from events.parked_stream p where p.subscriber = s.name) as parked
                          from events.subscriber s cross join ledger.position_head h
                         order by s.name
                        """)
                .query((row, index) -> new State(
                        row.getString("name"),
                        row.getLong("position"),
                        row.getLong("head"),
                        row.getLong("parked"),
                        DatabaseTime.instant(row, "moved_at")))
                .list();
    }

    private static Place place(ResultSet row, int index) throws SQLException {
        return new Place(row.getLong("position"), row.getInt("n"));
    }

    private static ParkedStream parkedStream(ResultSet row, int index) throws SQLException {
        return new ParkedStream(
                row.getString("subscriber"),
                row.getString("stream"),
                new Place(row.getLong("position"), row.getInt("n")),
                row.getInt("failures"),
                row.getString("error"),
                DatabaseTime.instant(row, "parked_at"));
    }

    private OffsetDateTime now() {
        return DatabaseTime.utc(clock.instant());
    }
}
