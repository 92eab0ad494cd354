package io.tongbao.backtests.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables of back-tests. How long a run is held is told by the database's clock, which all nodes share. */
@Component
class BacktestStore {
    private static final String BACKTEST = """
            select b.id, b.days, b.currency, b.from_at, b.to_at, b.asked_by, b.asked_at, b.state, b.stop_asked, b.total, b.looked,
                   b.ended_at, b.failure, b.begun
              from backtests.backtest b
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BacktestStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    enum State {
        WAITING,
        RUNNING,
        DONE,
        STOPPED,
        FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    record Draft(String campaignId, int version, String name) {}

    /** @param begun how often a node has begun it */
    record Backtest(
            String id,
            int days,
            Currency currency,
            Instant from,
            Instant to,
            String askedBy,
            Instant askedAt,
            State state,
            boolean stopAsked,
            long total,
            long looked,
            Optional<Instant> endedAt,
            Optional<String> failure,
            int begun) {}

    /** Adds it in the caller's transaction, unless this request has added one. */
    boolean insert(Backtest backtest, List<Draft> drafts, String request, String content) {
        int added = jdbc.sql("""
                        insert into backtests.backtest
                          (id, request, content, days, currency, from_at, to_at, asked_by, asked_at)
                        values (:id, :request, :content, :days, :currency, :from, :to, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", backtest.id())
                .param("request", request)
                .param("content", content)
                .param("days", backtest.days())
                .param("currency", backtest.currency().code())
                .param("from", DatabaseTime.utc(backtest.from()))
                .param("to", DatabaseTime.utc(backtest.to()))
                .param("by", backtest.askedBy())
                .param("at", DatabaseTime.utc(backtest.askedAt()))
                .update();
        if (added == 0) {
            return false;
        }
        for (int place = 0; place < drafts.size(); place++) {
            Draft draft = drafts.get(place);
            jdbc.sql("""
                            insert into backtests.draft (backtest_id, place, campaign_id, version, name)
                            values (:id, :place, :campaign, :version, :name)
                            """)
                    .param("id", backtest.id())
                    .param("place", place)
                    .param("campaign", draft.campaignId())
                    .param("version", draft.version())
                    .param("name", draft.name())
                    .update();
        }
        return true;
    }

    Optional<Backtest> find(String id) {
        return jdbc.sql(BACKTEST + "where b.id = :id")
                .param("id", id)
                .query(BacktestStore::backtest)
                .optional();
    }

    /** Of the request, if it asked for the same. */
    Optional<Backtest> ofRequest(String request, String content) {
        return jdbc.sql(BACKTEST + "where b.request = :request and b.content = :content")
                .param("request", request)
                .param("content", content)
                .query(BacktestStore::backtest)
                .optional();
    }

    /** The newest first. */
    List<Backtest> list(Optional<String> campaignId, Optional<String> before, int limit) {
        return jdbc.sql(BACKTEST + """
                        where (:before::text is null or b.id < :before)
                          and (:campaign::text is null
                               or exists (select 1 from backtests.draft d
                                           where d.backtest_id = b.id and d.campaign_id = :campaign))
                        order by b.id desc
                        limit :limit
                        """)
                .param("before", before.orElse(null), Types.VARCHAR)
                .param("campaign", campaignId.orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query(BacktestStore::backtest)
                .list();
    }

    /** In their places, by back-test. */
    Map<String, List<Draft>> drafts(Collection<String> ids) {
        record Of(String id, Draft draft) {}
        return jdbc
                .sql("""
                        select backtest_id, campaign_id, version, name from backtests.draft
                         where backtest_id = any(:ids) order by backtest_id, place
                        """)
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> new Of(
                        row.getString("backtest_id"),
                        new Draft(row.getString("campaign_id"), row.getInt("version"), row.getString("name"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Of::id, Collectors.mapping(Of::draft, Collectors.toList())));
    }

    Optional<Result> result(String id) {
        return jdbc.sql("select result from backtests.backtest where id = :id and result is not null")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, Result.class));
    }

    /** The oldest that waits, or that a node began and has let go of. */
    Optional<Backtest> take(String node, Duration hold) {
        return jdbc.sql("""
                        update backtests.backtest
                           set state = 'running', held_by = :node, held_until = now() + :hold * interval '1 second',
                               begun = begun + 1, looked = 0
                         where id = (select id from backtests.backtest
                                      where state = 'waiting' or (state = 'running' and held_until < now())
                                      order by id limit 1 for update skip locked)
                        returning id
                        """)
                .param("node", node)
                .param("hold", hold.toSeconds())
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    enum Held {
        ON,
        STOP,
        LOST
    }

    /** Tells how far the node has come, and hears whether it is to go on. */
    Held looked(String id, String node, Duration hold, long total, long looked) {
        return jdbc.sql("""
                        update backtests.backtest
                           set total = :total, looked = :looked, held_until = now() + :hold * interval '1 second'
                         where id = :id and state = 'running' and held_by = :node
                        returning stop_asked
                        """)
                .param("id", id)
                .param("node", node)
                .param("hold", hold.toSeconds())
                .param("total", total)
                .param("looked", looked)
                .query(Boolean.class)
                .optional()
                .map(stop -> stop ? Held.STOP : Held.ON)
                .orElse(Held.LOST);
    }

    void done(String id, String node, Result result, Instant at) {
        jdbc.sql("""
                        update backtests.backtest
                           set state = 'done', result = cast(:result as jsonb), ended_at = :at
                         where id = :id and state = 'running' and held_by = :node
                        """)
                .param("id", id)
                .param("node", node)
                .param("result", json.writeValueAsString(result))
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    void stopped(String id, String node, Instant at) {
        jdbc.sql("""
                        update backtests.backtest set state = 'stopped', ended_at = :at
                         where id = :id and state = 'running' and held_by = :node
                        """)
                .param("id", id)
                .param("node", node)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    void failed(String id, String node, String failure, Instant at) {
        jdbc.sql("""
                        update backtests.backtest set state = 'failed', failure = :failure, ended_at = :at
                         where id = :id and state = 'running' and held_by = :node
                        """)
                .param("id", id)
                .param("node", node)
                .param("failure", failure)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    /** One that waits has stopped at once; one that runs ends with its page; one that has ended stays as it is. */
    void askToStop(String id, Instant at) {
        jdbc.sql("""
                        update backtests.backtest
                           set stop_asked = true,
                               ended_at = case when state = 'waiting' then :at else ended_at end,
                               state = case when state = 'waiting' then 'stopped' else state end
                         where id = :id and state in ('waiting', 'running')
                        """).param("id", id).param("at", DatabaseTime.utc(at)).update();
    }

    private static Backtest backtest(ResultSet row, int index) throws SQLException {
        Optional<Instant> ended = row.getObject("ended_at") == null
                ? Optional.empty()
                : Optional.of(DatabaseTime.instant(row, "ended_at"));
        return new Backtest(
                row.getString("id"),
                row.getInt("days"),
                Currency.of(row.getString("currency")),
                DatabaseTime.instant(row, "from_at"),
                DatabaseTime.instant(row, "to_at"),
                row.getString("asked_by"),
                DatabaseTime.instant(row, "asked_at"),
                State.of(row.getString("state")),
                row.getBoolean("stop_asked"),
                row.getLong("total"),
                row.getLong("looked"),
                ended,
                Optional.ofNullable(row.getString("failure")),
                row.getInt("begun"));
    }
}
