package io.tongbao.wallets.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.wallets.internal.SpendingBudgets.Budget;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SpendingBudgetStore {
    private final JdbcClient jdbc;

    SpendingBudgetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Budget> of(String personId) {
        return jdbc.sql("""
                        select category, minor, currency from wallets.spending_budget
                         where person_id = :person order by currency, category
                        """)
                .param("person", personId)
                .query((row, index) -> new Budget(
                        row.getString("category"), Money.of(row.getLong("minor"), row.getString("currency"))))
                .list();
    }

    void set(String personId, Budget budget, Instant at) {
        jdbc.sql("""
                        insert into wallets.spending_budget (person_id, category, currency, minor, set_at)
                        values (:person, :category, :currency, :minor, :at)
                        on conflict (person_id, category, currency)
                        do update set minor = excluded.minor, set_at = excluded.set_at
                        """)
                .param("person", personId)
                .param("category", budget.category())
                .param("currency", budget.amount().currency().code())
                .param("minor", budget.amount().minor())
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    void remove(String personId, String category, Currency currency) {
        jdbc.sql("""
                        delete from wallets.spending_budget
                         where person_id = :person and category = :category and currency = :currency
                        """)
                .param("person", personId)
                .param("category", category)
                .param("currency", currency.code())
                .update();
    }
}
