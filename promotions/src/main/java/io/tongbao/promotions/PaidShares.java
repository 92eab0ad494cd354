package io.tongbao.promotions;

import java.util.List;
import java.util.Objects;

/**
 * Who bore what of a payment, as it was when it was paid: cash + every discount = gross. Keep it with the payment; a
 * refund is computed from it and from what was refunded before, never from the offer's present terms.
 *
 * @param cashMinor what the customer paid
 */
public record PaidShares(long grossMinor, long cashMinor, List<Funded> funded) {

    /** A sponsor's part: {@code discountMinor} to the merchant, {@code cashbackMinor} to the customer. */
    public record Funded(String campaignId, String sponsorId, long discountMinor, long cashbackMinor) {
        public Funded {
            Objects.requireNonNull(campaignId, "campaignId is null");
            Objects.requireNonNull(sponsorId, "sponsorId is null");
            Amounts.checked(discountMinor, "A discount");
            Amounts.checked(cashbackMinor, "A cashback");
        }
    }

    public PaidShares {
        Amounts.checked(grossMinor, "A gross");
        Amounts.checked(cashMinor, "A payable");
        funded = List.copyOf(funded);
        long sum = cashMinor;
        long cashback = 0;
        for (Funded part : funded) {
            sum = Math.addExact(sum, part.discountMinor());
            cashback = Math.addExact(cashback, part.cashbackMinor());
        }
        if (sum != grossMinor) {
            throw new IllegalArgumentException("Cash and discounts sum to " + sum + ", not to the gross " + grossMinor);
        }
        Amounts.checked(cashback, "The cashback");
    }

    public long cashbackMinor() {
        long sum = 0;
        for (Funded part : funded) {
            sum += part.cashbackMinor();
        }
        return sum;
    }
}
