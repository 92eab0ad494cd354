package io.tongbao.promotions.backtest;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the ledger would hold of one offer, in memory: budgets by sponsor, what each day and each merchant has had, uses by customer. From which device
 * somebody paid is not kept, so each customer is taken to have one of their own.
 */
final class Books {
    private final Offer offer;
    private final Map<String, Long> left = new HashMap<>();
    private final Map<LocalDate, Long> spentOn = new HashMap<>();
    private final Map<String, Long> spentAt = new HashMap<>();
    private final Map<String, Long> uses = new HashMap<>();

    Books(Offer offer) {
        this.offer = offer;
        long[] parts = offer.budget().bySponsor(offer.budget().totalMinor());
        for (int i = 0; i < parts.length; i++) {
            left.put(offer.budget().sponsors().get(i).sponsorId(), parts[i]);
        }
    }

    Standing.OfOffer standing(Instant when, String merchantId, String customerId) {
        long used = uses.getOrDefault(customerId, 0L);
        return new Standing.OfOffer(
                false,
                left,
                spentOn.getOrDefault(offer.dayOf(when), 0L),
                spentAt.getOrDefault(merchantId, 0L),
                used,
                used);
    }

    /** @throws IllegalStateException if the price gave more than there was: the ledger would have refused it */
    void take(AppliedOffer applied, String merchantId, String customerId) {
        for (AppliedOffer.SponsorPart part : applied.sponsors()) {
            if (left.merge(part.sponsorId(), -part.spendMinor(), Long::sum) < 0) {
                throw new IllegalStateException("A budget was passed by offer " + offer.id());
            }
        }
        held(offer.budget().perDayMinor(), spentOn.merge(applied.day(), applied.spendMinor(), Long::sum));
        held(offer.budget().perMerchantMinor(), spentAt.merge(merchantId, applied.spendMinor(), Long::sum));
        long used = uses.merge(customerId, 1L, Long::sum);
        held(offer.budget().usesPerCustomer(), used);
        held(offer.budget().usesPerDevice(), used);
    }

    private void held(OptionalLong most, long now) {
        if (most.isPresent() && now > most.getAsLong()) {
            throw new IllegalStateException("A cap was passed by offer " + offer.id());
        }
    }

    long leftMinor() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }
}
