package io.tongbao.wallets.internal;

import io.tongbao.connectors.ErrandQueue;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.wallets.TopUpBonus;
import io.tongbao.wallets.internal.CardMovement.Kind;
import io.tongbao.wallets.internal.CardMovement.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of top-ups and withdrawals. A finished row never changes: every update asks for one that is pending. */
@Component
class CardMovementStore {
    private static final String COLUMNS = """
            select id, kind, person_id, card_id, minor, currency, bonus, automatic, state, reason, reservation, asked_at, finished_at,
                   looks
              from wallets.card_movement
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    private final ErrandQueue queue;

    CardMovementStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.queue = new ErrandQueue(jdbc, clock, "wallets.card_movement");
    }

    ErrandQueue queue() {
        return queue;
    }

    void insert(CardMovement movement, LocalDate day, Instant lookAt) {
        jdbc.sql("""
                        insert into wallets.card_movement
                          (id, kind, person_id, card_id, minor, currency, bonus, automatic, state, reason, business_day,
                           asked_at, finished_at, look_at)
                        values (:id, :kind, :person, :card, :minor, :currency, :bonus::jsonb, :automatic, :state, :reason,
                                :day, :asked_at, :finished_at, :look_at)
                        """)
                .param("id", movement.id())
                .param("kind", movement.kind().code())
                .param("person", movement.personId())
                .param("card", movement.cardId())
                .param("minor", movement.amount().minor())
                .param("currency", movement.amount().currency().code())
                .param("bonus", json.writeValueAsString(movement.bonus()))
                .param("automatic", movement.automatic())
                .param("state", movement.state().code())
                .param("reason", movement.reason().orElse(null))
                .param("day", day)
                .param("asked_at", DatabaseTime.utc(movement.askedAt()))
                .param(
                        "finished_at",
                        movement.finishedAt().map(DatabaseTime::utc).orElse(null))
                .param("look_at", DatabaseTime.utc(lookAt))
                .update();
    }

    Optional<CardMovement> find(String id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(this::movement)
                .optional();
    }

    /** What moved on the day or may still: all but what was declined or refused. */
    long movedOn(LocalDate day, String personId, Kind kind, String currency) {
        return jdbc.sql("""
                        select coalesce(sum(minor), 0)::bigint from wallets.card_movement
                         where person_id = :person and business_day = :day and kind = :kind and currency = :currency
                           and state in ('pending', 'settled')
                        """)
                .param("person", personId)
                .param("day", day)
                .param("kind", kind.code())
                .param("currency", currency)
                .query(Long.class)
                .single();
    }

    /** The same of every kind and currency of which there is any. */
    Map<Moved, Long> movedOn(LocalDate day, String personId) {
        Map<Moved, Long> moved = new HashMap<>();
        jdbc.sql("""
                        select kind, currency, sum(minor)::bigint as minor from wallets.card_movement
                         where person_id = :person and business_day = :day and state in ('pending', 'settled')
                         group by kind, currency
                        """).param("person", personId).param("day", day).query(row -> {
            moved.put(new Moved(row.getString("kind"), row.getString("currency")), row.getLong("minor"));
        });
        return moved;
    }

    record Moved(String kind, String currency) {}

    void reserved(String id, long reservation) {
        jdbc.sql("update wallets.card_movement set reservation = :reservation where id = :id and state = 'pending'")
                .param("reservation", reservation)
                .param("id", id)
                .update();
    }

    /** The money alone is given: the offers of the bonus have been stopped since. */
    void withoutBonus(String id) {
        jdbc.sql("update wallets.card_movement set bonus = :none::jsonb where id = :id and state = 'pending'")
                .param("none", json.writeValueAsString(TopUpBonus.NONE))
                .param("id", id)
                .update();
    }

    /** Answers whether it was this call that finished it. */
    boolean settled(String id, long entryId, String bankReference) {
        return jdbc.sql("""
                                update wallets.card_movement
                                   set state = 'settled', entry_id = :entry, bank_reference = :bank_reference,
                                       finished_at = :now
                                 where id = :id and state = 'pending'
                                """)
                        .param("entry", entryId)
                        .param("bank_reference", bankReference)
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Answers whether it was this call that finished it. */
    boolean over(String id, State state, String reason) {
        return jdbc.sql("""
                                update wallets.card_movement
                                   set state = :state, reason = :reason, finished_at = :now
                                 where id = :id and state = 'pending'
                                """)
                        .param("state", state.code())
                        .param("reason", reason)
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    private CardMovement movement(ResultSet row, int index) throws SQLException {
        long reservation = row.getLong("reservation");
        boolean reserved = !row.wasNull();
        return new CardMovement(
                row.getString("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("person_id"),
                row.getString("card_id"),
                Money.of(row.getLong("minor"), row.getString("currency")),
                json.readValue(row.getString("bonus"), TopUpBonus.class),
                row.getBoolean("automatic"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("reason")),
                reserved ? OptionalLong.of(reservation) : OptionalLong.empty(),
                DatabaseTime.instant(row, "asked_at"),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("looks"));
    }
}
