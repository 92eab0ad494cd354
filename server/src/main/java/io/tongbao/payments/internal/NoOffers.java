package io.tongbao.payments.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.payments.PricingOffers;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Stacking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Payments without a module of offers: nothing is taken off. */
@Component
@Fallback
class NoOffers implements PricingOffers {
    @Override
    public List<LiveOffer> candidates(LiveOffers.PricingQuestion question, Instant when) {
        return List.of();
    }

    @Override
    public boolean anyByCoupon() {
        return false;
    }

    @Override
    public boolean anyByList() {
        return false;
    }

    @Override
    public Stacking stacking() {
        return Stacking.ONE_OFFER;
    }

    @Override
    public String sponsorName(String sponsorId) {
        return sponsorId;
    }

    @Override
    public Map<String, AccountKey> homes(String campaignId) {
        return Map.of();
    }
}
