package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.Takings;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads takings off the rows that stand beside the entries. */
@Component
class TakingsReader implements Takings {
    private final JdbcClient jdbc;

    TakingsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> merchants(Instant since, Instant until) {
        return new HashSet<>(jdbc.sql("""
                        select merchant_id from payments.payment
                         where recorded_at > :since and recorded_at <= :until and channel <> 'import'
                        union
                        select merchant_id from payments.refund where recorded_at > :since and recorded_at <= :until
                        """)
                .param("since", DatabaseTime.utc(since))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> row.getString(1))
                .list());
    }

    @Override
    public List<Taking> page(
            String merchantId, Currency currency, Instant since, Instant until, Optional<Taking> after, int limit) {
        return jdbc.sql("""
                        select * from (
                          (select p.id, 'payment' as kind, p.id as payment_id, p.recorded_at, p.gross_minor,
                                  p.gross_minor as paid_minor, 0 as left_minor
                             from payments.payment p
                            where p.merchant_id = :merchant and p.currency = :currency and p.channel <> 'import'
                              and p.recorded_at > :since and p.recorded_at <= :until
                              and (p.recorded_at, p.id) > (:after_at, :after_id)
                            order by p.recorded_at, p.id limit :limit)
                          union all
                          (select r.id, 'refund', r.payment_id, r.recorded_at, r.gross_minor, p.gross_minor, r.left_minor
                             from payments.refund r
                             join payments.payment p on p.id = r.payment_id
                            where r.merchant_id = :merchant and r.currency = :currency and p.channel <> 'import'
                              and r.recorded_at > :since and r.recorded_at <= :until
                              and (r.recorded_at, r.id) > (:after_at, :after_id)
                            order by r.recorded_at, r.id limit :limit)
                        ) taking
                        order by recorded_at, id
                        limit :limit
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.code())
                .param("since", DatabaseTime.utc(since))
                .param("until", DatabaseTime.utc(until))
                .param(
                        "after_at",
                        DatabaseTime.utc(after.map(Taking::recordedAt).orElse(since)))
                .param("after_id", after.map(Taking::id).orElse(""))
                .param("limit", limit)
                .query(TakingsReader::taking)
                .list();
    }

    @Override
    public long net(String merchantId, Currency currency, Instant since) {
        return jdbc.sql("""
                        select (select coalesce(sum(gross_minor), 0) from payments.payment
                                 where merchant_id = :merchant and currency = :currency and channel <> 'import'
                                   and recorded_at > :since)
                             - (select coalesce(sum(r.gross_minor), 0)
                                  from payments.refund r
                                  join payments.payment p on p.id = r.payment_id
                                 where r.merchant_id = :merchant and r.currency = :currency and p.channel <> 'import'
                                   and r.recorded_at > :since)
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.code())
                .param("since", DatabaseTime.utc(since))
                .query(Long.class)
                .single();
    }

    private static Taking taking(ResultSet row, int n) throws SQLException {
        String id = row.getString("id");
        Instant recordedAt = DatabaseTime.instant(row, "recorded_at");
        long gross = row.getLong("gross_minor");
        return row.getString("kind").equals("payment")
                ? new Taking.Payment(id, recordedAt, gross)
                : new Taking.Refund(
                        id,
                        row.getString("payment_id"),
                        recordedAt,
                        gross,
                        row.getLong("paid_minor"),
                        row.getLong("left_minor"));
    }
}
