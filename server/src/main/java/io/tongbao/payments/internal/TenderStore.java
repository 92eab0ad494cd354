package io.tongbao.payments.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.TenderKind;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders that were paid outside the house, and what was handed back of them. */
@Component
class TenderStore {
    private static final String REFUND = """
            select id, tender_id, amount_minor, reason, refunded_by, refunded_at, asked_key from payments.tender_refund
            """;

    private final JdbcClient jdbc;

    TenderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param received what was handed over in cash, if it was told */
    record Tender(
            String id,
            String orderId,
            String merchantId,
            TenderKind kind,
            Currency currency,
            long amount,
            Optional<Long> received,
            long refunded,
            String takenBy,
            Instant takenAt) {
        long left() {
            return amount - refunded;
        }
    }

    record TenderRefund(
            String id,
            String tenderId,
            long amount,
            Optional<String> reason,
            String refundedBy,
            Instant refundedAt,
            String askedKey) {}

    /** The row that stands beside the entry that takes the order. */
    Companion<?> companion(Tender tender) {
        return new Companion<>(TenderStore::insert, tender);
    }

    Optional<Tender> ofOrder(String orderId) {
        return ofOrder(orderId, "");
    }

    /** And keeps it from others until the transaction ends, so that two who give back at once give no more than there was. */
    Optional<Tender> lockOfOrder(String orderId) {
        return ofOrder(orderId, "for update");
    }

    private Optional<Tender> ofOrder(String orderId, String lock) {
        return jdbc.sql("""
                        select id, order_id, merchant_id, kind, currency, amount_minor, received_minor, refunded_minor,
                               taken_by, taken_at
                          from payments.tender where order_id = :order
                        """ + lock)
                .param("order", orderId)
                .query(TenderStore::tender)
                .optional();
    }

    Optional<TenderRefund> refundAsked(String tenderId, String key) {
        return jdbc.sql(REFUND + "where tender_id = :tender and asked_key = :key")
                .param("tender", tenderId)
                .param("key", key)
                .query(TenderStore::tenderRefund)
                .optional();
    }

    List<TenderRefund> refunds(String tenderId) {
        return jdbc.sql(REFUND + "where tender_id = :tender order by refunded_at, id limit 200")
                .param("tender", tenderId)
                .query(TenderStore::tenderRefund)
                .list();
    }

    void refund(Tender tender, TenderRefund refund) {
        jdbc.sql("""
                        with counted as (
                          update payments.tender set refunded_minor = refunded_minor + :amount where id = :tender
                        )
                        insert into payments.tender_refund
                          (id, tender_id, merchant_id, kind, currency, amount_minor, reason, refunded_by, refunded_at, asked_key)
                        values (:id, :tender, :merchant, :kind, :currency, :amount, :reason, :by, :at, :key)
                        """)
                .param("id", refund.id())
                .param("tender", tender.id())
                .param("merchant", tender.merchantId())
                .param("kind", tender.kind().code())
                .param("currency", tender.currency().code())
                .param("amount", refund.amount())
                .param("reason", refund.reason().orElse(null))
                .param("by", refund.refundedBy())
                .param("at", DatabaseTime.utc(refund.refundedAt()))
                .param("key", refund.askedKey())
                .update();
    }

    private static void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<Tender>> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into payments.tender
                  (id, entry_id, order_id, merchant_id, kind, currency, amount_minor, received_minor, taken_by, taken_at)
                select id, entry_id, order_id, merchant_id, kind, currency, amount_minor, nullif(received_minor, -1),
                       taken_by, taken_at::timestamptz
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                            ?::text[], ?::text[])
                  as t (id, entry_id, order_id, merchant_id, kind, currency, amount_minor, received_minor, taken_by, taken_at)
                """)) {
            CompanionColumns<Tender> columns = new CompanionColumns<>(connection, insert, rows);
            columns.text(each -> each.row().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().orderId());
            columns.text(each -> each.row().merchantId());
            columns.text(each -> each.row().kind().code());
            columns.text(each -> each.row().currency().code());
            columns.number(each -> each.row().amount());
            columns.number(each -> each.row().received().orElse(-1L));
            columns.text(each -> each.row().takenBy());
            columns.text(each -> each.row().takenAt().toString());
            insert.executeUpdate();
        }
    }

    private static Tender tender(ResultSet row, int n) throws SQLException {
        long received = row.getLong("received_minor");
        Optional<Long> handedOver = row.wasNull() ? Optional.empty() : Optional.of(received);
        return new Tender(
                row.getString("id"),
                row.getString("order_id"),
                row.getString("merchant_id"),
                TenderKind.of(row.getString("kind")),
                Currency.of(row.getString("currency")),
                row.getLong("amount_minor"),
                handedOver,
                row.getLong("refunded_minor"),
                row.getString("taken_by"),
                DatabaseTime.instant(row, "taken_at"));
    }

    private static TenderRefund tenderRefund(ResultSet row, int n) throws SQLException {
        return new TenderRefund(
                row.getString("id"),
                row.getString("tender_id"),
                row.getLong("amount_minor"),
                Optional.ofNullable(row.getString("reason")),
                row.getString("refunded_by"),
                DatabaseTime.instant(row, "refunded_at"),
                row.getString("asked_key"));
    }
}
