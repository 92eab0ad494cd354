package io.tongbao.payments.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of payments and refunds. Both are written only beside their entries, by the ledger's writer. */
@Component
class PaymentStore {
    private static final TypeReference<List<PinnedPrice.Part>> PARTS = new TypeReference<>() {};

    private static final String PAYMENT = """
            select p.id, p.entry_id, p.channel, p.quote_id, p.order_id, p.pay_code_id, p.order_number, p.customer_id,
                   p.merchant_id, p.currency, p.price, p.paid_at
            from payments.payment p
            """;

    private static final String REFUND = """
            select r.id, r.entry_id, r.payment_id, r.seq, r.merchant_id, r.currency, r.gross_minor, r.cash_minor,
                   r.cashback_minor, r.left_minor, r.parts, r.reason, r.refunded_by, r.refunded_at,
                   r.asked_key, r.asked_content
            from payments.refund r
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Companion.Table<StoredPayment> payments = PaymentStore::insertPayments;
    private final Companion.Table<StoredRefund> refunds = PaymentStore::insertRefunds;

    PaymentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row with its JSON made in the caller's thread, so that the writer only inserts. */
    private record StoredPayment(PaymentRow row, String price) {}

    private record StoredRefund(RefundRow row, String parts) {}

    Companion<?> companion(PaymentRow row) {
        return new Companion<>(payments, new StoredPayment(row, json.writeValueAsString(row.price())));
    }

    Companion<?> companion(RefundRow row) {
        return new Companion<>(refunds, new StoredRefund(row, json.writeValueAsString(row.parts())));
    }

    Optional<PaymentRow> payment(String id) {
        return one("where p.id = :key", id);
    }

    Optional<PaymentRow> paymentOfEntry(long entryId) {
        return jdbc.sql(PAYMENT + "where p.entry_id = :entry")
                .param("entry", entryId)
                .query(this::readPayment)
                .optional();
    }

    Optional<PaymentRow> paymentOfQuote(String quoteId) {
        return one("where p.quote_id = :key", quoteId);
    }

    Optional<PaymentRow> paymentOfOrder(String orderId) {
        return one("where p.order_id = :key", orderId);
    }

    Optional<PaymentRow> paymentOfPayCode(String payCodeId) {
        return one("where p.pay_code_id = :key", payCodeId);
    }

    private Optional<PaymentRow> one(String where, String key) {
        return jdbc.sql(PAYMENT + where)
                .param("key", key)
                .query(this::readPayment)
                .optional();
    }

    /** A payment in a list, with what was refunded of it so far. */
    record Listed(PaymentRow payment, long refunded) {}

    /** Which payments a list holds; newest first by (paidAt, id). */
    record PaymentFilter(
            Optional<String> merchantId,
            Optional<String> customerId,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<PaymentAnswers.PaymentState> state,
            Optional<String> words,
            Optional<Position> before) {
        record Position(Instant paidAt, String id) {}
    }

    /** One more than the limit, to learn whether there is a next page. */
    List<Listed> payments(PaymentFilter filter, int limit) {
        return jdbc.sql("""
                        select p.id, p.entry_id, p.channel, p.quote_id, p.order_id, p.pay_code_id, p.order_number,
                               p.customer_id, p.merchant_id, p.currency, p.price, p.paid_at,
                               (select coalesce(sum(r.gross_minor), 0) from payments.refund r where r.payment_id = p.id)
                                 as refunded
                        from payments.payment p
                        where (:merchant::text is null or p.merchant_id = :merchant)
                          and (:customer::text is null or p.customer_id = :customer)
                          and (:from::timestamptz is null or p.paid_at >= :from)
                          and (:until::timestamptz is null or p.paid_at < :until)
                          and (:words::text is null or p.id = :words or p.order_id = :words
                               or p.order_number in (:words, upper(:words)))
                          and (:state::text is null or :state = coalesce((
                                 select case when min(r.left_minor) = 0 then 'REFUNDED' else 'PARTLY_REFUNDED' end
                                 from payments.refund r where r.payment_id = p.id having count(*) > 0), 'PAID'))
                          and (:beforeAt::timestamptz is null or (p.paid_at, p.id) < (:beforeAt, :beforeId))
                        order by p.paid_at desc, p.id desc
                        limit :limit
                        """)
                .param("merchant", filter.merchantId().orElse(null))
                .param("customer", filter.customerId().orElse(null))
                .param("from", filter.from().map(DatabaseTime::utc).orElse(null))
                .param("until", filter.until().map(DatabaseTime::utc).orElse(null))
                .param("words", filter.words().orElse(null))
                .param(
                        "state",
                        filter.state().map(PaymentAnswers.PaymentState::name).orElse(null))
                .param(
                        "beforeAt",
                        filter.before()
                                .map(position -> DatabaseTime.utc(position.paidAt()))
                                .orElse(null))
                .param(
                        "beforeId",
                        filter.before().map(PaymentFilter.Position::id).orElse(null))
                .param("limit", limit + 1)
                .query((row, n) -> new Listed(readPayment(row, n), row.getLong("refunded")))
                .list();
    }

    /** All refunds of the payment, the first first. There are at most as many as the payment has minor units. */
    List<RefundRow> refundsOf(String paymentId) {
        return jdbc.sql(REFUND + "where r.payment_id = :payment order by r.seq limit 10000")
                .param("payment", paymentId)
                .query(this::readRefund)
                .list();
    }

    Optional<RefundRow> refundOfEntry(long entryId) {
        return jdbc.sql(REFUND + "where r.entry_id = :entry")
                .param("entry", entryId)
                .query(this::readRefund)
                .optional();
    }

    Optional<RefundRow> refundAsked(String askedKey) {
        return jdbc.sql(REFUND + "where r.asked_key = :key")
                .param("key", askedKey)
                .query(this::readRefund)
                .optional();
    }

    /** What was refunded so far: how many refunds, and their gross. */
    record RefundedSoFar(int count, long gross) {}

    RefundedSoFar refundedOf(String paymentId) {
        return jdbc.sql("""
                        select count(*), coalesce(sum(gross_minor), 0) from payments.refund where payment_id = :payment
                        """)
                .param("payment", paymentId)
                .query((row, n) -> new RefundedSoFar(row.getInt(1), row.getLong(2)))
                .single();
    }

    /** A day's figures of a merchant; amounts are gross. */
    record Summary(
            long takenMinor,
            long orders,
            long refundedMinor,
            long refunds,
            long newCustomers,
            long returningCustomers,
            long discountMinor) {}

    Summary summary(String merchantId, Instant from, Instant until) {
        return jdbc.sql("""
                        with paid as (
                          select customer_id, gross_minor, discount_minor from payments.payment
                          where merchant_id = :merchant and paid_at >= :from and paid_at < :until
                        ), given_back as (
                          select coalesce(sum(gross_minor), 0) as amount, count(*) as refunds from payments.refund
                          where merchant_id = :merchant and refunded_at >= :from and refunded_at < :until
                        ), customer as (
                          select c.customer_id, exists (
                              select 1 from payments.payment b
                              where b.customer_id = c.customer_id and b.merchant_id = :merchant and b.paid_at < :from
                            ) as returning_customer
                          from (select distinct customer_id from paid) c
                        )
                        select (select coalesce(sum(gross_minor), 0) from paid),
                               (select count(*) from paid),
                               (select amount from given_back),
                               (select refunds from given_back),
                               (select count(*) from customer where not returning_customer),
                               (select count(*) from customer where returning_customer),
                               (select coalesce(sum(discount_minor), 0) from paid)
                        """)
                .param("merchant", merchantId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> new Summary(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)))
                .single();
    }

    private PaymentRow readPayment(ResultSet row, int n) throws SQLException {
        return new PaymentRow(
                row.getString("id"),
                OptionalLong.of(row.getLong("entry_id")),
                PaymentRow.Channel.of(row.getString("channel")),
                Optional.ofNullable(row.getString("quote_id")),
                Optional.ofNullable(row.getString("order_id")),
                Optional.ofNullable(row.getString("pay_code_id")),
                Optional.ofNullable(row.getString("order_number")),
                row.getString("customer_id"),
                row.getString("merchant_id"),
                Currency.of(row.getString("currency")),
                json.readValue(row.getString("price"), PinnedPrice.class),
                DatabaseTime.instant(row, "paid_at"));
    }

    private RefundRow readRefund(ResultSet row, int n) throws SQLException {
        return new RefundRow(
                row.getString("id"),
                OptionalLong.of(row.getLong("entry_id")),
                row.getString("payment_id"),
                row.getInt("seq"),
                row.getString("merchant_id"),
                Currency.of(row.getString("currency")),
                row.getLong("gross_minor"),
                row.getLong("cash_minor"),
                row.getLong("cashback_minor"),
                row.getLong("left_minor"),
                json.readValue(row.getString("parts"), PARTS),
                Optional.ofNullable(row.getString("reason")),
                row.getString("refunded_by"),
                DatabaseTime.instant(row, "refunded_at"),
                row.getString("asked_key"),
                row.getString("asked_content"));
    }

    private static void insertPayments(
            Connection connection, Companion.Batch batch, List<Companion.Companioned<StoredPayment>> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into payments.payment
                  (id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
                   currency, gross_minor, discount_minor, paid_minor, cashback_minor, price, paid_at, recorded_at)
                select id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
                       currency, gross_minor, discount_minor, paid_minor, cashback_minor, price::jsonb,
                       paid_at::timestamptz, recorded_at::timestamptz
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                            ?::text[], ?::text[])
                  as t (id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
                        currency, gross_minor, discount_minor, paid_minor, cashback_minor, price, paid_at, recorded_at)
                """)) {
            Columns<StoredPayment> columns = new Columns<>(connection, insert, rows);
            columns.text(each -> each.row().row().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().row().channel().code());
            columns.maybe(each -> each.row().row().quoteId());
            columns.maybe(each -> each.row().row().orderId());
            columns.maybe(each -> each.row().row().payCodeId());
            columns.maybe(each -> each.row().row().orderNumber());
            columns.text(each -> each.row().row().customerId());
            columns.text(each -> each.row().row().merchantId());
            columns.text(each -> each.row().row().currency().code());
            columns.number(each -> each.row().row().price().gross());
            columns.number(each -> each.row().row().price().discount());
            columns.number(each -> each.row().row().price().payable());
            columns.number(each -> each.row().row().price().cashback());
            columns.text(each -> each.row().price());
            columns.text(each -> each.row().row().paidAt().toString());
            columns.text(each -> each.recordedAt().toString());
            insert.executeUpdate();
        }
    }

    private static void insertRefunds(
            Connection connection, Companion.Batch batch, List<Companion.Companioned<StoredRefund>> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into payments.refund
                  (id, entry_id, payment_id, seq, merchant_id, currency, gross_minor, cash_minor, cashback_minor,
                   left_minor, parts, reason, refunded_by, refunded_at, recorded_at, asked_key, asked_content)
                select id, entry_id, payment_id, seq::integer, merchant_id, currency, gross_minor, cash_minor,
                       cashback_minor, left_minor, parts::jsonb, reason, refunded_by, refunded_at::timestamptz,
                       recorded_at::timestamptz, asked_key, asked_content
                from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
                            ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[])
                  as t (id, entry_id, payment_id, seq, merchant_id, currency, gross_minor, cash_minor, cashback_minor,
                        left_minor, parts, reason, refunded_by, refunded_at, recorded_at, asked_key, asked_content)
                """)) {
            Columns<StoredRefund> columns = new Columns<>(connection, insert, rows);
            columns.text(each -> each.row().row().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().row().paymentId());
            columns.number(each -> (long) each.row().row().seq());
            columns.text(each -> each.row().row().merchantId());
            columns.text(each -> each.row().row().currency().code());
            columns.number(each -> each.row().row().gross());
            columns.number(each -> each.row().row().cash());
            columns.number(each -> each.row().row().cashback());
            columns.number(each -> each.row().row().left());
            columns.text(each -> each.row().parts());
            columns.maybe(each -> each.row().row().reason());
            columns.text(each -> each.row().row().refundedBy());
            columns.text(each -> each.row().row().refundedAt().toString());
            columns.text(each -> each.recordedAt().toString());
            columns.text(each -> each.row().row().askedKey());
            columns.text(each -> each.row().row().askedContent());
            insert.executeUpdate();
        }
    }

    /** Sets one array parameter after the other, a column each. */
    private static final class Columns<R> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Companion.Companioned<R>> rows;
        private int parameter;

        Columns(Connection connection, PreparedStatement statement, List<Companion.Companioned<R>> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void text(Function<Companion.Companioned<R>, String> value) throws SQLException {
            set("text", rows.stream().map(value).toArray());
        }

        void maybe(Function<Companion.Companioned<R>, Optional<String>> value) throws SQLException {
            set("text", rows.stream().map(value).map(text -> text.orElse(null)).toArray());
        }

        void number(Function<Companion.Companioned<R>, Long> value) throws SQLException {
            set("bigint", rows.stream().map(value).toArray());
        }

        private void set(String type, Object[] values) throws SQLException {
            Array array = connection.createArrayOf(type, values);
            statement.setArray(++parameter, array);
        }
    }
}
