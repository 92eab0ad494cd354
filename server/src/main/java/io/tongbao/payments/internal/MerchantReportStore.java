package io.tongbao.payments.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A merchant's trade over a time, summed in the database off the payments and refunds by their index on merchant and time. */
@Component
class MerchantReportStore {
    private final JdbcClient jdbc;

    MerchantReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Day(LocalDate day, long takenMinor, long payments, long refundedMinor, long refunds) {}

    /** @param hour of the zone's day, 0 to 23 */
    record Hour(int hour, long takenMinor, long payments) {}

    /**
     * What an offer brought the merchant, and what it cost it.
     *
     * @param grossMinor of the payments that had it
     * @param givenMinor what it gave their customers, cashback included
     * @param ownMinor what of that the merchant paid itself
     */
    record OfferEffect(String offerId, String name, long payments, long grossMinor, long givenMinor, long ownMinor) {}

    /** @param storeId nothing for what was sold at no one store */
    record StoreTrade(Optional<String> storeId, long takenMinor, long payments) {}

    /** By the store at which it was paid, those that took most first. */
    List<StoreTrade> stores(String merchantId, Instant from, Instant until) {
        return jdbc.sql("""
                        select p.store_id, sum(p.gross_minor) as taken, count(*) as payments
                          from payments.payment p
                         where p.merchant_id = :merchant and p.paid_at >= :from and p.paid_at < :until
                         group by p.store_id
                         order by taken desc, p.store_id
                        """)
                .param("merchant", merchantId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new StoreTrade(
                        Optional.ofNullable(row.getString("store_id")), row.getLong("taken"), row.getLong("payments")))
                .list();
    }

    /** Days with payments or refunds, in order. */
    List<Day> days(String merchantId, Instant from, Instant until, ZoneId zone) {
        return jdbc.sql("""
                        select day, sum(taken) as taken, sum(payments) as payments, sum(refunded) as refunded,
                               sum(refunds) as refunds
                          from (
                            select (paid_at at time zone :zone)::date as day, gross_minor as taken, 1 as payments,
                                   0 as refunded, 0 as refunds
                              from payments.payment
                             where merchant_id = :merchant and paid_at >= :from and paid_at < :until
                            union all
                            select (refunded_at at time zone :zone)::date, 0, 0, gross_minor, 1
                              from payments.refund
                             where merchant_id = :merchant and refunded_at >= :from and refunded_at < :until
                          ) movement
                         group by day
                         order by day
                        """)
                .param("merchant", merchantId)
                .param("zone", zone.getId())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getLong("taken"),
                        row.getLong("payments"),
                        row.getLong("refunded"),
                        row.getLong("refunds")))
                .list();
    }

    /** Hours in which anything was taken, in order. */
    List<Hour> hours(String merchantId, Instant from, Instant until, ZoneId zone) {
        return jdbc.sql("""
                        select extract(hour from paid_at at time zone :zone)::integer as hour, sum(gross_minor) as taken,
                               count(*) as payments
                          from payments.payment
                         where merchant_id = :merchant and paid_at >= :from and paid_at < :until
                         group by hour
                         order by hour
                        """)
                .param("merchant", merchantId)
                .param("zone", zone.getId())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new Hour(row.getInt("hour"), row.getLong("taken"), row.getLong("payments")))
                .list();
    }

    /** The offers that customers had, those that brought most first. */
    List<OfferEffect> offers(String merchantId, Instant from, Instant until, int atMost) {
        return jdbc.sql("""
                        select a.offer ->> 'offerId' as offer_id, max(a.offer ->> 'name') as name, count(*) as payments,
                               sum(p.gross_minor) as gross,
                               sum((a.offer ->> 'discount')::bigint + (a.offer ->> 'cashback')::bigint) as given,
                               sum((select coalesce(sum((s ->> 'discount')::bigint + (s ->> 'cashback')::bigint), 0)
                                      from jsonb_array_elements(a.offer -> 'sponsors') s
                                     where s ->> 'sponsorId' = :sponsor)) as own
                          from payments.payment p
                          cross join lateral jsonb_array_elements(p.price -> 'applied') as a (offer)
                         where p.merchant_id = :merchant and p.paid_at >= :from and p.paid_at < :until
                           and p.discount_minor + p.cashback_minor > 0
                         group by a.offer ->> 'offerId'
                         order by gross desc, offer_id
                         limit :atMost
                        """)
                .param("merchant", merchantId)
                .param("sponsor", "merchant:" + merchantId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("atMost", atMost)
                .query((row, n) -> new OfferEffect(
                        row.getString("offer_id"),
                        row.getString("name"),
                        row.getLong("payments"),
                        row.getLong("gross"),
                        row.getLong("given"),
                        row.getLong("own")))
                .list();
    }
}
