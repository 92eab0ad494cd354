package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Split bills; what became of each share stands with its request. */
@Component
class BillSplitStore {
    private static final String SELECT =
            "select id, person_id, minor, own_minor, currency, note, bill_id, made_at from wallets.bill_split ";

    private final JdbcClient jdbc;

    BillSplitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(BillSplit split) {
        jdbc.sql("""
                        insert into wallets.bill_split
                          (id, person_id, minor, own_minor, currency, note, bill_id, made_at)
                        values (:id, :person, :minor, :own, :currency, :note, :bill, :made_at)
                        """)
                .param("id", split.id())
                .param("person", split.personId())
                .param("minor", split.total().minor())
                .param("own", split.own().minor())
                .param("currency", split.total().currency().code())
                .param("note", split.note().orElse(null))
                .param("bill", split.billId().orElse(null))
                .param("made_at", DatabaseTime.utc(split.madeAt()))
                .update();
    }

    Optional<BillSplit> find(String id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(BillSplitStore::split)
                .optional();
    }

    /** Newest first, older than the last of the page before. */
    List<BillSplit> list(String personId, Optional<String> before, int limit) {
        return jdbc.sql(SELECT + """
                        where person_id = :person and (:before::text is null or id < :before)
                        order by id desc
                        limit :limit
                        """)
                .param("person", personId)
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(BillSplitStore::split)
                .list();
    }

    private static BillSplit split(ResultSet row, int index) throws SQLException {
        String currency = row.getString("currency");
        return new BillSplit(
                row.getString("id"),
                row.getString("person_id"),
                Money.of(row.getLong("minor"), currency),
                Money.of(row.getLong("own_minor"), currency),
                Optional.ofNullable(row.getString("note")),
                Optional.ofNullable(row.getString("bill_id")),
                DatabaseTime.instant(row, "made_at"));
    }
}
