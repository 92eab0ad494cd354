package io.tongbao.coupons.internal;

import io.tongbao.coupons.CouponGot;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.messaging.Inbox;
import io.tongbao.messaging.Notice;
import io.tongbao.offers.CouponOffers;
import io.tongbao.offers.CouponOffers.CouponOffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells customers of coupons that came without their doing: granted by the house, or given by a friend. */
@Component
class TellingOfCoupons implements Subscriber {
    private final CouponStore store;
    private final CouponOffers offers;
    private final Inbox inbox;

    TellingOfCoupons(CouponStore store, CouponOffers offers, Inbox inbox) {
        this.store = store;
        this.offers = offers;
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "coupon-notices";
    }

    @Override
    public Set<String> types() {
        return Set.of(CouponGot.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        String how = event.text("how");
        boolean granted = how.equals(Coupon.How.GRANTED.code());
        if (!granted && !how.equals(Coupon.How.RECEIVED.code())) {
            return;
        }
        String couponId = event.text("couponId");
        String owner = event.text("customerId");
        Optional<Coupon> coupon = store.find(couponId, owner);
        Optional<CouponOffer> offer =
                Optional.ofNullable(offers.find(List.of(event.text("offerId"))).get(event.text("offerId")));
        if (coupon.isEmpty() || offer.isEmpty()) {
            throw new IllegalStateException("No coupon " + couponId + ", or no offer of it");
        }
        String name = offer.get().offer().name();
        Notice notice = granted
                ? new Notice(
                        owner,
                        Notice.Kind.COUPON_GRANTED,
                        couponId,
                        Map.of("name", name, "until", coupon.get().until().toString()),
                        "got/" + couponId)
                : new Notice(owner, Notice.Kind.COUPON_RECEIVED, couponId, Map.of("name", name), "got/" + couponId);
        inbox.tell(List.of(notice));
    }
}
