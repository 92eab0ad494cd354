package io.tongbao.offers;

/**
 * Event {@code offer.changed}, in the offer's stream.
 *
 * @param what opened, changed, paused, resumed or ended
 */
public record OfferChanged(String offerId, String campaignId, int version, String what) {
    public static final String TYPE = "offer.changed";
}
