package io.tongbao.promotions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a price depends on.
 *
 * @param drawSeed decides what is drawn for this order; the same for every price of it, and not to be guessed by the customer
 * @param candidates the offers to judge, usually {@link LiveOffers#candidates}
 * @param refused offers, by id, that the ledger has just refused, with the reason: they are out and say so
 */
public record PricingRequest(
        Instant now,
        Setting setting,
        Customer customer,
        Basket basket,
        long drawSeed,
        Stacking stacking,
        List<LiveOffer> candidates,
        Standing standing,
        Map<String, Reason> refused) {

    public PricingRequest {
        Objects.requireNonNull(now, "now is null");
        Objects.requireNonNull(setting, "setting is null");
        Objects.requireNonNull(customer, "customer is null");
        Objects.requireNonNull(basket, "basket is null");
        Objects.requireNonNull(stacking, "stacking is null");
        Objects.requireNonNull(standing, "standing is null");
        candidates = List.copyOf(candidates);
        refused = Map.copyOf(refused);
    }

    /** A request for {@link Pricer#judge}, before the books were read; one offer a payment, no draw. */
    public static PricingRequest of(
            Instant now, Setting setting, Customer customer, Basket basket, List<LiveOffer> candidates) {
        return new PricingRequest(
                now, setting, customer, basket, 0, Stacking.ONE_OFFER, candidates, Standing.NONE, Map.of());
    }

    public PricingRequest with(Standing read) {
        return new PricingRequest(now, setting, customer, basket, drawSeed, stacking, candidates, read, refused);
    }

    public PricingRequest with(Stacking chosen) {
        return new PricingRequest(now, setting, customer, basket, drawSeed, chosen, candidates, standing, refused);
    }

    public PricingRequest among(List<LiveOffer> offers) {
        return new PricingRequest(now, setting, customer, basket, drawSeed, stacking, offers, standing, refused);
    }

    public PricingRequest drawnBy(long seed) {
        return new PricingRequest(now, setting, customer, basket, seed, stacking, candidates, standing, refused);
    }

    public PricingRequest without(Map<String, Reason> offers) {
        return new PricingRequest(now, setting, customer, basket, drawSeed, stacking, candidates, standing, offers);
    }

    /**
     * What is drawn for this order and this offer, from 0 to {@code below}, exclusive. The mixing is SplitMix64's (Steele, Lea, Flood
     * 2014); that {@code below} does not divide 2^63 shifts the odds by less than one in 10^12.
     */
    long drawOf(String offerId, long below) {
        long mixed = drawSeed;
        for (int i = 0; i < offerId.length(); i++) {
            mixed = mix(mixed + offerId.charAt(i));
        }
        return (mix(mixed) >>> 1) % below;
    }

    private static long mix(long state) {
        long z = state + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
