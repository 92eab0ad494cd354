package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.TenderKind;
import io.tongbao.payments.TillSums;
import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums the rows of payments, tenders and what was given back of them in one statement. */
@Component
class TillSumsReader implements TillSums {
    private final JdbcClient jdbc;

    TillSumsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Sum> of(String merchantId, Currency currency, Instant from, Instant until) {
        return jdbc.sql("""
                        select person_id, store_id, kind, sum(taken) as taken_minor, count(*) filter (where taken > 0) as taken,
                               sum(refunded) as refunded_minor, count(*) filter (where refunded > 0) as refunds
                          from (
                            select o.created_by as person_id, p.store_id, 'wallet' as kind, p.gross_minor as taken, 0 as refunded
                              from payments.payment p
                              left join payments.orders o on o.id = p.order_id
                             where p.merchant_id = :merchant and p.currency = :currency and p.channel <> 'import'
                               and p.paid_at >= :from and p.paid_at < :until
                            union all
                            select r.refunded_by, p.store_id, 'wallet', 0, r.gross_minor
                              from payments.refund r
                              join payments.payment p on p.id = r.payment_id
                             where r.merchant_id = :merchant and r.currency = :currency and p.channel <> 'import'
                               and r.refunded_at >= :from and r.refunded_at < :until
                            union all
                            select t.taken_by, o.store_id, t.kind, t.amount_minor, 0
                              from payments.tender t
                              join payments.orders o on o.id = t.order_id
                             where t.merchant_id = :merchant and t.currency = :currency
                               and t.taken_at >= :from and t.taken_at < :until
                            union all
                            select r.refunded_by, o.store_id, r.kind, 0, r.amount_minor
                              from payments.tender_refund r
                              join payments.tender t on t.id = r.tender_id
                              join payments.orders o on o.id = t.order_id
                             where r.merchant_id = :merchant and r.currency = :currency
                               and r.refunded_at >= :from and r.refunded_at < :until
                          ) movement
                         group by person_id, store_id, kind
                         order by person_id nulls last, store_id nulls last, kind
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.code())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, _) -> new Sum(
                        Optional.ofNullable(row.getString("person_id")),
                        Optional.ofNullable(row.getString("store_id")),
                        TenderKind.of(row.getString("kind")),
                        row.getLong("taken_minor"),
                        row.getLong("taken"),
                        row.getLong("refunded_minor"),
                        row.getLong("refunds")))
                .list();
    }

    @Override
    public List<Cash> cash(String merchantId, Currency currency, List<Hand> hands) {
        if (hands.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select coalesce((select sum(t.amount_minor) from payments.tender t
                                          where t.merchant_id = :merchant and t.currency = :currency and t.kind = 'cash'
                                            and t.taken_by = hand.person and t.taken_at >= hand.begins::timestamptz
                                            and t.taken_at < hand.ends::timestamptz), 0) as taken,
                               coalesce((select sum(r.amount_minor) from payments.tender_refund r
                                          where r.merchant_id = :merchant and r.currency = :currency and r.kind = 'cash'
                                            and r.refunded_by = hand.person and r.refunded_at >= hand.begins::timestamptz
                                            and r.refunded_at < hand.ends::timestamptz), 0) as refunded
                          from unnest(:persons::text[], :begins::text[], :ends::text[]) with ordinality
                            as hand (person, begins, ends, n)
                         order by hand.n
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.code())
                .param("persons", hands.stream().map(Hand::personId).toArray(String[]::new))
                .param(
                        "begins",
                        hands.stream().map(hand -> hand.from().toString()).toArray(String[]::new))
                .param(
                        "ends",
                        hands.stream()
                                .map(hand -> hand.until().map(Instant::toString).orElse("infinity"))
                                .toArray(String[]::new))
                .query((row, _) -> new Cash(row.getLong("taken"), row.getLong("refunded")))
                .list();
    }
}
