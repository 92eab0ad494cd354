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
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells customers of coupons that came without their doing: granted by the house, or given by a friend. */
@Component
class TellingOfCoupons implements Subscriber {
    private static final Set<String> UNASKED = Set.of(Coupon.How.GRANTED.code(), Coupon.How.RECEIVED.code());

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
        on(List.of(event));
    }

    /** A list that is granted comes as one. */
    @Override
    public void on(List<RecordedEvent> events) {
        List<String> told = events.stream()
                .filter(event -> UNASKED.contains(event.text("how")))
                .map(event -> event.text("couponId"))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        List<Coupon> coupons = store.find(told);
        Map<String, CouponOffer> of =
                offers.find(coupons.stream().map(Coupon::offerId).distinct().toList());
        if (coupons.size() < told.size() || coupons.stream().anyMatch(coupon -> !of.containsKey(coupon.offerId()))) {
            throw new IllegalStateException("No coupon, or no offer of it, among " + told);
        }
        inbox.tell(coupons.stream()
                .map(coupon -> notice(coupon, Objects.requireNonNull(of.get(coupon.offerId()))))
                .toList());
    }

    private static Notice notice(Coupon coupon, CouponOffer offer) {
        String name = offer.offer().name();
        String once = "got/" + coupon.id();
        return coupon.how() == Coupon.How.GRANTED
                ? new Notice(
                        coupon.owner(),
                        Notice.Kind.COUPON_GRANTED,
                        coupon.id(),
                        Map.of("name", name, "until", coupon.until().toString()),
                        once)
                : new Notice(coupon.owner(), Notice.Kind.COUPON_RECEIVED, coupon.id(), Map.of("name", name), once);
    }
}
