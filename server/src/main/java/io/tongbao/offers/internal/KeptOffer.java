package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.CouponTerms;
import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An offer with its campaign, as they are kept.
 *
 * @param forHistory whether it was made for history that is brought in: then the clock does not end it
 */
record KeptOffer(
        Offer terms,
        OfferState state,
        boolean forHistory,
        List<KeptSponsor> sponsors,
        Optional<CouponTerms> coupon,
        String openedBy,
        Instant openedAt) {
    KeptOffer {
        sponsors = List.copyOf(sponsors);
    }

    String id() {
        return terms.id();
    }

    Currency currency() {
        return Currency.of(terms.currency());
    }

    /** @param setAsideMinor what of the budget came from this sponsor */
    record KeptSponsor(String sponsorId, String name, int basisPoints, long setAsideMinor) {}
}
