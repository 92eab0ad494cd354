package io.tongbao.wallets.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.Bank;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.TopUpSettled;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.WithdrawalSettled;
import io.tongbao.wallets.internal.CardMovement.Kind;
import io.tongbao.wallets.internal.CardMovement.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Top-ups and withdrawals, exactly once over a bank that may answer late, twice or not at all.
 *
 * <p>The row is committed before the bank hears of it, and its id is the bank's reference. After that three may act on it
 * at any time and at the same time: the request, a notice of the bank, and the worker that looks at what is open. Each asks
 * the bank and does what the answer says; the ledger's once-keys make it one entry, and a finished row never changes.
 *
 * <pre>
 * top-up      row pending → bank charges            → entry → settled      declined: declined
 * withdrawal  row pending → reserved → bank pays out → entry → settled      declined: released → declined
 * </pre>
 *
 * Only a final answer of the bank ends it; whatever is in doubt stays pending and is looked at again, later and later.
 */
@Component
class MovingByCard {
    private static final Logger log = LoggerFactory.getLogger(MovingByCard.class);

    /** Far longer than any bank takes: a reservation ends by the bank's answer, not by time. */
    private static final Duration RESERVED_FOR = Duration.ofDays(365);

    private final ObjectProvider<Bank> bank;
    private final Ledger ledger;
    private final EventLog events;
    private final Pins pins;
    private final CardStore cards;
    private final CardMovementStore store;
    private final Limits limits;
    private final Requests requests;
    private final BusinessDay day;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry metrics;

    MovingByCard(
            ObjectProvider<Bank> bank,
            Ledger ledger,
            EventLog events,
            Pins pins,
            CardStore cards,
            CardMovementStore store,
            Limits limits,
            Requests requests,
            BusinessDay day,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.bank = bank;
        this.ledger = ledger;
        this.events = events;
        this.pins = pins;
        this.cards = cards;
        this.store = store;
        this.limits = limits;
        this.requests = requests;
        this.day = day;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What came of asking. */
    sealed interface Asked {
        /** Taken on; the movement says how far it is. Its state may be refused. */
        record Taken(CardMovement movement) implements Asked {}

        record KeyReused() implements Asked {}

        record NoBank() implements Asked {}

        record NoSuchCard() implements Asked {}

        record NotOffered() implements Asked {}

        record AboveLimit(Limits.Above above) implements Asked {}

        record NotByPin(PinCheck check) implements Asked {}
    }

    Asked topUp(String personId, String cardId, Money amount, IdempotencyKey key) {
        return move(Kind.TOP_UP, personId, cardId, amount, key);
    }

    Asked withdraw(String personId, String cardId, Money amount, Optional<String> pin, IdempotencyKey key) {
        OnceKey once = onceKey(Kind.WITHDRAWAL, personId, cardId, amount, key);
        if (requests.find(once).isEmpty() && bank.getIfAvailable() != null) {
            PinCheck check = pins.require(personId, pin);
            if (!(check instanceof PinCheck.Allowed)) {
                return new Asked.NotByPin(check);
            }
        }
        return move(Kind.WITHDRAWAL, personId, cardId, amount, key);
    }

    private Asked move(Kind kind, String personId, String cardId, Money amount, IdempotencyKey key) {
        Bank connected = bank.getIfAvailable();
        if (connected == null) {
            return new Asked.NoBank();
        }
        OnceKey once = onceKey(kind, personId, cardId, amount, key);
        CardMovement asked = new CardMovement(
                TypeIds.next(kind.prefix()),
                kind,
                personId,
                cardId,
                amount,
                State.PENDING,
                Optional.empty(),
                OptionalLong.empty(),
                clock.instant(),
                Optional.empty(),
                0);
        Asked begun = Objects.requireNonNull(transaction.execute(status -> {
            Asked result = begin(asked, once);
            if (!(result instanceof Asked.Taken)) {
                status.setRollbackOnly();
            }
            return result;
        }));
        if (begun instanceof Asked.Taken(CardMovement movement)
                && movement.id().equals(asked.id())
                && movement.isOpen()) {
            instruct(connected, movement);
            return new Asked.Taken(current(movement.id()));
        }
        return begun;
    }

    /** Inserts the row, once for the key, under the lock of the person's wallet. */
    private Asked begin(CardMovement asked, OnceKey once) {
        cards.lockWallet(asked.personId());
        switch (requests.take(once, asked.id())) {
            case Requests.Use.First() -> {}
            case Requests.Use.Again(String earlier) -> {
                return new Asked.Taken(current(earlier));
            }
            case Requests.Use.ForAnother() -> {
                return new Asked.KeyReused();
            }
        }
        if (cards.find(asked.personId(), asked.cardId()).isEmpty()) {
            return new Asked.NoSuchCard();
        }
        Money amount = asked.amount();
        Optional<Limits.Rule> rule = limits.rule(asked.kind().limit(), amount.currency());
        if (rule.isEmpty()) {
            return new Asked.NotOffered();
        }
        long moved = store.movedOn(
                day.today(), asked.personId(), asked.kind(), amount.currency().code());
        Optional<Limits.Above> above = rule.get().judge(amount, moved);
        if (above.isEmpty()) {
            store.insert(asked, day.today(), asked.askedAt().plus(AskingAfterErrands.REQUESTS_TURN));
            return new Asked.Taken(asked);
        }
        if (asked.kind() == Kind.TOP_UP) {
            return new Asked.AboveLimit(above.get());
        }
        CardMovement refused = new CardMovement(
                asked.id(),
                asked.kind(),
                asked.personId(),
                asked.cardId(),
                amount,
                State.REFUSED,
                Optional.of(Refusals.LIMIT_EXCEEDED),
                OptionalLong.empty(),
                asked.askedAt(),
                Optional.of(asked.askedAt()),
                0);
        store.insert(refused, day.today(), asked.askedAt());
        return new Asked.Taken(refused);
    }

    /** Gives the bank the instruction, for the first time or again; the reference makes it the same one. */
    private void instruct(Bank bank, CardMovement movement) {
        CardMovement ready = movement;
        if (movement.kind() == Kind.WITHDRAWAL && movement.reservation().isEmpty()) {
            OptionalLong reservation = reserve(bank, movement);
            if (reservation.isEmpty()) {
                return;
            }
            ready = current(movement.id());
        }
        Bank.Instruction instruction = new Bank.Instruction(ready.id(), cards.token(ready.cardId()), ready.amount());
        BankAnswer answer = switch (ready.kind()) {
            case TOP_UP -> bank.charge(instruction);
            case WITHDRAWAL -> bank.payOut(instruction);
        };
        follow(bank, ready, answer);
    }

    /** Asks the bank what became of an open movement and does what it says. */
    void look(String id) {
        Bank connected = bank.getIfAvailable();
        Optional<CardMovement> found = store.find(id).filter(CardMovement::isOpen);
        if (connected == null || found.isEmpty()) {
            return;
        }
        CardMovement movement = found.get();
        BankAnswer answer = connected.inquire(movement.id());
        if (answer instanceof BankAnswer.NotKnown) {
            instruct(connected, movement);
        } else {
            follow(connected, movement, answer);
        }
    }

    private void follow(Bank bank, CardMovement movement, BankAnswer answer) {
        switch (answer) {
            case BankAnswer.Done(String bankReference) -> settle(bank, movement, bankReference);
            case BankAnswer.Declined(String reason) -> declined(movement, reason);
            case BankAnswer.Accepted(), BankAnswer.Unclear(), BankAnswer.NotKnown() -> lookAgain(movement);
        }
    }

    private OptionalLong reserve(Bank bank, CardMovement movement) {
        Entry reservation = Entry.of(
                        "withdrawal",
                        new Action.Reserve(
                                List.of(Leg.of(
                                        wallet(movement),
                                        account(bank, movement),
                                        movement.amount().minor())),
                                RESERVED_FOR,
                                "withdrawal"))
                .once(List.of(OnceKey.of(true, movement.id(), "withdrawal", "reserve", movement.id())));
        return switch (ledger.post(reservation)) {
            case PostResult.Posted posted -> reserved(movement, posted.entryId());
            case PostResult.Repeated repeated -> reserved(movement, repeated.entryId());
            case PostResult.Refused(var refusal) -> {
                String reason = Refusals.reason(refusal)
                        .orElseThrow(() -> new IllegalStateException("A withdrawal was refused: " + refusal));
                finish(movement, store.over(movement.id(), State.REFUSED, reason), State.REFUSED);
                yield OptionalLong.empty();
            }
            case PostResult.Busy _ -> {
                lookAgain(movement);
                yield OptionalLong.empty();
            }
        };
    }

    private OptionalLong reserved(CardMovement movement, long reservation) {
        store.reserved(movement.id(), reservation);
        return OptionalLong.of(reservation);
    }

    private void settle(Bank bank, CardMovement movement, String bankReference) {
        Entry entry = switch (movement.kind()) {
            case TOP_UP ->
                Entry.post(
                        "top_up",
                        List.of(Leg.of(
                                account(bank, movement),
                                wallet(movement),
                                movement.amount().minor())));
            case WITHDRAWAL ->
                Entry.of("withdrawal", new Action.Settle(movement.reservation().orElseThrow(), List.of()));
        };
        OnceKey once = OnceKey.of(false, movement.id(), movement.kind().code(), "settle", movement.id());
        switch (ledger.post(entry.once(List.of(once)).beside(List.of(events.companion(told(movement)))))) {
            case PostResult.Posted posted ->
                finish(movement, store.settled(movement.id(), posted.entryId(), bankReference), State.SETTLED);
            case PostResult.Repeated repeated ->
                finish(movement, store.settled(movement.id(), repeated.entryId(), bankReference), State.SETTLED);
            case PostResult.Refused(var refusal) -> {
                log.warn("{} is done at the bank and waits, because the books refuse it: {}", movement.id(), refusal);
                lookAgain(movement);
            }
            case PostResult.Busy _ -> lookAgain(movement);
        }
    }

    private void declined(CardMovement movement, String reason) {
        if (movement.reservation().isPresent() && !released(movement)) {
            lookAgain(movement);
            return;
        }
        finish(movement, store.over(movement.id(), State.DECLINED, reason), State.DECLINED);
    }

    private boolean released(CardMovement movement) {
        Entry release = Entry.of(
                        "withdrawal", new Action.Release(movement.reservation().orElseThrow()))
                .once(List.of(OnceKey.of(false, movement.id(), "withdrawal", "release", movement.id())));
        return switch (ledger.post(release)) {
            case PostResult.Posted _, PostResult.Repeated _ -> true;
            case PostResult.Refused(var refusal) -> {
                log.error("The reservation of {} can't be released: {}", movement.id(), refusal);
                yield false;
            }
            case PostResult.Busy _ -> false;
        };
    }

    private void lookAgain(CardMovement movement) {
        store.queue().lookAgain(movement.id(), movement.looks());
    }

    private void finish(CardMovement movement, boolean byThisCall, State state) {
        if (byThisCall) {
            metrics.counter("tongbao.wallets.movements", "kind", movement.kind().code(), "state", state.code())
                    .increment();
        }
    }

    private Event told(CardMovement movement) {
        Instant now = clock.instant();
        String currency = movement.amount().currency().code();
        long minor = movement.amount().minor();
        return switch (movement.kind()) {
            case TOP_UP ->
                new Event(
                        TopUpSettled.TYPE,
                        movement.personId(),
                        new TopUpSettled(movement.id(), movement.personId(), movement.cardId(), currency, minor, now));
            case WITHDRAWAL ->
                new Event(
                        WithdrawalSettled.TYPE,
                        movement.personId(),
                        new WithdrawalSettled(
                                movement.id(), movement.personId(), movement.cardId(), currency, minor, now));
        };
    }

    /** The movement, if it is the person's own and of the kind. */
    Optional<CardMovement> find(Kind kind, String personId, String id) {
        return store.find(id)
                .filter(movement ->
                        movement.kind() == kind && movement.personId().equals(personId));
    }

    private CardMovement current(String id) {
        return store.find(id).orElseThrow();
    }

    private static OnceKey onceKey(Kind kind, String personId, String cardId, Money amount, IdempotencyKey key) {
        String content = cardId + " " + amount.minor() + " " + amount.currency().code();
        return OnceKey.of(true, content, personId, kind.code(), key.value());
    }

    private static AccountKey wallet(CardMovement movement) {
        return WalletAccounts.key(movement.personId(), movement.amount().currency());
    }

    private static AccountKey account(Bank bank, CardMovement movement) {
        return WalletAccounts.bank(bank.code(), movement.amount().currency());
    }
}
