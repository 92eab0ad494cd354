package io.tongbao.merchants;

import java.time.Instant;

/** Event {@code merchant.approved}, in the merchant's stream: from now on it takes payments. */
public record MerchantApproved(String merchantId, String approvedBy, Instant at) {
    public static final String TYPE = "merchant.approved";
}
