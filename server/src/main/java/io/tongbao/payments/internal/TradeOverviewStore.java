package io.tongbao.payments.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All merchants' trade in a few stretches of time, each a range of an index by time. */
@Component
class TradeOverviewStore {
    private final JdbcClient jdbc;

    TradeOverviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param movedMinor gross of the payments
     * @param givenMinor what offers gave, cashback included
     * @param newCustomers of the customers, those who had never paid before
     */
    record Trade(
            String currency,
            long movedMinor,
            long payments,
            long givenMinor,
            long customers,
            long newCustomers,
            long refundedMinor,
            long refunds) {}

    record Day(
            LocalDate day,
            String currency,
            long movedMinor,
            long payments,
            long givenMinor,
            long refundedMinor,
            long refunds) {}

    /** By day of the zone and currency, without those in which nothing moved; history that was brought in stands on the days on which it happened. */
    List<Day> days(Instant from, Instant until, ZoneId zone) {
        return jdbc.sql("""
                        with paid as (
                          select (paid_at at time zone :zone)::date as day, currency, sum(gross_minor) as moved,
                                 count(*) as payments, sum(discount_minor + cashback_minor) as given
                            from payments.payment
                           where paid_at >= :from and paid_at < :until
                           group by 1, 2
                        ), given_back as (
                          select (r.refunded_at at time zone :zone)::date as day, r.currency,
                                 sum(r.gross_minor) as refunded, count(*) as refunds
                            from payments.refund r
                           where r.refunded_at >= :from and r.refunded_at < :until
                           group by 1, 2
                        )
                        select coalesce(t.day, g.day) as day, coalesce(t.currency, g.currency) as currency,
                               coalesce(t.moved, 0) as moved, coalesce(t.payments, 0) as payments,
                               coalesce(t.given, 0) as given, coalesce(g.refunded, 0) as refunded,
                               coalesce(g.refunds, 0) as refunds
                          from paid t
                          full join given_back g on g.day = t.day and g.currency = t.currency
                         order by 1, 2
                        """)
                .param("zone", zone.getId())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getString("currency"),
                        row.getLong("moved"),
                        row.getLong("payments"),
                        row.getLong("given"),
                        row.getLong("refunded"),
                        row.getLong("refunds")))
                .list();
    }

    /** By currency; history that was brought in stands where it happened. */
    List<Trade> between(Instant from, Instant until) {
        return jdbc.sql("""
                        with paid as (
                          select currency, customer_id, sum(gross_minor) as moved, count(*) as payments,
                                 sum(discount_minor + cashback_minor) as given
                            from payments.payment
                           where paid_at >= :from and paid_at < :until
                           group by currency, customer_id
                        ), trade as (
                          select currency, sum(moved) as moved, sum(payments) as payments, sum(given) as given,
                                 count(*) as customers,
                                 count(*) filter (where not exists (
                                   select from payments.payment b
                                    where b.customer_id = paid.customer_id and b.paid_at < :from)) as new_customers
                            from paid
                           group by currency
                        ), given_back as (
                          select r.currency, sum(r.gross_minor) as refunded, count(*) as refunds
                            from payments.refund r
                           where r.refunded_at >= :from and r.refunded_at < :until
                           group by r.currency
                        )
                        select coalesce(t.currency, g.currency) as currency, coalesce(t.moved, 0) as moved,
                               coalesce(t.payments, 0) as payments, coalesce(t.given, 0) as given,
                               coalesce(t.customers, 0) as customers, coalesce(t.new_customers, 0) as new_customers,
                               coalesce(g.refunded, 0) as refunded, coalesce(g.refunds, 0) as refunds
                          from trade t
                          full join given_back g on g.currency = t.currency
                         order by 1
                        """)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new Trade(
                        row.getString("currency"),
                        row.getLong("moved"),
                        row.getLong("payments"),
                        row.getLong("given"),
                        row.getLong("customers"),
                        row.getLong("new_customers"),
                        row.getLong("refunded"),
                        row.getLong("refunds")))
                .list();
    }
}
