package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.payments.OrderCreated;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A merchant asks to be paid. */
@Service
class CreatingOrders {
    /** Long enough for a customer at a counter; a till makes another order in a second. */
    static final Duration OPEN_FOR = Duration.ofHours(2);

    /** Some twenty million numbers a day for each merchant: that many taken in a row never happens by chance. */
    private static final int TRIES = 20;

    private final OrderStore store;
    private final OrderNumbers numbers;
    private final EventLog events;
    private final Clock clock;

    CreatingOrders(OrderStore store, OrderNumbers numbers, EventLog events, Clock clock) {
        this.store = store;
        this.numbers = numbers;
        this.events = events;
        this.clock = clock;
    }

    record Asked(
            MerchantProfile merchant,
            Optional<String> orderNumber,
            List<PinnedPrice.Line> lines,
            Optional<String> note,
            String createdBy,
            Optional<String> storeId) {
        Asked {
            lines = List.copyOf(lines);
        }
    }

    sealed interface Outcome {
        record Created(OrderStore.Order order) implements Outcome {}

        record NumberTaken(String orderId) implements Outcome {}

        record TooLarge() implements Outcome {}
    }

    /** The same order asked for twice is one order, so that a lost answer does no harm. */
    @Transactional
    Outcome create(Asked asked) {
        Optional<Long> amount = sum(asked.lines());
        if (amount.isEmpty()) {
            return new Outcome.TooLarge();
        }
        Instant now = clock.instant();
        return asked.orderNumber()
                .map(number -> numbered(order(asked, number.strip(), amount.get(), now)))
                .orElseGet(() -> created(withNumberOfOurs(asked, amount.get(), now)));
    }

    private static OrderStore.Order order(Asked asked, String number, long amount, Instant now) {
        return new OrderStore.Order(
                TypeIds.next("ord"),
                asked.merchant().id(),
                number,
                asked.merchant().currency(),
                amount,
                asked.lines(),
                asked.note(),
                asked.createdBy(),
                now,
                now.plus(OPEN_FOR),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                asked.storeId(),
                Optional.empty());
    }

    private OrderStore.Order withNumberOfOurs(Asked asked, long amount, Instant now) {
        for (int i = 0; i < TRIES; i++) {
            OrderStore.Order order = order(asked, numbers.next(), amount, now);
            if (store.insert(order)) {
                return order;
            }
        }
        throw new IllegalStateException("No free order number in " + TRIES + " tries");
    }

    private Outcome numbered(OrderStore.Order order) {
        if (!store.insert(order)) {
            OrderStore.Order other =
                    store.findByNumber(order.merchantId(), order.orderNumber()).orElseThrow();
            boolean same = other.amount() == order.amount()
                    && other.lines().equals(order.lines())
                    && other.note().equals(order.note());
            return same ? new Outcome.Created(other) : new Outcome.NumberTaken(other.id());
        }
        return created(order);
    }

    private Outcome created(OrderStore.Order order) {
        events.publish(new Event(
                OrderCreated.TYPE,
                order.merchantId(),
                new OrderCreated(
                        order.id(), order.merchantId(), order.currency().code(), order.amount(), order.createdAt())));
        return new Outcome.Created(order);
    }

    private static Optional<Long> sum(List<PinnedPrice.Line> lines) {
        try {
            long sum = 0;
            for (PinnedPrice.Line line : lines) {
                sum = Math.addExact(sum, line.amount());
            }
            return sum <= Money.MAX_MINOR ? Optional.of(sum) : Optional.empty();
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }
}
