package io.tongbao.benefits.internal;

import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of uploaded lists and of their rows that were broken. */
@Component
class BatchStore {
    private static final String BATCH = """
            select b.id, b.benefit_id, b.request, b.started_by, b.started_at, b.rows, b.content, b.finished_at,
                   (select coalesce(sum(u.codes), 0) from benefits.upload u where u.batch_id = b.id) as kept,
                   (select count(*) from benefits.batch_problem p where p.batch_id = b.id) as broken
              from benefits.batch b
            """;

    private final JdbcClient jdbc;

    BatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param kept codes that came to the stock, and broken rows so far
     * @param whole what was read, once all of it was
     */
    record Batch(
            String id,
            String benefitId,
            String request,
            Instant startedAt,
            long kept,
            long broken,
            Optional<Whole> whole) {}

    /**
     * @param rows lines of the list
     * @param content the list, as a digest
     */
    record Whole(long rows, String content, Instant at) {}

    /** The batch of the request, made if there is none. */
    Batch begin(String id, String benefitId, String request, String by, Instant at) {
        jdbc.sql("""
                        insert into benefits.batch (id, benefit_id, request, started_by, started_at)
                        values (:id, :benefit, :request, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", id)
                .param("benefit", benefitId)
                .param("request", request)
                .param("by", by)
                .param("at", DatabaseTime.utc(at))
                .update();
        return jdbc.sql(BATCH + "where b.request = :request")
                .param("request", request)
                .query(BatchStore::batch)
                .single();
    }

    void finish(String id, Whole whole) {
        jdbc.sql("""
                        update benefits.batch set rows = :rows, content = :content, finished_at = :at
                         where id = :id and finished_at is null
                        """)
                .param("id", id)
                .param("rows", whole.rows())
                .param("content", whole.content())
                .param("at", DatabaseTime.utc(whole.at()))
                .update();
    }

    Optional<Batch> find(String id) {
        return jdbc.sql(BATCH + "where b.id = :id")
                .param("id", id)
                .query(BatchStore::batch)
                .optional();
    }

    List<Batch> list(String benefitId, Optional<String> before, int limit) {
        return jdbc.sql(BATCH + "where b.benefit_id = :benefit and b.id < :before order by b.id desc limit :limit")
                .param("benefit", benefitId)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(BatchStore::batch)
                .list();
    }

    /** @param problems by the line that has it */
    void broken(String batchId, Map<Long, CodeRow.Problem> problems) {
        List<Long> lines = problems.keySet().stream().sorted().toList();
        jdbc.sql("""
                        insert into benefits.batch_problem (batch_id, line, problem)
                        select :batch, line, problem from unnest(:lines::bigint[], :problems::text[]) as t (line, problem)
                        on conflict (batch_id, line) do nothing
                        """)
                .param("batch", batchId)
                .param("lines", lines.toArray(Long[]::new))
                .param(
                        "problems",
                        lines.stream()
                                .map(problems::get)
                                .map(CodeRow.Problem::code)
                                .toArray(String[]::new))
                .update();
    }

    record BrokenRow(long line, String problem) {}

    List<BrokenRow> broken(String batchId, long after, int limit) {
        return jdbc.sql("""
                        select line, problem from benefits.batch_problem
                         where batch_id = :batch and line > :after
                         order by line
                         limit :limit
                        """)
                .param("batch", batchId)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new BrokenRow(row.getLong("line"), row.getString("problem")))
                .list();
    }

    private static Batch batch(ResultSet row, int n) throws SQLException {
        Optional<Whole> whole = row.getString("content") == null
                ? Optional.empty()
                : Optional.of(new Whole(
                        row.getLong("rows"), row.getString("content"), DatabaseTime.instant(row, "finished_at")));
        return new Batch(
                row.getString("id"),
                row.getString("benefit_id"),
                row.getString("request"),
                DatabaseTime.instant(row, "started_at"),
                row.getLong("kept"),
                row.getLong("broken"),
                whole);
    }
}
