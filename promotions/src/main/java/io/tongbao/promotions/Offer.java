package io.tongbao.promotions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The terms of one version of an offer.
 *
 * @param campaignId holds the money: budget, caps and sponsors
 * @param merchantIds where it holds; empty means everywhere
 * @param holdoutBasisPoints the part of all customers that never gets it, to compare the others with; see {@link Holdout}
 * @param zone by whose calendar and clock days, hours and schedules are told
 * @param byCoupon whether it applies only for a customer who has a coupon of it, and uses the coupon up
 */
public record Offer(
        String id,
        int version,
        String campaignId,
        String name,
        Benefit benefit,
        Condition condition,
        Set<String> merchantIds,
        Schedule schedule,
        Budget budget,
        Combining combining,
        int holdoutBasisPoints,
        ZoneId zone,
        String currency,
        boolean byCoupon) {

    public static final int MAX_SPONSORS = 10;

    public Offer {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(campaignId, "campaignId is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(benefit, "benefit is null");
        Objects.requireNonNull(condition, "condition is null");
        Objects.requireNonNull(schedule, "schedule is null");
        Objects.requireNonNull(budget, "budget is null");
        Objects.requireNonNull(combining, "combining is null");
        Objects.requireNonNull(zone, "zone is null");
        Objects.requireNonNull(currency, "currency is null");
        merchantIds = Set.copyOf(merchantIds);
        if (holdoutBasisPoints < 0 || holdoutBasisPoints >= Amounts.WHOLE) {
            throw new IllegalArgumentException("A holdout is from 0 to 9999 basis points: " + holdoutBasisPoints);
        }
    }

    /** What is done where less is left of a budget than the offer would give. */
    public enum Edge {
        ALL_OR_NOTHING,
        /** Gives what is left, as far as every sponsor can bear its share of it; a gift is never cut. */
        REST
    }

    /**
     * What the offer may cost. Discount, cashback, bonus and a gift's worth count; points are not money and do not.
     *
     * @param perDayMinor at most this much on one day of the offer's zone
     * @param perMerchantMinor at most this much at one merchant
     * @param usesPerCustomer at most so many payments of one customer
     * @param usesPerDevice at most so many payments from one device, whoever pays
     * @param sponsors who bears it
     */
    public record Budget(
            long totalMinor,
            OptionalLong perDayMinor,
            OptionalLong perMerchantMinor,
            OptionalLong usesPerCustomer,
            OptionalLong usesPerDevice,
            List<SponsorShare> sponsors,
            Edge edge) {

        public Budget {
            sponsors = List.copyOf(sponsors);
            Objects.requireNonNull(edge, "edge is null");
            Amounts.positive(totalMinor, "A budget");
            perDayMinor.ifPresent(day -> Amounts.positive(day, "A day's budget"));
            perMerchantMinor.ifPresent(merchant -> Amounts.positive(merchant, "A merchant's budget"));
            usesPerCustomer.ifPresent(uses -> Amounts.positive(uses, "Uses per customer"));
            usesPerDevice.ifPresent(uses -> Amounts.positive(uses, "Uses per device"));
            if (sponsors.isEmpty() || sponsors.size() > MAX_SPONSORS) {
                throw new IllegalArgumentException("An offer has 1 to " + MAX_SPONSORS + " sponsors");
            }
            Set<String> ids = new HashSet<>();
            int sum = 0;
            for (SponsorShare share : sponsors) {
                sum += share.basisPoints();
                if (!ids.add(share.sponsorId())) {
                    throw new IllegalArgumentException("Two shares of one sponsor: " + share.sponsorId());
                }
            }
            if (sum != Amounts.WHOLE) {
                throw new IllegalArgumentException("The sponsors' shares sum to 10000 basis points, not " + sum);
            }
        }

        /** An amount in the sponsors' shares, in their order, by largest remainder. */
        public long[] bySponsor(long amountMinor) {
            if (sponsors.size() == 1) {
                return new long[] {amountMinor};
            }
            return Apportioning.largestRemainder(amountMinor, shares());
        }

        long[] shares() {
            long[] shares = new long[sponsors.size()];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = sponsors.get(i).basisPoints();
            }
            return shares;
        }
    }

    /**
     * How the offer goes with others.
     *
     * @param group of the {@link Stacking}
     * @param exclusive applies only where no other offer does
     * @param priority lower is applied first within its level, and comes first in its group
     */
    public record Combining(Optional<String> group, boolean exclusive, int priority) {
        public static final Combining PLAIN = new Combining(Optional.empty(), false, 0);

        public Combining {
            Objects.requireNonNull(group, "group is null");
        }

        public static Combining in(String group) {
            return new Combining(Optional.of(group), false, 0);
        }
    }

    public OfferKind kind() {
        return benefit.kind();
    }

    /** The business day that a payment at this time counts for, in the offer's own zone. */
    public LocalDate dayOf(Instant when) {
        return LocalDate.ofInstant(when, zone);
    }
}
