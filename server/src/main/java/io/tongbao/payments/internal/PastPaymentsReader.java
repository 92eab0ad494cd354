package io.tongbao.payments.internal;

import io.tongbao.identity.People;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.Channel;
import io.tongbao.payments.CustomerLists;
import io.tongbao.payments.PastPayments;
import io.tongbao.payments.SourceKind;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.backtest.PastPayment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads payments that were made off their rows, with the basket that was priced. */
@Component
class PastPaymentsReader implements PastPayments {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final People people;
    private final CustomerLists lists;
    private final Clock clock;

    PastPaymentsReader(JdbcClient jdbc, JsonMapper json, People people, CustomerLists lists, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.people = people;
        this.lists = lists;
        this.clock = clock;
    }

    private record Row(
            String id, Instant at, Setting setting, String customerId, String currency, List<PinnedPrice.Line> lines) {}

    @Override
    public List<PastPayment> page(
            Currency currency, Instant from, Instant until, Optional<PastPayment> after, int limit) {
        List<Row> rows = jdbc.sql("""
                        select id, paid_at, channel, customer_id, merchant_id, currency, bank_code, price
                          from payments.payment
                         where currency = :currency and paid_at < :until and paid_at >= :from
                           and (paid_at, id) > (:after_at, :after_id)
                         order by paid_at, id
                         limit :limit
                        """)
                .param("currency", currency.code())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("after_at", DatabaseTime.utc(after.map(PastPayment::at).orElse(from)))
                .param("after_id", after.map(PastPayment::id).orElse(""))
                .param("limit", limit)
                .query(this::row)
                .list();
        List<String> customers = rows.stream().map(Row::customerId).distinct().toList();
        Map<String, Instant> joined = people.joinedAt(customers);
        Map<String, Set<String>> on = lists.lists(customers);
        return rows.stream()
                .map(row -> new PastPayment(
                        row.id(),
                        row.at(),
                        row.setting(),
                        customer(row.customerId(), Optional.ofNullable(joined.get(row.customerId())))
                                .onLists(on.getOrDefault(row.customerId(), Set.of())),
                        PinnedPrice.basket(Basket.Occasion.PURCHASE, row.currency(), row.lines())))
                .toList();
    }

    private Customer customer(String id, Optional<Instant> joined) {
        return new Customer(
                id,
                joined.map(instant -> LocalDate.ofInstant(instant, clock.getZone())),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());
    }

    private Row row(ResultSet row, int index) throws SQLException {
        Channel channel = Channel.of(row.getString("channel"));
        String merchantId = row.getString("merchant_id");
        return new Row(
                row.getString("id"),
                DatabaseTime.instant(row, "paid_at"),
                channel == Channel.IMPORT
                        ? ImportingPayments.before(merchantId)
                        : PricingBaskets.setting(merchantId, channel, source(row.getString("bank_code"))),
                row.getString("customer_id"),
                row.getString("currency"),
                json.readValue(row.getString("price"), PinnedPrice.class).lines());
    }

    /** Whose card it was is kept with a payment, the card's network is not. */
    private static Setting.Source source(@Nullable String bankCode) {
        return bankCode == null
                ? new Setting.Source(SourceKind.BALANCE.code(), Optional.empty(), Optional.empty())
                : new Setting.Source(SourceKind.CARD.code(), Optional.of(bankCode), Optional.empty());
    }

    @Override
    public long count(Currency currency, Instant from, Instant until) {
        return jdbc.sql("""
                        select count(*) from payments.payment
                         where currency = :currency and paid_at >= :from and paid_at < :until
                        """)
                .param("currency", currency.code())
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Orders> ordersBefore(Instant instant, Optional<Orders> after, int limit) {
        return jdbc.sql("""
                        select customer_id, merchant_id, count(*) as orders
                          from payments.payment
                         where paid_at < :before and (customer_id, merchant_id) > (:customer, :merchant)
                         group by customer_id, merchant_id
                         order by customer_id, merchant_id
                         limit :limit
                        """)
                .param("before", DatabaseTime.utc(instant))
                .param("customer", after.map(Orders::customerId).orElse(""))
                .param("merchant", after.map(Orders::merchantId).orElse(""))
                .param("limit", limit)
                .query((row, _) ->
                        new Orders(row.getString("customer_id"), row.getString("merchant_id"), row.getLong("orders")))
                .list();
    }
}
