package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.TestedOffers;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.backtest.Draft;
import java.util.ArrayList;
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
    public Drafted drafted(List<NewOffer> offers, String campaignId) {
        List<Offer> drafted = new ArrayList<>();
        List<FieldProblem> wrong = new ArrayList<>();
        for (int place = 0; place < offers.size(); place++) {
            switch (opening.checked(offers.get(place).withoutCoupon(), "", true)) {
                case CheckingOffers.Wrong fields -> wrong.addAll(CampaignOffers.at(place, fields.fields()));
                case CheckingOffers.Right right ->
                    drafted.add(right.kept().ofCampaign(campaignId, place).terms());
            }
        }
        if (!wrong.isEmpty()) {
            return new Drafted.Wrong(wrong);
        }
        return drafted.stream().anyMatch(offer -> offer.benefit() instanceof Benefit.TopUpBonus)
                ? new Drafted.NotForPayments()
                : new Drafted.Right(new Draft(drafted));
    }

    @Override
    public List<Offer> beside(Currency currency, Set<String> withoutCampaigns) {
        return store.running().stream()
                .filter(kept -> kept.state() == OfferState.LIVE && !kept.forHistory())
                .filter(kept -> !withoutCampaigns.contains(kept.campaignId()))
                .map(KeptOffer::terms)
                .filter(offer ->
                        offer.currency().equals(currency.code()) && !(offer.benefit() instanceof Benefit.TopUpBonus))
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
