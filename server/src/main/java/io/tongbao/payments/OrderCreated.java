package io.tongbao.payments;

import java.time.Instant;

/** Event {@code order.created}, in the merchant's stream: it asks to be paid {@code amount} minor units. */
public record OrderCreated(String orderId, String merchantId, String currency, long amount, Instant at) {
    public static final String TYPE = "order.created";
}
