package io.tongbao.payments;

import io.tongbao.ledger.AccountKey;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Stacking;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What payments must know of offers; answered by the module that keeps them, from memory. */
public interface PricingOffers {

    /** The offers that merchant, basket and customer may bring into play at this time, compiled. */
    List<LiveOffer> candidates(LiveOffers.PricingQuestion question, Instant when);

    /** Whether there is any offer by coupon, so that customers' coupons must be asked for. */
    boolean anyByCoupon();

    /** Whether any offer looks at the lists that a customer is on, so that they must be asked for. */
    boolean anyByList();

    /** Which offers may apply together. */
    Stacking stacking();

    /** What the customer reads about who pays for a discount. */
    String sponsorName(String sponsorId);

    /**
     * Where what a refund gives back goes on to once the campaign is over, by sponsor: the account from which the sponsor had set it
     * aside. Empty while it is not over: then it stays in the budget.
     */
    Map<String, AccountKey> homes(String campaignId);
}
