package io.tongbao.coupons.internal;

import io.tongbao.coupons.CouponGiven;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.payments.PaymentRefunded;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Notes what became of coupons, from the log: used by a payment, back with all of it, given to another. */
@Component
class NotingCoupons implements Subscriber {
    private final CouponStore store;

    NotingCoupons(CouponStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "coupons";
    }

    @Override
    public Set<String> types() {
        return Set.of(PaymentReceived.TYPE, PaymentRefunded.TYPE, CouponGiven.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        switch (event.type()) {
            case PaymentReceived.TYPE -> {
                for (JsonNode offer : event.body().required("offers")) {
                    JsonNode coupon = offer.path("couponId");
                    if (coupon.isString()) {
                        store.used(coupon.asString(), event.text("paymentId"), Instant.parse(event.text("at")));
                    }
                }
            }
            case PaymentRefunded.TYPE -> {
                if (event.body().required("full").asBoolean()) {
                    store.returned(event.text("paymentId"));
                }
            }
            case CouponGiven.TYPE -> store.given(event.text("couponId"), event.recordedAt());
            default -> throw new IllegalArgumentException("Not asked for: " + event.type());
        }
    }
}
