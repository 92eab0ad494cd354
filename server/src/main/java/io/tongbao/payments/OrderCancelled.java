package io.tongbao.payments;

import java.time.Instant;

/** Event {@code order.cancelled}, in the merchant's stream: it was not paid and can't be any more. */
public record OrderCancelled(String orderId, String merchantId, String cancelledBy, Instant at) {
    public static final String TYPE = "order.cancelled";
}
