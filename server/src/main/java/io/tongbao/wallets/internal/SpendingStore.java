package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the bills say of spending, and the categories that people put merchants under. */
@Component
class SpendingStore {
    /** What counts: payments that came about, and what came back of them. */
    private static final String COUNTS = "b.kind in ('payment', 'refund') and b.state not in ('pending', 'declined')";

    private final JdbcClient jdbc;

    SpendingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A merchant that a person paid, and the category that the person put it under. */
    record Paid(String merchantId, Optional<String> corrected) {}

    /** @param month its place among the months asked for */
    record Sums(int month, String currency, Paid paid, long spentMinor, long payments) {}

    /**
     * By month, currency and merchant. A person's bills of some months lie together in {@code bill_newest}; where a month
     * begins is decided by the caller alone.
     */
    List<Sums> sums(String personId, List<Instant> starts, Instant to) {
        return jdbc.sql("""
                        select width_bucket(b.at, :starts::timestamptz[]) - 1 as month, b.currency,
                               b.counterparty_id as merchant_id, c.category,
                               sum(b.spent_minor)::bigint as spent, count(*) filter (where b.kind = 'payment') as payments
                          from wallets.bill b
                          left join wallets.spending_category c
                            on c.person_id = b.person_id and c.merchant_id = b.counterparty_id
                         where b.person_id = :person and b.at >= :from and b.at < :to and %s
                         group by 1, 2, 3, 4
                        """.formatted(COUNTS))
                .param("person", personId)
                .param("starts", starts.stream().map(Instant::toString).toArray(String[]::new))
                .param("from", DatabaseTime.utc(starts.getFirst()))
                .param("to", DatabaseTime.utc(to))
                .query((row, index) -> new Sums(
                        row.getInt("month"),
                        row.getString("currency"),
                        paid(row, index),
                        row.getLong("spent"),
                        row.getLong("payments")))
                .list();
    }

    /** Each merchant that the person paid, or was paid back by, between the times. */
    List<Paid> paidMerchants(String personId, Optional<Instant> from, Optional<Instant> to) {
        return jdbc.sql("""
                        select b.counterparty_id as merchant_id, c.category
                          from wallets.bill b
                          left join wallets.spending_category c
                            on c.person_id = b.person_id and c.merchant_id = b.counterparty_id
                         where b.person_id = :person and %s
                           and (:from::timestamptz is null or b.at >= :from)
                           and (:to::timestamptz is null or b.at < :to)
                         group by 1, 2
                        """.formatted(COUNTS))
                .param("person", personId)
                .param("from", from.map(DatabaseTime::utc).orElse(null))
                .param("to", to.map(DatabaseTime::utc).orElse(null))
                .query(SpendingStore::paid)
                .list();
    }

    /** These merchants with what the person put them under, paid or not. */
    List<Paid> corrected(String personId, Collection<String> merchantIds) {
        return jdbc.sql("""
                        select m.merchant_id, c.category
                          from unnest(:merchants::text[]) as m (merchant_id)
                          left join wallets.spending_category c
                            on c.person_id = :person and c.merchant_id = m.merchant_id
                        """)
                .param("person", personId)
                .param("merchants", merchantIds.toArray(String[]::new))
                .query(SpendingStore::paid)
                .list();
    }

    /** Answers false if the person has not paid the merchant. */
    boolean correct(String personId, String merchantId, String category) {
        return jdbc.sql("""
                            insert into wallets.spending_category (person_id, merchant_id, category)
                            select b.person_id, b.counterparty_id, :category
                              from wallets.bill b
                             where b.person_id = :person and b.counterparty_id = :merchant and %s
                             limit 1
                            on conflict (person_id, merchant_id) do update set category = excluded.category
                            """.formatted(COUNTS))
                        .param("person", personId)
                        .param("merchant", merchantId)
                        .param("category", category)
                        .update()
                == 1;
    }

    boolean hasPaid(String personId, String merchantId) {
        return jdbc.sql("""
                        select exists (select from wallets.bill b
                                        where b.person_id = :person and b.counterparty_id = :merchant and %s)
                        """.formatted(COUNTS))
                .param("person", personId)
                .param("merchant", merchantId)
                .query(Boolean.class)
                .single();
    }

    void takeBack(String personId, String merchantId) {
        jdbc.sql("delete from wallets.spending_category where person_id = :person and merchant_id = :merchant")
                .param("person", personId)
                .param("merchant", merchantId)
                .update();
    }

    private static Paid paid(ResultSet row, int index) throws SQLException {
        return new Paid(row.getString("merchant_id"), Optional.ofNullable(row.getString("category")));
    }
}
