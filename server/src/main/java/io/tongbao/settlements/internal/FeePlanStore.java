package io.tongbao.settlements.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fee plans, and for whom which one holds from which day. Nothing of it is ever changed. */
@Component
class FeePlanStore {
    private static final String PLAN =
            "select id, name_zh, name_en, currency, rate_ppm, cap_minor, free_minor, advance_minor from settlements.fee_plan ";

    private final JdbcClient jdbc;
    private final Clock clock;

    FeePlanStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A plan and the day from which it holds. */
    record Use(LocalDate from, FeePlan plan) {}

    void insert(FeePlan plan, String madeBy) {
        jdbc.sql("""
                        insert into settlements.fee_plan
                          (id, name_zh, name_en, currency, rate_ppm, cap_minor, free_minor, advance_minor, made_by, made_at)
                        values (:id, :zh, :en, :currency, :rate, :cap, :free, :advance, :by, :now)
                        """)
                .param("id", plan.id())
                .param("zh", plan.nameZh())
                .param("en", plan.nameEn())
                .param("currency", plan.currency().code())
                .param("rate", plan.ratePpm())
                .param("cap", plan.capMinor().orElse(null))
                .param("free", plan.freeMinor())
                .param("advance", plan.advanceMinor())
                .param("by", madeBy)
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
    }

    Optional<FeePlan> find(String id) {
        return jdbc.sql(PLAN + "where id = :id")
                .param("id", id)
                .query(FeePlanStore::plan)
                .optional();
    }

    /** The newest first. */
    List<FeePlan> list(Optional<String> before, int limit) {
        return jdbc.sql(PLAN + "where (:before::text is null or id < :before) order by id desc limit :limit")
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(FeePlanStore::plan)
                .list();
    }

    /** Answers false if a plan was set for the same day already. */
    boolean use(String appliesTo, LocalDate from, String planId, String setBy) {
        return jdbc.sql("""
                            insert into settlements.fee_plan_use (applies_to, from_day, plan_id, set_by, set_at)
                            values (:to, :from, :plan, :by, :now)
                            on conflict (applies_to, from_day) do nothing
                            """)
                        .param("to", appliesTo)
                        .param("from", from)
                        .param("plan", planId)
                        .param("by", setBy)
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .update()
                == 1;
    }

    static String standard(Currency currency) {
        return "standard/" + currency.code();
    }

    /** The merchant's plans over time, its own and where it has none the standard one. */
    FeePlans of(String merchantId, Currency currency) {
        return new FeePlans(uses(merchantId), uses(standard(currency)));
    }

    /** By the day from which they hold, the first first. */
    private List<Use> uses(String appliesTo) {
        return jdbc.sql("""
                        select u.from_day, p.id, p.name_zh, p.name_en, p.currency, p.rate_ppm, p.cap_minor, p.free_minor,
                               p.advance_minor
                          from settlements.fee_plan_use u
                          join settlements.fee_plan p on p.id = u.plan_id
                         where u.applies_to = :to
                         order by u.from_day
                         limit 10000
                        """)
                .param("to", appliesTo)
                .query((row, n) -> new Use(row.getObject("from_day", LocalDate.class), plan(row, n)))
                .list();
    }

    private static FeePlan plan(ResultSet row, int n) throws SQLException {
        @Nullable Long cap = row.getObject("cap_minor", Long.class);
        return new FeePlan(
                row.getString("id"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Currency.of(row.getString("currency")),
                row.getInt("rate_ppm"),
                Optional.ofNullable(cap),
                row.getLong("free_minor"),
                row.getLong("advance_minor"));
    }
}
