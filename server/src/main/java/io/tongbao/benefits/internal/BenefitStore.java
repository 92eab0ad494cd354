package io.tongbao.benefits.internal;

import io.tongbao.benefits.internal.Benefit.Terms;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of benefits and their terms. */
@Component
class BenefitStore {
    private static final String BENEFIT = """
            select b.id, b.supplier_id, s.name as supplier_name, b.currency, b.worth_minor, b.cost_minor, b.made_at,
                   t.version, t.name, t.how_to_redeem, t.claim_from, t.claim_until, t.per_customer, t.low_stock, t.listed, t.paused
              from benefits.benefit b
              join benefits.supplier s on s.id = b.supplier_id
              join lateral (select * from benefits.terms where benefit_id = b.id order by version desc limit 1) t on true
            """;

    private final JdbcClient jdbc;

    BenefitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Answers false if the request was taken before.
     *
     * @param request the key it was asked under, and content what was asked, as digests
     */
    boolean insert(Benefit benefit, String request, String content, String by) {
        int added = jdbc.sql("""
                        insert into benefits.benefit
                          (id, request, content, supplier_id, currency, worth_minor, cost_minor, made_by, made_at)
                        values (:id, :request, :content, :supplier, :currency, :worth, :cost, :by, :at)
                        on conflict (request) do nothing
                        """)
                .param("id", benefit.id())
                .param("request", request)
                .param("content", content)
                .param("supplier", benefit.supplierId())
                .param("currency", benefit.currency().code())
                .param("worth", benefit.worth().minor())
                .param("cost", benefit.cost().minor())
                .param("by", by)
                .param("at", DatabaseTime.utc(benefit.madeAt()))
                .update();
        return added == 1 && write(benefit.id(), benefit.terms(), by, benefit.madeAt());
    }

    /** Answers false if there is that version already. */
    boolean write(String benefitId, Terms terms, String by, Instant at) {
        try {
            return jdbc.sql("""
                            insert into benefits.terms
                              (benefit_id, version, name, how_to_redeem, claim_from, claim_until, per_customer, low_stock, listed,
                               paused, written_by, written_at)
                            values (:id, :version, :name, :how, :from, :until, :perCustomer, :low, :listed, :paused, :by, :at)
                            """)
                            .param("id", benefitId)
                            .param("version", terms.version())
                            .param("name", terms.name())
                            .param("how", terms.howToRedeem())
                            .param("from", DatabaseTime.utc(terms.claimFrom()))
                            .param("until", DatabaseTime.utc(terms.claimUntil()))
                            .param("perCustomer", terms.perCustomer())
                            .param("low", terms.lowStock())
                            .param("listed", terms.listed())
                            .param("paused", terms.paused())
                            .param("by", by)
                            .param("at", DatabaseTime.utc(at))
                            .update()
                    == 1;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** What was asked under the key, as a digest, and the benefit that came of it. */
    record Asked(String content, String benefitId) {}

    Optional<Asked> ofRequest(String request) {
        return jdbc.sql("select content, id from benefits.benefit where request = :request")
                .param("request", request)
                .query((row, n) -> new Asked(row.getString("content"), row.getString("id")))
                .optional();
    }

    Optional<Benefit> find(String id) {
        return jdbc.sql(BENEFIT + "where b.id = :id")
                .param("id", id)
                .query(BenefitStore::benefit)
                .optional();
    }

    Map<String, Benefit> find(Collection<String> ids) {
        return jdbc
                .sql(BENEFIT + "where b.id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(BenefitStore::benefit)
                .list()
                .stream()
                .collect(Collectors.toMap(Benefit::id, Function.identity()));
    }

    /** The newest first; of one supplier, if one is named. */
    List<Benefit> list(Optional<String> supplierId, Optional<String> before, int limit) {
        return jdbc.sql(BENEFIT + """
                        where b.id < :before and (:supplier::text is null or b.supplier_id = :supplier)
                        order by b.id desc
                        limit :limit
                        """)
                .param("before", before.orElse("~"))
                .param("supplier", supplierId.orElse(null))
                .param("limit", limit)
                .query(BenefitStore::benefit)
                .list();
    }

    /** What stands in the claim centre, the newest first; one that had no codes yet does not. */
    List<Benefit> listed(Instant now, Optional<String> before, int limit) {
        return jdbc.sql(BENEFIT + """
                        where b.id < :before and t.listed and not t.paused and t.claim_until > :now
                          and exists (select from benefits.lot l where l.benefit_id = b.id)
                        order by b.id desc
                        limit :limit
                        """)
                .param("before", before.orElse("~"))
                .param("now", DatabaseTime.utc(now))
                .param("limit", limit)
                .query(BenefitStore::benefit)
                .list();
    }

    private static Benefit benefit(ResultSet row, int n) throws SQLException {
        return new Benefit(
                row.getString("id"),
                row.getString("supplier_id"),
                row.getString("supplier_name"),
                Money.of(row.getLong("worth_minor"), row.getString("currency")),
                Money.of(row.getLong("cost_minor"), row.getString("currency")),
                DatabaseTime.instant(row, "made_at"),
                new Terms(
                        row.getInt("version"),
                        row.getString("name"),
                        row.getString("how_to_redeem"),
                        DatabaseTime.instant(row, "claim_from"),
                        DatabaseTime.instant(row, "claim_until"),
                        row.getLong("per_customer"),
                        row.getLong("low_stock"),
                        row.getBoolean("listed"),
                        row.getBoolean("paused")));
    }
}
