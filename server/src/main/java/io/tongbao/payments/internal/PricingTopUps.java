package io.tongbao.payments.internal;

import io.tongbao.ledger.Leg;
import io.tongbao.ledger.Refusal;
import io.tongbao.promotions.OfferKind;
import io.tongbao.promotions.Setting;
import io.tongbao.wallets.TopUpBonus;
import io.tongbao.wallets.TopUpOffers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Prices top-ups as baskets are priced: one line with the amount, at no merchant, by the same offers' counters and budgets. */
@Component
class PricingTopUps implements TopUpOffers {
    private final PricingBaskets pricing;
    private final Clock clock;

    PricingTopUps(PricingBaskets pricing, Clock clock) {
        this.pricing = pricing;
        this.clock = clock;
    }

    @Override
    public Priced price(TopUp topUp) {
        PinnedPrice.Line amount = new PinnedPrice.Line(
                "amount",
                "top-up",
                Optional.of("amount"),
                Optional.empty(),
                topUp.amount().minor(),
                1,
                0);
        PinnedPrice price = pricing.price(new PricingBaskets.Question(
                        topUp.personId(),
                        Setting.ofTopUp().paidWith(Funding.source(topUp.card())),
                        topUp.amount().currency(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(amount),
                        clock.instant(),
                        CouponChoice.NONE,
                        Map.of()))
                .price();
        return new Priced(
                new TopUpBonus(
                        price.applied().stream().map(PricingTopUps::given).toList()),
                price.missed().stream()
                        .map(missed -> new Missed(
                                missed.offerId(), missed.name(), missed.code(), missed.condition(), missed.seen()))
                        .toList());
    }

    @Override
    public List<Leg> legs(TopUp topUp, TopUpBonus bonus) {
        return offers(topUp, bonus).ofTopUp();
    }

    @Override
    public boolean isRefused(TopUp topUp, TopUpBonus bonus, Refusal refusal) {
        return !offers(topUp, bonus).refused(refusal).isEmpty();
    }

    private static OfferLegs offers(TopUp topUp, TopUpBonus bonus) {
        return new OfferLegs(
                topUp.personId(),
                Optional.empty(),
                topUp.amount().currency(),
                bonus.given().stream().map(PricingTopUps::applied).toList());
    }

    private static TopUpBonus.Given given(PinnedPrice.Applied offer) {
        return new TopUpBonus.Given(
                offer.offerId(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.bonus(),
                offer.sponsors().stream()
                        .map(part -> new TopUpBonus.Part(part.sponsorId(), part.name(), part.bonus()))
                        .toList(),
                offer.day(),
                offer.dayAtMost(),
                offer.usesAtMost(),
                offer.ordersInWallet());
    }

    /** Orders at a merchant hold by themselves: there is none, so nothing is counted there. */
    private static PinnedPrice.Applied applied(TopUpBonus.Given offer) {
        return new PinnedPrice.Applied(
                offer.offerId(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                OfferKind.TOP_UP_BONUS.code(),
                0,
                0,
                offer.minor(),
                offer.sponsors().stream()
                        .map(part -> new PinnedPrice.Part(part.sponsorId(), part.name(), 0, 0, part.minor()))
                        .toList(),
                offer.day(),
                offer.dayAtMost(),
                OptionalLong.empty(),
                offer.usesAtMost(),
                OptionalLong.empty(),
                offer.ordersInWallet(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
