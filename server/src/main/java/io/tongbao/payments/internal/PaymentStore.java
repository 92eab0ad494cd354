package io.tongbao.payments.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.Channel;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of payments, paid and as asked of a card, and of refunds. All are written only beside their entries, by the
 * ledger's writer.
 */
@Component
class PaymentStore {
    private static final TypeReference<List<PinnedPrice.Part>> PARTS = new TypeReference<>() {};

    private static final String PAYMENT = """
            select p.id, p.entry_id, p.channel, p.quote_id, p.order_id, p.pay_code_id, p.order_number, p.customer_id,
                   p.merchant_id, p.store_id, p.currency, p.price, p.card_id, p.bank_code, p.card_minor, p.paid_at
            from payments.payment p
            """;

    private static final String BY_CARD = """
            select c.id, coalesce(p.entry_id, c.entry_id) as entry_id, c.channel, c.quote_id, c.order_id, c.pay_code_id,
                   c.order_number, c.customer_id, c.merchant_id, c.store_id, c.currency, c.price, c.card_id, c.bank_code,
                   c.card_minor, coalesce(p.paid_at, c.paid_at) as paid_at,
                   case when p.id is not null then 'done' else e.state end as state, e.reason
            from payments.card_payment c
            join payments.card_errand e on e.id = c.id
            left join payments.payment p on p.id = c.id
            """;

    private static final String REFUND = """
            select r.id, r.entry_id, r.payment_id, r.seq, r.merchant_id, r.currency, r.gross_minor, r.cash_minor,
                   r.cashback_minor, r.bonus_minor, r.card_minor, e.card_id, e.state as card_state, e.reason as card_reason,
                   e.finished_at as card_finished_at,
                   r.left_minor, r.parts, r.reason, r.refunded_by, r.refunded_at, r.asked_key, r.asked_content
            from payments.refund r
            left join payments.card_errand e on e.id = r.id
            """;

    private static final String INSERT_PAYMENTS = """
            insert into %s
              (id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
               store_id, currency, gross_minor, discount_minor, paid_minor, cashback_minor, price, card_id, bank_code,
               card_minor, paid_at, recorded_at)
            select id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
                   store_id, currency, gross_minor, discount_minor, paid_minor, cashback_minor, price::jsonb,
                   card_id, bank_code, card_minor, paid_at::timestamptz, recorded_at::timestamptz
            from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                        ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[])
              as t (id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id, merchant_id,
                    store_id, currency, gross_minor, discount_minor, paid_minor, cashback_minor, price, card_id, bank_code,
                    card_minor, paid_at, recorded_at)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Companion.Table<StoredPayment> payments = table("payments.payment");
    private final Companion.Table<StoredPayment> asked = table("payments.card_payment");
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

    /** Beside the reservation, as it is asked of a card. */
    Companion<?> askedCompanion(PaymentRow row) {
        return new Companion<>(asked, new StoredPayment(row, json.writeValueAsString(row.price())));
    }

    Companion<?> companion(RefundRow row) {
        return new Companion<>(refunds, new StoredRefund(row, json.writeValueAsString(row.parts())));
    }

    /**
     * A payment, paid or not.
     *
     * @param reason why it was declined
     */
    record Known(PaymentRow payment, CardErrand.State state, Optional<String> reason) {
        static Known paid(PaymentRow payment) {
            return new Known(payment, CardErrand.State.DONE, Optional.empty());
        }
    }

    Optional<Known> known(String id) {
        return payment(id).map(Known::paid).or(() -> byCard("where c.id = :key", id));
    }

    Optional<Known> knownOfQuote(String quoteId) {
        return paymentOfQuote(quoteId).map(Known::paid).or(() -> byCard("where c.quote_id = :key", quoteId));
    }

    /** The payment that the entry posted or reserved. */
    Optional<Known> knownOfEntry(long entryId) {
        return paymentOfEntry(entryId).map(Known::paid).or(() -> byCard("where c.entry_id = :key", entryId));
    }

    private Optional<Known> byCard(String where, Object key) {
        return jdbc.sql(BY_CARD + where)
                .param("key", key)
                .query(this::readKnown)
                .optional();
    }

    private Known readKnown(ResultSet row, int n) throws SQLException {
        return new Known(
                readPayment(row, n),
                CardErrand.State.of(row.getString("state")),
                Optional.ofNullable(row.getString("reason")));
    }

    /** A payment as it was asked of a card, with its reservation. */
    PaymentRow asked(String id) {
        return jdbc.sql("""
                        select id, entry_id, channel, quote_id, order_id, pay_code_id, order_number, customer_id,
                               merchant_id, store_id, currency, price, card_id, bank_code, card_minor, paid_at
                        from payments.card_payment where id = :id
                        """).param("id", id).query(this::readPayment).single();
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
    record Listed(Known known, long refunded) {}

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

    private static final String LIST_PAID = """
            select p.id, p.entry_id, p.channel, p.quote_id, p.order_id, p.pay_code_id, p.order_number, p.customer_id,
                   p.merchant_id, p.store_id, p.currency, p.price, p.card_id, p.bank_code, p.card_minor, p.paid_at,
                   'done' as state, null as reason,
                   (select coalesce(sum(r.gross_minor), 0) from payments.refund r where r.payment_id = p.id) as refunded
            from payments.payment p
            where (:state::text is null or :state = coalesce((
                     select case when min(r.left_minor) = 0 then 'REFUNDED' else 'PARTLY_REFUNDED' end
                     from payments.refund r where r.payment_id = p.id having count(*) > 0), 'PAID'))
            """;

    private static final String LIST_UNPAID = """
            select p.id, p.entry_id, p.channel, p.quote_id, p.order_id, p.pay_code_id, p.order_number, p.customer_id,
                   p.merchant_id, p.store_id, p.currency, p.price, p.card_id, p.bank_code, p.card_minor, p.paid_at,
                   e.state, e.reason, 0 as refunded
            from payments.card_payment p
            join payments.card_errand e on e.id = p.id
            where upper(e.state) = :state
              and not exists (select from payments.payment paid where paid.id = p.id)
            """;

    /** What is paid, or by its state what is not. One more than the limit, to learn whether there is a next page. */
    List<Listed> payments(PaymentFilter filter, int limit) {
        boolean unpaid = filter.state()
                .filter(state ->
                        state == PaymentAnswers.PaymentState.PENDING || state == PaymentAnswers.PaymentState.DECLINED)
                .isPresent();
        return jdbc.sql((unpaid ? LIST_UNPAID : LIST_PAID) + """
                          and (:merchant::text is null or p.merchant_id = :merchant)
                          and (:customer::text is null or p.customer_id = :customer)
                          and (:from::timestamptz is null or p.paid_at >= :from)
                          and (:until::timestamptz is null or p.paid_at < :until)
                          and (:words::text is null or p.id = :words or p.order_id = :words
                               or p.order_number in (:words, upper(:words)))
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
                .query((row, n) -> new Listed(readKnown(row, n), row.getLong("refunded")))
                .list();
    }

    /** All refunds of the payment, the first first. There are at most as many as the payment has minor units. */
    List<RefundRow> refundsOf(String paymentId) {
        return jdbc.sql(REFUND + "where r.payment_id = :payment order by r.seq limit 10000")
                .param("payment", paymentId)
                .query(this::readRefund)
                .list();
    }

    Optional<RefundRow> refund(String id) {
        return jdbc.sql(REFUND + "where r.id = :id")
                .param("id", id)
                .query(this::readRefund)
                .optional();
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
        String bankCode = row.getString("bank_code");
        long cardMinor = row.getLong("card_minor");
        return new PaymentRow(
                row.getString("id"),
                OptionalLong.of(row.getLong("entry_id")),
                Channel.of(row.getString("channel")),
                Optional.ofNullable(row.getString("quote_id")),
                Optional.ofNullable(row.getString("order_id")),
                Optional.ofNullable(row.getString("pay_code_id")),
                Optional.ofNullable(row.getString("order_number")),
                row.getString("customer_id"),
                row.getString("merchant_id"),
                Optional.ofNullable(row.getString("store_id")),
                Currency.of(row.getString("currency")),
                json.readValue(row.getString("price"), PinnedPrice.class),
                Optional.ofNullable(row.getString("card_id"))
                        .map(cardId -> new PaymentRow.CardPart(cardId, bankCode, cardMinor)),
                DatabaseTime.instant(row, "paid_at"));
    }

    RefundRow readRefund(ResultSet row, int n) throws SQLException {
        long cardMinor = row.getLong("card_minor");
        String cardState = row.getString("card_state");
        Optional<String> cardReason = Optional.ofNullable(row.getString("card_reason"));
        Optional<Instant> cardFinishedAt = Optional.ofNullable(row.getObject("card_finished_at", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
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
                row.getLong("bonus_minor"),
                Optional.ofNullable(row.getString("card_id"))
                        .map(cardId -> new RefundRow.ToCard(
                                cardId, cardMinor, CardErrand.State.of(cardState), cardReason, cardFinishedAt)),
                row.getLong("left_minor"),
                json.readValue(row.getString("parts"), PARTS),
                Optional.ofNullable(row.getString("reason")),
                row.getString("refunded_by"),
                DatabaseTime.instant(row, "refunded_at"),
                row.getString("asked_key"),
                row.getString("asked_content"));
    }

    private static Companion.Table<StoredPayment> table(String name) {
        String insert = INSERT_PAYMENTS.formatted(name);
        return (connection, _, rows) -> insertPayments(connection, insert, rows);
    }

    private static void insertPayments(
            Connection connection, String sql, List<Companion.Companioned<StoredPayment>> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            CompanionColumns<StoredPayment> columns = new CompanionColumns<>(connection, insert, rows);
            columns.text(each -> each.row().row().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().row().channel().code());
            columns.maybe(each -> each.row().row().quoteId());
            columns.maybe(each -> each.row().row().orderId());
            columns.maybe(each -> each.row().row().payCodeId());
            columns.maybe(each -> each.row().row().orderNumber());
            columns.text(each -> each.row().row().customerId());
            columns.text(each -> each.row().row().merchantId());
            columns.maybe(each -> each.row().row().storeId());
            columns.text(each -> each.row().row().currency().code());
            columns.number(each -> each.row().row().price().gross());
            columns.number(each -> each.row().row().price().discount());
            columns.number(each -> each.row().row().price().payable());
            columns.number(each -> each.row().row().price().cashback());
            columns.text(each -> each.row().price());
            columns.maybe(each -> each.row().row().card().map(PaymentRow.CardPart::cardId));
            columns.maybe(each -> each.row().row().card().map(PaymentRow.CardPart::bankCode));
            columns.number(each -> each.row().row().fromCard());
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
                   bonus_minor, card_minor, left_minor, parts, reason, refunded_by, refunded_at, recorded_at, asked_key,
                   asked_content)
                select id, entry_id, payment_id, seq::integer, merchant_id, currency, gross_minor, cash_minor,
                       cashback_minor, bonus_minor, card_minor, left_minor, parts::jsonb, reason, refunded_by, refunded_at::timestamptz,
                       recorded_at::timestamptz, asked_key, asked_content
                from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
                            ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[])
                  as t (id, entry_id, payment_id, seq, merchant_id, currency, gross_minor, cash_minor, cashback_minor,
                        bonus_minor, card_minor, left_minor, parts, reason, refunded_by, refunded_at, recorded_at, asked_key, asked_content)
                """)) {
            CompanionColumns<StoredRefund> columns = new CompanionColumns<>(connection, insert, rows);
            columns.text(each -> each.row().row().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().row().paymentId());
            columns.number(each -> (long) each.row().row().seq());
            columns.text(each -> each.row().row().merchantId());
            columns.text(each -> each.row().row().currency().code());
            columns.number(each -> each.row().row().gross());
            columns.number(each -> each.row().row().cash());
            columns.number(each -> each.row().row().cashback());
            columns.number(each -> each.row().row().toBonus());
            columns.number(each -> each.row().row().toCardMinor());
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
}
