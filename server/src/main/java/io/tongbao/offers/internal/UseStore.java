package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who used which offer: a read model of the events of payments and top-ups. */
@Component
class UseStore {
    private final JdbcClient jdbc;

    UseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param paymentId the payment, or the top-up
     * @param merchantId none of a top-up
     * @param gross what the payment came to before any offer, or the top-up
     * @param paid what the customer gave
     * @param returned discount and cashback of this offer that refunds brought back
     * @param refunded of the gross
     */
    record Use(
            String offerId,
            int version,
            String paymentId,
            String customerId,
            Optional<String> merchantId,
            Money gross,
            Money paid,
            Money discount,
            Money cashback,
            Money bonus,
            Money returned,
            Money refunded,
            Instant at) {}

    /** Which of an offer's uses: all, unless one is named. */
    record Wanted(Optional<String> merchantId, Optional<Instant> from, Optional<Instant> until, boolean refunded) {
        static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** What a refund brought back to a campaign's budget. */
    record Back(String campaignId, long minor) {}

    /** @param spentMinor discount, cashback and bonus, less what came back; uses fully refunded don't count */
    record Total(long uses, long spentMinor) {
        static final Total NONE = new Total(0, 0);
    }

    /** Set-wise; told twice is counted once. */
    void insert(List<Use> uses) {
        jdbc.sql("""
                        insert into offers.offer_use
                          (offer_id, payment_id, version, customer_id, merchant_id, currency, gross_minor, paid_minor, discount_minor,
                           cashback_minor, bonus_minor, used_at)
                        select * from unnest(:offers::text[], :payments::text[], :versions::integer[], :customers::text[],
                                             :merchants::text[], :currencies::text[], :gross::bigint[], :paid::bigint[],
                                             :discounts::bigint[], :cashbacks::bigint[], :bonuses::bigint[],
                                             :times::timestamptz[])
                        on conflict (payment_id, offer_id) do nothing
                        """)
                .param("offers", uses.stream().map(Use::offerId).toArray(String[]::new))
                .param("payments", uses.stream().map(Use::paymentId).toArray(String[]::new))
                .param("versions", uses.stream().map(Use::version).toArray(Integer[]::new))
                .param("customers", uses.stream().map(Use::customerId).toArray(String[]::new))
                .param(
                        "merchants",
                        uses.stream().map(use -> use.merchantId().orElse(null)).toArray(String[]::new))
                .param(
                        "currencies",
                        uses.stream()
                                .map(use -> use.discount().currency().code())
                                .toArray(String[]::new))
                .param("gross", uses.stream().map(use -> use.gross().minor()).toArray(Long[]::new))
                .param("paid", uses.stream().map(use -> use.paid().minor()).toArray(Long[]::new))
                .param(
                        "discounts",
                        uses.stream().map(use -> use.discount().minor()).toArray(Long[]::new))
                .param(
                        "cashbacks",
                        uses.stream().map(use -> use.cashback().minor()).toArray(Long[]::new))
                .param("bonuses", uses.stream().map(use -> use.bonus().minor()).toArray(Long[]::new))
                .param("times", uses.stream().map(use -> use.at().toString()).toArray(String[]::new))
                .update();
    }

    /**
     * What a refund brought back, counted once; {@code full} gives the use back.
     *
     * @param grossMinor that was refunded
     * @param back by campaign; each offer of the payment gets its own
     */
    void give(String refundId, String paymentId, long grossMinor, List<Back> back, boolean full) {
        int fresh = jdbc.sql("insert into offers.refund_seen (refund_id) values (:refund) on conflict do nothing")
                .param("refund", refundId)
                .update();
        if (fresh == 1) {
            jdbc.sql("""
                            update offers.offer_use u
                               set returned_minor = u.returned_minor + coalesce(
                                     (select sum(back.minor)
                                        from unnest(:campaigns::text[], :minors::bigint[]) back (campaign_id, minor)
                                        join offers.offer o on o.campaign_id = back.campaign_id
                                       where o.id = u.offer_id), 0),
                                   refunded_minor = u.refunded_minor + :gross,
                                   given_back = u.given_back or :full
                             where u.payment_id = :payment
                            """)
                    .param("campaigns", back.stream().map(Back::campaignId).toArray(String[]::new))
                    .param("minors", back.stream().map(Back::minor).toArray(Long[]::new))
                    .param("gross", grossMinor)
                    .param("full", full)
                    .param("payment", paymentId)
                    .update();
        }
    }

    Map<String, Total> totals(Collection<String> offerIds) {
        Map<String, Total> totals = new HashMap<>();
        jdbc.sql("""
                        select offer_id, count(*) filter (where not given_back) as uses,
                               sum(discount_minor + cashback_minor + bonus_minor - returned_minor)::bigint as spent
                        from offers.offer_use
                        where offer_id = any(:offers)
                        group by offer_id
                        """).param("offers", offerIds.toArray(String[]::new)).query(row -> {
            totals.put(row.getString("offer_id"), new Total(row.getLong("uses"), row.getLong("spent")));
        });
        return totals;
    }

    /** The newest first; one more than the limit, to learn whether there is a next page. */
    List<Use> uses(
            String offerId, Wanted wanted, Optional<Instant> beforeAt, Optional<String> beforePayment, int limit) {
        return jdbc.sql("""
                        select offer_id, version, payment_id, customer_id, merchant_id, currency, gross_minor, paid_minor,
                               discount_minor, cashback_minor, bonus_minor, returned_minor, refunded_minor, used_at
                        from offers.offer_use
                        where offer_id = :offer
                          and (:merchant::text is null or merchant_id = :merchant)
                          and (:from::timestamptz is null or used_at >= :from)
                          and (:until::timestamptz is null or used_at < :until)
                          and (not :refunded or refunded_minor > 0)
                          and (:at::timestamptz is null or (used_at, payment_id) < (:at, :payment))
                        order by used_at desc, payment_id desc
                        limit :limit
                        """)
                .param("offer", offerId)
                .param("merchant", wanted.merchantId().orElse(null))
                .param("from", wanted.from().map(DatabaseTime::utc).orElse(null))
                .param("until", wanted.until().map(DatabaseTime::utc).orElse(null))
                .param("refunded", wanted.refunded())
                .param("at", beforeAt.map(DatabaseTime::utc).orElse(null))
                .param("payment", beforePayment.orElse(null))
                .param("limit", limit + 1)
                .query(UseStore::use)
                .list();
    }

    private static Use use(ResultSet row, int n) throws SQLException {
        Currency currency = Currency.of(row.getString("currency"));
        return new Use(
                row.getString("offer_id"),
                row.getInt("version"),
                row.getString("payment_id"),
                row.getString("customer_id"),
                Optional.ofNullable(row.getString("merchant_id")),
                new Money(row.getLong("gross_minor"), currency),
                new Money(row.getLong("paid_minor"), currency),
                new Money(row.getLong("discount_minor"), currency),
                new Money(row.getLong("cashback_minor"), currency),
                new Money(row.getLong("bonus_minor"), currency),
                new Money(row.getLong("returned_minor"), currency),
                new Money(row.getLong("refunded_minor"), currency),
                DatabaseTime.instant(row, "used_at"));
    }
}
