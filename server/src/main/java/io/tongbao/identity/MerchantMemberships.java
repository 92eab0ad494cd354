package io.tongbao.identity;

import java.util.Optional;

/** For whom a person works; stated here because sessions carry it, implemented by the module that knows merchants. */
public interface MerchantMemberships {

    /** The merchant for whom the person acts in the merchant app, if any. */
    Optional<Membership> of(String personId);

    /**
     * @param status the merchant's, as its API names it
     * @param role {@link Role#MERCHANT_OWNER} or {@link Role#CASHIER}
     */
    record Membership(String merchantId, String merchantName, String status, Role role) {}
}
