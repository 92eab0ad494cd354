package io.tongbao.offers.internal;

import io.tongbao.audiences.Audiences;
import io.tongbao.identity.People;
import io.tongbao.payments.CustomersTrade;
import io.tongbao.payments.CustomersTrade.Trade;
import io.tongbao.promotions.Holdout;
import io.tongbao.promotions.Offer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What an offer changed: everybody of its audience, split by chance alone into those who may have the offer and those held out
 * of it, and what each part spent at the offer's merchants while it ran. All of both parts count, whether they came or not: to count only those who came
 * would compare people whom the offer has chosen. The bounds are those of the difference of two means with unequal variances
 * (Welch), at 95 %.
 */
@Component
class Uplift {
    private static final int PAGE = 5_000;
    private static final double AT_95_PERCENT = 1.959964;

    private final OfferStore store;
    private final People people;
    private final Audiences audiences;
    private final CustomersTrade trade;
    private final Clock clock;

    Uplift(OfferStore store, People people, Audiences audiences, CustomersTrade trade, Clock clock) {
        this.store = store;
        this.people = people;
        this.audiences = audiences;
        this.trade = trade;
        this.clock = clock;
    }

    /** @param spentMinor less refunds */
    record Arm(long customers, long payers, long payments, long spentMinor) {}

    /**
     * @param extraMinor what those with the offer spent more, all together, than as many held out would have; the bounds of what can be
     *     said of it
     */
    record Comparison(
            Instant from,
            Instant until,
            Arm treated,
            Arm heldOut,
            double extraMinor,
            double extraLowMinor,
            double extraHighMinor) {}

    /** Empty without a holdout, before the offer begins, and while one of the parts is too small to compare. */
    Optional<Comparison> of(KeptOffer kept) {
        Offer offer = kept.terms();
        Instant from = offer.schedule().start();
        Instant until = Stream.of(
                        offer.schedule().end(), store.endedAt(kept.id()).orElse(Instant.MAX), clock.instant())
                .min(Instant::compareTo)
                .orElseThrow();
        if (offer.holdoutBasisPoints() == 0 || !from.isBefore(until)) {
            return Optional.empty();
        }
        Set<String> lists = offer.condition().listsAsked();
        Sum treated = new Sum();
        Sum heldOut = new Sum();
        Trades trades = new Trades(kept, from, until);
        Optional<String> after = Optional.empty();
        List<String> ids;
        do {
            ids = lists.isEmpty() ? people.joinedBefore(until, after, PAGE) : audiences.members(lists, after, PAGE);
            for (String id : ids) {
                Sum arm = Holdout.keepsOut(offer, id) ? heldOut : treated;
                arm.customers++;
                trades.of(id).ifPresent(arm::add);
            }
            after = ids.isEmpty() ? after : Optional.of(ids.getLast());
        } while (ids.size() == PAGE);
        return treated.customers < 2 || heldOut.customers < 2
                ? Optional.empty()
                : Optional.of(compared(from, until, treated, heldOut));
    }

    private static Comparison compared(Instant from, Instant until, Sum treated, Sum heldOut) {
        double perCustomer = treated.mean() - heldOut.mean();
        double margin = AT_95_PERCENT
                * Math.sqrt(treated.variance() / treated.customers + heldOut.variance() / heldOut.customers);
        return new Comparison(
                from,
                until,
                treated.arm(),
                heldOut.arm(),
                perCustomer * treated.customers,
                (perCustomer - margin) * treated.customers,
                (perCustomer + margin) * treated.customers);
    }

    /** What customers spent, asked for in the order of their ids and read a page at a time. */
    private final class Trades {
        private final KeptOffer kept;
        private final Instant from;
        private final Instant until;
        private final Deque<Trade> page = new ArrayDeque<>();
        private Optional<String> after = Optional.empty();
        private boolean more = true;

        Trades(KeptOffer kept, Instant from, Instant until) {
            this.kept = kept;
            this.from = from;
            this.until = until;
        }

        Optional<Trade> of(String customerId) {
            while (true) {
                Trade next = page.peek();
                if (next == null) {
                    if (!more) {
                        return Optional.empty();
                    }
                    read();
                } else if (next.customerId().compareTo(customerId) >= 0) {
                    return Optional.of(next).filter(found -> found.customerId().equals(customerId));
                } else {
                    page.remove();
                }
            }
        }

        private void read() {
            List<Trade> read =
                    trade.page(kept.currency(), from, until, kept.terms().merchantIds(), after, PAGE);
            page.addAll(read);
            more = read.size() == PAGE;
            after = read.isEmpty() ? after : Optional.of(read.getLast().customerId());
        }
    }

    private static final class Sum {
        private long customers;
        private long payers;
        private long payments;
        private long spent;
        private double squares;

        void add(Trade trade) {
            payers++;
            payments += trade.payments();
            spent += trade.spentMinor();
            squares += (double) trade.spentMinor() * trade.spentMinor();
        }

        double mean() {
            return (double) spent / customers;
        }

        double variance() {
            return Math.max(0, (squares - customers * mean() * mean()) / (customers - 1));
        }

        Arm arm() {
            return new Arm(customers, payers, payments, spent);
        }
    }
}
