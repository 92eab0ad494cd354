package io.tongbao.payments;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What payments must know of customers' coupons; answered by the module that keeps them. */
public interface HeldCoupons {

    /**
     * The coupons that each customer could use now, those that end first before others; who has none is left out. Whether one is used, or held by
     * an order, only the books say: {@link Accounts#coupon}.
     */
    Map<String, List<Held>> usable(Collection<String> customerIds, Instant when);

    /** @param until from then on it can't be used */
    record Held(String couponId, String offerId, String campaignId, Instant until) {}
}
