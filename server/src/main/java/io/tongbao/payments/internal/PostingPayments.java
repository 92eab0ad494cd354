package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.promotions.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts a priced payment into the books: legs, once-keys, the payment's row and its event in one entry. */
@Component
class PostingPayments {
    private final Ledger ledger;
    private final EventLog events;
    private final PaymentStore store;

    PostingPayments(Ledger ledger, EventLog events, PaymentStore store) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Posted(PaymentRow payment) implements Outcome {}

        /** One of its once-keys was used with the same content: this is what was paid then. */
        record Before(PaymentRow payment) implements Outcome {}

        /** These offers can't be had any more. */
        record OffersRefused(Map<String, Reason> offers) implements Outcome {}

        record Refused(PayResult result) implements Outcome {}
    }

    /** An order is paid once, whoever pays; the same key with another content closes it unpaid. */
    static OnceKey orderKey(String orderId, String content) {
        return OnceKey.of(false, content, "order", orderId);
    }

    static final String ORDER_PAID = "paid";
    static final String ORDER_CANCELLED = "cancelled";

    /** @param asked the key of the request itself, if there is one */
    Outcome post(PaymentRow payment, Optional<OnceKey> asked) {
        PaymentLegs legs =
                new PaymentLegs(payment.customerId(), payment.merchantId(), payment.currency(), payment.price());
        boolean imported = payment.channel() == PaymentRow.Channel.IMPORT;
        Entry entry = Entry.post("payment", imported ? legs.importedLegs() : legs.legs())
                .once(onceKeys(payment, asked))
                .beside(List.of(store.companion(payment), events.companion(told(payment))));
        return switch (ledger.post(imported ? entry.backdated(payment.paidAt()) : entry)) {
            case PostResult.Posted posted -> new Outcome.Posted(payment.posted(posted.entryId()));
            case PostResult.Repeated repeated ->
                new Outcome.Before(store.paymentOfEntry(repeated.entryId()).orElseThrow());
            case PostResult.Refused refused -> refused(refused.refusal(), legs, payment, asked);
            case PostResult.Busy _ -> new Outcome.Refused(new PayResult.Busy());
        };
    }

    private static List<OnceKey> onceKeys(PaymentRow payment, Optional<OnceKey> asked) {
        List<OnceKey> keys = new ArrayList<>(4);
        asked.ifPresent(keys::add);
        payment.quoteId().ifPresent(quote -> keys.add(OnceKey.of(false, quote, "quote", quote)));
        payment.payCodeId().ifPresent(code -> keys.add(OnceKey.of(false, code, "pay_code", code)));
        payment.orderId().ifPresent(order -> keys.add(orderKey(order, ORDER_PAID)));
        return keys;
    }

    private static Outcome refused(Refusal refusal, PaymentLegs legs, PaymentRow payment, Optional<OnceKey> asked) {
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
                                Math.max(0, insufficient.available()),
                                payment.price().payable(),
                                payment.currency());
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
                                : new PayResult.OrderOver(OrderStore.State.CANCELLED);
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

    private static Event told(PaymentRow payment) {
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
                        price.cashback(),
                        price.applied().stream()
                                .map(offer -> new PaymentReceived.OfferUsed(
                                        offer.offerId(),
                                        offer.version(),
                                        offer.campaignId(),
                                        offer.discount(),
                                        offer.cashback()))
                                .toList(),
                        payment.paidAt(),
                        payment.channel() == PaymentRow.Channel.IMPORT));
    }
}
