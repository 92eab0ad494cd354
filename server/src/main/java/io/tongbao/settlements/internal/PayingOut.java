package io.tongbao.settlements.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.Bank;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.settlements.internal.Payout.State;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Pays out what was settled, exactly once over a bank that may answer late, twice or not at all: the row is committed and the money reserved
 * before the bank hears of it, and its id is the bank's reference. What the bank declines stays due, and is held until somebody has looked.
 */
@Component
class PayingOut {
    private static final Logger log = LoggerFactory.getLogger(PayingOut.class);

    /** Longer than any bank is in doubt: a reservation ends by the bank's answer, not by time. */
    private static final Duration RESERVED_FOR = Duration.ofDays(365);

    private final ObjectProvider<Bank> bank;
    private final Merchants merchants;
    private final PayoutStore store;
    private final Ledger ledger;
    private final Clock clock;
    private final MeterRegistry metrics;

    PayingOut(
            ObjectProvider<Bank> bank,
            Merchants merchants,
            PayoutStore store,
            Ledger ledger,
            Clock clock,
            MeterRegistry metrics) {
        this.bank = bank;
        this.merchants = merchants;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.metrics = metrics;
    }

    void payAllDue() {
        store.merchantsDue().forEach(this::payDue);
    }

    /** Pays out what is due to the merchant, if there is where to, nothing holds it and nothing is on its way. */
    void payDue(String merchantId) {
        Bank connected = bank.getIfAvailable();
        boolean active =
                merchants.find(merchantId).filter(MerchantProfile::isActive).isPresent();
        Optional<Payout.Payee> payee = store.payee(merchantId);
        if (connected == null
                || !active
                || payee.isEmpty()
                || store.hold(merchantId).isPresent()) {
            return;
        }
        store.due(merchantId).ifPresent(due -> {
            Payout payout = new Payout(
                    TypeIds.next("pyt"),
                    merchantId,
                    payee.get(),
                    new Money(due.minor(), due.currency()),
                    due.upToSeq(),
                    State.PENDING,
                    Optional.empty(),
                    OptionalLong.empty(),
                    clock.instant(),
                    Optional.empty(),
                    0);
            if (store.insert(payout)) {
                instruct(connected, payout);
            }
        });
    }

    /** Asks the bank what became of an open payout and does what it says. */
    void look(String id) {
        Bank connected = bank.getIfAvailable();
        Optional<Payout> found = store.find(id).filter(payout -> payout.state() == State.PENDING);
        if (connected == null || found.isEmpty()) {
            return;
        }
        BankAnswer answer = connected.inquire(id);
        if (answer instanceof BankAnswer.NotKnown) {
            instruct(connected, found.get());
        } else {
            follow(found.get(), answer);
        }
    }

    /** For the first time or again; the reference makes it the same instruction. */
    private void instruct(Bank connected, Payout payout) {
        if (reservation(payout).isEmpty()) {
            store.queue().lookAgain(payout.id(), payout.looks());
            return;
        }
        follow(
                payout,
                connected.payOut(new Bank.Instruction(
                        payout.id(), store.token(payout.payee().id()), payout.amount())));
    }

    private void follow(Payout payout, BankAnswer answer) {
        switch (answer) {
            case BankAnswer.Done(String reference) -> end(payout, State.PAID, reference);
            case BankAnswer.Declined(String reason) -> end(payout, State.DECLINED, reason);
            case BankAnswer.Accepted(), BankAnswer.Unclear(), BankAnswer.NotKnown() ->
                store.queue().lookAgain(payout.id(), payout.looks());
        }
    }

    /** The reservation of the payout, made now if there is none; empty if the books can't at the moment. */
    private OptionalLong reservation(Payout payout) {
        if (payout.reservation().isPresent()) {
            return payout.reservation();
        }
        var currency = payout.amount().currency();
        Leg leg = Leg.of(
                SettlementBooks.payable(payout.merchantId(), currency),
                Accounts.bank(payout.payee().bankCode(), currency),
                payout.amount().minor());
        Entry entry = Entry.of("payout", new Action.Reserve(List.of(leg), RESERVED_FOR, "payout " + payout.id()))
                .once(List.of(OnceKey.of(false, payout.id(), "payout", "reserve", payout.id())));
        return switch (ledger.post(entry)) {
            case PostResult.Posted posted -> reserved(payout, posted.entryId());
            case PostResult.Repeated repeated -> reserved(payout, repeated.entryId());
            case PostResult.Busy _ -> OptionalLong.empty();
            case PostResult.Refused(var refusal) -> {
                log.warn("{} waits, because the books refuse it: {}", payout.id(), refusal);
                yield OptionalLong.empty();
            }
        };
    }

    private OptionalLong reserved(Payout payout, long entryId) {
        store.reserved(payout.id(), entryId);
        return OptionalLong.of(entryId);
    }

    private void end(Payout payout, State state, String word) {
        OptionalLong reservation = reservation(payout);
        if (reservation.isEmpty()) {
            store.queue().lookAgain(payout.id(), payout.looks());
            return;
        }
        Action action = state == State.PAID
                ? new Action.Settle(reservation.getAsLong(), List.of())
                : new Action.Release(reservation.getAsLong());
        Entry entry =
                Entry.of("payout", action).once(List.of(OnceKey.of(false, state.code(), "payout", "end", payout.id())));
        switch (ledger.post(entry)) {
            case PostResult.Posted _, PostResult.Repeated _ -> {
                if (state == State.PAID) {
                    store.paid(payout.id(), word);
                } else {
                    store.hold(payout.merchantId(), word, PayoutStore.THE_BANK);
                    store.declined(payout.id(), word);
                }
                metrics.counter("tongbao.settlements.payouts", "state", state.code())
                        .increment();
            }
            case PostResult.Busy _ -> store.queue().lookAgain(payout.id(), payout.looks());
            case PostResult.Refused(var refusal) -> {
                log.warn("{} waits, because the books refuse its end: {}", payout.id(), refusal);
                store.queue().lookAgain(payout.id(), payout.looks());
            }
        }
    }
}
