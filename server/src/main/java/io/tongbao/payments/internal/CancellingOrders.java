package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.OrderCancelled;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * A till takes back an order whose outcome it does not know. An unpaid order is closed in the books under the same once-key
 * that a payment needs, so that a payment still on its way is refused; a paid one is refunded, whatever is left of it. One
 * that waits for a payer's bank is marked, and cancelled as soon as the bank has answered. Asked twice, it does nothing the
 * second time.
 */
@Service
class CancellingOrders {
    private static final int TRIES = 3;

    private final OrderStore orders;
    private final PaymentStore payments;
    private final CardErrandStore errands;
    private final RefundingPayments refunding;
    private final Ledger ledger;
    private final EventLog events;
    private final Clock clock;

    CancellingOrders(
            OrderStore orders,
            PaymentStore payments,
            CardErrandStore errands,
            RefundingPayments refunding,
            Ledger ledger,
            EventLog events,
            Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.errands = errands;
        this.refunding = refunding;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    sealed interface Outcome {
        /** Nothing was paid and nothing ever will be. */
        record Closed() implements Outcome {}

        record GivenBack(RefundingPayments.Outcome refund) implements Outcome {}

        /** It was paid and all of it was refunded before. */
        record NothingLeft() implements Outcome {}

        /** It was paid outside the house: what was handed over is handed back, and noted, as a refund of that. */
        record Tendered() implements Outcome {}

        /** The payer's bank has not answered; it is cancelled when it has. */
        record Waiting() implements Outcome {}

        record Busy() implements Outcome {}
    }

    Outcome cancel(OrderStore.Order asked, String cancelledBy) {
        OrderStore.Order order = asked;
        for (int i = 0; i < TRIES; i++) {
            Outcome outcome = close(order, order.turn(), cancelledBy);
            if (!(outcome instanceof Outcome.Waiting)) {
                return outcome;
            }
            order = orders.find(asked.id()).orElseThrow();
            if (order.tender().isPresent()) {
                return new Outcome.Tendered();
            }
            if (order.waiting()
                    .filter(payment -> errands.askCancellation(payment, cancelledBy))
                    .isPresent()) {
                return outcome;
            }
            // The bank has answered in between: the order is paid, or open in its next turn.
            order = orders.find(asked.id()).orElseThrow();
        }
        return new Outcome.Busy();
    }

    /** Closes the order in the turn, unless a payment has taken it. */
    Outcome close(OrderStore.Order order, int turn, String cancelledBy) {
        Instant now = clock.instant();
        Entry closing = Entry.post(
                        "order_cancelled",
                        List.of(Leg.of(Accounts.usesIssued(), Accounts.cancelled(order.merchantId()), 1)))
                .once(List.of(PostingPayments.orderKey(order.id(), turn, PostingPayments.ORDER_CANCELLED)))
                .beside(List.of(events.companion(new Event(
                        OrderCancelled.TYPE,
                        order.merchantId(),
                        new OrderCancelled(order.id(), order.merchantId(), cancelledBy, now)))));
        return switch (ledger.post(closing)) {
            case PostResult.Posted _, PostResult.Repeated _ -> {
                orders.cancelled(order.id(), now);
                yield new Outcome.Closed();
            }
            case PostResult.Busy _ -> new Outcome.Busy();
            case PostResult.Refused refused
            when refused.refusal() instanceof Refusal.KeyReused ->
                payments.paymentOfOrder(order.id())
                        .map(payment -> giveBack(payment, order, cancelledBy))
                        .orElseGet(Outcome.Waiting::new);
            case PostResult.Refused refused ->
                throw new IllegalStateException("The books refused to close an order: " + refused.refusal());
        };
    }

    private Outcome giveBack(PaymentRow payment, OrderStore.Order order, String cancelledBy) {
        long left = payment.price().gross() - payments.refundedOf(payment.id()).gross();
        if (left == 0) {
            return new Outcome.NothingLeft();
        }
        OnceKey key = OnceKey.of(false, Long.toString(left), "cancel", order.id(), Long.toString(left));
        return new Outcome.GivenBack(
                refunding.refund(payment, left, Optional.of("撤销 cancelled at the till"), cancelledBy, key));
    }
}
