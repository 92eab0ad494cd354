package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.OrderTendered;
import io.tongbao.payments.TenderKind;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * An order is paid outside the house, and the till says so, that the day's close is complete. The entry that takes the order
 * has the once-key that a payment of it needs: either it is paid with a wallet or here, never both. What is handed back is
 * the shop's own affair too; it is bounded by what was taken.
 */
@Service
class TakingTenders {
    private final OrderStore orders;
    private final TenderStore tenders;
    private final Ledger ledger;
    private final EventLog events;
    private final Clock clock;

    TakingTenders(OrderStore orders, TenderStore tenders, Ledger ledger, EventLog events, Clock clock) {
        this.orders = orders;
        this.tenders = tenders;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Taken() implements Outcome {}

        /** It is paid, cancelled, too old, or waits for a payer's bank. */
        record Over(OrderStore.State state) implements Outcome {}

        record Busy() implements Outcome {}
    }

    /** The same asked again does nothing the second time. */
    Outcome take(OrderStore.Order order, TenderKind kind, Optional<Long> received, String takenBy) {
        OrderStore.State state = order.state(clock.instant());
        boolean before = order.tender().filter(tender -> tender.kind() == kind).isPresent();
        if (state != OrderStore.State.OPEN) {
            return before ? new Outcome.Taken() : new Outcome.Over(state);
        }
        TenderStore.Tender tender = new TenderStore.Tender(
                TypeIds.next("tnd"),
                order.id(),
                order.merchantId(),
                kind,
                order.currency(),
                order.amount(),
                received,
                0,
                takenBy,
                clock.instant());
        Entry entry = Entry.post(
                        "order_tendered",
                        List.of(Leg.of(Accounts.usesIssued(), Accounts.tendered(order.merchantId()), 1)))
                .once(List.of(PostingPayments.orderKey(
                        order.id(), order.turn(), PostingPayments.ORDER_TENDERED + "/" + kind.code())))
                .beside(List.of(
                        tenders.companion(tender),
                        events.companion(new Event(
                                OrderTendered.TYPE,
                                order.merchantId(),
                                new OrderTendered(
                                        order.id(),
                                        order.merchantId(),
                                        kind.code(),
                                        order.currency().code(),
                                        order.amount(),
                                        takenBy,
                                        tender.takenAt())))));
        return switch (ledger.post(entry)) {
            case PostResult.Posted _, PostResult.Repeated _ -> new Outcome.Taken();
            case PostResult.Busy _ -> new Outcome.Busy();
            case PostResult.Refused refused
            when refused.refusal() instanceof Refusal.KeyReused ->
                new Outcome.Over(orders.find(order.id()).orElseThrow().overSince(clock.instant()));
            case PostResult.Refused refused ->
                throw new IllegalStateException("The books refused a tender: " + refused.refusal());
        };
    }

    sealed interface RefundOutcome {
        record Refunded(TenderStore.TenderRefund refund) implements RefundOutcome {}

        record NotTendered() implements RefundOutcome {}

        record AboveLeft(TenderStore.Tender tender) implements RefundOutcome {}

        record KeyReused() implements RefundOutcome {}
    }

    /** Notes what was handed back. Asked again under the same key it is the same refund. */
    @Transactional
    RefundOutcome refund(
            OrderStore.Order order, long amount, Optional<String> reason, String refundedBy, String askedKey) {
        Optional<TenderStore.Tender> found = tenders.lockOfOrder(order.id());
        if (found.isEmpty()) {
            return new RefundOutcome.NotTendered();
        }
        TenderStore.Tender tender = found.get();
        Optional<TenderStore.TenderRefund> before = tenders.refundAsked(tender.id(), askedKey);
        if (before.isPresent()) {
            boolean same =
                    before.get().amount() == amount && before.get().reason().equals(reason);
            return same ? new RefundOutcome.Refunded(before.get()) : new RefundOutcome.KeyReused();
        }
        if (amount > tender.left()) {
            return new RefundOutcome.AboveLeft(tender);
        }
        TenderStore.TenderRefund refund = new TenderStore.TenderRefund(
                TypeIds.next("tnr"), tender.id(), amount, reason, refundedBy, clock.instant(), askedKey);
        tenders.refund(tender, refund);
        return new RefundOutcome.Refunded(refund);
    }
}
