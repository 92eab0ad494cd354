package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.NewOffer;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.Standing;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Prices a basket with an offer that is only being written, by the same engine as a payment: with its whole budget, for a customer who
 * has paid nothing before, at the offer's start if that is still to come. Nothing is kept.
 */
@Component
class TryingOffers {
    private static final String ANYBODY = "cus_of_a_trial";
    private static final String ANYWHERE = "mer_of_a_trial";

    private final OpeningOffers opening;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TryingOffers(OpeningOffers opening, Clock clock) {
        this.opening = opening;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Tried(Pricing pricing, Currency currency, List<KeptOffer.KeptSponsor> sponsors) implements Outcome {}

        record Invalid(List<FieldProblem> fields) implements Outcome {}
    }

    Outcome tryOut(NewOffer offer, List<BasketLine> lines) {
        return switch (opening.checked(offer, "", false)) {
            case CheckingOffers.Wrong wrong -> new Outcome.Invalid(wrong.fields());
            case CheckingOffers.Right right ->
                new Outcome.Tried(
                        price(right.kept(), lines),
                        right.kept().currency(),
                        right.kept().sponsors());
        };
    }

    private Pricing price(KeptOffer kept, List<BasketLine> lines) {
        Offer terms = kept.terms();
        Instant now = clock.instant();
        Instant at = now.isBefore(terms.schedule().start()) ? terms.schedule().start() : now;
        Map<String, Long> left = new HashMap<>();
        kept.sponsors().forEach(sponsor -> left.put(sponsor.sponsorId(), sponsor.setAsideMinor()));
        LiveOffer live = LiveOffer.compile(terms, HouseCalendars.CALENDARS);
        String merchant = terms.merchantIds().stream().findFirst().orElse(ANYWHERE);
        Standing standing = new Standing(0, 0, Map.of(terms.id(), new Standing.OfOffer(false, left, 0, 0)));
        return Pricer.price(PricingRequest.of(
                        at,
                        Setting.at(merchant),
                        Customer.of(ANYBODY),
                        new Basket(terms.currency(), lines),
                        List.of(live))
                .with(standing)
                .drawnBy(random.nextLong()));
    }
}
