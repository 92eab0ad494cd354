package io.tongbao.tills.internal;

import io.tongbao.payments.TillSums;
import io.tongbao.platform.DatabaseTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Days as their owners signed them; nothing is changed, a day is signed again. */
@Component
class SignedDayStore {
    private static final TypeReference<List<TillSums.Sum>> SUMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SignedDayStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param version names the sums: other sums have another */
    record SignedDay(LocalDate day, String version, List<TillSums.Sum> sums, String signedBy, Instant signedAt) {}

    /** The same sums signed again are signed once. */
    void sign(String id, String merchantId, SignedDay signed) {
        jdbc.sql("""
                        insert into tills.signed_day (id, merchant_id, day, rows, version, signed_by, signed_at)
                        values (:id, :merchant, :day, cast(:rows as jsonb), :version, :by, :at)
                        on conflict (merchant_id, day, version) do nothing
                        """)
                .param("id", id)
                .param("merchant", merchantId)
                .param("day", signed.day())
                .param("rows", json.writeValueAsString(signed.sums()))
                .param("version", signed.version())
                .param("by", signed.signedBy())
                .param("at", DatabaseTime.utc(signed.signedAt()))
                .update();
    }

    Optional<SignedDay> latest(String merchantId, LocalDate day) {
        return jdbc.sql("""
                        select version, rows, signed_by, signed_at from tills.signed_day
                         where merchant_id = :merchant and day = :day order by signed_at desc, id desc limit 1
                        """)
                .param("merchant", merchantId)
                .param("day", day)
                .query((row, _) -> new SignedDay(
                        day,
                        row.getString("version"),
                        json.readValue(row.getString("rows"), SUMS),
                        row.getString("signed_by"),
                        DatabaseTime.instant(row, "signed_at")))
                .optional();
    }

    String version(List<TillSums.Sum> sums) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(sums).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
