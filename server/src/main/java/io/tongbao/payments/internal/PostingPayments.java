package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Channel;
import io.tongbao.payments.PaymentPending;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.promotions.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts a priced payment into the books: legs, once-keys, the payment's row and its event in one entry. One that takes from a
 * card is reserved as a whole, with the bank's errand beside it; {@link PayingByCard} goes on from there.
 */
@Component
class PostingPayments {
    private final Ledger ledger;
    private final EventLog events;
    /** Longer than any bank is in doubt: a reservation ends by the bank's answer, not by time. */
    static final Duration RESERVED_FOR = Duration.ofDays(30);

    /** Entries of the kind {@code payment} have a payment's row beside them; what only reserves or lets go is not one. */
    static final String CARD_PAYMENT = "card_payment";

    private final PaymentStore store;
    private final CardErrandStore errands;
    private final OrderStore orders;
    private final Clock clock;

    PostingPayments(
            Ledger ledger,
            EventLog events,
            PaymentStore store,
            CardErrandStore errands,
            OrderStore orders,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.errands = errands;
        this.orders = orders;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * Posted, or reserved if it takes from a card.
         *
         * @param bonus what of it was drawn from the bonus
         */
        record Posted(PaymentRow payment, long bonus) implements Outcome {}

        /** One of its once-keys was used with the same content: this is what was paid, or asked of a card, then. */
        record Before(PaymentStore.Known known) implements Outcome {}

        /** These offers can't be had any more. */
        record OffersRefused(Map<String, Reason> offers) implements Outcome {}

        record Refused(PayResult result) implements Outcome {}
    }

    /**
     * An order is paid once, whoever pays; the same key with another content closes it unpaid. A payment that its bank
     * declines leaves the order to the next turn.
     */
    static OnceKey orderKey(String orderId, int turn, String content) {
        return OnceKey.of(false, content, "order", orderId, Integer.toString(turn));
    }

    static final String ORDER_PAID = "paid";
    static final String ORDER_CANCELLED = "cancelled";
    static final String ORDER_TENDERED = "tendered";

    /**
     * @param turn which try to pay its order it is
     * @param asked the key of the request itself, if there is one
     */
    Outcome post(PaymentRow payment, int turn, Optional<OnceKey> asked) {
        PaymentLegs legs = PaymentLegs.of(payment);
        Entry entry = (payment.card().isPresent() ? reserved(payment, legs) : posted(payment, legs))
                .once(onceKeys(payment, turn, asked));
        return switch (ledger.post(entry)) {
            case PostResult.Posted posted ->
                new Outcome.Posted(payment.posted(posted.entryId()), PaidFrom.bonus(payment, posted.transfers()));
            case PostResult.Repeated repeated ->
                new Outcome.Before(store.knownOfEntry(repeated.entryId()).orElseThrow());
            case PostResult.Refused refused -> refused(refused.refusal(), legs, payment, asked);
            case PostResult.Busy _ -> new Outcome.Refused(new PayResult.Busy());
        };
    }

    private Entry posted(PaymentRow payment, PaymentLegs legs) {
        boolean imported = payment.channel() == Channel.IMPORT;
        Entry entry = Entry.post("payment", imported ? legs.importedLegs() : legs.legs())
                .beside(List.of(store.companion(payment), events.companion(received(payment))));
        return imported ? entry.backdated(payment.paidAt()) : entry;
    }

    private Entry reserved(PaymentRow payment, PaymentLegs legs) {
        return Entry.of(CARD_PAYMENT, new Entry.Action.Reserve(legs.legs(), RESERVED_FOR, "payment " + payment.id()))
                .beside(List.of(
                        store.askedCompanion(payment),
                        errands.companion(CardErrand.charge(payment)),
                        events.companion(pending(payment))));
    }

    private static List<OnceKey> onceKeys(PaymentRow payment, int turn, Optional<OnceKey> asked) {
        List<OnceKey> keys = new ArrayList<>(4);
        asked.ifPresent(keys::add);
        payment.quoteId().ifPresent(quote -> keys.add(OnceKey.of(false, quote, "quote", quote)));
        payment.payCodeId().ifPresent(code -> keys.add(OnceKey.of(false, code, "pay_code", code)));
        payment.orderId().ifPresent(order -> keys.add(orderKey(order, turn, ORDER_PAID)));
        return keys;
    }

    private Outcome refused(Refusal refusal, PaymentLegs legs, PaymentRow payment, Optional<OnceKey> asked) {
        Map<String, Reason> offers = legs.offersRefused(refusal);
        if (!offers.isEmpty()) {
            return new Outcome.OffersRefused(offers);
        }
        String merchant =
                Accounts.merchant(payment.merchantId(), payment.currency()).code();
        return new Outcome.Refused(
                switch (refusal) {
                    case Refusal.Insufficient insufficient ->
                        new PayResult.Insufficient(
                                Math.max(0, insufficient.available()), payment.fromBalance(), payment.currency());
                    case Refusal.Frozen frozen
                    when frozen.account().equals(merchant) -> new PayResult.MerchantStopped();
                    case Refusal.Closed closed
                    when closed.account().equals(merchant) -> new PayResult.MerchantStopped();
                    case Refusal.Frozen _ -> new PayResult.CustomerFrozen();
                    case Refusal.Closed _ -> new PayResult.CustomerClosed();
                    case Refusal.KeyReused reused ->
                        asked.map(key -> key.key().toString().equals(reused.key()))
                                        .orElse(false)
                                ? new PayResult.KeyReused()
                                : new PayResult.OrderOver(overSince(payment));
                    case Refusal.PeriodClosed closed -> new PayResult.BooksClosed(closed.closedUntil());
                    case Refusal.BoundBroken _,
                            Refusal.AboveMaximum _,
                            Refusal.WrongAsset _,
                            Refusal.ReservationOver _,
                            Refusal.MoreThanLeft _,
                            Refusal.NoSuchEntry _,
                            Refusal.Overflow _,
                            Refusal.Rejected _ ->
                        throw new IllegalStateException("The books refused a payment that should fit: " + refusal);
                });
    }

    /** The order was taken meanwhile: taken back by the till, or paid outside the house. */
    private OrderStore.State overSince(PaymentRow payment) {
        return payment.orderId()
                .flatMap(orders::find)
                .map(order -> order.overSince(clock.instant()))
                .orElse(OrderStore.State.CANCELLED);
    }

    private static Event pending(PaymentRow payment) {
        PinnedPrice price = payment.price();
        return new Event(
                PaymentPending.TYPE,
                payment.customerId(),
                new PaymentPending(
                        payment.id(),
                        payment.orderId(),
                        payment.customerId(),
                        payment.merchantId(),
                        payment.currency().code(),
                        price.gross(),
                        price.discount(),
                        price.payable(),
                        payment.fromCard(),
                        price.cashback(),
                        payment.paidAt()));
    }

    /** What is told of a payment that is paid, at once or when its bank has collected. */
    static Event received(PaymentRow payment) {
        PinnedPrice price = payment.price();
        return new Event(
                PaymentReceived.TYPE,
                payment.customerId(),
                new PaymentReceived(
                        payment.id(),
                        payment.orderId(),
                        payment.payCodeId(),
                        payment.customerId(),
                        payment.merchantId(),
                        payment.currency().code(),
                        price.gross(),
                        price.discount(),
                        price.payable(),
                        payment.fromCard(),
                        price.cashback(),
                        price.applied().stream()
                                .map(offer -> new PaymentReceived.OfferUsed(
                                        offer.offerId(),
                                        offer.version(),
                                        offer.campaignId(),
                                        offer.discount(),
                                        offer.cashback(),
                                        offer.sponsors().stream()
                                                .map(part -> new PaymentReceived.BornePart(
                                                        part.sponsorId(), part.discount() + part.cashback()))
                                                .toList(),
                                        offer.couponId()))
                                .toList(),
                        payment.paidAt(),
                        payment.channel() == Channel.IMPORT));
    }
}
