package io.tongbao.payments.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.PaymentDeclined;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.Cards;
import io.tongbao.wallets.TopUpSettled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payments that take from a card, exactly once over a bank that may answer late, twice or not at all.
 *
 * <pre>
 * reserved, with the errand beside it → bank charges → settled: paid          declined: released, the order is open again
 * </pre>
 *
 * The reservation is committed before the bank hears of it, and the payment's id is the bank's reference. After that three
 * may act on it at any time and at the same time: the request, a notice of the bank, and the loop that looks at what is
 * open. Each asks the bank and does what the answer says; once-keys make it one entry, and only then is the errand's row
 * finished, so whoever dies in between leaves it to the loop. Only a final answer of the bank ends it.
 *
 * <p>What the bank has collected is never lost: when it can't be settled any more it goes to the customer's wallet, and the
 * payment counts as declined. An order that was taken back meanwhile is cancelled before the errand is finished.
 */
@Component
class PayingByCard {
    private static final Logger log = LoggerFactory.getLogger(PayingByCard.class);

    /** The reason of a payment that the bank collected when it could not be settled any more. */
    static final String TOO_LATE = "too-late";

    /** How long a payment that is collected waits for an account that stands still (a paused offer's, a frozen wallet). */
    private static final Duration WAITS_FOR_STOPPED = Duration.ofHours(1);

    private final Cards cards;
    private final Ledger ledger;
    private final EventLog events;
    private final PaymentStore payments;
    private final CardErrandStore errands;
    private final OrderStore orders;
    private final CancellingOrders cancelling;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry metrics;

    PayingByCard(
            Cards cards,
            Ledger ledger,
            EventLog events,
            PaymentStore payments,
            CardErrandStore errands,
            OrderStore orders,
            CancellingOrders cancelling,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.cards = cards;
        this.ledger = ledger;
        this.events = events;
        this.payments = payments;
        this.errands = errands;
        this.orders = orders;
        this.cancelling = cancelling;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Charges the card of a payment that is reserved, and answers how the payment stands then. */
    PaymentStore.Known charge(PaymentRow payment) {
        instruct(errands.find(payment.id()).orElseThrow());
        return payments.known(payment.id()).orElseThrow();
    }

    /** Asks the bank what became of the charge and does what it says. */
    void look(CardErrand errand) {
        BankAnswer answer = cards.inquire(errand.id());
        if (!(answer instanceof BankAnswer.NotKnown)) {
            follow(errand, answer);
        } else if (clock.instant().isBefore(errand.askedAt().plus(PostingPayments.RESERVED_FOR))) {
            instruct(errand);
        } else {
            declined(errand, TOO_LATE);
        }
    }

    /** Gives the bank the instruction, for the first time or again; the reference makes it the same one. */
    private void instruct(CardErrand errand) {
        follow(errand, cards.charge(errand.id(), errand.cardId(), errand.amount()));
    }

    private void follow(CardErrand errand, BankAnswer answer) {
        switch (answer) {
            case BankAnswer.Done(String bankReference) -> settle(errand, bankReference);
            case BankAnswer.Declined(String reason) -> declined(errand, reason);
            case BankAnswer.Accepted(), BankAnswer.Unclear(), BankAnswer.NotKnown() -> lookAgain(errand);
        }
    }

    private void settle(CardErrand errand, String bankReference) {
        PaymentRow asked = payments.asked(errand.id());
        PaymentRow paid = asked.collected(clock.instant());
        Entry settlement = Entry.of("payment", new Entry.Action.Settle(reservation(asked), List.of()))
                .once(List.of(key(errand, "settle")))
                .beside(List.of(payments.companion(paid), events.companion(PostingPayments.received(paid))));
        switch (ledger.post(settlement)) {
            case PostResult.Posted _, PostResult.Repeated _ ->
                finish(errand, CardErrand.State.DONE, Optional.empty(), Optional.of(bankReference));
            case PostResult.Refused(Refusal.ReservationOver _) -> keepForCustomer(errand, asked, bankReference);
            case PostResult.Refused(Refusal refusal) -> {
                boolean stopped = refusal instanceof Refusal.Frozen || refusal instanceof Refusal.Closed;
                if (stopped && clock.instant().isAfter(errand.askedAt().plus(WAITS_FOR_STOPPED))) {
                    if (release(errand, asked, List.of()) == Release.LATER) {
                        lookAgain(errand);
                    } else {
                        keepForCustomer(errand, asked, bankReference);
                    }
                } else {
                    log.warn("{} is collected and waits, because the books refuse it: {}", errand.id(), refusal);
                    lookAgain(errand);
                }
            }
            case PostResult.Busy _ -> lookAgain(errand);
        }
    }

    /** The bank has the customer's money for a payment that can't be any more: into the wallet with it. */
    private void keepForCustomer(CardErrand errand, PaymentRow asked, String bankReference) {
        Instant now = clock.instant();
        Entry topUp = Entry.post(
                        "top_up",
                        List.of(Leg.of(
                                Accounts.bank(errand.bankCode(), asked.currency()),
                                Accounts.wallet(asked.customerId(), asked.currency()),
                                errand.amount().minor())))
                .once(List.of(key(errand, "to_wallet")))
                .beside(List.of(
                        events.companion(told(asked, TOO_LATE, now)),
                        events.companion(new Event(
                                TopUpSettled.TYPE,
                                asked.customerId(),
                                new TopUpSettled(
                                        TypeIds.next("top"),
                                        asked.customerId(),
                                        errand.cardId(),
                                        asked.currency().code(),
                                        errand.amount().minor(),
                                        now)))));
        switch (ledger.post(topUp)) {
            case PostResult.Posted _, PostResult.Repeated _ ->
                finish(errand, CardErrand.State.DECLINED, Optional.of(TOO_LATE), Optional.of(bankReference));
            case PostResult.Refused(Refusal refusal) -> {
                log.warn("{} was collected too late and waits for its customer's wallet: {}", errand.id(), refusal);
                lookAgain(errand);
            }
            case PostResult.Busy _ -> lookAgain(errand);
        }
    }

    private void declined(CardErrand errand, String reason) {
        PaymentRow asked = payments.asked(errand.id());
        Event told = told(asked, reason, clock.instant());
        switch (release(errand, asked, List.of(told))) {
            case DONE -> finish(errand, CardErrand.State.DECLINED, Optional.of(reason), Optional.empty());
            case OVER -> finish(errand, CardErrand.State.DECLINED, Optional.of(reason), Optional.empty(), told);
            case LATER -> lookAgain(errand);
        }
    }

    private enum Release {
        DONE,
        /** It expired before: there was nothing to let go, and nobody was told. */
        OVER,
        LATER
    }

    private Release release(CardErrand errand, PaymentRow asked, List<Event> told) {
        Entry release = Entry.of(PostingPayments.CARD_PAYMENT, new Entry.Action.Release(reservation(asked)))
                .once(List.of(key(errand, "release")))
                .beside(told.stream()
                        .<io.tongbao.ledger.Companion<?>>map(events::companion)
                        .toList());
        return switch (ledger.post(release)) {
            case PostResult.Posted _, PostResult.Repeated _ -> Release.DONE;
            case PostResult.Refused(Refusal.ReservationOver _) -> Release.OVER;
            case PostResult.Refused(Refusal refusal) -> {
                log.error("The reservation of {} can't be released: {}", errand.id(), refusal);
                yield Release.LATER;
            }
            case PostResult.Busy _ -> Release.LATER;
        };
    }

    /** Ends the errand after its entry. A cancellation that came meanwhile is seen, because the row says so under its lock. */
    private void finish(
            CardErrand errand,
            CardErrand.State state,
            Optional<String> reason,
            Optional<String> bankReference,
            Event... told) {
        if (errand.cancelAskedBy().isPresent() && !cancelled(errand, state)) {
            lookAgain(errand);
            return;
        }
        boolean byThisCall = Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean ended = errands.finish(errand, state, reason, bankReference);
            if (ended) {
                List.of(told).forEach(events::publish);
            }
            return ended;
        }));
        if (byThisCall) {
            metrics.counter("tongbao.payments.by_card", "state", state.code()).increment();
            return;
        }
        CardErrand now = errands.find(errand.id()).orElseThrow();
        if (now.isOpen()) {
            finish(now, state, reason, bankReference, told);
        }
    }

    /** Takes the order back as the till has asked: gives back what was paid, or closes the turn that the decline leaves. */
    private boolean cancelled(CardErrand errand, CardErrand.State state) {
        String by = errand.cancelAskedBy().orElseThrow();
        OrderStore.Order order =
                orders.find(payments.asked(errand.id()).orderId().orElseThrow()).orElseThrow();
        CancellingOrders.Outcome outcome = state == CardErrand.State.DONE
                ? cancelling.cancel(order, by)
                : cancelling.close(order, order.turn() + 1, by);
        boolean done = switch (outcome) {
            case CancellingOrders.Outcome.Closed _,
                    CancellingOrders.Outcome.NothingLeft _,
                    CancellingOrders.Outcome.Tendered _ -> true;
            case CancellingOrders.Outcome.GivenBack(var refund) -> refund instanceof RefundingPayments.Outcome.Refunded;
            case CancellingOrders.Outcome.Waiting _, CancellingOrders.Outcome.Busy _ -> false;
        };
        if (!done) {
            log.warn("{} is decided, and its order can't be cancelled yet: {}", errand.id(), outcome);
        }
        return done;
    }

    private void lookAgain(CardErrand errand) {
        errands.queue().lookAgain(errand.id(), errand.looks());
    }

    private static long reservation(PaymentRow asked) {
        return asked.entryId().orElseThrow();
    }

    private static OnceKey key(CardErrand errand, String what) {
        return OnceKey.of(false, errand.id(), PostingPayments.CARD_PAYMENT, what, errand.id());
    }

    private static Event told(PaymentRow asked, String reason, Instant at) {
        PinnedPrice price = asked.price();
        return new Event(
                PaymentDeclined.TYPE,
                asked.customerId(),
                new PaymentDeclined(
                        asked.id(),
                        asked.orderId(),
                        asked.customerId(),
                        asked.merchantId(),
                        asked.currency().code(),
                        price.gross(),
                        price.discount(),
                        price.payable(),
                        asked.fromCard(),
                        reason,
                        at));
    }
}
