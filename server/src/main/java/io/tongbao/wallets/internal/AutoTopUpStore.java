package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row for each person who has allowed it. */
@Component
class AutoTopUpStore {
    private static final String SELECT = """
            select person_id, card_id, currency, below_minor, amount_minor, per_day_minor, set_at, stopped
              from wallets.auto_top_up
            """;

    private final JdbcClient jdbc;

    AutoTopUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(AutoTopUp allowed) {
        jdbc.sql("""
                        insert into wallets.auto_top_up
                          (person_id, card_id, currency, below_minor, amount_minor, per_day_minor, set_at)
                        values (:person, :card, :currency, :below, :amount, :per_day, :set_at)
                        on conflict (person_id) do update
                           set card_id = excluded.card_id, currency = excluded.currency, below_minor = excluded.below_minor,
                               amount_minor = excluded.amount_minor, per_day_minor = excluded.per_day_minor,
                               set_at = excluded.set_at, stopped = null
                        """)
                .param("person", allowed.personId())
                .param("card", allowed.cardId())
                .param("currency", allowed.below().currency().code())
                .param("below", allowed.below().minor())
                .param("amount", allowed.amount().minor())
                .param("per_day", allowed.perDay().minor())
                .param("set_at", DatabaseTime.utc(allowed.setAt()))
                .update();
    }

    boolean delete(String personId) {
        return jdbc.sql("delete from wallets.auto_top_up where person_id = :person")
                        .param("person", personId)
                        .update()
                == 1;
    }

    Optional<AutoTopUp> find(String personId) {
        return list(SELECT + " where person_id = any(:people)", List.of(personId)).stream()
                .findFirst();
    }

    /** Of these people those for whom one may be made now: allowed, not stopped, and none is on its way. */
    List<AutoTopUp> ready(Collection<String> personIds) {
        return list(SELECT + """
                         where person_id = any(:people) and stopped is null
                           and not exists (select from wallets.card_movement as movement
                                            where movement.person_id = auto_top_up.person_id
                                              and movement.automatic and movement.state = 'pending')
                        """, personIds);
    }

    /** Made today or on its way, by itself. */
    long madeOn(LocalDate day, String personId, String currency) {
        return jdbc.sql("""
                        select coalesce(sum(minor), 0)::bigint from wallets.card_movement
                         where person_id = :person and business_day = :day and kind = 'top_up' and currency = :currency
                           and automatic and state in ('pending', 'settled')
                        """)
                .param("person", personId)
                .param("day", day)
                .param("currency", currency)
                .query(Long.class)
                .single();
    }

    void stop(String personId, String why) {
        jdbc.sql("update wallets.auto_top_up set stopped = :why where person_id = :person and stopped is null")
                .param("why", why)
                .param("person", personId)
                .update();
    }

    void cardRemoved(String cardId) {
        jdbc.sql("update wallets.auto_top_up set stopped = 'card-removed' where card_id = :card and stopped is null")
                .param("card", cardId)
                .update();
    }

    private List<AutoTopUp> list(String sql, Collection<String> personIds) {
        return jdbc.sql(sql)
                .param("people", personIds.toArray(String[]::new))
                .query((row, _) -> {
                    String currency = row.getString("currency");
                    return new AutoTopUp(
                            row.getString("person_id"),
                            row.getString("card_id"),
                            Money.of(row.getLong("below_minor"), currency),
                            Money.of(row.getLong("amount_minor"), currency),
                            Money.of(row.getLong("per_day_minor"), currency),
                            DatabaseTime.instant(row, "set_at"),
                            Optional.ofNullable(row.getString("stopped")));
                })
                .list();
    }
}
