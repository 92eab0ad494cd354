package io.tongbao.promotions;

import java.util.Map;

/**
 * What the books say about this customer and these offers at this moment. It is read without a lock, so whatever the
 * price rests on is stated again as {@link MustHold} and judged by the ledger.
 *
 * @param ordersInWallet the customer's paid orders, not fully refunded, at any merchant
 * @param ordersAtMerchant the same at this merchant
 * @param offers by offer id; needed for every offer of {@link Judged#worthAsking}
 */
public record Standing(long ordersInWallet, long ordersAtMerchant, Map<String, OfOffer> offers) {
    public static final Standing NONE = new Standing(0, 0, Map.of());

    public Standing {
        offers = Map.copyOf(offers);
    }

    /**
     * @param budgetLeftMinor by sponsor id; a sponsor not named has nothing left
     * @param spentTodayMinor discount and cashback given on the offer's business day
     * @param spentAtMerchantMinor the same at the merchant who is paid; only where the offer has a budget for each
     * @param uses payments of this customer that had the offer
     * @param usesOnDevice the same from the device in use, by whomever; 0 where no device is known, as in history
     */
    public record OfOffer(
            boolean paused,
            Map<String, Long> budgetLeftMinor,
            long spentTodayMinor,
            long spentAtMerchantMinor,
            long uses,
            long usesOnDevice) {
        public OfOffer {
            budgetLeftMinor = Map.copyOf(budgetLeftMinor);
        }
    }

    /** @throws IllegalArgumentException if it was not read */
    OfOffer of(Offer offer) {
        OfOffer read = offers.get(offer.id());
        if (read == null) {
            throw new IllegalArgumentException("The standing of an offer worth asking was not read: " + offer.id());
        }
        return read;
    }

    long orders(OrderScope scope) {
        return switch (scope) {
            case WALLET -> ordersInWallet;
            case MERCHANT -> ordersAtMerchant;
        };
    }
}
