package io.tongbao.wallets.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.WalletFreezeChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Freezes, frees and closes wallets for operators. The accounts, which are what holds, and the record of why can't change
 * in one transaction: the accounts change first, and asking again completes what broke off.
 */
@Component
class FreezingWallets {
    private final Ledger ledger;
    private final EventLog events;
    private final FreezeStore store;
    private final Limits limits;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Currency home;

    FreezingWallets(
            Ledger ledger,
            EventLog events,
            FreezeStore store,
            Limits limits,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tongbao.currency:CNY}") String home) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.limits = limits;
        this.transaction = transaction;
        this.clock = clock;
        this.home = Currency.of(home);
    }

    enum Outcome {
        CHANGED,
        ALREADY_CLOSED,
        NOT_EMPTY
    }

    /** The accounts that the person has, in any currency, of money and of bonus. */
    List<Balance> accounts(String personId) {
        return ledger.balances(Currency.all().stream()
                .flatMap(currency -> WalletAccounts.purses(personId, currency).stream())
                .map(AccountKey::code)
                .toList());
    }

    Outcome freeze(String personId, WalletState state, String reason, String by) {
        if (WalletState.of(accounts(personId)) == WalletState.closed) {
            return Outcome.ALREADY_CLOSED;
        }
        hold(personId, state.freeze());
        record(personId, state, reason, by);
        return Outcome.CHANGED;
    }

    /** For good. Frozen first, so that nothing comes between the look at the balances and the closing. */
    Outcome close(String personId, String reason, String by) {
        List<Balance> before = accounts(personId);
        WalletState earlier = WalletState.of(before);
        if (earlier == WalletState.closed && before.stream().allMatch(Balance::closed)) {
            return Outcome.ALREADY_CLOSED;
        }
        hold(personId, Ledger.Freeze.BOTH);
        List<Balance> held = accounts(personId);
        boolean empty = held.stream()
                .allMatch(account -> account.posted() == 0 && account.reservedIn() == 0 && account.reservedOut() == 0);
        if (!empty) {
            hold(personId, earlier.freeze());
            return Outcome.NOT_EMPTY;
        }
        held.forEach(account -> ledger.closeAccount(account.code()));
        record(personId, WalletState.closed, reason, by);
        return Outcome.CHANGED;
    }

    /** Also where nothing is yet, but may come: a freeze must not end at the next currency. */
    private void hold(String personId, Ledger.Freeze freeze) {
        Set<Currency> currencies = new TreeSet<>(java.util.Comparator.comparing(Currency::code));
        currencies.add(home);
        currencies.addAll(
                limits.rules().stream().map(rule -> rule.each().currency()).collect(Collectors.toSet()));
        currencies.addAll(accounts(personId).stream()
                .map(account -> Currency.of(account.asset().code()))
                .collect(Collectors.toSet()));
        currencies.forEach(currency ->
                WalletAccounts.purses(personId, currency).forEach(account -> ledger.freeze(account, freeze)));
    }

    private void record(String personId, WalletState state, String reason, String by) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            store.add(personId, new FreezeStore.Change(state, reason, by, now));
            events.publish(new Event(
                    WalletFreezeChanged.TYPE, personId, new WalletFreezeChanged(personId, state.name(), by, now)));
        });
    }
}
