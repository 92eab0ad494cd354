package io.tongbao.coupons.internal;

import io.tongbao.coupons.CouponGiven;
import io.tongbao.coupons.CouponGot;
import io.tongbao.coupons.Coupons;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.offers.CouponOffers;
import io.tongbao.offers.CouponOffers.CouponOffer;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.CustomerLists;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Gives customers coupons: one entry takes it from the stock to the customer and counts the claim, with the coupon's row and its event beside it. So as many
 * are had as there were, under any rush, and nobody is told yes before it is on disk.
 */
@Component
class ClaimingCoupons implements Coupons {
    private static final String CLAIMS = "claims";

    private final Ledger ledger;
    private final EventLog events;
    private final CouponStore store;
    private final CouponOffers offers;
    private final CustomerLists lists;
    private final Clock clock;

    /**
     * Offers of which this node has heard from the books that nothing is left, with the version of their terms: whoever comes later is told so without asking
     * them. Nothing ever comes back to a stock, so it is final; new terms may bring more.
     */
    private final Map<String, Integer> soldOut = new ConcurrentHashMap<>();

    ClaimingCoupons(
            Ledger ledger, EventLog events, CouponStore store, CouponOffers offers, CustomerLists lists, Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.offers = offers;
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public ClaimResult claim(String offerId, String customerId, String idempotencyKey) {
        OnceKey key = OnceKey.of(false, offerId, customerId, "coupons.claim", idempotencyKey);
        return switch (claim(offerId, Asked.claim(customerId, key))) {
            case Outcome.Got(Coupon coupon) -> new ClaimResult.Claimed(coupon.id(), coupon.until());
            case Outcome.SoldOut _ -> new ClaimResult.SoldOut();
            case Outcome.Busy _ -> new ClaimResult.Busy();
            case Outcome.LimitReached _ -> new ClaimResult.Refused("limit reached");
            case Outcome.NotYet _, Outcome.Over _ -> new ClaimResult.Refused("not in its time");
            case Outcome.Paused _ -> new ClaimResult.Refused("paused");
            case Outcome.NotInAudience _ -> new ClaimResult.Refused("for others");
            case Outcome.NoSuchOffer _ -> new ClaimResult.Refused("no such offer");
            case Outcome.CodeUsed _, Outcome.KeyReused _ -> new ClaimResult.Refused("key used for another");
        };
    }

    sealed interface Outcome {
        record Got(Coupon coupon) implements Outcome {}

        record NoSuchOffer() implements Outcome {}

        record NotYet(Instant from) implements Outcome {}

        record Over(Instant until) implements Outcome {}

        record Paused() implements Outcome {}

        /** It is for others. */
        record NotInAudience() implements Outcome {}

        record SoldOut() implements Outcome {}

        record LimitReached(long perCustomer) implements Outcome {}

        /** Another has used the code. */
        record CodeUsed() implements Outcome {}

        record KeyReused() implements Outcome {}

        record Busy() implements Outcome {}
    }

    /**
     * How somebody comes to a coupon.
     *
     * @param code that must be used but once
     * @param limited whether the customer's own limit holds; it does not where the house gives
     */
    record Asked(
            String customerId,
            Coupon.How how,
            Optional<String> code,
            Optional<OnceKey> codeKey,
            OnceKey key,
            boolean limited) {

        static Asked claim(String customerId, OnceKey key) {
            return new Asked(customerId, Coupon.How.CLAIMED, Optional.empty(), Optional.empty(), key, true);
        }

        /** @param once whether the code is for one customer */
        static Asked byCode(String customerId, String code, boolean once, OnceKey key) {
            Optional<OnceKey> codeKey =
                    once ? Optional.of(OnceKey.of(false, customerId, "coupon_code", code)) : Optional.empty();
            return new Asked(customerId, Coupon.How.CODE, Optional.of(code), codeKey, key, true);
        }

        static Asked grant(String customerId, OnceKey key) {
            return new Asked(customerId, Coupon.How.GRANTED, Optional.empty(), Optional.empty(), key, false);
        }
    }

    Outcome claim(String offerId, Asked asked) {
        Optional<CouponOffer> found = offers.running(offerId);
        if (found.isEmpty()) {
            return before(asked, new Outcome.NoSuchOffer());
        }
        CouponOffer offer = found.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.isBefore(offer.claimFrom()) && asked.limited()) {
            return new Outcome.NotYet(offer.claimFrom());
        }
        if (!now.isBefore(offer.claimUntil()) || !now.isBefore(offer.until(now))) {
            return before(asked, new Outcome.Over(offer.claimUntil()));
        }
        Integer emptied = soldOut.get(offerId);
        if (emptied != null && emptied == offer.offer().version()) {
            return before(asked, new Outcome.SoldOut());
        }
        return isFor(offer, asked.customerId()) ? post(offer, asked, now) : before(asked, new Outcome.NotInAudience());
    }

    private boolean isFor(CouponOffer offer, String customerId) {
        Condition condition = offer.offer().condition();
        return condition.listsAsked().isEmpty() || !condition.keepsOut(lists.listsOf(customerId));
    }

    private Outcome post(CouponOffer offer, Asked asked, Instant now) {
        String campaignId = offer.offer().campaignId();
        Coupon coupon = new Coupon(
                TypeIds.next("cpn"),
                offer.offer().id(),
                campaignId,
                asked.customerId(),
                asked.how(),
                asked.code(),
                Optional.empty(),
                now,
                offer.until(now),
                Coupon.State.OPEN,
                Optional.empty());
        List<OnceKey> once = new ArrayList<>(2);
        once.add(asked.key());
        asked.codeKey().ifPresent(once::add);
        PostResult result = ledger.post(Entry.post("coupon_claim", legs(coupon, offer, asked.limited()))
                .once(once)
                .beside(List.of(store.companion(coupon, asked.key()), events.companion(got(coupon)))));
        return switch (result) {
            case PostResult.Posted _ -> new Outcome.Got(coupon);
            case PostResult.Repeated repeated ->
                new Outcome.Got(store.ofEntry(repeated.entryId()).orElseThrow());
            case PostResult.Busy _ -> new Outcome.Busy();
            case PostResult.Refused refused -> refused(refused.refusal(), offer, asked);
        };
    }

    private static List<Leg> legs(Coupon coupon, CouponOffer offer, boolean limited) {
        String campaignId = coupon.campaignId();
        AccountKey claims = Accounts.claims(campaignId, coupon.owner());
        Bound[] bounds = limited
                ? new Bound[] {
                    new Bound(
                            CLAIMS,
                            claims,
                            Bound.When.AFTER,
                            Bound.Comparison.AT_MOST,
                            offer.terms().perCustomer())
                }
                : new Bound[0];
        return List.of(
                Leg.of(Accounts.couponStock(campaignId), coupon.account(), 1),
                Leg.of(Accounts.usesIssued(), claims, 1, bounds),
                Leg.of(Accounts.usesIssued(), Accounts.couponsClaimed(campaignId), 1));
    }

    private Outcome refused(Refusal refusal, CouponOffer offer, Asked asked) {
        String stock = Accounts.couponStock(offer.offer().campaignId()).code();
        return switch (refusal) {
            case Refusal.Insufficient insufficient
            when insufficient.account().equals(stock) -> {
                soldOut.put(offer.offer().id(), offer.offer().version());
                yield new Outcome.SoldOut();
            }
            case Refusal.BoundBroken broken
            when broken.bound().equals(CLAIMS) ->
                new Outcome.LimitReached(offer.terms().perCustomer());
            case Refusal.Frozen frozen when frozen.account().equals(stock) -> new Outcome.Paused();
            case Refusal.KeyReused reused ->
                reused.key().equals(asked.key().key().toString()) ? new Outcome.KeyReused() : new Outcome.CodeUsed();
            default -> throw new IllegalStateException("The books refused a claim that should fit: " + refusal);
        };
    }

    /** Whoever asks again what was granted is told so, though nothing is left by now. */
    private Outcome before(Asked asked, Outcome otherwise) {
        return store.ofRequest(asked.key()).<Outcome>map(Outcome.Got::new).orElse(otherwise);
    }

    private static Event got(Coupon coupon) {
        return new Event(
                CouponGot.TYPE,
                coupon.owner(),
                new CouponGot(
                        coupon.id(),
                        coupon.offerId(),
                        coupon.campaignId(),
                        coupon.owner(),
                        coupon.how().code()));
    }

    sealed interface Giving {
        record Given(Coupon mine) implements Giving {}

        /** Used, held by an order, ended, or given before. */
        record NotUsable() implements Giving {}

        record NotTransferable() implements Giving {}

        record KeyReused() implements Giving {}

        record Busy() implements Giving {}
    }

    /** The coupon becomes the other's, with the same end; it does not count as a claim of theirs. */
    Giving give(Coupon coupon, String to, OnceKey key) {
        Optional<CouponOffer> offer = offers.running(coupon.offerId());
        if (offer.isPresent() && !(offer.get().terms().transferable() && isFor(offer.get(), to))) {
            return new Giving.NotTransferable();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (offer.isEmpty() || !now.isBefore(coupon.until())) {
            return store.ofRequest(key).isPresent() ? new Giving.Given(coupon) : new Giving.NotUsable();
        }
        Coupon theirs = new Coupon(
                TypeIds.next("cpn"),
                coupon.offerId(),
                coupon.campaignId(),
                to,
                Coupon.How.RECEIVED,
                Optional.empty(),
                Optional.of(coupon.owner()),
                now,
                coupon.until(),
                Coupon.State.OPEN,
                Optional.empty());
        PostResult result =
                ledger.post(Entry.post("coupon_transfer", List.of(Leg.of(coupon.account(), theirs.account(), 1)))
                        .once(List.of(key))
                        .beside(List.of(
                                store.companion(theirs, key),
                                events.companion(given(coupon, theirs)),
                                events.companion(got(theirs)))));
        return switch (result) {
            case PostResult.Posted _, PostResult.Repeated _ -> new Giving.Given(coupon);
            case PostResult.Busy _ -> new Giving.Busy();
            case PostResult.Refused(Refusal.Insufficient _) -> new Giving.NotUsable();
            case PostResult.Refused(Refusal.KeyReused _) -> new Giving.KeyReused();
            case PostResult.Refused refused ->
                throw new IllegalStateException("The books refused a gift that should fit: " + refused.refusal());
        };
    }

    private static Event given(Coupon coupon, Coupon theirs) {
        return new Event(
                CouponGiven.TYPE,
                coupon.owner(),
                new CouponGiven(coupon.id(), coupon.offerId(), coupon.campaignId(), coupon.owner(), theirs.id()));
    }
}
