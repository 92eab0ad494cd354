package io.tongbao.merchants.internal;

import io.tongbao.merchants.Store;
import io.tongbao.merchants.TillPeople;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of stores, of who works at which, and of what the tills offer for one press. */
@Component
class TillStore implements TillPeople {
    private static final String STORE = "select id, merchant_id, name, address from merchants.store ";

    private final JdbcClient jdbc;

    TillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param product the shop's own code, by which offers know the goods */
    record QuickItem(String name, Optional<String> product, long priceMinor) {}

    /** Answers false if the merchant has an open store of that name. */
    boolean open(Store store, Instant at) {
        return jdbc.sql("""
                            insert into merchants.store (id, merchant_id, name, address, opened_at)
                            values (:id, :merchant, :name, :address, :at)
                            on conflict (merchant_id, name) where closed_at is null do nothing
                            """)
                        .param("id", store.id())
                        .param("merchant", store.merchantId())
                        .param("name", store.name())
                        .param("address", store.address())
                        .param("at", DatabaseTime.utc(at))
                        .update()
                == 1;
    }

    Optional<Store> find(String merchantId, String storeId) {
        return jdbc.sql(STORE + "where id = :id and merchant_id = :merchant and closed_at is null")
                .param("id", storeId)
                .param("merchant", merchantId)
                .query(TillStore::store)
                .optional();
    }

    /** Answers false if another open store of the merchant has that name. */
    boolean change(Store store) {
        return jdbc.sql("""
                            update merchants.store s set name = :name, address = :address
                             where s.id = :id
                               and not exists (select from merchants.store o
                                                where o.merchant_id = s.merchant_id and o.name = :name and o.id <> s.id
                                                  and o.closed_at is null)
                            """)
                        .param("id", store.id())
                        .param("name", store.name())
                        .param("address", store.address())
                        .update()
                == 1;
    }

    /** Its cashiers work at no one store from then on. */
    void close(Store store, Instant at) {
        jdbc.sql("""
                        with moved as (
                          update merchants.cashier set store_id = null where store_id = :id and removed_at is null
                        )
                        update merchants.store set closed_at = :at where id = :id and closed_at is null
                        """).param("id", store.id()).param("at", DatabaseTime.utc(at)).update();
    }

    /** Answers false if the merchant has no such cashier. */
    boolean assign(String merchantId, String cashierId, Optional<String> storeId) {
        return jdbc.sql("""
                            update merchants.cashier set store_id = :store
                             where id = :id and merchant_id = :merchant and removed_at is null
                            """)
                        .param("id", cashierId)
                        .param("merchant", merchantId)
                        .param("store", storeId.orElse(null))
                        .update()
                == 1;
    }

    @Override
    public Optional<Store> storeOf(String personId) {
        return jdbc.sql("""
                        select s.id, s.merchant_id, s.name, s.address
                          from merchants.cashier c
                          join merchants.store s on s.id = c.store_id
                         where c.person_id = :person and c.removed_at is null
                        """).param("person", personId).query(TillStore::store).optional();
    }

    @Override
    public List<Store> stores(String merchantId) {
        return jdbc.sql(STORE + "where merchant_id = :merchant and closed_at is null order by id")
                .param("merchant", merchantId)
                .query(TillStore::store)
                .list();
    }

    @Override
    public Map<String, String> storeNames(String merchantId) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("select id, name from merchants.store where merchant_id = :merchant order by id")
                .param("merchant", merchantId)
                .query(row -> {
                    names.put(row.getString("id"), row.getString("name"));
                });
        return names;
    }

    @Override
    public Map<String, String> names(String merchantId) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("""
                        select person_id, name from merchants.cashier where merchant_id = :merchant
                        union all
                        select owner_id, contact_name from merchants.merchant where id = :merchant
                        """).param("merchant", merchantId).query(row -> {
            names.put(row.getString("person_id"), row.getString("name"));
        });
        return names;
    }

    List<QuickItem> quickItems(String merchantId) {
        return jdbc.sql(
                        "select name, product, price_minor from merchants.quick_item where merchant_id = :merchant order by place")
                .param("merchant", merchantId)
                .query((row, _) -> new QuickItem(
                        row.getString("name"),
                        Optional.ofNullable(row.getString("product")),
                        row.getLong("price_minor")))
                .list();
    }

    /** Within a transaction. */
    void replaceQuickItems(String merchantId, List<QuickItem> items) {
        jdbc.sql("delete from merchants.quick_item where merchant_id = :merchant")
                .param("merchant", merchantId)
                .update();
        jdbc.sql("""
                        insert into merchants.quick_item (merchant_id, place, name, product, price_minor)
                        select :merchant, place, name, product, price
                          from unnest(:places::integer[], :names::text[], :products::text[], :prices::bigint[])
                            as t (place, name, product, price)
                        """)
                .param("merchant", merchantId)
                .param("places", IntStream.range(0, items.size()).boxed().toArray(Integer[]::new))
                .param("names", items.stream().map(QuickItem::name).toArray(String[]::new))
                .param(
                        "products",
                        items.stream().map(item -> item.product().orElse(null)).toArray(String[]::new))
                .param("prices", items.stream().map(QuickItem::priceMinor).toArray(Long[]::new))
                .update();
    }

    private static Store store(ResultSet row, int n) throws SQLException {
        return new Store(
                row.getString("id"), row.getString("merchant_id"), row.getString("name"), row.getString("address"));
    }
}
