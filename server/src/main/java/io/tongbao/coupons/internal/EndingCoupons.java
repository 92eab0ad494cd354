package io.tongbao.coupons.internal;

import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Source;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes coupons whose time is over out of their customers' hands. A price that was shown holds, so it is done only when no quote that uses one can be
 * paid any more; a coupon that an order holds is left until its bank has answered. Doing it twice takes nothing: each leg takes all that is left. Counts of wrong codes whose time is over go with them.
 */
@Component
class EndingCoupons implements RunsInBackground {
    /** Longer than any quote holds. */
    static final Duration AFTER_THE_END = Duration.ofMinutes(10);

    private static final int AT_ONCE = 200;

    private final CouponStore store;
    private final Ledger ledger;
    private final CodeMisses misses;
    private final Clock clock;
    private final Duration every;
    private final BackgroundLoop loop = new BackgroundLoop("ending-coupons", this::turn);

    EndingCoupons(
            CouponStore store,
            Ledger ledger,
            CodeMisses misses,
            Clock clock,
            @Value("${tongbao.coupons.end-every:PT30S}") Duration every) {
        this.store = store;
        this.ledger = ledger;
        this.misses = misses;
        this.clock = clock;
        this.every = every;
    }

    private void endThose() {
        Instant now = clock.instant();
        Optional<CouponStore.After> after = Optional.empty();
        while (true) {
            List<Coupon> over = store.openUntil(now.minus(AFTER_THE_END), after, AT_ONCE);
            if (over.isEmpty()) {
                return;
            }
            end(over, now);
            after = Optional.of(
                    new CouponStore.After(over.getLast().until(), over.getLast().id()));
        }
    }

    private void end(List<Coupon> over, Instant now) {
        List<Leg> legs = over.stream()
                .map(coupon -> new Leg(
                        new Source.AllOf(coupon.account()), Accounts.couponsExpired(coupon.campaignId()), 0, List.of()))
                .toList();
        PostResult result = ledger.post(Entry.post("coupon_end", legs));
        if (!(result instanceof PostResult.Posted)) {
            return;
        }
        Set<String> held = new HashSet<>();
        ledger.balances(over.stream().map(coupon -> coupon.account().code()).toList()).stream()
                .filter(balance -> balance.posted() > 0)
                .map(Balance::code)
                .forEach(held::add);
        List<String> ended = over.stream()
                .filter(coupon -> !held.contains(coupon.account().code()))
                .map(Coupon::id)
                .toList();
        store.expired(ended, now);
    }

    private void turn() throws InterruptedException {
        Thread.sleep(every);
        endThose();
        misses.forget();
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
