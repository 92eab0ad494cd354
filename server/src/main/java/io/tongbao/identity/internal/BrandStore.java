package io.tongbao.identity.internal;

import io.tongbao.identity.Brands;
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
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of brands. */
@Component
class BrandStore implements Brands {
    static final String PREFIX = "brd";

    private final JdbcClient database;
    private final Clock clock;

    BrandStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    record Brand(String id, String name, Instant createdAt) {}

    /** Empty if another brand has the name. */
    Optional<Brand> add(String name, String by) {
        String id = TypeIds.next(PREFIX);
        try {
            database.sql("""
                            insert into identity.brand (id, name, created_by, created_at) values (:id, :name, :by, :now)
                            """)
                    .param("id", id)
                    .param("name", name)
                    .param("by", by)
                    .param("now", DatabaseTime.utc(clock.instant()))
                    .update();
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
        return find(id);
    }

    sealed interface Renaming {
        record Done(Brand brand) implements Renaming {}

        record NotThere() implements Renaming {}

        record NameTaken() implements Renaming {}
    }

    Renaming rename(String id, String name) {
        try {
            database.sql("update identity.brand set name = :name where id = :id")
                    .param("name", name)
                    .param("id", id)
                    .update();
        } catch (DuplicateKeyException _) {
            return new Renaming.NameTaken();
        }
        return find(id).<Renaming>map(Renaming.Done::new).orElseGet(Renaming.NotThere::new);
    }

    Optional<Brand> find(String id) {
        return database.sql("select id, name, created_at from identity.brand where id = :id")
                .param("id", id)
                .query((row, _) -> brand(row))
                .optional();
    }

    List<Brand> list(Optional<String> after, int limit) {
        return database.sql("""
                        select id, name, created_at from identity.brand where id > :after order by id limit :limit
                        """)
                .param("after", after.orElse(""))
                .param("limit", limit)
                .query((row, _) -> brand(row))
                .list();
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database
                .sql("select id, name from identity.brand where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Brand brand(ResultSet row) throws SQLException {
        return new Brand(row.getString("id"), row.getString("name"), DatabaseTime.instant(row, "created_at"));
    }
}
