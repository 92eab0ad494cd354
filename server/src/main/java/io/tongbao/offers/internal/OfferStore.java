package io.tongbao.offers.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.offers.Offers;
import io.tongbao.offers.internal.KeptOffer.KeptSponsor;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.SponsorShare;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables of campaigns and offers. A new offer is written beside the entry that sets its budget aside. */
@Component
class OfferStore {
    private static final String OFFER = """
            select o.id, m.version, o.state, v.name, v.terms, c.id as campaign_id, c.currency, c.zone, m.starts_at, m.ends_at,
                   m.budget_minor, m.day_budget_minor, m.merchant_budget_minor, m.uses_per_customer, m.uses_per_device,
                   c.for_history, c.opened_by, c.opened_at
            from offers.offer o
            join offers.campaign c on c.id = o.campaign_id
            join offers.campaign_version m
              on m.campaign_id = c.id
             and m.version = (select max(version) from offers.campaign_version where campaign_id = c.id)
            join offers.offer_version v on v.offer_id = o.id and v.version = m.version
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations connections;
    private final JsonMapper json;
    private final Companion.Table<NewRows> versions = OfferStore::insert;

    OfferStore(JdbcClient jdbc, JdbcOperations connections, JsonMapper json) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.json = json;
    }

    /** The rows of a version of an offer, with their JSON made in the caller's thread. */
    private record NewRows(NewVersion version, String terms) {
        Offer offer() {
            return version.kept().terms();
        }
    }

    /**
     * A version to be written, the first or a later one.
     *
     * @param request what was asked and under which key, as digests
     * @param beside what else is written with it
     */
    record NewVersion(KeptOffer kept, String by, Instant at, Optional<String> request, Offers.Beside beside) {}

    Companion<?> companion(NewVersion version) {
        return new Companion<>(versions, rows(version));
    }

    /** Writes a version that moves no money, in the caller's transaction. */
    void write(NewVersion version) {
        connections.execute((Connection connection) -> {
            insert(connection, List.of(new Inserted(OptionalLong.empty(), rows(version))));
            return version;
        });
    }

    private NewRows rows(NewVersion version) {
        return new NewRows(version, json.writeValueAsString(StoredTerms.of(version.kept())));
    }

    private record Inserted(OptionalLong entryId, NewRows row) {}

    private static void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<NewRows>> rows)
            throws SQLException {
        insert(
                connection,
                rows.stream()
                        .map(row -> new Inserted(OptionalLong.of(row.entryId()), row.row()))
                        .toList());
    }

    private static void insert(Connection connection, List<Inserted> rows) throws SQLException {
        try (PreparedStatement campaign = connection.prepareStatement("""
                        insert into offers.campaign (id, currency, zone, for_history, opened_by, opened_at)
                        values (?, ?, ?, ?, ?, ?)
                        """);
                PreparedStatement campaignVersion = connection.prepareStatement("""
                        insert into offers.campaign_version
                          (campaign_id, version, entry_id, request, starts_at, ends_at, budget_minor, day_budget_minor,
                           merchant_budget_minor, uses_per_customer, uses_per_device)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
                PreparedStatement sponsor = connection.prepareStatement("""
                        insert into offers.campaign_sponsor
                          (campaign_id, version, place, sponsor_id, name, basis_points, set_aside_minor, prefunded)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """);
                PreparedStatement offer = connection.prepareStatement("""
                        insert into offers.offer (id, campaign_id, state) values (?, ?, ?)
                        """);
                PreparedStatement version = connection.prepareStatement("""
                        insert into offers.offer_version (offer_id, version, name, terms, made_at)
                        values (?, ?, ?, ?::jsonb, ?)
                        """);
                PreparedStatement change = connection.prepareStatement("""
                        insert into offers.change (offer_id, what, changed_by, changed_at) values (?, ?, ?, ?)
                        """)) {
            for (Inserted inserted : rows) {
                NewRows row = inserted.row();
                Offer terms = row.offer();
                boolean first = terms.version() == 1;
                OffsetDateTime at = DatabaseTime.utc(row.version().at());
                String by = row.version().by();
                if (first) {
                    KeptOffer kept = row.version().kept();
                    set(
                            campaign,
                            terms.campaignId(),
                            terms.currency(),
                            terms.zone().getId(),
                            kept.forHistory(),
                            by,
                            at);
                    set(offer, terms.id(), terms.campaignId(), kept.state().code());
                }
                addVersion(campaignVersion, inserted);
                addSponsors(sponsor, row.version().kept());
                set(version, terms.id(), terms.version(), terms.name(), row.terms(), at);
                set(change, terms.id(), first ? "opened" : "changed", by, at);
            }
            for (PreparedStatement statement : List.of(campaign, campaignVersion, sponsor, offer, version, change)) {
                statement.executeBatch();
            }
        }
        for (Inserted inserted : rows) {
            inserted.row().version().beside().write(connection);
        }
    }

    private static void addVersion(PreparedStatement version, Inserted inserted) throws SQLException {
        Offer terms = inserted.row().offer();
        version.setString(1, terms.campaignId());
        version.setInt(2, terms.version());
        setOptional(version, 3, inserted.entryId());
        version.setString(4, inserted.row().version().request().orElse(null));
        version.setObject(5, DatabaseTime.utc(terms.schedule().start()));
        version.setObject(6, DatabaseTime.utc(terms.schedule().end()));
        version.setLong(7, terms.budget().totalMinor());
        setOptional(version, 8, terms.budget().perDayMinor());
        setOptional(version, 9, terms.budget().perMerchantMinor());
        setOptional(version, 10, terms.budget().usesPerCustomer());
        setOptional(version, 11, terms.budget().usesPerDevice());
        version.addBatch();
    }

    private static void addSponsors(PreparedStatement sponsor, KeptOffer offer) throws SQLException {
        for (int place = 0; place < offer.sponsors().size(); place++) {
            KeptSponsor kept = offer.sponsors().get(place);
            set(
                    sponsor,
                    offer.terms().campaignId(),
                    offer.terms().version(),
                    place,
                    kept.sponsorId(),
                    kept.name(),
                    kept.basisPoints(),
                    kept.setAsideMinor(),
                    kept.prefunded());
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private static void setOptional(PreparedStatement statement, int place, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(place, value.getAsLong());
        } else {
            statement.setNull(place, Types.BIGINT);
        }
    }

    /** How many changes there were; grows with every one and never counts one that may still be rolled back. */
    long changes() {
        return jdbc.sql("select count(*) from offers.change").query(Long.class).single();
    }

    /** Every offer that has not ended, the paused too. */
    List<KeptOffer> running() {
        return withSponsors(
                jdbc.sql(OFFER + "where o.state <> 'ended'").query(this::row).list());
    }

    Optional<KeptOffer> find(String offerId) {
        return withSponsors(jdbc.sql(OFFER + "where o.id = :id")
                        .param("id", offerId)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst();
    }

    List<KeptOffer> find(Collection<String> offerIds) {
        return withSponsors(jdbc.sql(OFFER + "where o.id = any(:ids)")
                .param("ids", offerIds.toArray(String[]::new))
                .query(this::row)
                .list());
    }

    Optional<KeptOffer> findByFunding(long entryId) {
        return withSponsors(jdbc.sql(OFFER + """
                        where o.campaign_id in (select campaign_id from offers.campaign_version where entry_id = :entry)
                        """)
                        .param("entry", entryId)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst();
    }

    Optional<KeptOffer> findByRequest(String request) {
        return withSponsors(jdbc.sql(OFFER + """
                        where o.campaign_id in (select campaign_id from offers.campaign_version where request = :request)
                        """)
                        .param("request", request)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst();
    }

    /** By where its money lies. */
    Optional<KeptOffer> findByMoney(String moneyId) {
        return withSponsors(jdbc.sql(OFFER + "where o.campaign_id = :money")
                        .param("money", moneyId)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst();
    }

    /** In the campaign's order. */
    List<KeptOffer> findByCampaign(String campaignId) {
        return findByCampaigns(List.of(campaignId)).getOrDefault(campaignId, List.of());
    }

    /** By campaign, each in its order. */
    Map<String, List<KeptOffer>> findByCampaigns(Collection<String> campaignIds) {
        return withSponsors(jdbc.sql(OFFER + "where c.whole_id = any(:campaigns)")
                        .param("campaigns", campaignIds.toArray(String[]::new))
                        .query(this::row)
                        .list())
                .stream()
                .sorted(Comparator.comparingInt(KeptOffer::place))
                .collect(Collectors.groupingBy(KeptOffer::campaignId));
    }

    /** The newest first, by id; one more than the limit, to learn whether there is a next page. */
    /** @param own only those that merchants have opened for themselves */
    List<KeptOffer> list(Optional<String> filter, Instant now, boolean own, Optional<String> before, int limit) {
        return withSponsors(jdbc.sql(OFFER + """
                        where (:before::text is null or o.id < :before)
                          and (not :own or exists (select from offers.own_offer w where w.offer_id = o.id))
                          and case :filter::text
                                when 'scheduled' then o.state = 'live' and m.starts_at > :now
                                when 'live' then o.state = 'live' and m.starts_at <= :now
                                else :filter::text is null or o.state = :filter
                              end
                        order by o.id desc
                        limit :limit
                        """)
                .param("before", before.orElse(null))
                .param("own", own)
                .param("filter", filter.orElse(null))
                .param("now", DatabaseTime.utc(now))
                .param("limit", limit + 1)
                .query(this::row)
                .list());
    }

    /** Locks the offer until the transaction ends, so that its changes happen one after the other. */
    Optional<OfferState> lock(String offerId) {
        return jdbc.sql("select state from offers.offer where id = :id for update")
                .param("id", offerId)
                .query(String.class)
                .optional()
                .map(OfferState::of);
    }

    /** Empty while it has not ended. */
    Optional<Instant> endedAt(String offerId) {
        return jdbc.sql("select ended_at from offers.offer where id = :id and ended_at is not null")
                .param("id", offerId)
                .query((row, _) -> DatabaseTime.instant(row, "ended_at"))
                .optional();
    }

    void change(String offerId, OfferState state, String what, String by, String why, Instant at) {
        jdbc.sql("update offers.offer set state = :state, ended_at = :endedAt where id = :id")
                .param("state", state.code())
                .param(
                        "endedAt",
                        state == OfferState.ENDED ? DatabaseTime.utc(at) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", offerId)
                .update();
        jdbc.sql(
                        "insert into offers.change (offer_id, what, why, changed_by, changed_at) values (:id, :what, :why, :by, :at)")
                .param("why", why)
                .param("id", offerId)
                .param("what", what)
                .param("by", by)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    /** Offers whose schedule is over but which nobody has ended; those made for history wait for who made them. */
    List<String> over(Instant now, int limit) {
        return jdbc.sql("""
                        select o.id
                        from offers.offer o
                        join offers.campaign c on c.id = o.campaign_id
                        join lateral (select ends_at from offers.campaign_version
                                      where campaign_id = c.id order by version desc limit 1) m on true
                        where o.state <> 'ended' and not c.for_history and m.ends_at <= :now
                        order by m.ends_at
                        limit :limit
                        """)
                .param("now", DatabaseTime.utc(now))
                .param("limit", limit)
                .query((row, n) -> row.getString("id"))
                .list();
    }

    List<KeptOffer> endedSince(Instant since, int limit) {
        return withSponsors(jdbc.sql(OFFER + "where o.state = 'ended' and o.ended_at >= :since limit :limit")
                .param("since", DatabaseTime.utc(since))
                .param("limit", limit)
                .query(this::row)
                .list());
    }

    private List<KeptOffer> withSponsors(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, List<KeptSponsor>> sponsors = sponsors(rows);
        return rows.stream()
                .map(row -> row.kept(sponsors.getOrDefault(row.campaignId(), List.of())))
                .toList();
    }

    private Map<String, List<KeptSponsor>> sponsors(List<Row> rows) {
        Map<String, List<KeptSponsor>> byCampaign = new HashMap<>();
        jdbc.sql("""
                        select s.campaign_id, s.sponsor_id, s.name, s.basis_points, s.set_aside_minor, s.prefunded
                        from unnest(:campaigns::text[], :versions::integer[]) as wanted (campaign_id, version)
                        join offers.campaign_sponsor s using (campaign_id, version)
                        order by s.campaign_id, s.place
                        """)
                .param("campaigns", rows.stream().map(Row::campaignId).toArray(String[]::new))
                .param("versions", rows.stream().map(Row::version).toArray(Integer[]::new))
                .query(row -> {
                    byCampaign
                            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new KeptSponsor(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getInt(4),
                                    row.getLong(5),
                                    row.getBoolean(6)));
                });
        return byCampaign;
    }

    private record Row(
            String id,
            int version,
            OfferState state,
            String name,
            StoredTerms terms,
            String campaignId,
            String currency,
            ZoneId zone,
            Schedule schedule,
            long budget,
            OptionalLong dayBudget,
            OptionalLong merchantBudget,
            OptionalLong usesPerCustomer,
            OptionalLong usesPerDevice,
            boolean forHistory,
            String openedBy,
            Instant openedAt) {

        KeptOffer kept(List<KeptSponsor> sponsors) {
            Benefit benefit = terms.readBenefit();
            Offer offer = new Offer(
                    id,
                    version,
                    campaignId,
                    name,
                    benefit,
                    terms.readCondition(),
                    terms.merchantIds(),
                    schedule,
                    new Offer.Budget(
                            budget,
                            dayBudget,
                            merchantBudget,
                            usesPerCustomer,
                            usesPerDevice,
                            sponsors.stream()
                                    .map(sponsor -> new SponsorShare(sponsor.sponsorId(), sponsor.basisPoints()))
                                    .toList(),
                            terms.edge()),
                    terms.combinable() ? HouseStacking.together(benefit) : Offer.Combining.PLAIN,
                    terms.holdoutBasisPoints(),
                    zone,
                    currency,
                    terms.coupon().isPresent());
            return new KeptOffer(offer, state, forHistory, sponsors, terms.coupon(), openedBy, openedAt);
        }
    }

    private Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getInt("version"),
                OfferState.of(row.getString("state")),
                row.getString("name"),
                json.readValue(row.getString("terms"), StoredTerms.class),
                row.getString("campaign_id"),
                row.getString("currency"),
                ZoneId.of(row.getString("zone")),
                new Schedule(DatabaseTime.instant(row, "starts_at"), DatabaseTime.instant(row, "ends_at")),
                row.getLong("budget_minor"),
                optional(row, "day_budget_minor"),
                optional(row, "merchant_budget_minor"),
                optional(row, "uses_per_customer"),
                optional(row, "uses_per_device"),
                row.getBoolean("for_history"),
                row.getString("opened_by"),
                DatabaseTime.instant(row, "opened_at"));
    }

    private static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
