package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much staff may give: what one person opens alone, and what may be drawn by chance. Data with its history. */
@Component
class GivingLimits {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final long aloneAtFirst;

    /** @param aloneAtFirst what one person opens alone, in minor units of any currency, until staff have decided */
    GivingLimits(JdbcClient jdbc, Clock clock, @Value("${tongbao.offers.alone-at-first}") long aloneAtFirst) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.aloneAtFirst = aloneAtFirst;
    }

    /** What is limited. */
    enum Kind {
        /** The budget of an offer that one person opens without another's approval. */
        ALONE,
        /** The largest amount that an offer may draw. */
        RANDOM_PRIZE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Not a limit: " + code));
        }
    }

    /** @param minor empty where there is no limit */
    record Rule(
            long id, Kind kind, Currency currency, OptionalLong minor, String reason, String setBy, Instant setAt) {}

    Money alone(Currency currency) {
        return new Money(newest(Kind.ALONE, currency).orElse(aloneAtFirst), currency);
    }

    OptionalLong largestPrize(Currency currency) {
        return newest(Kind.RANDOM_PRIZE, currency);
    }

    private OptionalLong newest(Kind kind, Currency currency) {
        return jdbc
                .sql("""
                        select minor from offers.limit_rule where kind = :kind and currency = :currency order by id desc limit 1
                        """)
                .param("kind", kind.code())
                .param("currency", currency.code())
                .query((row, _) -> row.getObject("minor", Long.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Every decision, the newest first. */
    List<Rule> history(Optional<Long> before, int limit) {
        return jdbc.sql("""
                        select id, kind, currency, minor, reason, set_by, set_at from offers.limit_rule
                         where (:before::bigint is null or id < :before)
                         order by id desc limit :limit
                        """)
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query((row, _) -> {
                    long minor = row.getLong("minor");
                    OptionalLong amount = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(minor);
                    return new Rule(
                            row.getLong("id"),
                            Kind.of(row.getString("kind")),
                            Currency.of(row.getString("currency")),
                            amount,
                            row.getString("reason"),
                            row.getString("set_by"),
                            DatabaseTime.instant(row, "set_at"));
                })
                .list();
    }

    /** Sets a limit from now on; the earlier ones stay as history. */
    void set(Kind kind, Currency currency, Optional<Long> minor, String reason, String by) {
        jdbc.sql("""
                        insert into offers.limit_rule (kind, currency, minor, reason, set_by, set_at)
                        values (:kind, :currency, :minor, :reason, :by, :now)
                        """)
                .param("kind", kind.code())
                .param("currency", currency.code())
                .param("minor", minor.orElse(null), Types.BIGINT)
                .param("reason", reason)
                .param("by", by)
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
    }
}
