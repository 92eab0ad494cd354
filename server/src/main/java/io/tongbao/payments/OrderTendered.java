package io.tongbao.payments;

import java.time.Instant;

/**
 * Event {@code order.tendered}, in the merchant's stream: {@code amount} minor units were taken outside the house.
 *
 * @param kind {@code cash} or {@code outside_card}
 */
public record OrderTendered(
        String orderId, String merchantId, String kind, String currency, long amount, String takenBy, Instant at) {
    public static final String TYPE = "order.tendered";
}
