package io.tongbao.offers.internal;

import io.tongbao.offers.CouponTerms;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.json.OfferJson;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What of an offer is its own and not the campaign's, as its version's row keeps it. Fields may be added.
 *
 * @param form of the JSON that benefit and condition are in
 */
record StoredTerms(
        int form,
        JsonNode benefit,
        JsonNode condition,
        Set<String> merchantIds,
        boolean combinable,
        Offer.Edge edge,
        int holdoutBasisPoints,
        Optional<CouponTerms> coupon) {

    static StoredTerms of(KeptOffer kept) {
        Offer offer = kept.terms();
        return new StoredTerms(
                OfferJson.FORM,
                OfferJson.part(offer.benefit()),
                OfferJson.part(offer.condition()),
                new TreeSet<>(offer.merchantIds()),
                offer.combining().group().isPresent(),
                offer.budget().edge(),
                offer.holdoutBasisPoints(),
                kept.coupon());
    }

    Benefit readBenefit() {
        return OfferJson.benefitIn(benefit, "benefit");
    }

    Condition readCondition() {
        return OfferJson.conditionIn(condition, "condition");
    }
}
