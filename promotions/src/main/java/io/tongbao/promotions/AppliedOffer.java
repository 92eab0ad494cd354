package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.List;

/**
 * An offer that applied, with its exact parts.
 *
 * @param lines the discount by basket line, in the basket's order; sums to the discount
 * @param sponsors in the offer's order; the parts sum to discount and cashback
 * @param day the business day, in the offer's zone, that the spending counts for
 * @param mustHold what the ledger must hold to
 */
public record AppliedOffer(
        String offerId,
        int version,
        String campaignId,
        String name,
        OfferKind kind,
        long discountMinor,
        long cashbackMinor,
        List<LineShare> lines,
        List<SponsorPart> sponsors,
        LocalDate day,
        List<MustHold> mustHold) {

    public AppliedOffer {
        lines = List.copyOf(lines);
        sponsors = List.copyOf(sponsors);
        mustHold = List.copyOf(mustHold);
    }

    /** What the offer costs its sponsors. */
    public long spendMinor() {
        return discountMinor + cashbackMinor;
    }

    public record LineShare(String lineId, long discountMinor) {}

    public record SponsorPart(String sponsorId, long discountMinor, long cashbackMinor) {
        public long spendMinor() {
            return discountMinor + cashbackMinor;
        }
    }
}
