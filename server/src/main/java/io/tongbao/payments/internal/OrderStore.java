package io.tongbao.payments.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.TenderKind;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What merchants ask to be paid. Whether an order is paid is read off the payment that names it. */
@Component
class OrderStore {
    private static final TypeReference<List<PinnedPrice.Line>> LINES = new TypeReference<>() {};

    private static final String ORDER = """
            select o.id, o.merchant_id, o.order_number, o.currency, o.amount_minor, o.lines, o.note, o.created_by,
                   o.created_at, o.expires_at, o.cancelled_at, o.store_id, p.id as payment_id,
                   (select coalesce(sum(r.gross_minor), 0) from payments.refund r where r.payment_id = p.id)
                     + coalesce(t.refunded_minor, 0) as refunded,
                   t.kind as tender_kind, t.received_minor as tender_received, t.taken_at as tender_at,
                   c.turn, c.waiting, c.cancelling,
                   y.customer_id as asked_by_code_of, y.refused_at is not null as refused_at_the_till
            from payments.orders o
            left join lateral (
              select customer_id, refused_at from payments.pay_code where asked_order = o.id order by id desc limit 1
            ) y on true
            left join payments.payment p on p.order_id = o.id
            left join payments.tender t on t.order_id = o.id
            cross join lateral (
              select count(*) filter (where e.state = 'declined') as turn,
                     max(e.id) filter (where e.state = 'pending') as waiting,
                     bool_or(e.state = 'pending' and e.cancel_asked_by is not null) as cancelling
              from payments.card_payment a
              join payments.card_errand e on e.id = a.id
              where a.order_id = o.id
            ) c
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OrderStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Pending: a payment by card waits for its bank. Cancelling: so it does, and the till has taken the order back. */
    enum State {
        OPEN,
        PENDING,
        CANCELLING,
        PAID,
        PARTLY_REFUNDED,
        REFUNDED,
        CANCELLED,
        EXPIRED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param turn how many payments by card were declined: which try to pay it is the next one
     * @param waiting the payment that waits for its bank
     * @param cancelling whether the order was taken back while it waits
     * @param askedByCodeOf whose pay code the till scanned for it, when a PIN was needed
     * @param refusedAtTheTill whether that customer said no to it
     * @param storeId where it was made, if the merchant has stores
     * @param tender how it was paid outside the house
     */
    record Order(
            String id,
            String merchantId,
            String orderNumber,
            Currency currency,
            long amount,
            List<PinnedPrice.Line> lines,
            Optional<String> note,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> cancelledAt,
            Optional<String> paymentId,
            long refunded,
            int turn,
            Optional<String> waiting,
            boolean cancelling,
            Optional<String> askedByCodeOf,
            boolean refusedAtTheTill,
            Optional<String> storeId,
            Optional<Tendered> tender) {
        Order {
            lines = List.copyOf(lines);
        }

        State state(Instant now) {
            if (paymentId.isPresent() || tender.isPresent()) {
                return refunded == 0 ? State.PAID : refunded < amount ? State.PARTLY_REFUNDED : State.REFUNDED;
            }
            if (waiting.isPresent()) {
                return cancelling ? State.CANCELLING : State.PENDING;
            }
            if (cancelledAt.isPresent()) {
                return State.CANCELLED;
            }
            return now.isBefore(expiresAt) ? State.OPEN : State.EXPIRED;
        }

        /** Why it can't be taken any more, once the books have said so: its rows may come a moment later. */
        State overSince(Instant now) {
            State state = state(now);
            return state == State.OPEN ? State.CANCELLED : state;
        }
    }

    /** @param received what was handed over in cash, if it was told */
    record Tendered(TenderKind kind, Optional<Long> received, Instant at) {}

    /** Answers false if the merchant has an order of that number already. */
    boolean insert(Order order) {
        return jdbc.sql("""
                            insert into payments.orders
                              (id, merchant_id, order_number, currency, amount_minor, lines, note, created_by, created_at,
                               expires_at, store_id)
                            values
                              (:id, :merchant, :number, :currency, :amount, :lines::jsonb, :note, :by, :at, :expiresAt,
                               :store)
                            on conflict on constraint orders_number_once do nothing
                            """)
                        .param("id", order.id())
                        .param("merchant", order.merchantId())
                        .param("number", order.orderNumber())
                        .param("currency", order.currency().code())
                        .param("amount", order.amount())
                        .param("lines", json.writeValueAsString(order.lines()))
                        .param("note", order.note().orElse(null))
                        .param("by", order.createdBy())
                        .param("at", DatabaseTime.utc(order.createdAt()))
                        .param("expiresAt", DatabaseTime.utc(order.expiresAt()))
                        .param("store", order.storeId().orElse(null))
                        .update()
                == 1;
    }

    Optional<Order> find(String id) {
        return jdbc.sql(ORDER + "where o.id = :id")
                .param("id", id)
                .query(this::order)
                .optional();
    }

    /** The order, if it is this merchant's. */
    Optional<Order> find(String id, String merchantId) {
        return find(id).filter(order -> order.merchantId().equals(merchantId));
    }

    Optional<Order> findByNumber(String merchantId, String orderNumber) {
        return jdbc.sql(ORDER + "where o.merchant_id = :merchant and o.order_number = :number")
                .param("merchant", merchantId)
                .param("number", orderNumber)
                .query(this::order)
                .optional();
    }

    /** Newest first, one more than the limit. */
    List<Order> ofMerchant(
            String merchantId,
            Optional<State> state,
            Instant now,
            Optional<String> words,
            Optional<String> before,
            int limit) {
        return jdbc.sql(ORDER + """
                        where o.merchant_id = :merchant
                          and (:words::text is null or o.order_number in (:words, upper(:words)) or o.id = :words)
                          and (:state::text is null or :state = case
                            when p.id is not null then coalesce((
                              select case when min(r.left_minor) = 0 then 'REFUNDED' else 'PARTLY_REFUNDED' end
                              from payments.refund r where r.payment_id = p.id having count(*) > 0), 'PAID')
                            when t.id is not null then case
                              when t.refunded_minor = 0 then 'PAID'
                              when t.refunded_minor < t.amount_minor then 'PARTLY_REFUNDED' else 'REFUNDED' end
                            when c.cancelling then 'CANCELLING'
                            when c.waiting is not null then 'PENDING'
                            when o.cancelled_at is not null then 'CANCELLED'
                            when o.expires_at > :now then 'OPEN'
                            else 'EXPIRED' end)
                          and (:before::text is null or o.id < :before)
                        order by o.id desc
                        limit :limit
                        """)
                .param("merchant", merchantId)
                .param("state", state.map(State::name).orElse(null))
                .param("now", DatabaseTime.utc(now))
                .param("words", words.orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit + 1)
                .query(this::order)
                .list();
    }

    void cancelled(String id, Instant at) {
        jdbc.sql("update payments.orders set cancelled_at = :at where id = :id and cancelled_at is null")
                .param("id", id)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    private Order order(ResultSet row, int n) throws SQLException {
        return new Order(
                row.getString("id"),
                row.getString("merchant_id"),
                row.getString("order_number"),
                Currency.of(row.getString("currency")),
                row.getLong("amount_minor"),
                json.readValue(row.getString("lines"), LINES),
                Optional.ofNullable(row.getString("note")),
                row.getString("created_by"),
                DatabaseTime.instant(row, "created_at"),
                DatabaseTime.instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("cancelled_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("payment_id")),
                row.getLong("refunded"),
                row.getInt("turn"),
                Optional.ofNullable(row.getString("waiting")),
                row.getBoolean("cancelling"),
                Optional.ofNullable(row.getString("asked_by_code_of")),
                row.getBoolean("refused_at_the_till"),
                Optional.ofNullable(row.getString("store_id")),
                tendered(row));
    }

    private static Optional<Tendered> tendered(ResultSet row) throws SQLException {
        String kind = row.getString("tender_kind");
        if (kind == null) {
            return Optional.empty();
        }
        long received = row.getLong("tender_received");
        return Optional.of(new Tendered(
                TenderKind.of(kind),
                row.wasNull() ? Optional.empty() : Optional.of(received),
                DatabaseTime.instant(row, "tender_at")));
    }
}
