package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An offer that applied, with its exact parts.
 *
 * @param bonusMinor on top of a top-up
 * @param lines the discount by line, in the basket's order, then shipping and fee; lines without are left out. Sums to the discount
 * @param sponsors in the offer's order; the parts sum to discount, cashback, bonus and the gift's worth
 * @param day the business day, in the offer's zone, that the spending counts for
 * @param cut whether it gives less than its terms say, because no more was left of a budget ({@link Offer.Edge#REST})
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
        long bonusMinor,
        long points,
        Optional<Gift> gift,
        List<LineShare> lines,
        List<SponsorPart> sponsors,
        LocalDate day,
        boolean cut,
        List<MustHold> mustHold) {

    public AppliedOffer {
        lines = List.copyOf(lines);
        sponsors = List.copyOf(sponsors);
        mustHold = List.copyOf(mustHold);
    }

    /** What the offer costs its sponsors. */
    public long spendMinor() {
        return sponsors.stream().mapToLong(SponsorPart::spendMinor).sum();
    }

    public record Gift(String product, int units, long worthMinor) {}

    /** @param sponsorsMinor the line's discount by sponsor, in the offer's order */
    public record LineShare(String lineId, long discountMinor, List<Long> sponsorsMinor) {
        public LineShare {
            sponsorsMinor = List.copyOf(sponsorsMinor);
        }
    }

    public record SponsorPart(
            String sponsorId, long discountMinor, long cashbackMinor, long bonusMinor, long giftMinor) {
        public long spendMinor() {
            return discountMinor + cashbackMinor + bonusMinor + giftMinor;
        }
    }
}
