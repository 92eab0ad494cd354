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
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Transfer;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.TopUpBonus;
import io.tongbao.wallets.TopUpOffers;
import io.tongbao.wallets.TopUpSettled;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.WithdrawalSettled;
import io.tongbao.wallets.internal.CardMovement.Kind;
import io.tongbao.wallets.internal.CardMovement.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * top-up      row pending → reserved → bank charges  → entry → settled      declined: released → declined
 * withdrawal  row pending → reserved → bank pays out → entry → settled      declined: released → declined
 * </pre>
 *
 * A top-up reserves what offers add to it together with the money, so that a bank that answers late changes nothing of what was shown: the
 * sponsors' budgets and the counters are held before the bank hears of it. What can't be reserved is not charged.
 *
 * Only a final answer of the bank ends it; whatever is in doubt stays pending and is looked at again, later and later.
 */
@Component
class MovingByCard {
    private static final Logger log = LoggerFactory.getLogger(MovingByCard.class);

    /** Far longer than any bank takes: a reservation ends by the bank's answer, not by time. */
    private static final Duration RESERVED_FOR = Duration.ofDays(365);

    /** How long a top-up that is collected waits for an offer that stands still; then the money comes without the bonus. */
    private static final Duration WAITS_FOR_STOPPED = Duration.ofHours(1);

    private final ObjectProvider<Bank> bank;
    private final Ledger ledger;
    private final EventLog events;
    private final Pins pins;
    private final CardStore cards;
    private final CardMovementStore store;
    private final AutoTopUpStore automatic;
    private final TopUpOffers offers;
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
            AutoTopUpStore automatic,
            TopUpOffers offers,
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
        this.automatic = automatic;
        this.offers = offers;
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

        /** The bonus would be another than what was shown or reserved; nothing was charged. */
        record BonusChanged(TopUpOffers.Priced now) implements Asked {}

        record KeyReused() implements Asked {}

        record NoBank() implements Asked {}

        record NoSuchCard() implements Asked {}

        record NotOffered() implements Asked {}

        record AboveLimit(Limits.Above above) implements Asked {}

        record NotByPin(PinCheck check) implements Asked {}
    }

    /** @param shown the bonus that the person was shown; whatever it is now, if none was */
    Asked topUp(String personId, String cardId, Money amount, Optional<Money> shown, IdempotencyKey key) {
        String content = content(cardId, amount)
                + shown.map(bonus -> " " + bonus.minor()).orElse("");
        OnceKey once = onceKey(Kind.TOP_UP, personId, content, key);
        TopUpBonus bonus = TopUpBonus.NONE;
        if (requests.find(once).isEmpty()) {
            switch (quote(personId, cardId, amount)) {
                case Quoted.Priced(TopUpOffers.Priced priced)
                when shown.isPresent() && shown.get().minor() != priced.bonus().minor() -> {
                    return new Asked.BonusChanged(priced);
                }
                case Quoted.Priced(TopUpOffers.Priced priced) -> bonus = priced.bonus();
                case Quoted.Not(Asked why) -> {
                    return why;
                }
            }
        }
        Asked asked = move(Kind.TOP_UP, personId, cardId, amount, bonus, once);
        if (asked instanceof Asked.Taken(CardMovement movement)
                && movement.reason().equals(Optional.of(Refusals.PRICE_CHANGED))) {
            return new Asked.BonusChanged(offers.price(offered(movement)));
        }
        return asked;
    }

    /** What a top-up would bring on top, or why there can be none. */
    sealed interface Quoted {
        record Priced(TopUpOffers.Priced priced) implements Quoted {}

        record Not(Asked why) implements Quoted {}
    }

    Quoted quote(String personId, String cardId, Money amount) {
        if (bank.getIfAvailable() == null) {
            return new Quoted.Not(new Asked.NoBank());
        }
        Optional<Card> card = cards.find(personId, cardId);
        if (card.isEmpty()) {
            return new Quoted.Not(new Asked.NoSuchCard());
        }
        if (limits.rule(Kind.TOP_UP.limit(), amount.currency()).isEmpty()) {
            return new Quoted.Not(new Asked.NotOffered());
        }
        return new Quoted.Priced(
                offers.price(new TopUpOffers.TopUp(personId, amount, card.get().linked())));
    }

    Asked withdraw(String personId, String cardId, Money amount, Optional<String> pin, IdempotencyKey key) {
        OnceKey once = onceKey(Kind.WITHDRAWAL, personId, content(cardId, amount), key);
        if (requests.find(once).isEmpty() && bank.getIfAvailable() != null) {
            PinCheck check = pins.require(personId, pin);
            if (!(check instanceof PinCheck.Allowed)) {
                return new Asked.NotByPin(check);
            }
        }
        return move(Kind.WITHDRAWAL, personId, cardId, amount, TopUpBonus.NONE, once);
    }

    private Asked move(Kind kind, String personId, String cardId, Money amount, TopUpBonus bonus, OnceKey once) {
        Bank connected = bank.getIfAvailable();
        if (connected == null) {
            return new Asked.NoBank();
        }
        CardMovement asked = asked(kind, personId, cardId, amount, bonus, false);
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

    /**
     * Puts a top-up that nobody asked for in the queue of what the bank is to be told, in the running transaction. Nothing where the day's
     * limit of the house is reached.
     *
     * @param cause what happened, for which there is one at most
     */
    void topUpByItself(AutoTopUp allowed, String cause) {
        if (quote(allowed.personId(), allowed.cardId(), allowed.amount())
                instanceof Quoted.Priced(TopUpOffers.Priced priced)) {
            begin(
                    asked(Kind.TOP_UP, allowed.personId(), allowed.cardId(), allowed.amount(), priced.bonus(), true),
                    OnceKey.of(
                            true,
                            content(allowed.cardId(), allowed.amount()),
                            allowed.personId(),
                            "auto_top_up",
                            cause));
        }
    }

    private CardMovement asked(
            Kind kind, String personId, String cardId, Money amount, TopUpBonus bonus, boolean automatic) {
        return new CardMovement(
                TypeIds.next(kind.prefix()),
                kind,
                personId,
                cardId,
                amount,
                bonus,
                automatic,
                State.PENDING,
                Optional.empty(),
                OptionalLong.empty(),
                clock.instant(),
                Optional.empty(),
                0);
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
            Instant lookAt =
                    asked.automatic() ? asked.askedAt() : asked.askedAt().plus(AskingAfterErrands.REQUESTS_TURN);
            store.insert(asked, day.today(), lookAt);
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
                asked.bonus(),
                asked.automatic(),
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
        if (movement.reservation().isEmpty()) {
            if (!reserved(bank, movement)) {
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

    /** Answers whether the bank may be told. A refusal is kept: whoever tries again is refused too. */
    private boolean reserved(Bank bank, CardMovement movement) {
        String kind = movement.kind().code();
        Entry reservation = Entry.of(kind, new Action.Reserve(legs(bank, movement), RESERVED_FOR, kind))
                .once(List.of(OnceKey.of(true, movement.id(), kind, "reserve", movement.id())));
        return switch (ledger.post(reservation)) {
            case PostResult.Posted posted -> {
                store.reserved(movement.id(), posted.entryId());
                yield true;
            }
            case PostResult.Repeated repeated -> {
                store.reserved(movement.id(), repeated.entryId());
                yield true;
            }
            // nobody was shown the bonus: the money comes without it
            case PostResult.Refused(var refusal)
            when movement.automatic() && ofOffers(movement, refusal) -> {
                store.withoutBonus(movement.id());
                lookAgain(movement);
                yield false;
            }
            case PostResult.Refused(var refusal) -> {
                String reason = ofOffers(movement, refusal)
                        ? Refusals.PRICE_CHANGED
                        : Refusals.reason(refusal)
                                .orElseThrow(() -> new IllegalStateException(kind + " was refused: " + refusal));
                over(movement, State.REFUSED, reason);
                yield false;
            }
            case PostResult.Busy _ -> {
                lookAgain(movement);
                yield false;
            }
        };
    }

    /** The money is the first leg, whatever else there is. */
    private List<Leg> legs(Bank bank, CardMovement movement) {
        long minor = movement.amount().minor();
        return switch (movement.kind()) {
            case WITHDRAWAL -> List.of(Leg.of(wallet(movement), account(bank, movement), minor));
            case TOP_UP -> {
                List<Leg> legs = new ArrayList<>();
                legs.add(Leg.of(account(bank, movement), wallet(movement), minor));
                legs.addAll(offers.legs(offered(movement), movement.bonus()));
                yield legs;
            }
        };
    }

    private boolean ofOffers(CardMovement movement, Refusal refusal) {
        return movement.bonus().minor() > 0 && offers.isRefused(offered(movement), movement.bonus(), refusal);
    }

    private void settle(Bank bank, CardMovement movement, String bankReference) {
        long reservation = movement.reservation().orElseThrow();
        settle(bank, movement, new Action.Settle(reservation, List.of()), movement.bonus(), bankReference);
    }

    private void settle(Bank bank, CardMovement movement, Action action, TopUpBonus bonus, String bankReference) {
        Entry entry = Entry.of(movement.kind().code(), action)
                .once(List.of(OnceKey.of(false, movement.id(), movement.kind().code(), "settle", movement.id())))
                .beside(List.of(events.companion(told(movement, bonus))));
        switch (ledger.post(entry)) {
            case PostResult.Posted posted -> settled(movement, posted.entryId(), posted.transfers(), bankReference);
            case PostResult.Repeated repeated ->
                settled(movement, repeated.entryId(), repeated.transfers(), bankReference);
            case PostResult.Refused(var refusal) -> {
                Optional<Action> alone = moneyAlone(bank, movement, action, refusal);
                if (alone.isPresent()) {
                    settle(bank, movement, alone.get(), TopUpBonus.NONE, bankReference);
                } else {
                    log.warn(
                            "{} is done at the bank and waits, because the books refuse it: {}",
                            movement.id(),
                            refusal);
                    lookAgain(movement);
                }
            }
            case PostResult.Busy _ -> lookAgain(movement);
        }
    }

    /**
     * What the bank has collected is never kept from the person: where the reservation is over, or an offer of the bonus has stood still
     * for an hour, the money comes without the bonus.
     */
    private Optional<Action> moneyAlone(Bank bank, CardMovement movement, Action refused, Refusal refusal) {
        boolean whole = refused instanceof Action.Settle all && all.amounts().isEmpty();
        if (movement.kind() != Kind.TOP_UP || !whole) {
            return Optional.empty();
        }
        long minor = movement.amount().minor();
        if (refusal instanceof Refusal.ReservationOver) {
            return Optional.of(new Action.Post(List.of(Leg.of(account(bank, movement), wallet(movement), minor))));
        }
        boolean waited = clock.instant().isAfter(movement.askedAt().plus(WAITS_FOR_STOPPED));
        return waited && ofOffers(movement, refusal)
                ? Optional.of(new Action.Settle(movement.reservation().orElseThrow(), List.of(minor)))
                : Optional.empty();
    }

    private void settled(CardMovement movement, long entryId, List<Transfer> transfers, String bankReference) {
        String bonus = WalletAccounts.bonus(
                        movement.personId(), movement.amount().currency())
                .code();
        boolean given = movement.bonus().minor() == 0
                || transfers.stream().anyMatch(transfer -> transfer.toCode().equals(bonus));
        if (!given) {
            if (!released(movement)) {
                lookAgain(movement);
                return;
            }
            store.withoutBonus(movement.id());
        }
        finish(movement, store.settled(movement.id(), entryId, bankReference), State.SETTLED);
    }

    private void declined(CardMovement movement, String reason) {
        if (movement.reservation().isPresent() && !released(movement)) {
            lookAgain(movement);
            return;
        }
        over(movement, State.DECLINED, reason);
    }

    private void over(CardMovement movement, State state, String reason) {
        finish(movement, store.over(movement.id(), state, reason), state);
        if (movement.automatic()) {
            automatic.stop(movement.personId(), reason);
        }
    }

    private boolean released(CardMovement movement) {
        String kind = movement.kind().code();
        Entry release = Entry.of(kind, new Action.Release(movement.reservation().orElseThrow()))
                .once(List.of(OnceKey.of(false, movement.id(), kind, "release", movement.id())));
        return switch (ledger.post(release)) {
            // Over: it has expired, so there is nothing to let go.
            case PostResult.Posted _, PostResult.Repeated _, PostResult.Refused(Refusal.ReservationOver _) -> true;
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

    private Event told(CardMovement movement, TopUpBonus bonus) {
        Instant now = clock.instant();
        String currency = movement.amount().currency().code();
        long minor = movement.amount().minor();
        return switch (movement.kind()) {
            case TOP_UP ->
                new Event(
                        TopUpSettled.TYPE,
                        movement.personId(),
                        new TopUpSettled(
                                movement.id(),
                                movement.personId(),
                                movement.cardId(),
                                currency,
                                minor,
                                bonus.minor(),
                                bonus.given().stream()
                                        .map(offer -> new TopUpSettled.OfferUsed(
                                                offer.offerId(),
                                                offer.version(),
                                                offer.campaignId(),
                                                offer.minor(),
                                                offer.sponsors().stream()
                                                        .map(part -> new TopUpSettled.BornePart(
                                                                part.sponsorId(), part.minor()))
                                                        .toList()))
                                        .toList(),
                                now));
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

    private static String content(String cardId, Money amount) {
        return cardId + " " + amount.minor() + " " + amount.currency().code();
    }

    private static OnceKey onceKey(Kind kind, String personId, String content, IdempotencyKey key) {
        return OnceKey.of(true, content, personId, kind.code(), key.value());
    }

    private TopUpOffers.TopUp offered(CardMovement movement) {
        return new TopUpOffers.TopUp(movement.personId(), movement.amount(), cards.linked(movement.cardId()));
    }

    private static AccountKey wallet(CardMovement movement) {
        return WalletAccounts.key(movement.personId(), movement.amount().currency());
    }

    private static AccountKey account(Bank bank, CardMovement movement) {
        return WalletAccounts.bank(bank.code(), movement.amount().currency());
    }
}
