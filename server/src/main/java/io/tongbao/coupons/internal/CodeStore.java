package io.tongbao.coupons.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of coupon codes. */
@Component
class CodeStore {
    private static final String BATCH = """
            select b.id, b.offer_id, b.pattern, b.for_everybody, b.wanted, b.made, b.stopped, b.made_by, b.made_at
              from coupons.code_batch b
            """;

    private final JdbcClient jdbc;

    CodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param forEverybody whether each customer may use its one code, instead of one customer each of its codes
     * @param made how many there are so far
     */
    record Batch(
            String id,
            String offerId,
            String pattern,
            boolean forEverybody,
            long wanted,
            long made,
            boolean stopped,
            String madeBy,
            Instant madeAt) {}

    void insert(Batch batch) {
        jdbc.sql("""
                        insert into coupons.code_batch (id, offer_id, pattern, for_everybody, wanted, made, made_by, made_at)
                        values (:id, :offer, :pattern, :everybody, :wanted, :made, :by, :at)
                        on conflict (id) do nothing
                        """)
                .param("id", batch.id())
                .param("offer", batch.offerId())
                .param("pattern", batch.pattern())
                .param("everybody", batch.forEverybody())
                .param("wanted", batch.wanted())
                .param("made", batch.made())
                .param("by", batch.madeBy())
                .param("at", DatabaseTime.utc(batch.madeAt()))
                .update();
    }

    /** Adds those that are not codes yet; answers how many that were. */
    int add(String batchId, Collection<String> codes) {
        return jdbc.sql("""
                        insert into coupons.code (code, batch_id)
                        select distinct code, :batch from unnest(:codes::text[]) as t (code)
                        on conflict (code) do nothing
                        """)
                .param("batch", batchId)
                .param("codes", codes.toArray(String[]::new))
                .update();
    }

    /** One node makes a batch at a time: the row is locked until the transaction ends. Empty if another does, or none is to be made. */
    Optional<Batch> lockUnfinished() {
        return jdbc.sql(BATCH + """
                        where b.made < b.wanted and not b.stopped
                        order by b.id
                        limit 1
                        for update skip locked
                        """).query(CodeStore::batch).optional();
    }

    void made(String batchId, long more) {
        jdbc.sql("update coupons.code_batch set made = made + :more where id = :id")
                .param("more", more)
                .param("id", batchId)
                .update();
    }

    boolean stop(String batchId) {
        return jdbc.sql("update coupons.code_batch set stopped = true where id = :id and made < wanted and not stopped")
                        .param("id", batchId)
                        .update()
                == 1;
    }

    Optional<Batch> batch(String id) {
        return jdbc.sql(BATCH + "where b.id = :id")
                .param("id", id)
                .query(CodeStore::batch)
                .optional();
    }

    List<Batch> batches(String offerId, Optional<String> before, int limit) {
        return jdbc.sql(BATCH + "where b.offer_id = :offer and b.id < :before order by b.id desc limit :limit")
                .param("offer", offerId)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(CodeStore::batch)
                .list();
    }

    Optional<Batch> batchOf(String code) {
        return jdbc.sql(BATCH + "join coupons.code c on c.batch_id = b.id where c.code = :code")
                .param("code", code)
                .query(CodeStore::batch)
                .optional();
    }

    List<String> codes(String batchId, Optional<String> after, int limit) {
        return jdbc.sql("""
                        select code from coupons.code
                         where batch_id = :batch and code > :after
                         order by code
                         limit :limit
                        """)
                .param("batch", batchId)
                .param("after", after.orElse(""))
                .param("limit", limit)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static Batch batch(ResultSet row, int n) throws SQLException {
        return new Batch(
                row.getString("id"),
                row.getString("offer_id"),
                row.getString("pattern"),
                row.getBoolean("for_everybody"),
                row.getLong("wanted"),
                row.getLong("made"),
                row.getBoolean("stopped"),
                row.getString("made_by"),
                DatabaseTime.instant(row, "made_at"));
    }
}
