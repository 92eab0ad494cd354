package io.tongbao.messaging.internal;

import io.tongbao.messaging.Inbox;
import io.tongbao.messaging.Notice;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.TypeIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of notices; each is its person's alone. */
@Component
class NoticeStore implements Inbox {
    static final String PREFIX = "ntc";

    /** Unread ones are counted no further. */
    static final int MANY = 100;

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    NoticeStore(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    record Told(String id, String kind, String about, Map<String, String> facts, Instant at, boolean read) {
        Told {
            facts = Map.copyOf(facts);
        }
    }

    /** In one order for all who tell, so that two who tell the same do not wait for each other. */
    @Override
    public void tell(Collection<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        List<Notice> told = List.copyOf(notices);
        database.sql("""
                        insert into messaging.notice (id, person_id, kind, about, facts, once, told_at)
                        select id, person_id, kind, about, facts::jsonb, once, :at
                          from unnest(:ids::text[], :people::text[], :kinds::text[], :abouts::text[], :facts::text[],
                                      :onces::text[])
                               as told (id, person_id, kind, about, facts, once)
                         order by person_id, once
                        on conflict (person_id, once) do nothing
                        """)
                .param("ids", texts(told, _ -> TypeIds.next(PREFIX)))
                .param("people", texts(told, Notice::personId))
                .param("kinds", texts(told, notice -> notice.kind().code()))
                .param("abouts", texts(told, Notice::about))
                .param("facts", texts(told, notice -> json.writeValueAsString(notice.facts())))
                .param("onces", texts(told, Notice::once))
                .param("at", DatabaseTime.utc(clock.instant()))
                .update();
    }

    private static String[] texts(List<Notice> notices, Function<Notice, String> member) {
        return notices.stream().map(member).toArray(String[]::new);
    }

    /** Newest first, older than the last of the page before. */
    List<Told> of(String personId, Optional<String> before, int limit) {
        return database.sql("""
                        select id, kind, about, facts, told_at, read_at is not null as read
                          from messaging.notice
                         where person_id = :person
                           and (:before::text is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("person", personId)
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(this::told)
                .list();
    }

    /** How many the person has not read, up to {@link #MANY}. */
    int unread(String personId) {
        return database.sql("""
                        select count(*)
                          from (select from messaging.notice where person_id = :person and read_at is null limit :many)
                               as unread
                        """)
                .param("person", personId)
                .param("many", MANY)
                .query(Integer.class)
                .single();
    }

    /** Marks a notice of the person as read, or it and all before it; false if it is not there. */
    boolean read(String personId, String id, boolean andOlder) {
        return database.sql("""
                        with named as (
                          select id from messaging.notice where person_id = :person and id = :id
                        ), marked as (
                          update messaging.notice
                             set read_at = :at
                           where person_id = :person and read_at is null
                             and id <= (select id from named) and (:older or id = :id)
                        )
                        select exists (select from named)
                        """)
                .param("person", personId)
                .param("id", id)
                .param("older", andOlder)
                .param("at", DatabaseTime.utc(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private Told told(ResultSet row, int index) throws SQLException {
        return new Told(
                row.getString("id"),
                row.getString("kind"),
                row.getString("about"),
                json.readValue(row.getString("facts"), FACTS),
                DatabaseTime.instant(row, "told_at"),
                row.getBoolean("read"));
    }
}
