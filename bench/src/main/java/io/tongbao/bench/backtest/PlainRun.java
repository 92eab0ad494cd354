package io.tongbao.bench.backtest;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Standing;
import io.tongbao.promotions.backtest.PastPayment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same without anything clever: every payment after the other, every offer judged, what was given kept in maps by its full name. */
record PlainRun(long costMinor, long times) {

    static PlainRun over(Town town, int payments) {
        List<Offer> running = new ArrayList<>(town.live());
        Offer draft = town.draft();
        running.add(draft);
        List<LiveOffer> all = LiveOffers.compile(running, Calendars.NONE).all();
        Map<String, Long> given = new HashMap<>();
        Map<String, Long> orders = new HashMap<>();
        long cost = 0;
        long times = 0;
        for (PastPayment payment : town.payments(0, payments, payments)) {
            String customer = payment.customer().id();
            String merchant = payment.setting().merchantId().orElseThrow();
            Map<String, Standing.OfOffer> standings = new HashMap<>();
            for (LiveOffer live : all) {
                Offer offer = live.offer();
                LocalDate day = offer.dayOf(payment.at());
                Map<String, Long> left = new HashMap<>();
                long[] parts = offer.budget().bySponsor(offer.budget().totalMinor());
                for (int i = 0; i < parts.length; i++) {
                    String sponsor = offer.budget().sponsors().get(i).sponsorId();
                    left.put(sponsor, parts[i] - given.getOrDefault(offer.id() + " by " + sponsor, 0L));
                }
                long uses = given.getOrDefault(offer.id() + " to " + customer, 0L);
                standings.put(
                        offer.id(),
                        new Standing.OfOffer(
                                false,
                                left,
                                given.getOrDefault(offer.id() + " on " + day, 0L),
                                given.getOrDefault(offer.id() + " at " + merchant, 0L),
                                uses,
                                uses));
            }
            Pricing pricing = Pricer.price(
                    PricingRequest.of(payment.at(), payment.setting(), payment.customer(), payment.basket(), all)
                            .with(Town.STACKING)
                            .with(new Standing(
                                    orders.getOrDefault(customer, 0L),
                                    orders.getOrDefault(customer + " at " + merchant, 0L),
                                    standings)));
            for (AppliedOffer applied : pricing.applied()) {
                String id = applied.offerId();
                applied.sponsors()
                        .forEach(part -> given.merge(id + " by " + part.sponsorId(), part.spendMinor(), Long::sum));
                given.merge(id + " on " + applied.day(), applied.spendMinor(), Long::sum);
                given.merge(id + " at " + merchant, applied.spendMinor(), Long::sum);
                given.merge(id + " to " + customer, 1L, Long::sum);
                if (id.equals(draft.id())) {
                    cost += applied.spendMinor();
                    times++;
                }
            }
            orders.merge(customer, 1L, Long::sum);
            orders.merge(customer + " at " + merchant, 1L, Long::sum);
        }
        return new PlainRun(cost, times);
    }
}
