package io.tongbao.events.internal;

import io.tongbao.events.EntryEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An entry's events lie in its batch, whose number is in the entry's id. */
@Component
final class JdbcEntryEvents implements EntryEvents {
    private static final TypeReference<Map<String, Object>> BODY = new TypeReference<>() {};

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
                .query((row, _) -> told(row))
                .list();
    }

    @Override
    public Map<Long, Told> of(Collection<Long> entryIds, String type) {
        if (entryIds.isEmpty()) {
            return Map.of();
        }
        Map<Long, Told> told = new HashMap<>();
        jdbc.sql("""
                        select distinct on (e.entry_id) e.entry_id, e.type, e.stream, e.body
                          from unnest(:entries::bigint[]) as asked (id)
                          join events.event e on e.batch = asked.id >> 16 and e.entry_id = asked.id
                         where e.type = :type
                         order by e.entry_id, e.n
                        """)
                .param("entries", entryIds.toArray(Long[]::new))
                .param("type", type)
                .query(row -> {
                    told.put(row.getLong("entry_id"), told(row));
                });
        return told;
    }

    private Told told(ResultSet row) throws SQLException {
        return new Told(row.getString("type"), row.getString("stream"), json.readValue(row.getString("body"), BODY));
    }
}
