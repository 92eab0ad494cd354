package io.tongbao.offers;

import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The offers that are had by coupon. */
public interface CouponOffers {

    /** One that has not ended, from memory. */
    Optional<CouponOffer> running(String offerId);

    /** Those that have not ended and are listed, the newest first, from memory. */
    List<CouponOffer> listed();

    /** Also those that have ended, by id; those not there, or not by coupon, are left out. */
    Map<String, CouponOffer> find(Collection<String> offerIds);

    /** @param paused whether nothing of it is given for now */
    record CouponOffer(Offer offer, CouponTerms terms, boolean paused, boolean ended) {
        public Instant claimFrom() {
            return terms.claimFrom().orElse(offer.schedule().start());
        }

        public Instant claimUntil() {
            return terms.claimUntil().orElse(offer.schedule().end());
        }

        /** When a coupon got at this time ends. */
        public Instant until(Instant got) {
            return terms.until(got, offer.zone(), offer.schedule().end());
        }
    }
}
