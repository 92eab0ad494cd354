package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.TestedOffers;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads what a back-test prices with off the tables. */
@Component
class OffersUnderTest implements TestedOffers {
    private final OpeningOffers opening;
    private final OfferStore store;

    OffersUnderTest(OpeningOffers opening, OfferStore store) {
        this.opening = opening;
        this.store = store;
    }

    @Override
    public Drafted drafted(NewOffer draft, String campaignId) {
        return switch (opening.checked(draft.withoutCoupon(), "", true)) {
            case CheckingOffers.Wrong wrong -> new Drafted.Wrong(wrong.fields());
            case CheckingOffers.Right right
            when right.kept().terms().benefit() instanceof Benefit.TopUpBonus -> new Drafted.NotForPayments();
            case CheckingOffers.Right right ->
                new Drafted.Right(right.kept().ofCampaign(campaignId).terms());
        };
    }

    @Override
    public List<Offer> beside(Currency currency, Set<String> withoutCampaigns) {
        return store.running().stream()
                .filter(kept -> kept.state() == OfferState.LIVE && !kept.forHistory())
                .map(KeptOffer::terms)
                .filter(offer -> offer.currency().equals(currency.code())
                        && !withoutCampaigns.contains(offer.campaignId())
                        && !(offer.benefit() instanceof Benefit.TopUpBonus))
                .toList();
    }

    @Override
    public Stacking stacking() {
        return HouseStacking.STACKING;
    }

    @Override
    public Calendars calendars() {
        return HouseCalendars.CALENDARS;
    }
}
