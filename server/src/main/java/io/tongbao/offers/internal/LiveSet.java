package io.tongbao.offers.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.offers.CouponOffers;
import io.tongbao.payments.PricingOffers;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Stacking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The offers that payments are priced with, compiled, in memory. A change made on this node is read at once; others are seen by
 * counting the changes four times a second, so every node has them within a second. Offers that did not change are not
 * compiled again.
 */
@Component
class LiveSet implements PricingOffers, CouponOffers, RunsInBackground {
    private static final Duration POLL = Duration.ofMillis(250);

    private final OfferStore store;
    private volatile Snapshot snapshot = new Snapshot(-1, LiveOffers.NONE, Map.of(), Set.of(), Map.of());
    private final BackgroundLoop loop = new BackgroundLoop("live-offers", this::turn);

    LiveSet(OfferStore store) {
        this.store = store;
    }

    /** @param changes how many changes it has seen */
    private record Snapshot(
            long changes,
            LiveOffers offers,
            Map<String, String> sponsorNames,
            Set<String> campaigns,
            Map<String, CouponOffer> byCoupon) {}

    @Override
    public List<LiveOffer> candidates(LiveOffers.PricingQuestion question, Instant when) {
        return snapshot.offers().candidates(question, when);
    }

    @Override
    public boolean anyByCoupon() {
        return snapshot.offers().anyByCoupon();
    }

    @Override
    public boolean anyByList() {
        return snapshot.offers().anyByList();
    }

    @Override
    public Stacking stacking() {
        return HouseStacking.STACKING;
    }

    @Override
    public String sponsorName(String sponsorId) {
        return snapshot.sponsorNames().getOrDefault(sponsorId, sponsorId);
    }

    /** Asked by refunds. A campaign that this node does not hold live has ended, or is so new that only the table knows. */
    @Override
    public Map<String, AccountKey> homes(String campaignId) {
        if (snapshot.campaigns().contains(campaignId)) {
            return Map.of();
        }
        Map<String, AccountKey> homes = new HashMap<>();
        store.findByMoney(campaignId)
                .filter(kept -> kept.state() == OfferState.ENDED)
                .ifPresent(kept -> kept.sponsors()
                        .forEach(sponsor -> homes.put(sponsor.sponsorId(), sponsor.home(kept.currency()))));
        return homes;
    }

    @Override
    public Optional<CouponOffer> running(String offerId) {
        return Optional.ofNullable(snapshot.byCoupon().get(offerId));
    }

    @Override
    public List<CouponOffer> listed() {
        return snapshot.byCoupon().values().stream()
                .filter(each -> each.terms().listed())
                .sorted(Comparator.comparing((CouponOffer each) -> each.offer().id())
                        .reversed())
                .toList();
    }

    @Override
    public Map<String, CouponOffer> find(Collection<String> offerIds) {
        Map<String, CouponOffer> found = new HashMap<>();
        for (KeptOffer kept : store.find(offerIds)) {
            byCoupon(kept).ifPresent(each -> found.put(kept.id(), each));
        }
        return found;
    }

    private static Optional<CouponOffer> byCoupon(KeptOffer kept) {
        return kept.coupon()
                .map(terms -> new CouponOffer(
                        kept.terms(), terms, kept.state() == OfferState.PAUSED, kept.state() == OfferState.ENDED));
    }

    LiveOffers offers() {
        return snapshot.offers();
    }

    /**
     * Reads the offers anew if there was a change; within a transaction once it has committed. Before, only its own thread would see the
     * change: the next look of another would take it back until the one after.
     */
    void refresh() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    look();
                }
            });
        } else {
            look();
        }
    }

    /** The count is read first, so that a change in between is read again. */
    private synchronized void look() {
        long changes = store.changes();
        if (changes == snapshot.changes()) {
            return;
        }
        LiveOffers before = snapshot.offers();
        List<LiveOffer> live = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        Set<String> campaigns = new HashSet<>();
        Map<String, CouponOffer> coupons = new HashMap<>();
        for (KeptOffer kept : store.running()) {
            live.add(before.byId(kept.id())
                    .filter(known -> known.offer().equals(kept.terms()))
                    .orElseGet(() -> LiveOffer.compile(kept.terms(), HouseCalendars.CALENDARS)));
            kept.sponsors().forEach(sponsor -> names.put(sponsor.sponsorId(), sponsor.name()));
            campaigns.add(kept.terms().campaignId());
            byCoupon(kept).ifPresent(each -> coupons.put(kept.id(), each));
        }
        snapshot = new Snapshot(
                changes, LiveOffers.of(live), Map.copyOf(names), Set.copyOf(campaigns), Map.copyOf(coupons));
    }

    private void turn() throws InterruptedException {
        Thread.sleep(POLL);
        look();
    }

    @Override
    public void start() {
        look();
        loop.start();
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }

    /** Before the web server takes requests, which prices with what is here. */
    @Override
    public int getPhase() {
        return 0;
    }
}
