package io.tongbao.promotions.backtest;

import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Setting;
import java.time.Instant;
import java.util.Objects;

/**
 * A payment to a merchant that was made, as it was before any offer.
 *
 * @param customer as known now; who they were at the time is not kept
 */
public record PastPayment(String id, Instant at, Setting setting, Customer customer, Basket basket) {
    public PastPayment {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(customer, "customer is null");
        if (setting.merchantId().isEmpty() || basket.occasion() != Basket.Occasion.PURCHASE) {
            throw new IllegalArgumentException("A back-test looks at payments to merchants: " + id);
        }
    }

    String merchantId() {
        return setting.merchantId().orElseThrow();
    }

    /** The same in every run, so that two drafts draw alike. */
    long drawSeed() {
        return id.hashCode();
    }
}
