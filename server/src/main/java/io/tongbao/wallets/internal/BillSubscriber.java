package io.tongbao.wallets.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.platform.Money;
import io.tongbao.wallets.SendSent;
import io.tongbao.wallets.TopUpSettled;
import io.tongbao.wallets.WithdrawalSettled;
import io.tongbao.wallets.internal.Bill.Kind;
import io.tongbao.wallets.internal.BillStore.PaymentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps people's bills up to date from what the event log tells. Payments are told by the module above; their bodies are
 * read by their members' names.
 */
@Component
class BillSubscriber implements Subscriber {
    private static final String PAYMENT_PENDING = "payment.pending";
    private static final String PAYMENT_DECLINED = "payment.declined";
    private static final String PAYMENT_RECEIVED = "payment.received";
    private static final String PAYMENT_REFUNDED = "payment.refunded";
    private static final String REFUNDED = "refunded";

    private final BillStore store;

    BillSubscriber(BillStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "bills";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                PAYMENT_PENDING,
                PAYMENT_DECLINED,
                PAYMENT_RECEIVED,
                PAYMENT_REFUNDED,
                TopUpSettled.TYPE,
                WithdrawalSettled.TYPE,
                SendSent.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        on(List.of(event));
    }

    @Override
    public void on(List<RecordedEvent> events) {
        List<Bill> bills = new ArrayList<>();
        Map<String, PaymentState> states = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            add(event, bills);
            newState(event)
                    .map(state -> new PaymentState(event.text("customerId"), event.text("paymentId"), state))
                    .ifPresent(state -> states.merge(state.paymentId(), state, BillStore::later));
        }
        if (!bills.isEmpty()) {
            store.insert(bills);
        }
        if (!states.isEmpty()) {
            store.paymentStates(List.copyOf(states.values()));
        }
    }

    /** What becomes of the bill of an earlier payment. */
    private static Optional<String> newState(RecordedEvent event) {
        return switch (event.type()) {
            case PAYMENT_REFUNDED ->
                Optional.of(event.body().required("full").asBoolean() ? REFUNDED : "partly_refunded");
            case PAYMENT_RECEIVED ->
                Optional.of("paid").filter(_ -> event.body().path("card").asLong(0) > 0);
            case PAYMENT_DECLINED -> Optional.of("declined");
            default -> Optional.empty();
        };
    }

    private static void add(RecordedEvent event, List<Bill> bills) {
        switch (event.type()) {
            case PAYMENT_DECLINED -> {
                // its bill is there since it was pending
            }
            case PAYMENT_PENDING, PAYMENT_RECEIVED ->
                bills.add(bill(
                        event,
                        event.text("customerId"),
                        event.text("paymentId"),
                        Kind.PAYMENT,
                        event.text("merchantId"),
                        -event.number("paid"),
                        Math.addExact(event.number("discount"), event.number("cashback")),
                        Math.subtractExact(event.number("paid"), event.number("cashback")),
                        event.type().equals(PAYMENT_PENDING) ? "pending" : "paid",
                        event.text("paymentId")));
            case PAYMENT_REFUNDED ->
                bills.add(bill(
                        event,
                        event.text("customerId"),
                        event.text("refundId"),
                        Kind.REFUND,
                        event.text("merchantId"),
                        Math.subtractExact(event.number("cash"), event.number("cashbackTakenBack")),
                        0,
                        Math.subtractExact(event.number("cashbackTakenBack"), event.number("cash")),
                        REFUNDED,
                        event.text("paymentId")));
            case TopUpSettled.TYPE ->
                bills.add(bill(
                        event,
                        event.text("personId"),
                        event.text("topUpId"),
                        Kind.TOP_UP,
                        event.text("sourceId"),
                        event.number("amount"),
                        event.body().path("bonus").asLong(0),
                        0,
                        "settled",
                        event.text("topUpId")));
            case WithdrawalSettled.TYPE ->
                bills.add(bill(
                        event,
                        event.text("personId"),
                        event.text("withdrawalId"),
                        Kind.WITHDRAWAL,
                        event.text("targetId"),
                        -event.number("amount"),
                        0,
                        0,
                        "settled",
                        event.text("withdrawalId")));
            case SendSent.TYPE -> {
                bills.add(bill(
                        event,
                        event.text("senderId"),
                        event.text("sendId"),
                        Kind.SEND_OUT,
                        event.text("recipientId"),
                        -event.number("amount"),
                        0,
                        0,
                        "sent",
                        event.text("sendId")));
                bills.add(bill(
                        event,
                        event.text("recipientId"),
                        event.text("sendId"),
                        Kind.SEND_IN,
                        event.text("senderId"),
                        event.number("amount"),
                        0,
                        0,
                        "received",
                        event.text("sendId")));
            }
            default -> throw new IllegalArgumentException("Not asked for: " + event.type());
        }
    }

    private static Bill bill(
            RecordedEvent event,
            String personId,
            String id,
            Kind kind,
            String counterpartyId,
            long minor,
            long savedMinor,
            long spentMinor,
            String state,
            String referenceId) {
        String currency = event.text("currency");
        return new Bill(
                personId,
                id,
                kind,
                Instant.parse(event.text("at")),
                counterpartyId,
                Money.of(minor, currency),
                Money.of(savedMinor, currency),
                Money.of(spentMinor, currency),
                state,
                referenceId);
    }
}
