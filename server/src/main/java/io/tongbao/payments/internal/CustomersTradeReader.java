package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.CustomersTrade;
import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums payments by customer off their rows. */
@Component
class CustomersTradeReader implements CustomersTrade {
    private final JdbcClient jdbc;

    CustomersTradeReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Trade> page(
            Currency currency,
            Instant from,
            Instant until,
            Set<String> merchantIds,
            Optional<String> after,
            int limit) {
        return jdbc.sql("""
                        select p.customer_id, count(*) as payments,
                               sum(p.paid_minor - coalesce(back.cash, 0))::bigint as spent
                          from payments.payment p
                          left join lateral (select sum(r.cash_minor) as cash from payments.refund r
                                              where r.payment_id = p.id) back on true
                         where p.customer_id > :after and p.currency = :currency
                           and p.paid_at >= :from and p.paid_at < :until
                           and (:everywhere or p.merchant_id = any(:merchants))
                         group by p.customer_id
                         order by p.customer_id
                         limit :limit
                        """)
                .param("after", after.orElse(""))
                .param("currency", currency.code())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("everywhere", merchantIds.isEmpty())
                .param("merchants", merchantIds.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) ->
                        new Trade(row.getString("customer_id"), row.getLong("payments"), row.getLong("spent")))
                .list();
    }
}
