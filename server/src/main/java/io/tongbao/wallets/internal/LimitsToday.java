package io.tongbao.wallets.internal;

import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.platform.Money;
import io.tongbao.wallets.WalletAccounts;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What is left to a person of each limit today: sends are counted in the books, what goes by card in its own rows. */
@Component
class LimitsToday {
    private final Limits limits;
    private final CardMovementStore movements;
    private final Ledger ledger;
    private final BusinessDay day;

    LimitsToday(Limits limits, CardMovementStore movements, Ledger ledger, BusinessDay day) {
        this.limits = limits;
        this.movements = movements;
        this.ledger = ledger;
        this.day = day;
    }

    record Today(Limits.Rule rule, Money left) {}

    List<Today> of(String personId) {
        LocalDate today = day.today();
        List<Limits.Rule> rules = limits.rules();
        Map<CardMovementStore.Moved, Long> byCard = movements.movedOn(today, personId);
        Map<String, Long> sent = new HashMap<>();
        for (Balance balance : ledger.balances(rules.stream()
                .filter(LimitsToday::isSend)
                .map(rule -> counter(personId, today, rule))
                .toList())) {
            sent.put(balance.code(), balance.posted());
        }
        return rules.stream()
                .map(rule -> {
                    long moved = isSend(rule)
                            ? sent.getOrDefault(counter(personId, today, rule), 0L)
                            : byCard.getOrDefault(
                                    new CardMovementStore.Moved(
                                            rule.kind(), rule.day().currency().code()),
                                    0L);
                    return new Today(rule, rule.left(moved));
                })
                .toList();
    }

    private static boolean isSend(Limits.Rule rule) {
        return rule.kind().equals(Limits.Kind.SEND.code());
    }

    private static String counter(String personId, LocalDate today, Limits.Rule rule) {
        return WalletAccounts.sent(personId, today, rule.day().currency()).code();
    }
}
