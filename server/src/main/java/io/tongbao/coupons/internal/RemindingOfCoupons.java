package io.tongbao.coupons.internal;

import io.tongbao.messaging.Inbox;
import io.tongbao.messaging.Notice;
import io.tongbao.offers.CouponOffers;
import io.tongbao.offers.CouponOffers.CouponOffer;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds customers, once, of coupons that end before long: a day before, or half-way for one that was got later than that. Notices and the mark that they were
 * told are written together, so that a stop loses and doubles none.
 */
@Component
class RemindingOfCoupons implements RunsInBackground {
    static final Duration BEFORE_THE_END = Duration.ofDays(1);

    private static final int AT_ONCE = 500;

    private final CouponStore store;
    private final HeldNow now;
    private final CouponOffers offers;
    private final Inbox inbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration every;
    private final BackgroundLoop loop = new BackgroundLoop("reminding-of-coupons", this::turn);

    RemindingOfCoupons(
            CouponStore store,
            HeldNow now,
            CouponOffers offers,
            Inbox inbox,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tongbao.coupons.remind-every:PT30S}") Duration every) {
        this.store = store;
        this.now = now;
        this.offers = offers;
        this.inbox = inbox;
        this.transaction = transaction;
        this.clock = clock;
        this.every = every;
    }

    private boolean remindSome() {
        Instant at = clock.instant();
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            List<Coupon> due = store.lockDue(at, BEFORE_THE_END, AT_ONCE);
            if (due.isEmpty()) {
                return false;
            }
            Map<String, HeldNow.State> states = now.states(due, at);
            Map<String, CouponOffer> of =
                    offers.find(due.stream().map(Coupon::offerId).distinct().toList());
            inbox.tell(due.stream()
                    .filter(coupon -> states.get(coupon.id()) == HeldNow.State.USABLE)
                    .flatMap(coupon ->
                            Optional.ofNullable(of.get(coupon.offerId())).map(offer -> notice(coupon, offer)).stream())
                    .toList());
            store.reminded(due.stream().map(Coupon::id).toList());
            return true;
        }));
    }

    private static Notice notice(Coupon coupon, CouponOffer offer) {
        return new Notice(
                coupon.owner(),
                Notice.Kind.COUPON_ENDS_SOON,
                coupon.id(),
                Map.of("name", offer.offer().name(), "until", coupon.until().toString()),
                "ends/" + coupon.id());
    }

    private void turn() throws InterruptedException {
        if (!remindSome()) {
            Thread.sleep(every);
        }
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
