package io.tongbao.identity.internal;

import static io.tongbao.platform.DatabaseTime.instant;
import static io.tongbao.platform.DatabaseTime.utc;

import io.tongbao.platform.Routes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the audit log, which only grow. */
@Component
class AuditStore {
    private final JdbcClient database;

    AuditStore(JdbcClient database) {
        this.database = database;
    }

    record Begun(String id, Instant at, String staffId, Routes.Route route, List<String> things) {
        String action() {
            return route.method() + " " + route.path();
        }
    }

    record Outcome(Instant at, int status, Optional<String> problem) {}

    record Line(
            String id,
            Instant at,
            String staffId,
            String staffName,
            String role,
            String action,
            Optional<String> discloses,
            List<String> things,
            Optional<Outcome> outcome) {}

    /** @param before where the page before ended: the newest come first */
    record Filter(
            Optional<String> staffId,
            Optional<String> action,
            Optional<String> thing,
            Optional<String> discloses,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Position> before) {}

    record Position(Instant at, String id) {}

    void begin(Begun line) {
        int written = database.sql("""
                        with line as (
                          insert into identity.audit_line (id, at, staff_id, role, action, discloses)
                          select :id, :at, staff.id, staff.role, :action, :discloses
                            from identity.staff staff where staff.id = :staff
                          returning id
                        ), things as (
                          insert into identity.audit_thing (thing, line_id)
                          select thing, line.id from line, unnest(:things) as thing
                        )
                        select count(*) from line
                        """)
                .param("id", line.id())
                .param("at", utc(line.at()))
                .param("staff", line.staffId())
                .param("action", line.action())
                .param(
                        "discloses",
                        line.route()
                                .discloses()
                                .map(what -> what.name().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .param("things", line.things().toArray(String[]::new))
                .query(Integer.class)
                .single();
        if (written != 1) {
            throw new IllegalStateException("Nobody on the staff is " + line.staffId());
        }
    }

    void concerns(String line, String thing) {
        database.sql("insert into identity.audit_thing (thing, line_id) values (:thing, :line) on conflict do nothing")
                .param("thing", thing)
                .param("line", line)
                .update();
    }

    void end(String line, Outcome outcome) {
        database.sql("""
                        insert into identity.audit_outcome (line_id, at, status, problem)
                        values (:line, :at, :status, :problem)
                        """)
                .param("line", line)
                .param("at", utc(outcome.at()))
                .param("status", outcome.status())
                .param("problem", outcome.problem().orElse(null))
                .update();
    }

    /** One more than the limit, if there are. */
    List<Line> lines(Filter filter, int limit) {
        return database.sql("""
                        select line.id, line.at, line.staff_id, staff.name, line.role, line.action, line.discloses,
                               array(select thing from identity.audit_thing where line_id = line.id order by thing) as things,
                               outcome.at as ended_at, outcome.status, outcome.problem
                          from identity.audit_line line
                          join identity.staff staff on staff.id = line.staff_id
                          left join identity.audit_outcome outcome on outcome.line_id = line.id
                         where (:staff::text is null or line.staff_id = :staff)
                           and (:action::text is null or line.action = :action)
                           and (:discloses::text is null or line.discloses = :discloses)
                           and (:thing::text is null
                                or line.id in (select line_id from identity.audit_thing where thing = :thing))
                           and (:from::timestamptz is null or line.at >= :from)
                           and (:until::timestamptz is null or line.at < :until)
                           and (:beforeAt::timestamptz is null or (line.at, line.id) < (:beforeAt, :beforeId))
                         order by line.at desc, line.id desc
                         limit :limit
                        """)
                .param("staff", filter.staffId().orElse(null))
                .param("action", filter.action().orElse(null))
                .param("discloses", filter.discloses().orElse(null))
                .param("thing", filter.thing().orElse(null))
                .param("from", filter.from().map(at -> utc(at)).orElse(null))
                .param("until", filter.until().map(at -> utc(at)).orElse(null))
                .param(
                        "beforeAt",
                        filter.before().map(position -> utc(position.at())).orElse(null))
                .param("beforeId", filter.before().map(Position::id).orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> line(row))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Optional<Outcome> outcome = row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new Outcome(instant(row, "ended_at"), status, Optional.ofNullable(row.getString("problem"))));
        return new Line(
                row.getString("id"),
                instant(row, "at"),
                row.getString("staff_id"),
                row.getString("name"),
                row.getString("role"),
                row.getString("action"),
                Optional.ofNullable(row.getString("discloses")),
                Arrays.asList((String[]) row.getArray("things").getArray()),
                outcome);
    }
}
