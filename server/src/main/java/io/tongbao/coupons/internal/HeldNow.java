package io.tongbao.coupons.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.HeldCoupons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What holds of coupons now: the row says when it ends, the books whether it is still there. */
@Component
class HeldNow implements HeldCoupons {
    private final CouponStore store;
    private final Ledger ledger;

    HeldNow(CouponStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    enum State {
        USABLE,
        /** An order has it reserved. */
        HELD,
        USED,
        EXPIRED,
        /** Another's now. */
        GIVEN;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Map<String, List<Held>> usable(Collection<String> customerIds, Instant when) {
        Map<String, List<Held>> byOwner = new HashMap<>();
        for (Coupon coupon : store.usable(customerIds, when)) {
            byOwner.computeIfAbsent(coupon.owner(), _ -> new ArrayList<>())
                    .add(new Held(coupon.id(), coupon.offerId(), coupon.campaignId(), coupon.until()));
        }
        return byOwner;
    }

    /** By coupon id, with one read of the books for all. */
    Map<String, State> states(Collection<Coupon> coupons, Instant now) {
        Map<String, Balance> books = new HashMap<>();
        List<String> open = coupons.stream()
                .filter(coupon -> coupon.state() == Coupon.State.OPEN)
                .map(Coupon::account)
                .map(AccountKey::code)
                .toList();
        if (!open.isEmpty()) {
            ledger.balances(open).forEach(balance -> books.put(balance.code(), balance));
        }
        Map<String, State> states = new HashMap<>();
        for (Coupon coupon : coupons) {
            states.put(coupon.id(), state(coupon, books.get(coupon.account().code()), now));
        }
        return states;
    }

    private static State state(Coupon coupon, @Nullable Balance balance, Instant now) {
        return switch (coupon.state()) {
            case USED -> State.USED;
            case EXPIRED -> State.EXPIRED;
            case GIVEN -> State.GIVEN;
            case OPEN -> {
                // The log has not told yet what the books know.
                if (balance == null || balance.posted() == 0) {
                    yield State.USED;
                }
                if (balance.available() == 0) {
                    yield State.HELD;
                }
                yield now.isBefore(coupon.until()) ? State.USABLE : State.EXPIRED;
            }
        };
    }
}
