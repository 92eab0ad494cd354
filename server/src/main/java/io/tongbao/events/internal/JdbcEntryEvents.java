package io.tongbao.events.internal;

import io.tongbao.events.EntryEvents;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** An entry's events lie in its batch, whose number is in the entry's id. */
@Component
final class JdbcEntryEvents implements EntryEvents {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcEntryEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public List<Told> of(long entryId) {
        return jdbc.sql("""
                        select type, stream, body from events.event
                         where batch = :entry >> 16 and entry_id = :entry
                         order by n limit :limit
                        """)
                .param("entry", entryId)
                .param("limit", AT_MOST)
                .query((row, _) ->
                        new Told(row.getString("type"), row.getString("stream"), json.readTree(row.getString("body"))))
                .list();
    }
}
