package io.tongbao.wallets.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much one may move at once and in a business day; data with history. */
@Component
class Limits {
    private final JdbcClient jdbc;
    private final Clock clock;

    Limits(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is limited. */
    enum Kind {
        TOP_UP("top_up"),
        WITHDRAWAL("withdrawal"),
        SEND("send");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    record Rule(String kind, Money each, Money day) {

        /** Empty if the amount fits, with what was moved before on the day. */
        Optional<Above> judge(Money amount, long movedToday) {
            if (amount.isAbove(each)) {
                return Optional.of(new Above("each", each, each));
            }
            Money left = left(movedToday);
            return amount.isAbove(left) ? Optional.of(new Above("day", day, left)) : Optional.empty();
        }

        /** What may still be moved on a day on which so much was. */
        Money left(long movedToday) {
            return new Money(Math.max(0, day.minor() - movedToday), day.currency());
        }
    }

    /** @param period {@code each} or {@code day} */
    record Above(String period, Money limit, Money left) {}

    /** The rule in force; empty if this is not offered in the currency. */
    Optional<Rule> rule(Kind kind, Currency currency) {
        return jdbc.sql("""
                        select kind, each_minor, day_minor from wallets.limit_rule
                         where kind = :kind and currency = :currency and valid_from <= :now
                         order by valid_from desc, id desc limit 1
                        """)
                .param("kind", kind.code())
                .param("currency", currency.code())
                .param("now", DatabaseTime.utc(clock.instant()))
                .query((row, index) -> new Rule(
                        row.getString("kind"),
                        new Money(row.getLong("each_minor"), currency),
                        new Money(row.getLong("day_minor"), currency)))
                .optional();
    }

    /** All rules in force. */
    List<Rule> rules() {
        return jdbc.sql("""
                        select distinct on (kind, currency) kind, currency, each_minor, day_minor
                          from wallets.limit_rule where valid_from <= :now
                         order by kind, currency, valid_from desc, id desc
                        """)
                .param("now", DatabaseTime.utc(clock.instant()))
                .query((row, index) -> new Rule(
                        row.getString("kind"),
                        Money.of(row.getLong("each_minor"), row.getString("currency")),
                        Money.of(row.getLong("day_minor"), row.getString("currency"))))
                .list();
    }

    /** Sets a rule from now on; the earlier ones stay as history. */
    void set(Kind kind, Money each, Money day, String by) {
        jdbc.sql("""
                        insert into wallets.limit_rule (kind, currency, each_minor, day_minor, valid_from, set_by)
                        values (:kind, :currency, :each, :day, :now, :by)
                        """)
                .param("kind", kind.code())
                .param("currency", each.currency().code())
                .param("each", each.minor())
                .param("day", day.minor())
                .param("now", DatabaseTime.utc(clock.instant()))
                .param("by", by)
                .update();
    }
}
