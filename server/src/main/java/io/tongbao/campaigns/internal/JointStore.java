package io.tongbao.campaigns.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who bears a version with the house, and what they said to it. */
@Component
class JointStore {
    private final JdbcClient jdbc;

    JointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** With the version, in its transaction. */
    void insert(String id, int n, List<SponsorTerms.Share> shares) {
        if (shares.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into campaigns.share (campaign_id, n, sponsor_id, name, terms)
                        select :id, :n, asked.* from unnest(:sponsors::text[], :names::text[], :terms::text[]) asked
                        """)
                .param("id", id)
                .param("n", n)
                .param(
                        "sponsors",
                        shares.stream().map(SponsorTerms.Share::sponsorId).toArray(String[]::new))
                .param("names", shares.stream().map(SponsorTerms.Share::name).toArray(String[]::new))
                .param("terms", shares.stream().map(SponsorTerms.Share::terms).toArray(String[]::new))
                .update();
    }

    void answer(String id, Joint joint, Joint.Answer answer) {
        jdbc.sql("""
                        insert into campaigns.answer
                          (campaign_id, n, sponsor_id, terms, accepted, reason, answered_by, answered_at)
                        values (:id, :n, :sponsor, :terms, :accepted, :reason, :by, :at)
                        """)
                .param("id", id)
                .param("n", answer.n())
                .param("sponsor", joint.sponsorId())
                .param("terms", joint.terms())
                .param("accepted", answer.accepted())
                .param("reason", answer.reason())
                .param("by", answer.by())
                .param("at", DatabaseTime.utc(answer.at()))
                .update();
    }

    List<Joint> of(String id, int n) {
        return of(Map.of(id, n)).getOrDefault(id, List.of());
    }

    /** By campaign, of one version each. */
    Map<String, List<Joint>> of(Map<String, Integer> versions) {
        Map<String, List<Joint>> joints = new HashMap<>();
        if (versions.isEmpty()) {
            return joints;
        }
        List<String> ids = List.copyOf(versions.keySet());
        jdbc.sql("""
                        select s.campaign_id, s.sponsor_id, s.name, s.terms,
                               a.n, a.accepted, a.reason, a.answered_by, a.answered_at
                        from unnest(:ids::text[], :versions::integer[]) wanted(id, n)
                        join campaigns.share s on s.campaign_id = wanted.id and s.n = wanted.n
                        left join lateral (
                          select * from campaigns.answer
                           where campaign_id = s.campaign_id and sponsor_id = s.sponsor_id and terms = s.terms
                           order by id desc limit 1) a on true
                        order by s.campaign_id, s.sponsor_id
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("versions", ids.stream().map(versions::get).toArray(Integer[]::new))
                .query(row -> {
                    joints.computeIfAbsent(row.getString("campaign_id"), _ -> new ArrayList<>())
                            .add(joint(row));
                });
        return joints;
    }

    /**
     * The campaigns that a sponsor bears or is asked to bear, the newest first: of each the version that waits for it or for approval,
     * else the one that holds.
     */
    Map<String, Integer> shownTo(String sponsorId, Optional<String> only, Optional<String> before, int limit) {
        Map<String, Integer> shown = new LinkedHashMap<>();
        jdbc.sql("""
                        select c.id, v.n
                        from campaigns.campaign c
                        join lateral (select v.n, r.n is not null and d.n is null and not c.archived as in_review
                                      from campaigns.version v
                                      left join campaigns.review r on r.campaign_id = c.id and r.n = v.n
                                      left join campaigns.decision d on d.campaign_id = c.id and d.n = v.n
                                      where v.campaign_id = c.id order by v.n desc limit 1) newest on true
                        left join lateral (select n from campaigns.decision
                                           where campaign_id = c.id and approved order by n desc limit 1) a on true
                        join campaigns.share v
                          on v.campaign_id = c.id and v.sponsor_id = :sponsor
                             and v.n = case when newest.in_review then newest.n else a.n end
                        where c.id in (select campaign_id from campaigns.share where sponsor_id = :sponsor)
                          and (:only::text is null or c.id = :only)
                          and (:before::text is null or c.id < :before)
                        order by c.id desc
                        limit :limit
                        """)
                .param("sponsor", sponsorId)
                .param("only", only.orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(row -> {
                    shown.put(row.getString("id"), row.getInt("n"));
                });
        return shown;
    }

    private static Joint joint(ResultSet row) throws SQLException {
        String by = row.getString("answered_by");
        return new Joint(
                row.getString("sponsor_id"),
                row.getString("name"),
                row.getString("terms"),
                by == null
                        ? Optional.empty()
                        : Optional.of(new Joint.Answer(
                                row.getInt("n"),
                                row.getBoolean("accepted"),
                                row.getString("reason"),
                                by,
                                DatabaseTime.instant(row, "answered_at"))));
    }
}
