package io.tongbao.audiences.internal;

import io.tongbao.audiences.Audiences;
import io.tongbao.payments.CustomerLists;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of audiences, their members and the lists that made them. */
@Component
class AudienceStore implements Audiences, CustomerLists {
    static final String PREFIX = "aud";

    private static final String AUDIENCE =
            "select id, name, note, members, archived, made_by, made_at from audiences.audience ";
    private static final String UPLOAD = """
            select id, audience_id, request, content, what, rows, changed, refused, uploaded_by, uploaded_at from audiences.upload
            """;

    private final JdbcClient jdbc;

    AudienceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Audience(
            String id, String name, String note, long members, boolean archived, String madeBy, Instant madeAt) {}

    enum What {
        ADD,
        REMOVE
    }

    /**
     * @param request the key it was asked under, and content what was asked, as digests
     * @param changed how many became members, or are none any more; who was one already is not counted
     */
    record Upload(
            String id,
            String audienceId,
            String request,
            String content,
            What what,
            int rows,
            int changed,
            int refused,
            String uploadedBy,
            Instant uploadedAt) {}

    record Problem(int row, String problem) {}

    void insert(Audience audience) {
        jdbc.sql("""
                        insert into audiences.audience (id, name, note, made_by, made_at)
                        values (:id, :name, :note, :by, :at)
                        """)
                .param("id", audience.id())
                .param("name", audience.name())
                .param("note", audience.note())
                .param("by", audience.madeBy())
                .param("at", DatabaseTime.utc(audience.madeAt()))
                .update();
    }

    /** Answers whether there is one of that id. */
    boolean change(String id, String name, String note, boolean archived) {
        return jdbc.sql("update audiences.audience set name = :name, note = :note, archived = :archived where id = :id")
                        .param("id", id)
                        .param("name", name)
                        .param("note", note)
                        .param("archived", archived)
                        .update()
                == 1;
    }

    Optional<Audience> find(String id) {
        return jdbc.sql(AUDIENCE + "where id = :id")
                .param("id", id)
                .query(AudienceStore::audience)
                .optional();
    }

    /** Locked until the transaction ends, so that who uploads waits for who uploads. */
    Optional<Audience> lock(String id) {
        return jdbc.sql(AUDIENCE + "where id = :id for update")
                .param("id", id)
                .query(AudienceStore::audience)
                .optional();
    }

    /** The newest first. */
    List<Audience> list(Optional<String> named, boolean archived, Optional<String> before, int limit) {
        return jdbc.sql(AUDIENCE + """
                        where archived = :archived and id < :before
                          and (:named::text is null or position(lower(:named) in lower(name)) > 0)
                        order by id desc
                        limit :limit
                        """)
                .param("archived", archived)
                .param("before", before.orElse("~"))
                .param("named", named.orElse(null))
                .param("limit", limit)
                .query(AudienceStore::audience)
                .list();
    }

    /** Answers false if the request was taken before. */
    boolean insert(Upload upload, List<Problem> problems) {
        int added = jdbc.sql("""
                        insert into audiences.upload
                          (id, audience_id, request, content, what, rows, changed, refused, uploaded_by, uploaded_at)
                        values (:id, :audience, :request, :content, :what, :rows, :changed, :refused, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", upload.id())
                .param("audience", upload.audienceId())
                .param("request", upload.request())
                .param("content", upload.content())
                .param("what", upload.what().name().toLowerCase(Locale.ROOT))
                .param("rows", upload.rows())
                .param("changed", upload.changed())
                .param("refused", upload.refused())
                .param("by", upload.uploadedBy())
                .param("at", DatabaseTime.utc(upload.uploadedAt()))
                .update();
        if (added == 0) {
            return false;
        }
        jdbc.sql("""
                        insert into audiences.upload_problem (upload_id, row, problem)
                        select :upload, row, problem from unnest(:rows::integer[], :problems::text[]) as t (row, problem)
                        """)
                .param("upload", upload.id())
                .param("rows", problems.stream().map(Problem::row).toArray(Integer[]::new))
                .param("problems", problems.stream().map(Problem::problem).toArray(String[]::new))
                .update();
        return true;
    }

    /** Answers how many were none before. */
    int add(String audienceId, Collection<String> customerIds) {
        int added = jdbc.sql("""
                        insert into audiences.member (audience_id, customer_id)
                        select :audience, unnest(:customers::text[])
                        on conflict do nothing
                        """)
                .param("audience", audienceId)
                .param("customers", customerIds.toArray(String[]::new))
                .update();
        count(audienceId, added);
        return added;
    }

    /** Answers how many were members. */
    int remove(String audienceId, Collection<String> customerIds) {
        int removed = jdbc.sql(
                        "delete from audiences.member where audience_id = :audience and customer_id = any(:customers)")
                .param("audience", audienceId)
                .param("customers", customerIds.toArray(String[]::new))
                .update();
        count(audienceId, -removed);
        return removed;
    }

    private void count(String audienceId, int change) {
        jdbc.sql("update audiences.audience set members = members + :change where id = :id")
                .param("id", audienceId)
                .param("change", change)
                .update();
    }

    Optional<Upload> ofRequest(String request) {
        return jdbc.sql(UPLOAD + "where request = :request")
                .param("request", request)
                .query(AudienceStore::upload)
                .optional();
    }

    Optional<Upload> findUpload(String id) {
        return jdbc.sql(UPLOAD + "where id = :id")
                .param("id", id)
                .query(AudienceStore::upload)
                .optional();
    }

    List<Upload> uploads(String audienceId, Optional<String> before, int limit) {
        return jdbc.sql(UPLOAD + "where audience_id = :audience and id < :before order by id desc limit :limit")
                .param("audience", audienceId)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(AudienceStore::upload)
                .list();
    }

    List<Problem> problems(String uploadId, int after, int limit) {
        return jdbc.sql("""
                        select row, problem from audiences.upload_problem
                         where upload_id = :upload and row > :after
                         order by row
                         limit :limit
                        """)
                .param("upload", uploadId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Problem(row.getInt("row"), row.getString("problem")))
                .list();
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select id, name from audiences.audience where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("id"), row.getString("name"));
                });
        return names;
    }

    @Override
    public List<String> members(Collection<String> ids, Optional<String> after, int limit) {
        return jdbc.sql("""
                        select distinct customer_id from audiences.member
                         where audience_id = any(:ids) and customer_id > :after
                         order by customer_id
                         limit :limit
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("after", after.orElse(""))
                .param("limit", limit)
                .query((row, _) -> row.getString("customer_id"))
                .list();
    }

    @Override
    public Map<String, Set<String>> lists(Collection<String> customerIds) {
        Map<String, Set<String>> lists = new HashMap<>();
        jdbc.sql("select customer_id, audience_id from audiences.member where customer_id = any(:customers)")
                .param("customers", customerIds.toArray(String[]::new))
                .query(row -> {
                    lists.computeIfAbsent(row.getString("customer_id"), _ -> new HashSet<>())
                            .add(row.getString("audience_id"));
                });
        return lists;
    }

    private static Audience audience(ResultSet row, int n) throws SQLException {
        return new Audience(
                row.getString("id"),
                row.getString("name"),
                row.getString("note"),
                row.getLong("members"),
                row.getBoolean("archived"),
                row.getString("made_by"),
                DatabaseTime.instant(row, "made_at"));
    }

    private static Upload upload(ResultSet row, int n) throws SQLException {
        return new Upload(
                row.getString("id"),
                row.getString("audience_id"),
                row.getString("request"),
                row.getString("content"),
                row.getString("what").equals("add") ? What.ADD : What.REMOVE,
                row.getInt("rows"),
                row.getInt("changed"),
                row.getInt("refused"),
                row.getString("uploaded_by"),
                DatabaseTime.instant(row, "uploaded_at"));
    }
}
