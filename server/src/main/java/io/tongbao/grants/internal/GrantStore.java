package io.tongbao.grants.internal;

import io.tongbao.grants.ListGrants.Grant;
import io.tongbao.grants.ListGrants.RefusedRow;
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
            select l.id, l.subject_id, l.content, l.rows, l.granted_by, l.granted_at, l.finished_at,
                   (select count(*) from grants.list_row r where r.list_id = l.id and r.given_id is not null) as granted,
                   (select count(*) from grants.list_row r where r.list_id = l.id and r.problem is not null) as refused
              from grants.list l
            """;

    private final JdbcClient jdbc;

    GrantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param request the key it was asked under, and content what was asked, as digests
     */
    record NewGrant(
            String id,
            String kind,
            String subjectId,
            String request,
            String content,
            int rows,
            String grantedBy,
            Instant grantedAt) {}

    /** @param row its place in the list, from 1 */
    record Row(int row, Optional<String> personId, Optional<String> givenId, Optional<String> problem) {}

    /** @param content what was asked, as a digest */
    record Asked(Grant grant, String content) {}

    /** Answers false if the request was taken before. */
    boolean insert(NewGrant grant, List<Row> rows) {
        int added = jdbc.sql("""
                        insert into grants.list (id, kind, subject_id, request, content, rows, granted_by, granted_at)
                        values (:id, :kind, :subject, :request, :content, :rows, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", grant.id())
                .param("kind", grant.kind())
                .param("subject", grant.subjectId())
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
                        insert into grants.list_row (list_id, row, person_id, problem)
                        select :id, row, person_id, problem
                          from unnest(:rows::integer[], :people::text[], :problems::text[]) as t (row, person_id, problem)
                        """)
                .param("id", grant.id())
                .param("rows", rows.stream().map(Row::row).toArray(Integer[]::new))
                .param(
                        "people",
                        rows.stream().map(row -> row.personId().orElse(null)).toArray(String[]::new))
                .param("problems", problems(rows))
                .update();
        return true;
    }

    Optional<Grant> find(String kind, String id) {
        return jdbc.sql(GRANT + "where l.kind = :kind and l.id = :id")
                .param("kind", kind)
                .param("id", id)
                .query(GrantStore::grant)
                .optional();
    }

    Optional<Asked> ofRequest(String request) {
        return jdbc.sql(GRANT + "where l.request = :request")
                .param("request", request)
                .query((row, n) -> new Asked(grant(row, n), row.getString("content")))
                .optional();
    }

    List<Grant> of(String kind, String subjectId, Optional<String> before, int limit) {
        return jdbc.sql(GRANT + """
                        where l.kind = :kind and l.subject_id = :subject and l.id < :before
                        order by l.id desc
                        limit :limit
                        """)
                .param("kind", kind)
                .param("subject", subjectId)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(GrantStore::grant)
                .list();
    }

    Optional<Grant> unfinished(String kind) {
        return jdbc.sql(GRANT + "where l.kind = :kind and l.finished_at is null order by l.id limit 1")
                .param("kind", kind)
                .query(GrantStore::grant)
                .optional();
    }

    /** Rows that have neither been given nor have a problem yet. */
    List<Row> waiting(String listId, int limit) {
        return jdbc.sql("""
                        select row, person_id from grants.list_row
                         where list_id = :id and given_id is null and problem is null
                         order by row
                         limit :limit
                        """)
                .param("id", listId)
                .param("limit", limit)
                .query((row, _) -> new Row(
                        row.getInt("row"),
                        Optional.ofNullable(row.getString("person_id")),
                        Optional.empty(),
                        Optional.empty()))
                .list();
    }

    List<RefusedRow> refused(String listId, int after, int limit) {
        return jdbc.sql("""
                        select row, problem from grants.list_row
                         where list_id = :id and row > :after and problem is not null
                         order by row
                         limit :limit
                        """)
                .param("id", listId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new RefusedRow(row.getInt("row"), row.getString("problem")))
                .list();
    }

    void ended(String listId, List<Row> rows) {
        jdbc.sql("""
                        update grants.list_row r set given_id = t.given_id, problem = t.problem
                          from unnest(:rows::integer[], :given::text[], :problems::text[]) as t (row, given_id, problem)
                         where r.list_id = :id and r.row = t.row
                        """)
                .param("id", listId)
                .param("rows", rows.stream().map(Row::row).toArray(Integer[]::new))
                .param(
                        "given",
                        rows.stream().map(row -> row.givenId().orElse(null)).toArray(String[]::new))
                .param("problems", problems(rows))
                .update();
    }

    private static String[] problems(List<Row> rows) {
        return rows.stream().map(row -> row.problem().orElse(null)).toArray(String[]::new);
    }

    void finish(String listId, Instant at) {
        jdbc.sql("update grants.list set finished_at = :at where id = :id and finished_at is null")
                .param("id", listId)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    private static Grant grant(ResultSet row, int n) throws SQLException {
        return new Grant(
                row.getString("id"),
                row.getString("subject_id"),
                row.getInt("rows"),
                row.getString("granted_by"),
                DatabaseTime.instant(row, "granted_at"),
                Optional.ofNullable(row.getTimestamp("finished_at")).map(at -> at.toInstant()),
                row.getLong("granted"),
                row.getLong("refused"));
    }
}
