package io.tongbao.promotions.backtest;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Judged;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One set of offers over the payments: the live ones, alone or with a draft. Judging reads only; pricing goes in order, on one thread. */
final class World {
    private final LiveOffers offers;
    private final Stacking stacking;
    private final Map<String, Books> books = new HashMap<>();
    private final Map<String, Report.Given> given = new TreeMap<>();

    World(List<Offer> running, Stacking stacking, Calendars calendars) {
        offers = LiveOffers.compile(running, calendars);
        this.stacking = stacking;
        for (Offer offer : running) {
            books.put(offer.id(), new Books(offer));
            given.put(offer.id(), Report.Given.NOTHING);
        }
    }

    Judged judge(PastPayment payment) {
        List<LiveOffer> candidates = offers.candidates(
                new LiveOffers.PricingQuestion(payment.merchantId(), payment.customer(), payment.basket()),
                payment.at());
        return Pricer.judge(
                PricingRequest.of(payment.at(), payment.setting(), payment.customer(), payment.basket(), candidates)
                        .with(stacking));
    }

    Pricing price(PastPayment payment, Judged judged, long ordersInWallet, long ordersAtMerchant) {
        String customerId = payment.customer().id();
        Map<String, Standing.OfOffer> standings =
                HashMap.newHashMap(judged.worthAsking().size());
        for (LiveOffer live : judged.worthAsking()) {
            standings.put(
                    live.offer().id(),
                    booksOf(live.offer().id()).standing(payment.at(), payment.merchantId(), customerId));
        }
        Pricing pricing = judged.price(new Standing(ordersInWallet, ordersAtMerchant, standings), payment.drawSeed());
        for (AppliedOffer applied : pricing.applied()) {
            booksOf(applied.offerId()).take(applied, payment.merchantId(), customerId);
            given.merge(applied.offerId(), new Report.Given(1, applied.spendMinor()), Report.Given::plus);
        }
        return pricing;
    }

    private Books booksOf(String offerId) {
        Books found = books.get(offerId);
        if (found == null) {
            throw new IllegalArgumentException("No such offer runs here: " + offerId);
        }
        return found;
    }

    /** Of all its budgets together. */
    long leftMinor(Draft draft) {
        return draft.offers().stream()
                .mapToLong(offer -> booksOf(offer.id()).leftMinor())
                .sum();
    }

    /** By offer. */
    Map<String, Report.Given> given() {
        return given;
    }
}
