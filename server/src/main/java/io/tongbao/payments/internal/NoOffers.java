package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.PricingOffers;
import io.tongbao.promotions.LiveOffer;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Payments without a module of offers: nothing is taken off. */
@Component
@Fallback
class NoOffers implements PricingOffers {
    @Override
    public List<LiveOffer> candidates(String merchantId, Currency currency, Instant when) {
        return List.of();
    }

    @Override
    public String sponsorName(String sponsorId) {
        return sponsorId;
    }

    @Override
    public boolean ended(String campaignId, Instant when) {
        return false;
    }
}
