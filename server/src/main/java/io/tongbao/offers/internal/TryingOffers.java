package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.NewOffer;
import io.tongbao.payments.Channel;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Benefit;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Prices a basket, or a top-up of as much, with an offer that is only being written, by the same engine as a payment: with its whole budget, for a customer who
 * has paid nothing before and pays as is asked, at the offer's start if that is still to come. Nothing is kept.
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

    /**
     * How the basket of a trial is paid, and by whom.
     *
     * @param joinedDaysAgo by the calendar of the house; 0 is the day of the trial
     */
    record Payment(Setting.Source source, Channel channel, int joinedDaysAgo) {}

    Outcome tryOut(NewOffer offer, List<BasketLine> lines, Payment payment) {
        return switch (opening.checked(offer, "", false)) {
            case CheckingOffers.Wrong wrong -> new Outcome.Invalid(wrong.fields());
            case CheckingOffers.Right right ->
                new Outcome.Tried(
                        price(right.kept(), lines, payment),
                        right.kept().currency(),
                        right.kept().sponsors());
        };
    }

    private Pricing price(KeptOffer kept, List<BasketLine> lines, Payment payment) {
        Offer terms = kept.terms();
        Instant now = clock.instant();
        Instant at = now.isBefore(terms.schedule().start()) ? terms.schedule().start() : now;
        LiveOffer live = LiveOffer.compile(terms, HouseCalendars.CALENDARS);
        return Pricer.price(asked(kept, at, lines, payment, clock.getZone(), List.of(live))
                .with(standing(List.of(kept)))
                .drawnBy(random.nextLong()));
    }

    /** A basket at one of the offer's merchants, or a top-up of as much, of somebody who has paid nothing before. */
    static PricingRequest asked(
            KeptOffer kept,
            Instant at,
            List<BasketLine> lines,
            Payment payment,
            ZoneId zone,
            List<LiveOffer> candidates) {
        Offer terms = kept.terms();
        boolean topUp = terms.benefit() instanceof Benefit.TopUpBonus;
        Setting setting = topUp
                ? Setting.ofTopUp().paidWith(payment.source())
                : new Setting(
                        Optional.of(terms.merchantIds().stream().findFirst().orElse(ANYWHERE)),
                        Optional.empty(),
                        Optional.of(payment.channel().code()),
                        Optional.empty(),
                        Optional.of(payment.source()));
        Basket basket =
                new Basket(topUp ? Basket.Occasion.TOP_UP : Basket.Occasion.PURCHASE, terms.currency(), lines, 0, 0);
        Customer customer = new Customer(
                ANYBODY,
                Optional.of(LocalDate.ofInstant(at, zone).minusDays(payment.joinedDaysAgo())),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                candidates.stream()
                        .flatMap(live -> live.offer().condition().listsAsked().stream())
                        .collect(Collectors.toSet()),
                candidates.stream().map(live -> live.offer().id()).collect(Collectors.toSet()));
        return PricingRequest.of(at, setting, customer, basket, candidates);
    }

    /** Budgets as they were set aside, of which nothing is spent. */
    static Standing standing(List<KeptOffer> offers) {
        Map<String, Standing.OfOffer> all = new HashMap<>();
        for (KeptOffer offer : offers) {
            Map<String, Long> left = new HashMap<>();
            offer.sponsors().forEach(sponsor -> left.put(sponsor.sponsorId(), sponsor.setAsideMinor()));
            all.put(offer.id(), new Standing.OfOffer(false, left, 0, 0, 0, 0));
        }
        return new Standing(0, 0, all);
    }
}
