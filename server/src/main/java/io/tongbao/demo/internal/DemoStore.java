package io.tongbao.demo.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is offered for one-tap sign-in, and how far the world is filled. */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class DemoStore {
    private final JdbcClient database;
    private final Clock clock;

    DemoStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void keep(DemoPerson person, int place) {
        database.sql("""
                        insert into demo.person (app, id, name, role, note_zh, note_en, place)
                        values (:app, :id, :name, :role, :noteZh, :noteEn, :place)
                        on conflict (app, id) do update
                           set name = excluded.name, role = excluded.role, note_zh = excluded.note_zh,
                               note_en = excluded.note_en, place = excluded.place""")
                .param("app", person.app())
                .param("id", person.id())
                .param("name", person.name())
                .param("role", person.role())
                .param("noteZh", person.noteZh())
                .param("noteEn", person.noteEn())
                .param("place", place)
                .update();
    }

    List<DemoPerson> people() {
        return database.sql("select app, id, name, role, note_zh, note_en from demo.person order by app, place")
                .query((row, _) -> new DemoPerson(
                        row.getString("id"),
                        row.getString("app"),
                        row.getString("name"),
                        row.getString("role"),
                        row.getString("note_zh"),
                        row.getString("note_en")))
                .list();
    }

    Optional<DemoPerson> person(String app, String id) {
        return people().stream()
                .filter(person -> person.app().equals(app) && person.id().equals(id))
                .findFirst();
    }

    boolean isDone(String step) {
        return database.sql("select exists (select from demo.step where name = :name)")
                .param("name", step)
                .query(Boolean.class)
                .single();
    }

    void done(String step) {
        database.sql("insert into demo.step (name, done_at) values (:name, :at) on conflict (name) do nothing")
                .param("name", step)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }
}
