package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import io.tongbao.promotions.LiveOffer;
import java.time.Instant;
import java.util.List;

/** What payments must know of offers; answered by the module that keeps them, from memory. */
public interface PricingOffers {

    /** The offers that may apply at this merchant in this currency at this time, compiled. */
    List<LiveOffer> candidates(String merchantId, Currency currency, Instant when);

    /** What the customer reads about who pays for a discount. */
    String sponsorName(String sponsorId);

    /** Whether the campaign is over: what a refund gives back then goes on to the sponsor instead of the budget. */
    boolean ended(String campaignId, Instant when);
}
