package io.tongbao.payments.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refunds of all merchants, newest first. */
@Component
class RefundListStore {
    private final JdbcClient jdbc;
    private final PaymentStore payments;

    RefundListStore(JdbcClient jdbc, PaymentStore payments) {
        this.jdbc = jdbc;
        this.payments = payments;
    }

    /** @param orderNumber of the payment, and whose that was */
    record Listed(RefundRow refund, String customerId, Optional<String> orderNumber) {}

    record Position(Instant at, String id) {}

    /**
     * @param full only what left nothing of its payment, or only what left something
     * @param atLeast of the gross, in minor units
     * @param words the id of the refund or of its payment, or the order's number
     */
    record Filter(
            Optional<String> merchantId,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Boolean> full,
            OptionalLong atLeast,
            Optional<String> words,
            Optional<Position> before) {}

    List<Listed> list(Filter filter, int limit) {
        @Nullable
        Long atLeast = filter.atLeast().isPresent() ? (Long) filter.atLeast().getAsLong() : null;
        return jdbc.sql("""
                        select r.id, r.entry_id, r.payment_id, r.seq, r.merchant_id, r.currency, r.gross_minor, r.cash_minor,
                               r.cashback_minor, r.bonus_minor, r.card_minor, e.card_id, e.state as card_state,
                               e.reason as card_reason, e.finished_at as card_finished_at, r.left_minor, r.parts, r.reason,
                               r.refunded_by, r.refunded_at, r.asked_key, r.asked_content, p.customer_id, p.order_number
                          from payments.refund r
                          join payments.payment p on p.id = r.payment_id
                          left join payments.card_errand e on e.id = r.id
                         where (:merchant::text is null or r.merchant_id = :merchant)
                           and (:from::timestamptz is null or r.refunded_at >= :from)
                           and (:until::timestamptz is null or r.refunded_at < :until)
                           and (:full::boolean is null or (r.left_minor = 0) = :full)
                           and (:atLeast::bigint is null or r.gross_minor >= :atLeast)
                           and (:words::text is null or r.id = :words or r.payment_id = :words
                                or p.order_number in (:words, upper(:words)))
                           and (:beforeAt::timestamptz is null or (r.refunded_at, r.id) < (:beforeAt, :beforeId))
                         order by r.refunded_at desc, r.id desc
                         limit :limit
                        """)
                .param("merchant", filter.merchantId().orElse(null))
                .param("from", filter.from().map(DatabaseTime::utc).orElse(null))
                .param("until", filter.until().map(DatabaseTime::utc).orElse(null))
                .param("full", filter.full().orElse(null))
                .param("atLeast", atLeast)
                .param("words", filter.words().orElse(null))
                .param(
                        "beforeAt",
                        filter.before()
                                .map(position -> DatabaseTime.utc(position.at()))
                                .orElse(null))
                .param("beforeId", filter.before().map(Position::id).orElse(null))
                .param("limit", limit)
                .query((row, n) -> new Listed(
                        payments.readRefund(row, n),
                        row.getString("customer_id"),
                        Optional.ofNullable(row.getString("order_number"))))
                .list();
    }
}
