package io.tongbao.promotions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The terms of one version of an offer.
 *
 * @param campaignId holds the money: budget, caps and sponsors
 * @param merchantIds where it holds; empty means everywhere
 * @param dayBudgetMinor at most this much discount and cashback on one day of the zone
 * @param usesPerCustomer at most so many payments of one customer
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
        long totalBudgetMinor,
        OptionalLong dayBudgetMinor,
        OptionalLong usesPerCustomer,
        List<SponsorShare> sponsors,
        ZoneId zone,
        String currency) {

    public static final int MAX_SPONSORS = 10;

    public Offer {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(campaignId, "campaignId is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(benefit, "benefit is null");
        Objects.requireNonNull(condition, "condition is null");
        Objects.requireNonNull(schedule, "schedule is null");
        Objects.requireNonNull(zone, "zone is null");
        Objects.requireNonNull(currency, "currency is null");
        merchantIds = Set.copyOf(merchantIds);
        sponsors = List.copyOf(sponsors);
        Amounts.positive(totalBudgetMinor, "A budget");
        dayBudgetMinor.ifPresent(day -> Amounts.positive(day, "A day's budget"));
        usesPerCustomer.ifPresent(uses -> Amounts.positive(uses, "Uses per customer"));
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

    public OfferKind kind() {
        return benefit.kind();
    }

    /** The business day that a payment at this time counts for, in the offer's own zone. */
    public LocalDate dayOf(Instant when) {
        return LocalDate.ofInstant(when, zone);
    }

    /** An amount in the sponsors' shares, in their order, by largest remainder. */
    public long[] bySponsor(long amountMinor) {
        if (sponsors.size() == 1) {
            return new long[] {amountMinor};
        }
        long[] weights = new long[sponsors.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = sponsors.get(i).basisPoints();
        }
        return Apportioning.largestRemainder(amountMinor, weights);
    }
}
