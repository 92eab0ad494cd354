package io.tongbao.campaigns.internal;

import io.tongbao.campaigns.internal.Campaign.Decision;
import io.tongbao.campaigns.internal.Campaign.Review;
import io.tongbao.campaigns.internal.Campaign.Version;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables of campaigns. Only what serves lists ever changes. */
@Component
class CampaignStore {
    private static final String VERSION = """
            v.n, v.plan, v.why, v.written_by, v.written_at, r.asked_by, r.asked_at,
                   d.approved, d.reason, d.decided_by, d.decided_at
            """;

    private static final String CAMPAIGN =
            "select c.id, c.copied_from, c.archived, a.n as approved_n, " + VERSION + """
            from campaigns.campaign c
            join lateral (select * from campaigns.version where campaign_id = c.id order by n desc limit 1) v on true
            left join campaigns.review r on r.campaign_id = c.id and r.n = v.n
            left join campaigns.decision d on d.campaign_id = c.id and d.n = v.n
            left join lateral (select n from campaigns.decision
                               where campaign_id = c.id and approved order by n desc limit 1) a on true
            """;

    private static final String DECISION = """
            insert into campaigns.decision (campaign_id, n, approved, reason, written_by, decided_by, decided_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final JointStore joints;
    private final JsonMapper json;

    CampaignStore(JdbcClient jdbc, JointStore joints, JsonMapper json) {
        this.jdbc = jdbc;
        this.joints = joints;
        this.json = json;
    }

    void insert(String id, Optional<String> copiedFrom) {
        jdbc.sql("insert into campaigns.campaign (id, copied_from) values (:id, :from)")
                .param("id", id)
                .param("from", copiedFrom.orElse(null), Types.VARCHAR)
                .update();
    }

    /** With what it asks of brands and merchants. */
    void insert(String id, int n, Plan plan, String why, String by, Instant at) {
        jdbc.sql("""
                        insert into campaigns.version (campaign_id, n, plan, why, written_by, written_at)
                        values (:id, :n, cast(:plan as jsonb), :why, :by, :at)
                        """)
                .param("id", id)
                .param("n", n)
                .param("plan", json.writeValueAsString(plan))
                .param("why", why)
                .param("by", by)
                .param("at", DatabaseTime.utc(at))
                .update();
        joints.insert(id, n, SponsorTerms.of(plan, json));
    }

    void review(String id, int n, String by, Instant at) {
        jdbc.sql("insert into campaigns.review (campaign_id, n, asked_by, asked_at) values (:id, :n, :by, :at)")
                .param("id", id)
                .param("n", n)
                .param("by", by)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    void decide(String id, Version version, Decision decision) {
        jdbc.sql(DECISION)
                .params(
                        id,
                        version.n(),
                        decision.approved(),
                        decision.reason(),
                        version.writtenBy(),
                        decision.by(),
                        DatabaseTime.utc(decision.at()))
                .update();
    }

    /** On somebody else's connection: beside the offer's rows. */
    static void decide(Connection connection, String id, Version version, Decision decision) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DECISION)) {
            statement.setString(1, id);
            statement.setInt(2, version.n());
            statement.setBoolean(3, decision.approved());
            statement.setString(4, decision.reason());
            statement.setString(5, version.writtenBy());
            statement.setString(6, decision.by());
            statement.setObject(7, DatabaseTime.utc(decision.at()));
            statement.executeUpdate();
        }
    }

    void act(String id, String what, String why, String by, Instant at) {
        jdbc.sql("""
                        insert into campaigns.act (campaign_id, what, why, done_by, done_at)
                        values (:id, :what, :why, :by, :at)
                        """)
                .param("id", id)
                .param("what", what)
                .param("why", why)
                .param("by", by)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    /** What the log told of its offer; the end also as something that happened, unless staff's is there. */
    void follow(String id, String offerState, Instant startsAt, Instant told) {
        int followed = jdbc.sql("""
                        update campaigns.campaign set offer_state = :state, starts_at = :startsAt where id = :id
                        """)
                .param("id", id)
                .param("state", offerState)
                .param("startsAt", DatabaseTime.utc(startsAt))
                .update();
        if (followed == 1 && offerState.equals("ended")) {
            jdbc.sql("""
                            insert into campaigns.act (campaign_id, what, why, done_by, done_at)
                            select :id, 'ended', '', 'clock', :at
                             where not exists (select 1 from campaigns.act where campaign_id = :id and what = 'ended')
                            """).param("id", id).param("at", DatabaseTime.utc(told)).update();
        }
    }

    void archive(String id) {
        jdbc.sql("update campaigns.campaign set archived = true where id = :id")
                .param("id", id)
                .update();
    }

    /** Locks the campaign until the transaction ends; then reads what holds. */
    Optional<Campaign> lock(String id) {
        return jdbc.sql("select id from campaigns.campaign where id = :id for update")
                .param("id", id)
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    Optional<Campaign> find(String id) {
        return jdbc.sql(CAMPAIGN + "where c.id = :id")
                .param("id", id)
                .query(this::campaign)
                .optional();
    }

    /** The newest first; without a filter all that are not archived. */
    List<Campaign> list(Optional<String> state, Instant now, Optional<String> before, int limit) {
        return jdbc.sql(CAMPAIGN + """
                        where (:before::text is null or c.id < :before)
                          and case coalesce(:state::text, 'all')
                                when 'archived' then c.archived
                                when 'all' then not c.archived
                                when 'draft' then not c.archived and a.n is null and (r.n is null or d.n is not null)
                                when 'in_review' then not c.archived and r.n is not null and d.n is null
                                when 'scheduled' then not c.archived and c.offer_state = 'live' and c.starts_at > :now
                                when 'live' then not c.archived and c.offer_state = 'live' and c.starts_at <= :now
                                else not c.archived and c.offer_state = :state
                              end
                        order by c.id desc
                        limit :limit
                        """)
                .param("before", before.orElse(null))
                .param("state", state.orElse(null))
                .param("now", DatabaseTime.utc(now))
                .param("limit", limit)
                .query(this::campaign)
                .list();
    }

    /** Those open to customers that have a place there, the newest first. */
    List<Campaign> placed(Plan.Placement placement, Instant now, Optional<String> before, int limit) {
        return jdbc.sql("select c.id, c.copied_from, c.archived, a.n as approved_n, " + VERSION + """
                        from campaigns.campaign c
                        join lateral (select n from campaigns.decision
                                      where campaign_id = c.id and approved order by n desc limit 1) a on true
                        join campaigns.version v on v.campaign_id = c.id and v.n = a.n
                        left join campaigns.review r on r.campaign_id = c.id and r.n = v.n
                        left join campaigns.decision d on d.campaign_id = c.id and d.n = v.n
                        where c.offer_state = 'live' and c.starts_at <= :now and not c.archived
                          and v.plan -> 'placements' @> to_jsonb(:placement::text)
                          and (:before::text is null or c.id < :before)
                        order by c.id desc
                        limit :limit
                        """)
                .param("placement", placement.code())
                .param("now", DatabaseTime.utc(now))
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(this::campaign)
                .list();
    }

    /** Of these those whose page customers can open. */
    Set<String> withPage(Collection<String> ids) {
        return Set.copyOf(jdbc.sql("""
                        select c.id
                        from campaigns.campaign c
                        join lateral (select n from campaigns.decision
                                      where campaign_id = c.id and approved order by n desc limit 1) a on true
                        join campaigns.version v on v.campaign_id = c.id and v.n = a.n
                        where c.id = any(:ids) and not c.archived and v.plan -> 'placements' <> '[]'
                        """)
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** The newest first. */
    List<Version> versions(String id, Optional<Long> before, int limit) {
        return jdbc.sql("select " + VERSION + """
                        from campaigns.version v
                        left join campaigns.review r on r.campaign_id = v.campaign_id and r.n = v.n
                        left join campaigns.decision d on d.campaign_id = v.campaign_id and d.n = v.n
                        where v.campaign_id = :id and (:before::bigint is null or v.n < :before)
                        order by v.n desc
                        limit :limit
                        """)
                .param("id", id)
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query((row, _) -> version(row))
                .list();
    }

    /** By campaign, of one version each, with the campaign. */
    Map<String, Campaign> at(Map<String, Integer> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        List<String> ids = List.copyOf(wanted.keySet());
        return jdbc
                .sql("select c.id, c.copied_from, c.archived, a.n as approved_n, " + VERSION + """
                        from unnest(:ids::text[], :versions::integer[]) wanted(id, n)
                        join campaigns.campaign c on c.id = wanted.id
                        join campaigns.version v on v.campaign_id = c.id and v.n = wanted.n
                        left join campaigns.review r on r.campaign_id = c.id and r.n = v.n
                        left join campaigns.decision d on d.campaign_id = c.id and d.n = v.n
                        left join lateral (select n from campaigns.decision
                                           where campaign_id = c.id and approved order by n desc limit 1) a on true
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("versions", ids.stream().map(wanted::get).toArray(Integer[]::new))
                .query(this::campaign)
                .list()
                .stream()
                .collect(Collectors.toMap(Campaign::id, campaign -> campaign));
    }

    Optional<Version> version(String id, int n) {
        return versions(id, Optional.of(n + 1L), 1).stream()
                .filter(version -> version.n() == n)
                .findFirst();
    }

    /**
     * @param n of the version that it is about, 0 of none
     * @param sponsor for whom it was done, if not for the house
     */
    record Happening(String what, int n, String why, String by, Optional<String> sponsor, Instant at) {}

    List<Happening> timeline(String id, Optional<Happening> before, int limit) {
        return jdbc.sql("""
                        select what, n, why, done_by, sponsor, done_at from (
                          select 'written' as what, n, why, written_by as done_by, null as sponsor, written_at as done_at
                            from campaigns.version where campaign_id = :id
                          union all
                          select 'sent', n, '', asked_by, null, asked_at from campaigns.review where campaign_id = :id
                          union all
                          select case when a.accepted then 'accepted' else 'refused' end, a.n, a.reason, a.answered_by,
                                 s.name, a.answered_at
                            from campaigns.answer a
                            join campaigns.share s
                              on s.campaign_id = a.campaign_id and s.n = a.n and s.sponsor_id = a.sponsor_id
                           where a.campaign_id = :id
                          union all
                          select case when approved then 'approved' else 'rejected' end, n, reason, decided_by, null,
                                 decided_at
                            from campaigns.decision where campaign_id = :id
                          union all
                          select what, 0, why, done_by, null, done_at from campaigns.act where campaign_id = :id) happened
                         where :at::timestamptz is null or (done_at, n, what) < (:at, :n, :what)
                         order by done_at desc, n desc, what desc
                         limit :limit
                        """)
                .param("id", id)
                .param("at", before.map(last -> DatabaseTime.utc(last.at())).orElse(null))
                .param("n", before.map(Happening::n).orElse(0))
                .param("what", before.map(Happening::what).orElse(""))
                .param("limit", limit)
                .query((row, _) -> new Happening(
                        row.getString("what"),
                        row.getInt("n"),
                        row.getString("why"),
                        row.getString("done_by"),
                        Optional.ofNullable(row.getString("sponsor")),
                        DatabaseTime.instant(row, "done_at")))
                .list();
    }

    private Campaign campaign(ResultSet row, int index) throws SQLException {
        return new Campaign(
                row.getString("id"),
                Optional.ofNullable(row.getString("copied_from")),
                row.getBoolean("archived"),
                version(row),
                Optional.ofNullable(row.getObject("approved_n", Integer.class)));
    }

    private Version version(ResultSet row) throws SQLException {
        String askedBy = row.getString("asked_by");
        Optional<Review> review = askedBy == null
                ? Optional.empty()
                : Optional.of(new Review(askedBy, DatabaseTime.instant(row, "asked_at")));
        String decidedBy = row.getString("decided_by");
        Optional<Decision> decision = decidedBy == null
                ? Optional.empty()
                : Optional.of(new Decision(
                        row.getBoolean("approved"),
                        row.getString("reason"),
                        decidedBy,
                        DatabaseTime.instant(row, "decided_at")));
        return new Version(
                row.getInt("n"),
                json.readValue(row.getString("plan"), Plan.class),
                row.getString("why"),
                row.getString("written_by"),
                DatabaseTime.instant(row, "written_at"),
                review,
                decision);
    }
}
