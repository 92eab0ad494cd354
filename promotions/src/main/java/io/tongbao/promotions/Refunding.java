package io.tongbao.promotions;

import java.util.List;

/** The answer to a refund that was asked for. */
public sealed interface Refunding {

    /**
     * Where each part of the refunded gross goes. The merchant gives {@code grossMinor} = cash + the sponsors' discounts;
     * the customer gives back the cashback, which the cash pays for when it is already spent, and the points.
     *
     * @param cashMinor to the customer, before the cashback is taken
     * @param cashbackMinor taken from the customer, back to the sponsors
     * @param sponsors what comes back to each, in the payment's order, zeros included
     * @param points taken from the customer, by campaign in the payment's order, zeros included
     * @param lines what is refunded of each line of which something is
     * @param leftMinor gross that may still be refunded afterwards
     * @param full whether nothing is left: only then does the customer get the use and the first order back
     */
    record Plan(
            long grossMinor,
            long cashMinor,
            long cashbackMinor,
            List<PaidShares.Funded> sponsors,
            List<PaidShares.Earned> points,
            List<OfLine> lines,
            long leftMinor,
            boolean full)
            implements Refunding {
        public Plan {
            sponsors = List.copyOf(sponsors);
            points = List.copyOf(points);
            lines = List.copyOf(lines);
        }

        /** By how much the customer's wallet changes: below zero when more cashback goes than cash comes. */
        public long netToCustomerMinor() {
            return cashMinor - cashbackMinor;
        }

        /** What returns to budgets, discount and cashback together. */
        public long toBudgetsMinor() {
            return grossMinor - cashMinor + cashbackMinor;
        }
    }

    record OfLine(String lineId, long grossMinor, long cashMinor) {}

    /** More than is left of a line, or of the whole payment; nothing can be planned. */
    record AboveLeft(long leftMinor) implements Refunding {}
}
