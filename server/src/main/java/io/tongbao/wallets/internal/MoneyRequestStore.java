package io.tongbao.wallets.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.wallets.internal.MoneyRequest.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests for money and how each ended, which is a row that can be written once. */
@Component
class MoneyRequestStore implements Companion.Table<MoneyRequestStore.Payment> {
    private static final String SELECT = """
            select * from (
              select r.id, r.requester_id, r.payer_id, r.minor, r.currency, r.note, r.split_id, r.place, r.asked_at, r.expires_at,
                     r.reminded_at, e.send_id,
                     coalesce(e.outcome, case when r.expires_at <= :now then 'expired' else 'open' end) as state,
                     coalesce(e.ended_at, case when r.expires_at <= :now then r.expires_at end) as ended_at
                from wallets.money_request r
                left join wallets.money_request_end e on e.request_id = r.id
            ) as request
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    MoneyRequestStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** That a request was paid by a send; stands beside the send's entry. */
    record Payment(String requestId, String sendId) {}

    /** A request that has ended another way has its row: the entry is then refused. */
    @Override
    public void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<Payment>> rows)
            throws SQLException {
        int size = rows.size();
        String[] requests = new String[size];
        String[] sends = new String[size];
        String[] times = new String[size];
        for (int i = 0; i < size; i++) {
            requests[i] = rows.get(i).row().requestId();
            sends[i] = rows.get(i).row().sendId();
            times[i] = rows.get(i).recordedAt().atOffset(ZoneOffset.UTC).toString();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into wallets.money_request_end (request_id, outcome, send_id, ended_at)
                select request_id, 'paid', send_id, ended_at
                  from unnest(?::text[], ?::text[], ?::timestamptz[]) as paid (request_id, send_id, ended_at)
                """)) {
            statement.setArray(1, connection.createArrayOf("text", requests));
            statement.setArray(2, connection.createArrayOf("text", sends));
            statement.setArray(3, connection.createArrayOf("timestamptz", times));
            statement.executeUpdate();
        }
    }

    void insert(List<MoneyRequest> requests) {
        jdbc.sql("""
                        insert into wallets.money_request
                          (id, requester_id, payer_id, minor, currency, note, split_id, asked_at, expires_at, place)
                        select * from unnest(:ids::text[], :requesters::text[], :payers::text[], :minors::bigint[],
                                             :currencies::text[], :notes::text[], :splits::text[],
                                             :asked::timestamptz[], :expire::timestamptz[])
                                      with ordinality
                        """)
                .param("ids", texts(requests, MoneyRequest::id))
                .param("requesters", texts(requests, MoneyRequest::requesterId))
                .param("payers", texts(requests, MoneyRequest::payerId))
                .param(
                        "minors",
                        requests.stream()
                                .map(request -> request.amount().minor())
                                .toArray(Long[]::new))
                .param(
                        "currencies",
                        texts(requests, request -> request.amount().currency().code()))
                .param("notes", texts(requests, request -> request.note().orElse(null)))
                .param("splits", texts(requests, request -> request.splitId().orElse(null)))
                .param("asked", texts(requests, request -> request.askedAt().toString()))
                .param("expire", texts(requests, request -> request.expiresAt().toString()))
                .update();
    }

    private static @Nullable String[] texts(
            List<MoneyRequest> requests, Function<MoneyRequest, @Nullable String> member) {
        return requests.stream().map(member).toArray(String[]::new);
    }

    Optional<MoneyRequest> find(String id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("now", now())
                .param("id", id)
                .query(MoneyRequestStore::request)
                .optional();
    }

    /** Of several split bills, in order of asking. */
    List<MoneyRequest> ofSplits(List<String> splitIds) {
        return jdbc.sql(SELECT + " where split_id = any(:splits) order by split_id, place")
                .param("now", now())
                .param("splits", splitIds.toArray(String[]::new))
                .query(MoneyRequestStore::request)
                .list();
    }

    /**
     * Newest first, older than that of the page before.
     *
     * @param received those that the person is asked to pay, instead of those that the person made
     */
    List<MoneyRequest> list(
            String personId, boolean received, Optional<State> state, Optional<String> before, int limit) {
        return jdbc.sql(SELECT + " where " + (received ? "payer_id" : "requester_id") + """
                         = :person
                           and (:state::text is null or state = :state)
                           and (:before::text is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("now", now())
                .param("person", personId)
                .param("state", state.map(State::code).orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(MoneyRequestStore::request)
                .list();
    }

    /** How many that the person made are open, by whom they ask. */
    List<Open> open(String requesterId) {
        return jdbc.sql("""
                        select r.payer_id, count(*)::int as requests
                          from wallets.money_request r
                         where r.requester_id = :person and r.expires_at > :now
                           and not exists (select from wallets.money_request_end e where e.request_id = r.id)
                         group by r.payer_id
                        """)
                .param("person", requesterId)
                .param("now", now())
                .query((row, index) -> new Open(row.getString("payer_id"), row.getInt("requests")))
                .list();
    }

    record Open(String payerId, int requests) {}

    /** Ends those that have not ended. */
    void end(List<String> ids, State outcome) {
        jdbc.sql("""
                        insert into wallets.money_request_end (request_id, outcome, ended_at)
                        select r.id, :outcome, :now
                          from wallets.money_request r
                         where r.id = any(:ids) and r.expires_at > :now
                         order by r.id
                        on conflict (request_id) do nothing
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("outcome", outcome.code())
                .param("now", now())
                .update();
    }

    /** Notes a reminder, unless there was one since then. */
    boolean remind(String id, Instant noneSince) {
        return jdbc.sql("""
                        update wallets.money_request set reminded_at = :now
                         where id = :id and (reminded_at is null or reminded_at <= :since)
                        """)
                        .param("now", now())
                        .param("id", id)
                        .param("since", DatabaseTime.utc(noneSince))
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return DatabaseTime.utc(clock.instant());
    }

    private static MoneyRequest request(ResultSet row, int index) throws SQLException {
        return new MoneyRequest(
                row.getString("id"),
                row.getString("requester_id"),
                row.getString("payer_id"),
                Money.of(row.getLong("minor"), row.getString("currency")),
                Optional.ofNullable(row.getString("note")),
                Optional.ofNullable(row.getString("split_id")),
                DatabaseTime.instant(row, "asked_at"),
                DatabaseTime.instant(row, "expires_at"),
                maybe(row, "reminded_at"),
                State.of(row.getString("state")),
                maybe(row, "ended_at"),
                Optional.ofNullable(row.getString("send_id")));
    }

    private static Optional<Instant> maybe(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
