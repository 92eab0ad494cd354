package io.tongbao.merchants.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of merchants and their cashiers. */
@Component
class MerchantStore {
    private static final String MERCHANT = """
            select m.id, m.owner_id, m.name, m.category, c.mcc, m.city, m.licence_number, m.contact_name, m.currency,
                   m.status, m.applied_at, m.decided_at, m.decision_reason
            from merchants.merchant m
            join merchants.category c on c.code = m.category
            """;

    private final JdbcClient jdbc;

    MerchantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A merchant with all that its owner and staff see. */
    record Merchant(
            MerchantProfile profile,
            String ownerId,
            String licenceNumber,
            String contactName,
            Instant appliedAt,
            Optional<Instant> decidedAt,
            Optional<String> decisionReason) {}

    record Category(String code, String nameZh, String nameEn, String mcc) {}

    /** @param storeId where it works; nothing for one of no one store */
    record Cashier(
            String id,
            String merchantId,
            String personId,
            String name,
            String phoneMasked,
            Instant addedAt,
            Optional<String> storeId) {}

    List<Category> categories() {
        return jdbc.sql("select code, name_zh, name_en, mcc from merchants.category order by mcc, code")
                .query((row, n) -> new Category(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    /** Answers false if the owner has a merchant already. */
    boolean insert(Merchant merchant, Optional<String> decidedBy) {
        return jdbc.sql("""
                            insert into merchants.merchant
                              (id, owner_id, name, category, city, licence_number, contact_name, currency, status,
                               applied_at, decided_at, decided_by)
                            values
                              (:id, :owner, :name, :category, :city, :licence, :contact, :currency, :status,
                               :appliedAt, :decidedAt, :decidedBy)
                            on conflict (owner_id) do nothing
                            """)
                        .param("id", merchant.profile().id())
                        .param("owner", merchant.ownerId())
                        .param("name", merchant.profile().name())
                        .param("category", merchant.profile().category())
                        .param("city", merchant.profile().city())
                        .param("licence", merchant.licenceNumber())
                        .param("contact", merchant.contactName())
                        .param("currency", merchant.profile().currency().code())
                        .param("status", merchant.profile().status().code())
                        .param("appliedAt", DatabaseTime.utc(merchant.appliedAt()))
                        .param(
                                "decidedAt",
                                merchant.decidedAt().map(DatabaseTime::utc).orElse(null))
                        .param("decidedBy", decidedBy.orElse(null))
                        .update()
                == 1;
    }

    Optional<Merchant> find(String id) {
        return jdbc.sql(MERCHANT + "where m.id = :id")
                .param("id", id)
                .query(MerchantStore::merchant)
                .optional();
    }

    List<Merchant> find(Collection<String> ids) {
        return jdbc.sql(MERCHANT + "where m.id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(MerchantStore::merchant)
                .list();
    }

    Optional<Merchant> findByName(String name) {
        return jdbc.sql(MERCHANT + "where m.name = :name order by m.id limit 1")
                .param("name", name)
                .query(MerchantStore::merchant)
                .optional();
    }

    Optional<Merchant> ownedBy(String personId) {
        return jdbc.sql(MERCHANT + "where m.owner_id = :person")
                .param("person", personId)
                .query(MerchantStore::merchant)
                .optional();
    }

    /** Newest first, one more than the limit; {@code before} is the last id of the page before. */
    List<Merchant> list(Optional<MerchantStatus> status, Optional<String> words, Optional<String> before, int limit) {
        return jdbc.sql(MERCHANT + """
                        where (:status::text is null or m.status = :status)
                          and (:before::text is null or m.id < :before)
                          and (:words::text is null or position(lower(:words) in lower(m.name || ' ' || m.city)) > 0
                               or m.id = :words or m.licence_number = :words)
                        order by m.id desc
                        limit :limit
                        """)
                .param("status", status.map(MerchantStatus::code).orElse(null))
                .param("before", before.orElse(null))
                .param("words", words.orElse(null))
                .param("limit", limit + 1)
                .query(MerchantStore::merchant)
                .list();
    }

    /** Answers false if the status was not one of {@code from} any more. */
    boolean decide(
            String id,
            List<MerchantStatus> from,
            MerchantStatus to,
            String decidedBy,
            Instant decidedAt,
            Optional<String> reason) {
        return jdbc.sql("""
                                with decided as (
                                  update merchants.merchant
                                  set status = :to, decided_by = :by, decided_at = :at, decision_reason = :reason
                                  where id = :id and status = any(:from)
                                  returning id
                                )
                                insert into merchants.decision (merchant_id, status, reason, decided_by, decided_at)
                                select id, :to::text, :reason::text, :by::text, :at::timestamptz from decided
                                """)
                        .param("id", id)
                        .param("from", from.stream().map(MerchantStatus::code).toArray(String[]::new))
                        .param("to", to.code())
                        .param("by", decidedBy)
                        .param("at", DatabaseTime.utc(decidedAt))
                        .param("reason", reason.orElse(null))
                        .update()
                == 1;
    }

    /** Answers false if the person is a cashier somewhere already. */
    boolean addCashier(Cashier cashier) {
        return jdbc.sql("""
                            insert into merchants.cashier (id, merchant_id, person_id, name, phone_masked, added_at, store_id)
                            values (:id, :merchant, :person, :name, :phone, :at, :store)
                            on conflict (person_id) where removed_at is null do nothing
                            """)
                        .param("id", cashier.id())
                        .param("merchant", cashier.merchantId())
                        .param("person", cashier.personId())
                        .param("name", cashier.name())
                        .param("phone", cashier.phoneMasked())
                        .param("at", DatabaseTime.utc(cashier.addedAt()))
                        .param("store", cashier.storeId().orElse(null))
                        .update()
                == 1;
    }

    List<Cashier> cashiersOf(String merchantId, int limit) {
        return cashiers("where merchant_id = :key and removed_at is null order by id limit " + limit, merchantId);
    }

    Optional<Cashier> cashierOf(String personId) {
        return cashiers("where person_id = :key and removed_at is null", personId).stream()
                .findFirst();
    }

    private List<Cashier> cashiers(String where, String key) {
        return jdbc.sql(
                        "select id, merchant_id, person_id, name, phone_masked, added_at, store_id from merchants.cashier "
                                + where)
                .param("key", key)
                .query((row, n) -> new Cashier(
                        row.getString("id"),
                        row.getString("merchant_id"),
                        row.getString("person_id"),
                        row.getString("name"),
                        row.getString("phone_masked"),
                        DatabaseTime.instant(row, "added_at"),
                        Optional.ofNullable(row.getString("store_id"))))
                .list();
    }

    /** Answers the person, or nothing if the merchant has no such cashier. */
    Optional<String> removeCashier(String merchantId, String cashierId, Instant at) {
        return jdbc.sql("""
                        update merchants.cashier set removed_at = :at
                        where id = :id and merchant_id = :merchant and removed_at is null
                        returning person_id
                        """)
                .param("id", cashierId)
                .param("merchant", merchantId)
                .param("at", DatabaseTime.utc(at))
                .query(String.class)
                .optional();
    }

    private static Merchant merchant(ResultSet row, int n) throws SQLException {
        MerchantProfile profile = new MerchantProfile(
                row.getString("id"),
                row.getString("name"),
                row.getString("category"),
                row.getString("mcc"),
                row.getString("city"),
                Currency.of(row.getString("currency")),
                MerchantStatus.find(row.getString("status")).orElseThrow());
        return new Merchant(
                profile,
                row.getString("owner_id"),
                row.getString("licence_number"),
                row.getString("contact_name"),
                DatabaseTime.instant(row, "applied_at"),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("decision_reason")));
    }
}
