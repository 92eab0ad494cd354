package io.tongbao.benefits.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of suppliers. */
@Component
class SupplierStore {
    private static final String SUPPLIER = """
            select s.id, s.name, s.made_at,
                   (select count(*) from benefits.benefit b where b.supplier_id = s.id) as benefits
              from benefits.supplier s
            """;

    private final JdbcClient jdbc;

    SupplierStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Supplier(String id, String name, Instant madeAt, long benefits) {}

    /** Answers false if another has the name. */
    boolean insert(String id, String name, String by, Instant at) {
        try {
            jdbc.sql("insert into benefits.supplier (id, name, made_by, made_at) values (:id, :name, :by, :at)")
                    .param("id", id)
                    .param("name", name)
                    .param("by", by)
                    .param("at", DatabaseTime.utc(at))
                    .update();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Answers false if another has the name. */
    boolean rename(String id, String name) {
        try {
            jdbc.sql("update benefits.supplier set name = :name where id = :id")
                    .param("id", id)
                    .param("name", name)
                    .update();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    Optional<Supplier> find(String id) {
        return jdbc.sql(SUPPLIER + "where s.id = :id")
                .param("id", id)
                .query(SupplierStore::supplier)
                .optional();
    }

    List<Supplier> list(Optional<String> before, int limit) {
        return jdbc.sql(SUPPLIER + "where s.id < :before order by s.id desc limit :limit")
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(SupplierStore::supplier)
                .list();
    }

    private static Supplier supplier(ResultSet row, int n) throws SQLException {
        return new Supplier(
                row.getString("id"),
                row.getString("name"),
                DatabaseTime.instant(row, "made_at"),
                row.getLong("benefits"));
    }
}
