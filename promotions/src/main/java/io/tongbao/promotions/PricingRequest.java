package io.tongbao.promotions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a price depends on.
 *
 * @param candidates the offers to judge, usually {@link LiveOffers#candidates}
 * @param refused offers, by id, that the ledger has just refused, with the reason: they are out and say so
 */
public record PricingRequest(
        Instant now,
        String merchantId,
        String customerId,
        Basket basket,
        List<LiveOffer> candidates,
        Standing standing,
        Map<String, Reason> refused) {

    public PricingRequest {
        Objects.requireNonNull(now, "now is null");
        Objects.requireNonNull(merchantId, "merchantId is null");
        Objects.requireNonNull(customerId, "customerId is null");
        Objects.requireNonNull(basket, "basket is null");
        Objects.requireNonNull(standing, "standing is null");
        candidates = List.copyOf(candidates);
        refused = Map.copyOf(refused);
    }

    /** A request to ask {@link Pricer#worthAsking} with, before the books were read. */
    public static PricingRequest of(
            Instant now, String merchantId, String customerId, Basket basket, List<LiveOffer> candidates) {
        return new PricingRequest(now, merchantId, customerId, basket, candidates, Standing.NONE, Map.of());
    }

    public PricingRequest with(Standing read) {
        return new PricingRequest(now, merchantId, customerId, basket, candidates, read, refused);
    }

    public PricingRequest without(Map<String, Reason> offers) {
        return new PricingRequest(now, merchantId, customerId, basket, candidates, standing, offers);
    }
}
