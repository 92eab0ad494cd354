package io.tongbao.payments.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pay codes, by their hashes. */
@Component
class PayCodeStore {
    private static final String PAY_CODE = """
            select c.id, c.customer_id, c.device, c.created_at, c.expires_at, c.asked_order, c.refused_at from payments.pay_code c
            """;

    private final JdbcClient jdbc;

    PayCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param device that shows it, by its fingerprint
     * @param askedOrder the order for which a till showed the code, but a PIN was needed
     * @param refusedAt when the customer said no to that order
     */
    record PayCode(
            String id,
            String customerId,
            String device,
            Instant createdAt,
            Instant expiresAt,
            Optional<String> askedOrder,
            Optional<Instant> refusedAt) {

        /** For its minute only: a clock that went back does not make it longer, another node's may be a little ahead. */
        boolean isLiveAt(Instant now) {
            Instant earliest = createdAt.minus(Duration.between(createdAt, expiresAt));
            return now.isBefore(expiresAt) && now.isAfter(earliest);
        }
    }

    void insert(PayCode code, byte[] hash) {
        jdbc.sql("""
                        insert into payments.pay_code (id, customer_id, device, code_hash, created_at, expires_at)
                        values (:id, :customer, :device, :hash, :at, :expiresAt)
                        """)
                .param("id", code.id())
                .param("customer", code.customerId())
                .param("device", code.device())
                .param("hash", hash)
                .param("at", DatabaseTime.utc(code.createdAt()))
                .param("expiresAt", DatabaseTime.utc(code.expiresAt()))
                .update();
    }

    Optional<PayCode> findByHash(byte[] hash) {
        return jdbc.sql(PAY_CODE + "where c.code_hash = :hash")
                .param("hash", hash)
                .query((row, n) -> payCode(row))
                .optional();
    }

    /** The customer's own pay code. */
    Optional<PayCode> find(String id, String customerId) {
        return jdbc.sql(PAY_CODE + "where c.id = :id and c.customer_id = :customer")
                .param("id", id)
                .param("customer", customerId)
                .query((row, n) -> payCode(row))
                .optional();
    }

    void asked(String id, String orderId) {
        jdbc.sql("update payments.pay_code set asked_order = :order, refused_at = null where id = :id")
                .param("id", id)
                .param("order", orderId)
                .update();
    }

    /** Answers false if no till has asked with it. Once refused it stays refused. */
    boolean refuse(String id, Instant at) {
        return jdbc.sql("""
                            update payments.pay_code set refused_at = coalesce(refused_at, :at)
                             where id = :id and asked_order is not null
                            """).param("id", id).param("at", DatabaseTime.utc(at)).update() == 1;
    }

    int deleteExpired(Instant before, int atMost) {
        return jdbc.sql("""
                        delete from payments.pay_code where id in (
                          select id from payments.pay_code where expires_at < :before order by expires_at limit :atMost)
                        """)
                .param("before", DatabaseTime.utc(before))
                .param("atMost", atMost)
                .update();
    }

    private static PayCode payCode(java.sql.ResultSet row) throws java.sql.SQLException {
        return new PayCode(
                row.getString("id"),
                row.getString("customer_id"),
                row.getString("device"),
                DatabaseTime.instant(row, "created_at"),
                DatabaseTime.instant(row, "expires_at"),
                Optional.ofNullable(row.getString("asked_order")),
                Optional.ofNullable(row.getObject("refused_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
