package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Prices that were shown, until they expire. */
@Component
class QuoteStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    QuoteStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Quote(
            String id,
            String customerId,
            String merchantId,
            Optional<String> orderId,
            Optional<String> orderNumber,
            Currency currency,
            PinnedPrice price,
            Instant createdAt,
            Instant expiresAt) {}

    /**
     * One statement, which also spares its own commit the wait for the disk: a quote is a promise about a price, not value,
     * and a customer whose quote is lost in a crash simply gets another.
     */
    void insert(Quote quote) {
        jdbc.sql("""
                        with lazy as (select set_config('synchronous_commit', 'off', true))
                        insert into payments.quote
                          (id, customer_id, merchant_id, order_id, order_number, currency, price, created_at, expires_at)
                        select :id, :customer, :merchant, :order, :number, :currency, :price::jsonb, :createdAt, :expiresAt
                        from lazy
                        """)
                .param("id", quote.id())
                .param("customer", quote.customerId())
                .param("merchant", quote.merchantId())
                .param("order", quote.orderId().orElse(null))
                .param("number", quote.orderNumber().orElse(null))
                .param("currency", quote.currency().code())
                .param("price", json.writeValueAsString(quote.price()))
                .param("createdAt", DatabaseTime.utc(quote.createdAt()))
                .param("expiresAt", DatabaseTime.utc(quote.expiresAt()))
                .update();
    }

    /** The customer's own quote. */
    Optional<Quote> find(String id, String customerId) {
        return jdbc.sql("""
                        select id, customer_id, merchant_id, order_id, order_number, currency, price, created_at, expires_at
                        from payments.quote
                        where id = :id and customer_id = :customer
                        """)
                .param("id", id)
                .param("customer", customerId)
                .query((row, n) -> new Quote(
                        row.getString("id"),
                        row.getString("customer_id"),
                        row.getString("merchant_id"),
                        Optional.ofNullable(row.getString("order_id")),
                        Optional.ofNullable(row.getString("order_number")),
                        Currency.of(row.getString("currency")),
                        json.readValue(row.getString("price"), PinnedPrice.class),
                        DatabaseTime.instant(row, "created_at"),
                        DatabaseTime.instant(row, "expires_at")))
                .optional();
    }

    int deleteExpired(Instant before, int atMost) {
        return jdbc.sql("""
                        delete from payments.quote where id in (
                          select id from payments.quote where expires_at < :before order by expires_at limit :atMost)
                        """)
                .param("before", DatabaseTime.utc(before))
                .param("atMost", atMost)
                .update();
    }
}
