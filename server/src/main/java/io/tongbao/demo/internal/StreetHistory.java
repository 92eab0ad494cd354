package io.tongbao.demo.internal;

import io.tongbao.imports.HistoryReplay;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.PaymentImport;
import io.tongbao.platform.Money;
import io.tongbao.wallets.SendImport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Brings in what happened on the street, through the same imports as any history. A day after the other, so that what is counted (a first
 * order, a day's budget) is counted in order of time; on a day everybody goes at once, one's own visits in their order: the books take
 * hundreds of entries in one go only if hundreds are asked at once. Brought in again it is the same.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class StreetHistory {
    private static final Currency CNY = Currency.of("CNY");

    private final PaymentImport payments;
    private final SendImport sends;
    private final AtomicBoolean stopping = new AtomicBoolean();

    StreetHistory(PaymentImport payments, SendImport sends) {
        this.payments = payments;
        this.sends = sends;
    }

    /** The ids of those of the plan, in its order. */
    record Members(List<String> shops, List<String> customers) {
        Members {
            shops = List.copyOf(shops);
            customers = List.copyOf(customers);
        }
    }

    /** @param takenMinor gross, before what was given back */
    record Figures(long payments, long refunds, long sends, long takenMinor, long refundedMinor, long sentMinor) {}

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.set(true);
    }

    /** @throws HistoryReplay.Stopped if the server is stopped meanwhile; asked again it goes on */
    Figures bringIn(Street street, Members members, HistoryReplay.Progress progress) {
        long total = street.days().stream()
                .mapToLong(day -> day.visits().size() + day.gifts().size())
                .sum();
        Sums sums = new Sums();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Street.Day day : street.days()) {
                List<Future<?>> going = new ArrayList<>();
                Map<Integer, List<Street.Visit>> byCustomer =
                        day.visits().stream().collect(Collectors.groupingBy(Street.Visit::customer));
                byCustomer
                        .values()
                        .forEach(visits -> going.add(
                                threads.submit(() -> visits.forEach(visit -> visit(street, visit, members, sums)))));
                day.gifts().forEach(gift -> going.add(threads.submit(() -> gift(gift, members, sums))));
                going.forEach(this::join);
                progress.at("the street", sums.payments.get() + sums.sends.get(), total);
            }
        }
        return sums.figures();
    }

    private void visit(Street street, Street.Visit visit, Members members, Sums sums) {
        stopIfAsked();
        String category = street.shops().get(visit.shop()).category();
        PaymentImport.Paid paid = payments.pay(new PaymentImport.Sale(
                members.customers().get(visit.customer()),
                members.shops().get(visit.shop()),
                CNY,
                visit.number(),
                visit.basket().stream()
                        .map(bought -> new PaymentImport.Item(
                                bought.item().product(),
                                bought.item().name(),
                                Optional.of(category),
                                bought.item().priceMinor(),
                                bought.quantity()))
                        .toList(),
                visit.at()));
        sums.payments.incrementAndGet();
        sums.takenMinor.addAndGet(paid.grossMinor());
        visit.back().ifPresent(back -> {
            PaymentImport.Returned returned = payments.refund(
                    new PaymentImport.Return(paid.paymentId(), visit.number() + "-R", back.minor(), back.at()));
            sums.refunds.incrementAndGet();
            sums.refundedMinor.addAndGet(returned.grossMinor());
        });
    }

    private void gift(Street.Gift gift, Members members, Sums sums) {
        stopIfAsked();
        sends.send(new SendImport.Given(
                "street/" + gift.number(),
                members.customers().get(gift.from()),
                members.customers().get(gift.to()),
                new Money(gift.minor(), CNY),
                gift.note(),
                gift.at()));
        sums.sends.incrementAndGet();
        sums.sentMinor.addAndGet(gift.minor());
    }

    private void join(Future<?> going) {
        try {
            going.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryReplay.Stopped();
        } catch (ExecutionException e) {
            stopIfAsked();
            throw new IllegalStateException("The street's history could not be brought in", e.getCause());
        }
    }

    private void stopIfAsked() {
        if (stopping.get()) {
            throw new HistoryReplay.Stopped();
        }
    }

    private static final class Sums {
        private final AtomicLong payments = new AtomicLong();
        private final AtomicLong refunds = new AtomicLong();
        private final AtomicLong sends = new AtomicLong();
        private final AtomicLong takenMinor = new AtomicLong();
        private final AtomicLong refundedMinor = new AtomicLong();
        private final AtomicLong sentMinor = new AtomicLong();

        Figures figures() {
            return new Figures(
                    payments.get(), refunds.get(), sends.get(), takenMinor.get(), refundedMinor.get(), sentMinor.get());
        }
    }
}
