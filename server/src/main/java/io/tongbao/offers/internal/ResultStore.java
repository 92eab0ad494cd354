package io.tongbao.offers.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sums of an offer's uses, all as of one moment, so that the parts come to the whole. */
@Component
class ResultStore {
    /** An offer that runs longer shows its last days. */
    private static final int MOST_DAYS = 400;

    private static final String SUMS = """
            count(*) as payments, count(distinct customer_id) as customers,
            count(*) filter (where refunded_minor > 0) as refunds,
            coalesce(sum(gross_minor), 0)::bigint as gross, coalesce(sum(paid_minor), 0)::bigint as paid,
            coalesce(sum(discount_minor), 0)::bigint as discount, coalesce(sum(cashback_minor), 0)::bigint as cashback,
            coalesce(sum(bonus_minor), 0)::bigint as bonus, coalesce(sum(returned_minor), 0)::bigint as returned,
            coalesce(sum(refunded_minor), 0)::bigint as refunded
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate oneMoment;

    ResultStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Minor units of the offer's currency.
     *
     * @param payments that had the offer, top-ups among them; of these so many were refunded in whole or part
     */
    record Sums(
            long payments,
            long customers,
            long refunds,
            long gross,
            long paid,
            long discount,
            long cashback,
            long bonus,
            long returned,
            long refunded) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** To the sponsors. */
        long cost() {
            return discount + cashback + bonus - returned;
        }
    }

    record AtMerchant(String merchantId, Sums sums) {}

    record OnDay(LocalDate day, Sums sums) {}

    /** @param merchants those with the most, in order of the gross */
    record Results(Sums all, List<AtMerchant> merchants, List<OnDay> days) {}

    Results results(String offerId, ZoneId zone, int merchants) {
        return oneMoment.execute(_ -> new Results(
                jdbc.sql("select " + SUMS + " from offers.offer_use where offer_id = :offer")
                        .param("offer", offerId)
                        .query((row, _) -> sums(row))
                        .single(),
                atMerchants(offerId, merchants),
                onDays(offerId, zone)));
    }

    /** @param all a payment that had several of the offers counts once */
    record Together(Sums all, Map<String, Sums> byOffer) {}

    Together together(Collection<String> offerIds) {
        String[] ids = offerIds.toArray(String[]::new);
        return oneMoment.execute(_ -> new Together(
                jdbc.sql("select " + SUMS + """
                                from (select payment_id, min(customer_id) as customer_id, min(gross_minor) as gross_minor,
                                             min(paid_minor) as paid_minor, sum(discount_minor) as discount_minor,
                                             sum(cashback_minor) as cashback_minor, sum(bonus_minor) as bonus_minor,
                                             sum(returned_minor) as returned_minor, max(refunded_minor) as refunded_minor
                                      from offers.offer_use where offer_id = any(:offers)
                                      group by payment_id) payment
                                """)
                        .param("offers", ids)
                        .query((row, _) -> sums(row))
                        .single(),
                byOffer(ids)));
    }

    private Map<String, Sums> byOffer(String[] offerIds) {
        Map<String, Sums> sums = new HashMap<>();
        jdbc.sql("select offer_id, " + SUMS + " from offers.offer_use where offer_id = any(:offers) group by offer_id")
                .param("offers", offerIds)
                .query(row -> {
                    sums.put(row.getString("offer_id"), sums(row));
                });
        return sums;
    }

    private List<AtMerchant> atMerchants(String offerId, int limit) {
        return jdbc.sql("select merchant_id, " + SUMS + """
                         from offers.offer_use
                        where offer_id = :offer and merchant_id is not null
                        group by merchant_id
                        order by gross desc, merchant_id
                        limit :limit
                        """)
                .param("offer", offerId)
                .param("limit", limit)
                .query((row, _) -> new AtMerchant(row.getString("merchant_id"), sums(row)))
                .list();
    }

    private List<OnDay> onDays(String offerId, ZoneId zone) {
        return jdbc.sql("select (used_at at time zone :zone)::date as day, " + SUMS + """
                         from offers.offer_use
                        where offer_id = :offer
                        group by day
                        order by day desc
                        limit :limit
                        """)
                .param("offer", offerId)
                .param("zone", zone.getId())
                .param("limit", MOST_DAYS)
                .query((row, _) -> new OnDay(row.getObject("day", LocalDate.class), sums(row)))
                .list()
                .reversed();
    }

    private static Sums sums(ResultSet row) throws SQLException {
        return new Sums(
                row.getLong("payments"),
                row.getLong("customers"),
                row.getLong("refunds"),
                row.getLong("gross"),
                row.getLong("paid"),
                row.getLong("discount"),
                row.getLong("cashback"),
                row.getLong("bonus"),
                row.getLong("returned"),
                row.getLong("refunded"));
    }
}
