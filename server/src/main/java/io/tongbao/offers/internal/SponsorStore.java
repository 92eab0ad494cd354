package io.tongbao.offers.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What sponsors have borne and got back: a read model of the events of payments, top-ups and refunds. */
@Component
class SponsorStore {
    private final JdbcClient jdbc;

    SponsorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param reference the payment, top-up or refund; of the first two it is the payment as well */
    record Spend(
            String sponsorId,
            String currency,
            String reference,
            String campaignId,
            String paymentId,
            long spentMinor,
            long returnedMinor,
            Instant recordedAt) {}

    /** Set-wise; told twice is counted once. Two offers of one campaign in a payment are one line. */
    void insert(List<Spend> spends) {
        if (spends.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into offers.sponsor_spend
                          (sponsor_id, currency, reference, campaign_id, payment_id, spent_minor, returned_minor, recorded_at)
                        select sponsor_id, currency, reference, campaign_id, payment_id, sum(spent), sum(returned), recorded_at
                        from unnest(:sponsors::text[], :currencies::text[], :references::text[], :campaigns::text[],
                                    :payments::text[], :spent::bigint[], :returned::bigint[], :times::timestamptz[])
                          as u (sponsor_id, currency, reference, campaign_id, payment_id, spent, returned, recorded_at)
                        group by sponsor_id, currency, reference, campaign_id, payment_id, recorded_at
                        on conflict (reference, campaign_id, sponsor_id) do nothing
                        """)
                .param("sponsors", spends.stream().map(Spend::sponsorId).toArray(String[]::new))
                .param("currencies", spends.stream().map(Spend::currency).toArray(String[]::new))
                .param("references", spends.stream().map(Spend::reference).toArray(String[]::new))
                .param("campaigns", spends.stream().map(Spend::campaignId).toArray(String[]::new))
                .param("payments", spends.stream().map(Spend::paymentId).toArray(String[]::new))
                .param("spent", spends.stream().map(Spend::spentMinor).toArray(Long[]::new))
                .param("returned", spends.stream().map(Spend::returnedMinor).toArray(Long[]::new))
                .param(
                        "times",
                        spends.stream()
                                .map(each -> each.recordedAt().toString())
                                .toArray(String[]::new))
                .update();
    }

    /** @param name by which a campaign named it last */
    record Sponsor(
            String sponsorId, String currency, String name, long campaigns, long spentMinor, long returnedMinor) {}

    /** Whoever has borne an offer in a currency, by id; one more than the limit, to learn whether there is a next page. */
    List<Sponsor> sponsors(Optional<String> q, Optional<Key> after, int limit) {
        return jdbc.sql("""
                        with known as (
                          select s.sponsor_id, c.currency, count(distinct c.id) as campaigns,
                                 (array_agg(s.name order by c.opened_at desc, s.version desc))[1] as name
                          from offers.campaign_sponsor s
                          join offers.campaign c on c.id = s.campaign_id
                          where not c.for_history
                            and (:afterId::text is null or (s.sponsor_id, c.currency) > (:afterId, :afterCurrency))
                          group by s.sponsor_id, c.currency
                        )
                        select k.*, coalesce(sum(p.spent_minor), 0)::bigint as spent,
                               coalesce(sum(p.returned_minor), 0)::bigint as returned
                        from (select * from known
                              where :q::text is null or strpos(lower(name), lower(:q)) > 0 or strpos(sponsor_id, lower(:q)) > 0
                              order by sponsor_id, currency limit :limit) k
                        left join offers.sponsor_spend p on p.sponsor_id = k.sponsor_id and p.currency = k.currency
                        group by k.sponsor_id, k.currency, k.campaigns, k.name
                        order by k.sponsor_id, k.currency
                        """)
                .param("q", q.orElse(null))
                .param("afterId", after.map(Key::sponsorId).orElse(null))
                .param("afterCurrency", after.map(Key::currency).orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> new Sponsor(
                        row.getString("sponsor_id"),
                        row.getString("currency"),
                        row.getString("name"),
                        row.getLong("campaigns"),
                        row.getLong("spent"),
                        row.getLong("returned")))
                .list();
    }

    record Key(String sponsorId, String currency) {}

    /** The campaigns of these sponsors, whose budgets may hold something of theirs. */
    List<Funded> funded(List<Key> sponsors) {
        return jdbc.sql("""
                        select distinct s.sponsor_id, c.currency, c.id
                        from unnest(:sponsors::text[], :currencies::text[]) as k (sponsor_id, currency)
                        join offers.campaign_sponsor s on s.sponsor_id = k.sponsor_id
                        join offers.campaign c on c.id = s.campaign_id and c.currency = k.currency
                        """)
                .param("sponsors", sponsors.stream().map(Key::sponsorId).toArray(String[]::new))
                .param("currencies", sponsors.stream().map(Key::currency).toArray(String[]::new))
                .query((row, _) -> new Funded(new Key(row.getString(1), row.getString(2)), row.getString(3)))
                .list();
    }

    record Funded(Key sponsor, String campaignId) {}

    /** The name by which a campaign in the currency named the sponsor last; empty if none has. */
    Optional<String> name(Key sponsor) {
        return jdbc.sql("""
                        select s.name from offers.campaign_sponsor s
                        join offers.campaign c on c.id = s.campaign_id
                        where s.sponsor_id = :sponsor and c.currency = :currency
                        order by c.opened_at desc, s.version desc limit 1
                        """)
                .param("sponsor", sponsor.sponsorId())
                .param("currency", sponsor.currency())
                .query(String.class)
                .optional();
    }

    record Sums(long spentMinor, long returnedMinor) {
        long net() {
            return spentMinor - returnedMinor;
        }
    }

    Sums sums(Key sponsor, Instant from, Instant until) {
        return jdbc.sql("""
                        select coalesce(sum(spent_minor), 0)::bigint, coalesce(sum(returned_minor), 0)::bigint
                        from offers.sponsor_spend
                        where sponsor_id = :sponsor and currency = :currency
                          and recorded_at >= :from and recorded_at < :until
                        """)
                .param("sponsor", sponsor.sponsorId())
                .param("currency", sponsor.currency())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, _) -> new Sums(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** @param name the campaign's offer, as it is called now */
    record OfCampaign(String campaignId, String offerId, String name, long payments, Sums sums) {}

    /** What the sponsor bore by campaign, by their ids; one more than the limit. */
    List<OfCampaign> byCampaign(Key sponsor, Instant from, Instant until, Optional<String> after, int limit) {
        return jdbc.sql("""
                        select p.campaign_id, o.id as offer_id, v.name, p.payments, p.spent, p.returned
                        from (select campaign_id, count(*) filter (where spent_minor > 0) as payments,
                                     sum(spent_minor)::bigint as spent, sum(returned_minor)::bigint as returned
                              from offers.sponsor_spend
                              where sponsor_id = :sponsor and currency = :currency
                                and recorded_at >= :from and recorded_at < :until
                                and (:after::text is null or campaign_id > :after)
                              group by campaign_id order by campaign_id limit :limit) p
                        join offers.offer o on o.campaign_id = p.campaign_id
                        join lateral (select name from offers.offer_version
                                      where offer_id = o.id order by version desc limit 1) v on true
                        order by p.campaign_id
                        """)
                .param("sponsor", sponsor.sponsorId())
                .param("currency", sponsor.currency())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("after", after.orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> new OfCampaign(
                        row.getString("campaign_id"),
                        row.getString("offer_id"),
                        row.getString("name"),
                        row.getLong("payments"),
                        new Sums(row.getLong("spent"), row.getLong("returned"))))
                .list();
    }

    /** Every line, the oldest first; one more than the limit. */
    List<Spend> lines(Key sponsor, Instant from, Instant until, Optional<Place> after, int limit) {
        return jdbc.sql("""
                        select sponsor_id, currency, reference, campaign_id, payment_id, spent_minor, returned_minor, recorded_at
                        from offers.sponsor_spend
                        where sponsor_id = :sponsor and currency = :currency
                          and recorded_at >= :from and recorded_at < :until
                          and (:at::timestamptz is null
                               or (recorded_at, reference, campaign_id) > (:at::timestamptz, :reference, :campaign))
                        order by recorded_at, reference, campaign_id
                        limit :limit
                        """)
                .param("sponsor", sponsor.sponsorId())
                .param("currency", sponsor.currency())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param(
                        "at",
                        after.<OffsetDateTime>map(place -> DatabaseTime.utc(place.at()))
                                .orElse(null))
                .param("reference", after.map(Place::reference).orElse(null))
                .param("campaign", after.map(Place::campaignId).orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> new Spend(
                        row.getString("sponsor_id"),
                        row.getString("currency"),
                        row.getString("reference"),
                        row.getString("campaign_id"),
                        row.getString("payment_id"),
                        row.getLong("spent_minor"),
                        row.getLong("returned_minor"),
                        DatabaseTime.instant(row, "recorded_at")))
                .list();
    }

    record Place(Instant at, String reference, String campaignId) {}
}
