package io.tongbao.payments.internal;

import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.ErrandQueue;
import io.tongbao.ledger.Companion;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Errands at banks. They come beside the entry that keeps their money; after that a finished row never changes: every
 * update asks for one that is pending.
 */
@Component
class CardErrandStore {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Companion.Table<CardErrand> errands = CardErrandStore::insert;

    private final ErrandQueue queue;

    CardErrandStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.queue = new ErrandQueue(jdbc, clock, "payments.card_errand");
    }

    ErrandQueue queue() {
        return queue;
    }

    Companion<?> companion(CardErrand errand) {
        return new Companion<>(errands, errand);
    }

    Optional<CardErrand> find(String id) {
        return jdbc.sql("""
                        select id, kind, customer_id, card_id, bank_code, minor, currency, state, reason, cancel_asked_by,
                               asked_at, looks
                        from payments.card_errand where id = :id
                        """).param("id", id).query(CardErrandStore::errand).optional();
    }

    /** Answers false if the bank has answered already, so that the till must look at the order again. */
    boolean askCancellation(String id, String by) {
        return jdbc.sql("""
                            update payments.card_errand set cancel_asked_by = coalesce(cancel_asked_by, :by)
                            where id = :id and state = 'pending'
                            """).param("by", by).param("id", id).update() == 1;
    }

    /**
     * Ends the errand, unless it is over or a cancellation was asked for that the caller does not know of. Answers whether
     * it was this call that ended it.
     *
     * @param errand as it was when its end was prepared
     */
    boolean finish(CardErrand errand, CardErrand.State state, Optional<String> reason, Optional<String> bankReference) {
        return jdbc.sql("""
                            update payments.card_errand
                            set state = :state, reason = :reason, bank_reference = :bankReference, finished_at = :now
                            where id = :id and state = 'pending' and cancel_asked_by is not distinct from :cancelAskedBy
                            """)
                        .param("state", state.code())
                        .param("reason", reason.orElse(null))
                        .param("bankReference", bankReference.orElse(null))
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .param("id", errand.id())
                        .param("cancelAskedBy", errand.cancelAskedBy().orElse(null))
                        .update()
                == 1;
    }

    private static CardErrand errand(ResultSet row, int n) throws SQLException {
        return new CardErrand(
                row.getString("id"),
                CardErrand.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("customer_id"),
                row.getString("card_id"),
                row.getString("bank_code"),
                Money.of(row.getLong("minor"), row.getString("currency")),
                CardErrand.State.of(row.getString("state")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("cancel_asked_by")),
                DatabaseTime.instant(row, "asked_at"),
                row.getInt("looks"));
    }

    private static void insert(
            Connection connection, Companion.Batch batch, List<Companion.Companioned<CardErrand>> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into payments.card_errand
                  (id, kind, customer_id, card_id, bank_code, minor, currency, state, asked_at, looks, look_at)
                select id, kind, customer_id, card_id, bank_code, minor, currency, 'pending', asked_at::timestamptz, 0,
                       look_at::timestamptz
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                            ?::text[])
                  as t (id, kind, customer_id, card_id, bank_code, minor, currency, asked_at, look_at)
                """)) {
            CompanionColumns<CardErrand> columns = new CompanionColumns<>(connection, insert, rows);
            columns.text(each -> each.row().id());
            columns.text(each -> each.row().kind().code());
            columns.text(each -> each.row().customerId());
            columns.text(each -> each.row().cardId());
            columns.text(each -> each.row().bankCode());
            columns.number(each -> each.row().amount().minor());
            columns.text(each -> each.row().amount().currency().code());
            columns.text(each -> each.row().askedAt().toString());
            columns.text(each ->
                    each.row().askedAt().plus(AskingAfterErrands.REQUESTS_TURN).toString());
            insert.executeUpdate();
        }
    }
}
