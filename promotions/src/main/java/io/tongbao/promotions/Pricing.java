package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A price with its reasons. The gross is what the merchant receives; discount + payable = gross, and nothing is below
 * zero. A payable of 0 is a price like any other: the payment then has no leg from the wallet.
 *
 * @param applied the offers in the price; at most one for now
 * @param notApplied every other candidate, in the candidates' order
 * @param runnerUp the best of those that lost only to a better one
 */
public record Pricing(
        String currency,
        long grossMinor,
        long discountMinor,
        long payableMinor,
        long cashbackMinor,
        List<AppliedOffer> applied,
        List<NotApplied> notApplied,
        Optional<RunnerUp> runnerUp) {

    public Pricing {
        applied = List.copyOf(applied);
        notApplied = List.copyOf(notApplied);
    }

    public record RunnerUp(String offerId, int version, String offerName, long discountMinor, long cashbackMinor) {}

    /** Who bears what, frozen for the refunds. */
    public PaidShares shares() {
        List<PaidShares.Funded> funded = new ArrayList<>();
        for (AppliedOffer offer : applied) {
            for (AppliedOffer.SponsorPart part : offer.sponsors()) {
                funded.add(new PaidShares.Funded(
                        offer.campaignId(), part.sponsorId(), part.discountMinor(), part.cashbackMinor()));
            }
        }
        return new PaidShares(grossMinor, payableMinor, funded);
    }
}
