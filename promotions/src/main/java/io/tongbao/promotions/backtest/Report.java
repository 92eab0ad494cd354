package io.tongbao.promotions.backtest;

import io.tongbao.promotions.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a draft would have done on payments as they were made. It can't know who would have come, bought more or split an order for it.
 *
 * @param payments that were looked at, with what they came to
 * @param cost of the draft
 * @param bySponsor adds up to the cost
 * @param discountMinor what the draft took off, of what the payments it reached came to
 * @param leftMinor of the budgets of all its offers
 * @param goneAt the first payment for which an offer's budget had too little left; empty if there was none
 * @param missed why it did not apply where it was asked; of several offers why the first of those did not that were asked
 * @param notConcerned payments for which it was not even asked: elsewhere, other goods, other people, another time
 */
public record Report(
        Given payments,
        Reached cost,
        Map<String, Long> bySponsor,
        long discountMinor,
        long leftMinor,
        Optional<Instant> goneAt,
        List<Day> days,
        List<Of> merchants,
        Map<Audience, Reached> audiences,
        List<Of> winners,
        List<SplitOrder> splitOrders,
        List<Of> farAboveMedian,
        long medianUses,
        List<Interplay> interplay,
        Map<Reason, Long> missed,
        long notConcerned) {

    public Report {
        bySponsor = Map.copyOf(bySponsor);
        days = List.copyOf(days);
        merchants = List.copyOf(merchants);
        audiences = Map.copyOf(audiences);
        winners = List.copyOf(winners);
        splitOrders = List.copyOf(splitOrders);
        farAboveMedian = List.copyOf(farAboveMedian);
        interplay = List.copyOf(interplay);
        missed = Map.copyOf(missed);
    }

    /** How many payments, and what they come to together. */
    public record Given(long payments, long minor) {
        public static final Given NOTHING = new Given(0, 0);

        Given plus(Given more) {
            return new Given(payments + more.payments, Math.addExact(minor, more.minor));
        }
    }

    /**
     * Payments that had the draft.
     *
     * @param grossMinor what they came to before any offer
     */
    public record Reached(long costMinor, long payments, long customers, long grossMinor) {
        public static final Reached NOBODY = new Reached(0, 0, 0, 0);
    }

    /** @param leftMinor of the budget when the day was over */
    public record Day(LocalDate day, Reached reached, long leftMinor) {}

    /** @param id of a merchant or a customer */
    public record Of(String id, Reached reached) {}

    /** Which of the customer's orders it was, at any merchant, counted from the first that the back-test was shown. */
    public enum Audience {
        FIRST_ORDER,
        SECOND_TO_FIFTH,
        LATER;

        static Audience of(long ordersBefore) {
            return ordersBefore == 0 ? FIRST_ORDER : ordersBefore < 5 ? SECOND_TO_FIFTH : LATER;
        }
    }

    /** Payments of a customer at a merchant, each soon after the one before, that all had the draft. */
    public record SplitOrder(String customerId, String merchantId, Instant first, Instant last, Given given) {}

    /** A live offer without the draft and beside it. */
    public record Interplay(String offerId, Given without, Given beside) {}
}
