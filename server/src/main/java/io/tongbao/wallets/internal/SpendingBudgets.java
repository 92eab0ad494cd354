package io.tongbao.wallets.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import java.time.Clock;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What people mean to spend at most in a month, by category. A budget is a promise to oneself: it refuses no payment. */
@Component
class SpendingBudgets {
    private final SpendingBudgetStore store;
    private final Spending spending;
    private final BusinessDay day;
    private final Clock clock;

    SpendingBudgets(SpendingBudgetStore store, Spending spending, BusinessDay day, Clock clock) {
        this.store = store;
        this.spending = spending;
        this.day = day;
        this.clock = clock;
    }

    record Budget(String category, Money amount) {}

    /** @param spent in the month; below zero if more was refunded than paid */
    record InMonth(Budget budget, Money spent) {}

    /** The person's budgets with what was spent of them in the month, this one if none is named, by currency and category. */
    List<InMonth> of(String personId, Optional<YearMonth> month) {
        return withSpent(personId, store.of(personId), month.orElseGet(day::month));
    }

    /** Those alone that a payment at the merchant would count towards. */
    List<InMonth> at(String personId, String merchantId, Optional<YearMonth> month) {
        String category = Objects.requireNonNull(
                        spending.categories(personId, List.of(merchantId)).get(merchantId))
                .code();
        List<Budget> budgets = store.of(personId).stream()
                .filter(budget -> budget.category().equals(category))
                .toList();
        return withSpent(personId, budgets, month.orElseGet(day::month));
    }

    private List<InMonth> withSpent(String personId, List<Budget> budgets, YearMonth month) {
        if (budgets.isEmpty()) {
            return List.of();
        }
        record Key(String currency, String category) {}
        Map<Key, Money> spent = new HashMap<>();
        spending.in(personId, month)
                .forEach(of -> spent.put(
                        new Key(of.currency(), of.category()),
                        of.months().getFirst().spent()));
        return budgets.stream()
                .map(budget -> new InMonth(
                        budget,
                        spent.getOrDefault(
                                new Key(budget.amount().currency().code(), budget.category()),
                                Money.zero(budget.amount().currency()))))
                .toList();
    }

    /** Holds for every month, in place of the one before. */
    void set(String personId, Budget budget) {
        store.set(personId, budget, clock.instant());
    }

    void remove(String personId, String category, Currency currency) {
        store.remove(personId, category, currency);
    }
}
