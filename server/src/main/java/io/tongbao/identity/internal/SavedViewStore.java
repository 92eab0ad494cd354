package io.tongbao.identity.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of saved views; each is its member's alone. */
@Component
class SavedViewStore {
    /** More than fit on a screen help nobody. */
    static final int A_LIST = 20;

    private static final TypeReference<Map<String, String>> FILTERS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    SavedViewStore(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    record View(String id, String list, String name, Map<String, String> filters) {
        View {
            filters = Map.copyOf(filters);
        }
    }

    sealed interface Saved {
        record Done(View view) implements Saved {}

        /** Another of the list is called so. */
        record NameUsed() implements Saved {}

        record TooMany() implements Saved {}

        record NotThere() implements Saved {}
    }

    List<View> of(String staffId, String list) {
        return database.sql("""
                        select id, list, name, filters from identity.saved_view
                         where staff_id = :staff and list = :list
                         order by name
                         limit :limit
                        """)
                .param("staff", staffId)
                .param("list", list)
                .param("limit", A_LIST)
                .query((row, _) -> new View(
                        row.getString("id"),
                        row.getString("list"),
                        row.getString("name"),
                        json.readValue(row.getString("filters"), FILTERS)))
                .list();
    }

    /** The member's row is locked, so that two at a time are counted one after the other. */
    @Transactional
    Saved add(String staffId, String list, String name, Map<String, String> filters) {
        database.sql("select id from identity.staff where id = :staff for update")
                .param("staff", staffId)
                .query(String.class)
                .single();
        List<View> there = of(staffId, list);
        if (there.stream().anyMatch(view -> view.name().equals(name))) {
            return new Saved.NameUsed();
        }
        if (there.size() >= A_LIST) {
            return new Saved.TooMany();
        }
        View view = new View(TypeIds.next("viw"), list, name, filters);
        database.sql("""
                        insert into identity.saved_view (id, staff_id, list, name, filters, saved_at)
                        values (:id, :staff, :list, :name, :filters::jsonb, :at)
                        """)
                .param("id", view.id())
                .param("staff", staffId)
                .param("list", list)
                .param("name", name)
                .param("filters", json.writeValueAsString(filters))
                .param("at", DatabaseTime.utc(clock.instant()))
                .update();
        return new Saved.Done(view);
    }

    Saved change(String staffId, String id, String name, Map<String, String> filters) {
        try {
            Optional<String> list = database.sql("""
                            update identity.saved_view set name = :name, filters = :filters::jsonb, saved_at = :at
                             where id = :id and staff_id = :staff
                            returning list
                            """)
                    .param("id", id)
                    .param("staff", staffId)
                    .param("name", name)
                    .param("filters", json.writeValueAsString(filters))
                    .param("at", DatabaseTime.utc(clock.instant()))
                    .query(String.class)
                    .optional();
            return list.<Saved>map(of -> new Saved.Done(new View(id, of, name, filters)))
                    .orElseGet(Saved.NotThere::new);
        } catch (DuplicateKeyException _) {
            return new Saved.NameUsed();
        }
    }

    /** Whether it was there. */
    boolean delete(String staffId, String id) {
        return database.sql("delete from identity.saved_view where id = :id and staff_id = :staff")
                        .param("id", id)
                        .param("staff", staffId)
                        .update()
                > 0;
    }
}
