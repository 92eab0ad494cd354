package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans refunds by running totals. What has come back after R of the gross G is a function of R alone, so any sequence of
 * partial refunds sums to the same, and after all of G to exactly what was paid:
 * <ul>
 *   <li>the R units are dealt to cash and to each sponsor's discount, no unit ever taken back;
 *   <li>of the cashback C, C · R / G is taken back, rounded down in the customer's favour, and dealt to the sponsors likewise.
 * </ul>
 * The ledger must hold that no transfer of the payment gives back more than is left of it; its reversals do.
 */
public final class Refunds {
    private Refunds() {}

    /**
     * @param refundedMinor gross refunded by all refunds before
     * @param grossMinor gross to refund now, more than zero
     */
    public static Refunding plan(PaidShares paid, long refundedMinor, long grossMinor) {
        if (grossMinor < 1) {
            throw new IllegalArgumentException("A refund is more than zero: " + grossMinor);
        }
        if (refundedMinor < 0 || refundedMinor > paid.grossMinor()) {
            throw new IllegalArgumentException("Refunded before: " + refundedMinor + " of " + paid.grossMinor());
        }
        long left = paid.grossMinor() - refundedMinor;
        if (grossMinor > left) {
            return new Refunding.AboveLeft(left);
        }
        Returned before = returned(paid, refundedMinor);
        Returned after = returned(paid, refundedMinor + grossMinor);
        List<PaidShares.Funded> sponsors = new ArrayList<>();
        for (int i = 0; i < paid.funded().size(); i++) {
            PaidShares.Funded part = paid.funded().get(i);
            sponsors.add(new PaidShares.Funded(
                    part.campaignId(),
                    part.sponsorId(),
                    after.gross()[i + 1] - before.gross()[i + 1],
                    after.cashback()[i] - before.cashback()[i]));
        }
        return new Refunding.Plan(
                grossMinor,
                after.gross()[0] - before.gross()[0],
                after.cashbackSum() - before.cashbackSum(),
                sponsors,
                left - grossMinor,
                grossMinor == left);
    }

    /**
     * Of the cash that this refund gives back, what goes to a source that gave {@code sourceMinor} of the cash paid (a card;
     * the rest came from the balance). By running totals as well: of the cash that has come back the source has its
     * proportion, rounded down, so its parts sum to exactly what it gave and none is above the refund's cash.
     *
     * @param sourceMinor from 0 to the cash paid
     */
    public static long cashToSource(PaidShares paid, long sourceMinor, long refundedMinor, long grossMinor) {
        if (sourceMinor < 0 || sourceMinor > paid.cashMinor()) {
            throw new IllegalArgumentException("A source gave " + sourceMinor + " of " + paid.cashMinor());
        }
        if (sourceMinor == 0) {
            return 0;
        }
        long before = returned(paid, refundedMinor).gross()[0];
        long after = returned(paid, refundedMinor + grossMinor).gross()[0];
        return Apportioning.proportion(sourceMinor, after, paid.cashMinor())
                - Apportioning.proportion(sourceMinor, before, paid.cashMinor());
    }

    /** @param gross dealt to cash (first) and to the sponsors' discounts */
    @SuppressWarnings("ArrayRecordComponent")
    private record Returned(long[] gross, long[] cashback, long cashbackSum) {}

    private static Returned returned(PaidShares paid, long refundedMinor) {
        int sponsors = paid.funded().size();
        long[] discounts = new long[sponsors + 1];
        long[] cashbacks = new long[sponsors];
        discounts[0] = paid.cashMinor();
        for (int i = 0; i < sponsors; i++) {
            discounts[i + 1] = paid.funded().get(i).discountMinor();
            cashbacks[i] = paid.funded().get(i).cashbackMinor();
        }
        long cashback = refundedMinor == 0
                ? 0
                : Apportioning.proportion(paid.cashbackMinor(), refundedMinor, paid.grossMinor());
        return new Returned(
                Apportioning.deal(refundedMinor, discounts), Apportioning.deal(cashback, cashbacks), cashback);
    }
}
