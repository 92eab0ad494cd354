package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.Channel;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Gathering;
import io.tongbao.promotions.Setting;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Prices that were shown, until they expire. */
@Component
class QuoteStore {
    private static final int GATHERED_MAX = 128;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Gathering<Stored, Boolean> storing = new Gathering<>(GATHERED_MAX, this::store);
    private final Gathering<String, Optional<Quote>> finding = new Gathering<>(GATHERED_MAX, this::find);

    QuoteStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param turn which try to pay its order it is for, from 0
     * @param source what it was priced for to be paid with
     * @param dependsOnSource whether it might be another price if it were paid with something else
     */
    record Quote(
            String id,
            String customerId,
            String merchantId,
            Optional<String> storeId,
            Optional<String> orderId,
            Optional<String> orderNumber,
            int turn,
            Currency currency,
            PinnedPrice price,
            Channel channel,
            Setting.Source source,
            boolean dependsOnSource,
            Instant createdAt,
            Instant expiresAt) {

        /** Whether the price may be none for a payment with this source. */
        boolean isForAnother(Setting.Source asked) {
            return dependsOnSource && !source.equals(asked);
        }
    }

    /** A quote with its price as JSON, made in the thread of who asked for it. */
    private record Stored(Quote quote, String price) {}

    /**
     * One statement, which also spares its own commit the wait for the disk: a quote is a promise about a price, not value,
     * and a customer whose quote is lost in a crash simply gets another.
     */
    void insert(Quote quote) {
        storing.ask(new Stored(quote, json.writeValueAsString(quote.price())));
    }

    private List<Boolean> store(List<Stored> quotes) {
        jdbc.sql("""
                        with lazy as (select set_config('synchronous_commit', 'off', true))
                        insert into payments.quote
                          (id, customer_id, merchant_id, store_id, order_id, order_number, turn, currency, price, channel, source,
                           source_issuer, source_brand, depends_on_source, created_at, expires_at)
                        select id, customer_id, merchant_id, store_id, order_id, order_number, turn, currency, price::jsonb, channel, source,
                               source_issuer, source_brand, depends_on_source, created_at::timestamptz, expires_at::timestamptz
                        from unnest(:ids::text[], :customers::text[], :merchants::text[], :stores::text[], :orders::text[], :numbers::text[],
                                    :turns::integer[], :currencies::text[], :prices::text[], :channels::text[], :sources::text[],
                                    :issuers::text[], :brands::text[], :depend::boolean[], :createdAts::text[],
                                    :expiresAts::text[])
                          as t (id, customer_id, merchant_id, store_id, order_id, order_number, turn, currency, price, channel, source,
                                source_issuer, source_brand, depends_on_source, created_at, expires_at),
                             lazy
                        """)
                .param("ids", column(quotes, Quote::id))
                .param("customers", column(quotes, Quote::customerId))
                .param("merchants", column(quotes, Quote::merchantId))
                .param("stores", column(quotes, quote -> quote.storeId().orElse(null)))
                .param("orders", column(quotes, quote -> quote.orderId().orElse(null)))
                .param("numbers", column(quotes, quote -> quote.orderNumber().orElse(null)))
                .param(
                        "turns",
                        quotes.stream().map(stored -> stored.quote().turn()).toArray(Integer[]::new))
                .param("currencies", column(quotes, quote -> quote.currency().code()))
                .param("prices", quotes.stream().map(Stored::price).toArray(String[]::new))
                .param("channels", column(quotes, quote -> quote.channel().code()))
                .param("sources", column(quotes, quote -> quote.source().kind()))
                .param(
                        "issuers",
                        column(quotes, quote -> quote.source().issuer().orElse(null)))
                .param("brands", column(quotes, quote -> quote.source().brand().orElse(null)))
                .param(
                        "depend",
                        quotes.stream()
                                .map(stored -> stored.quote().dependsOnSource())
                                .toArray(Boolean[]::new))
                .param("createdAts", column(quotes, quote -> quote.createdAt().toString()))
                .param("expiresAts", column(quotes, quote -> quote.expiresAt().toString()))
                .update();
        return Collections.nCopies(quotes.size(), true);
    }

    private static @Nullable String[] column(List<Stored> quotes, Function<Quote, @Nullable String> value) {
        return quotes.stream().map(stored -> value.apply(stored.quote())).toArray(String[]::new);
    }

    /** The customer's own quote. */
    Optional<Quote> find(String id, String customerId) {
        return finding.ask(id).filter(quote -> quote.customerId().equals(customerId));
    }

    private List<Optional<Quote>> find(List<String> ids) {
        Map<String, Quote> found = HashMap.newHashMap(ids.size());
        jdbc.sql("""
                        select id, customer_id, merchant_id, store_id, order_id, order_number, turn, currency, price, channel, source,
                               source_issuer, source_brand, depends_on_source, created_at, expires_at
                        from payments.quote
                        where id = any(:ids)
                        """)
                .param("ids", ids.toArray(String[]::new))
                .query((row, n) -> found.put(
                        row.getString("id"),
                        new Quote(
                                row.getString("id"),
                                row.getString("customer_id"),
                                row.getString("merchant_id"),
                                Optional.ofNullable(row.getString("store_id")),
                                Optional.ofNullable(row.getString("order_id")),
                                Optional.ofNullable(row.getString("order_number")),
                                row.getInt("turn"),
                                Currency.of(row.getString("currency")),
                                json.readValue(row.getString("price"), PinnedPrice.class),
                                Channel.of(row.getString("channel")),
                                new Setting.Source(
                                        row.getString("source"),
                                        Optional.ofNullable(row.getString("source_issuer")),
                                        Optional.ofNullable(row.getString("source_brand"))),
                                row.getBoolean("depends_on_source"),
                                DatabaseTime.instant(row, "created_at"),
                                DatabaseTime.instant(row, "expires_at"))))
                .list();
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
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
