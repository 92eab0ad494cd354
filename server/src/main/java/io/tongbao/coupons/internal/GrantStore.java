package io.tongbao.coupons.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of grants to lists of people. */
@Component
class GrantStore {
    private static final String GRANT = """
            select g.id, g.offer_id, g.request, g.content, g.rows, g.granted_by, g.granted_at, g.finished_at,
                   (select count(*) from coupons.grant_row r where r.grant_id = g.id and r.coupon_id is not null) as granted,
                   (select count(*) from coupons.grant_row r where r.grant_id = g.id and r.problem is not null) as refused
              from coupons.coupon_grant g
            """;

    private final JdbcClient jdbc;

    GrantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param request the key it was asked under, and content what was asked, as digests
     * @param granted rows that have their coupon; the same for refused
     */
    record Grant(
            String id,
            String offerId,
            String request,
            String content,
            int rows,
            String grantedBy,
            Instant grantedAt,
            Optional<Instant> finishedAt,
            long granted,
            long refused) {}

    /** @param row its place in the list, from 1 */
    record Row(int row, Optional<String> personId, Optional<String> couponId, Optional<String> problem) {}

    /** Answers false if the request was taken before. */
    boolean insert(Grant grant, List<Row> rows) {
        int added = jdbc.sql("""
                        insert into coupons.coupon_grant (id, offer_id, request, content, rows, granted_by, granted_at)
                        values (:id, :offer, :request, :content, :rows, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", grant.id())
                .param("offer", grant.offerId())
                .param("request", grant.request())
                .param("content", grant.content())
                .param("rows", grant.rows())
                .param("by", grant.grantedBy())
                .param("at", DatabaseTime.utc(grant.grantedAt()))
                .update();
        if (added == 0) {
            return false;
        }
        jdbc.sql("""
                        insert into coupons.grant_row (grant_id, row, person_id, problem)
                        select :id, row, person_id, problem
                          from unnest(:rows::integer[], :people::text[], :problems::text[]) as t (row, person_id, problem)
                        """)
                .param("id", grant.id())
                .param("rows", rows.stream().map(Row::row).toArray(Integer[]::new))
                .param(
                        "people",
                        rows.stream().map(row -> row.personId().orElse(null)).toArray(String[]::new))
                .param(
                        "problems",
                        rows.stream().map(row -> row.problem().orElse(null)).toArray(String[]::new))
                .update();
        return true;
    }

    Optional<Grant> find(String id) {
        return jdbc.sql(GRANT + "where g.id = :id")
                .param("id", id)
                .query(GrantStore::grant)
                .optional();
    }

    Optional<Grant> ofRequest(String request) {
        return jdbc.sql(GRANT + "where g.request = :request")
                .param("request", request)
                .query(GrantStore::grant)
                .optional();
    }

    List<Grant> ofOffer(String offerId, Optional<String> before, int limit) {
        return jdbc.sql(GRANT + "where g.offer_id = :offer and g.id < :before order by g.id desc limit :limit")
                .param("offer", offerId)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(GrantStore::grant)
                .list();
    }

    Optional<Grant> unfinished() {
        return jdbc.sql(GRANT + "where g.finished_at is null order by g.id limit 1")
                .query(GrantStore::grant)
                .optional();
    }

    /** Rows that have neither coupon nor problem yet. */
    List<Row> waiting(String grantId, int limit) {
        return rows("and coupon_id is null and problem is null", grantId, 0, limit);
    }

    List<Row> refused(String grantId, int after, int limit) {
        return rows("and problem is not null", grantId, after, limit);
    }

    private List<Row> rows(String which, String grantId, int after, int limit) {
        return jdbc.sql("""
                        select row, person_id, coupon_id, problem from coupons.grant_row
                         where grant_id = :id and row > :after """ + " " + which + " order by row limit :limit")
                .param("id", grantId)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Row(
                        row.getInt("row"),
                        Optional.ofNullable(row.getString("person_id")),
                        Optional.ofNullable(row.getString("coupon_id")),
                        Optional.ofNullable(row.getString("problem"))))
                .list();
    }

    void ended(String grantId, List<Row> rows) {
        jdbc.sql("""
                        update coupons.grant_row r set coupon_id = t.coupon_id, problem = t.problem
                          from unnest(:rows::integer[], :coupons::text[], :problems::text[]) as t (row, coupon_id, problem)
                         where r.grant_id = :id and r.row = t.row
                        """)
                .param("id", grantId)
                .param("rows", rows.stream().map(Row::row).toArray(Integer[]::new))
                .param(
                        "coupons",
                        rows.stream().map(row -> row.couponId().orElse(null)).toArray(String[]::new))
                .param(
                        "problems",
                        rows.stream().map(row -> row.problem().orElse(null)).toArray(String[]::new))
                .update();
    }

    void finish(String grantId, Instant at) {
        jdbc.sql("update coupons.coupon_grant set finished_at = :at where id = :id and finished_at is null")
                .param("id", grantId)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    private static Grant grant(ResultSet row, int n) throws SQLException {
        return new Grant(
                row.getString("id"),
                row.getString("offer_id"),
                row.getString("request"),
                row.getString("content"),
                row.getInt("rows"),
                row.getString("granted_by"),
                DatabaseTime.instant(row, "granted_at"),
                Optional.ofNullable(row.getTimestamp("finished_at")).map(at -> at.toInstant()),
                row.getLong("granted"),
                row.getLong("refused"));
    }
}
