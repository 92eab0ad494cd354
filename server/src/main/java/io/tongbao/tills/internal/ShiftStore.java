package io.tongbao.tills.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of shifts. That a person has one open shift and a drawer one next holder is held by its indexes. */
@Component
class ShiftStore {
    private static final String SHIFT = """
            select s.id, s.merchant_id, s.store_id, s.person_id, s.currency, s.float_minor, s.taken_over_from, s.opened_at,
                   s.closed_at, s.closed_by, s.counted_minor, s.left_minor, s.note
              from tills.shift s
            """;

    private final JdbcClient jdbc;

    ShiftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record After(Instant openedAt, String id) {}

    /** Answers false if the person has an open shift, or the drawer was taken over by another. */
    boolean open(Shift shift) {
        return jdbc.sql("""
                            insert into tills.shift
                              (id, merchant_id, store_id, person_id, currency, float_minor, taken_over_from, opened_at)
                            values (:id, :merchant, :store, :person, :currency, :float, :from, :at)
                            on conflict do nothing
                            """)
                        .param("id", shift.id())
                        .param("merchant", shift.merchantId())
                        .param("store", shift.storeId().orElse(null))
                        .param("person", shift.personId())
                        .param("currency", shift.currency().code())
                        .param("float", shift.floatMinor())
                        .param("from", shift.takenOverFrom().orElse(null))
                        .param("at", DatabaseTime.utc(shift.openedAt()))
                        .update()
                == 1;
    }

    /** Answers false if it is closed. */
    boolean close(String shiftId, Shift.Closing closing) {
        return jdbc.sql("""
                            update tills.shift
                               set closed_at = :at, closed_by = :by, counted_minor = :counted, left_minor = :left, note = :note
                             where id = :id and closed_at is null
                            """)
                        .param("id", shiftId)
                        .param("at", DatabaseTime.utc(closing.at()))
                        .param("by", closing.by())
                        .param("counted", closing.countedMinor())
                        .param("left", closing.leftMinor())
                        .param("note", closing.note().orElse(null))
                        .update()
                == 1;
    }

    Optional<Shift> find(String merchantId, String id) {
        return jdbc.sql(SHIFT + "where s.id = :id and s.merchant_id = :merchant")
                .param("id", id)
                .param("merchant", merchantId)
                .query(ShiftStore::shift)
                .optional();
    }

    Optional<Shift> openOf(String personId) {
        return jdbc.sql(SHIFT + "where s.person_id = :person and s.closed_at is null")
                .param("person", personId)
                .query(ShiftStore::shift)
                .optional();
    }

    /**
     * Shifts since an instant that left a drawer which nobody has taken over, the newest first.
     *
     * @param storeId only of this store, if there is one
     */
    List<Shift> leftBehind(String merchantId, Optional<String> storeId, Instant since, int most) {
        return jdbc.sql(SHIFT + """
                         where s.merchant_id = :merchant and s.closed_at >= :since
                           and (cast(:store as text) is null or s.store_id = :store)
                           and not exists (select from tills.shift n where n.taken_over_from = s.id)
                         order by s.closed_at desc, s.id desc limit :most
                        """)
                .param("merchant", merchantId)
                .param("store", storeId.orElse(null))
                .param("since", DatabaseTime.utc(since))
                .param("most", most)
                .query(ShiftStore::shift)
                .list();
    }

    /** Whether somebody whose shift began in this time is still at work. */
    boolean isAnyOpen(String merchantId, Instant from, Instant until) {
        return jdbc.sql("""
                        select exists (select from tills.shift
                                        where merchant_id = :merchant and opened_at >= :from and opened_at < :until
                                          and closed_at is null)
                        """)
                .param("merchant", merchantId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query(Boolean.class)
                .single();
    }

    /** Who works at the merchant's tills now; the oldest first. */
    List<Shift> open(String merchantId, int most) {
        return jdbc.sql(SHIFT + """
                         where s.merchant_id = :merchant and s.closed_at is null order by s.opened_at, s.id limit :most
                        """)
                .param("merchant", merchantId)
                .param("most", most)
                .query(ShiftStore::shift)
                .list();
    }

    /** Of one person or of all, the newest first. */
    List<Shift> list(String merchantId, Optional<String> personId, Optional<After> after, int most) {
        return jdbc.sql(SHIFT + """
                         where s.merchant_id = :merchant
                           and (cast(:person as text) is null or s.person_id = :person)
                           and (cast(:after as timestamptz) is null or (s.opened_at, s.id) < (:after, :id))
                         order by s.opened_at desc, s.id desc limit :most
                        """)
                .param("merchant", merchantId)
                .param("person", personId.orElse(null))
                .param(
                        "after",
                        after.map(last -> DatabaseTime.utc(last.openedAt())).orElse(null))
                .param("id", after.map(After::id).orElse(""))
                .param("most", most)
                .query(ShiftStore::shift)
                .list();
    }

    /** From an instant until before another, the oldest first. */
    List<Shift> begunIn(String merchantId, Optional<String> personId, Instant from, Instant until, int most) {
        return jdbc.sql(SHIFT + """
                         where s.merchant_id = :merchant
                           and (cast(:person as text) is null or s.person_id = :person)
                           and s.opened_at >= :from and s.opened_at < :until
                         order by s.opened_at, s.id limit :most
                        """)
                .param("merchant", merchantId)
                .param("person", personId.orElse(null))
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("most", most)
                .query(ShiftStore::shift)
                .list();
    }

    private static Shift shift(ResultSet row, int n) throws SQLException {
        Optional<Shift.Closing> closing = row.getObject("closed_at") == null
                ? Optional.empty()
                : Optional.of(new Shift.Closing(
                        DatabaseTime.instant(row, "closed_at"),
                        row.getString("closed_by"),
                        row.getLong("counted_minor"),
                        row.getLong("left_minor"),
                        Optional.ofNullable(row.getString("note"))));
        return new Shift(
                row.getString("id"),
                row.getString("merchant_id"),
                Optional.ofNullable(row.getString("store_id")),
                row.getString("person_id"),
                Currency.of(row.getString("currency")),
                row.getLong("float_minor"),
                Optional.ofNullable(row.getString("taken_over_from")),
                DatabaseTime.instant(row, "opened_at"),
                closing);
    }
}
