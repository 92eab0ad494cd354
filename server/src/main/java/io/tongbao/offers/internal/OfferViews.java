package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.platform.Money;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Offers as the API shows them. */
final class OfferViews {
    private OfferViews() {}

    @Schema(name = "OfferStep")
    record StepView(Money threshold, Money off) {}

    @Schema(name = "OfferMerchant")
    record MerchantView(String id, String name) {}

    @Schema(name = "OfferBudget")
    record BudgetView(Money total, Optional<Money> perDay) {}

    @Schema(name = "OfferSponsor")
    record SponsorView(String sponsorId, String name, BigDecimal percent, Money setAside) {}

    /** What an offer gives; which fields are there depends on the kind. */
    private record Terms(
            Optional<List<StepView>> steps,
            Optional<BigDecimal> percent,
            Optional<Money> cap,
            Optional<Money> off,
            Optional<Money> threshold,
            Optional<OrderScope> scope) {

        static Terms of(Offer offer) {
            Currency currency = Currency.of(offer.currency());
            return switch (offer.benefit()) {
                case Benefit.SpendAndSave save ->
                    new Terms(
                            Optional.of(save.steps().stream()
                                    .map(step -> new StepView(
                                            new Money(step.thresholdMinor(), currency),
                                            new Money(step.offMinor(), currency)))
                                    .toList()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
                case Benefit.PercentOff percent ->
                    percentage(percent.basisPoints(), percent.capMinor(), percent.thresholdMinor(), currency);
                case Benefit.Cashback back ->
                    percentage(back.basisPoints(), back.capMinor(), back.thresholdMinor(), currency);
                case Benefit.FirstOrder first ->
                    new Terms(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Money(first.offMinor(), currency)),
                            Optional.of(new Money(first.thresholdMinor(), currency)),
                            Optional.of(first.scope()));
            };
        }

        private static Terms percentage(int basisPoints, OptionalLong cap, long threshold, Currency currency) {
            return new Terms(
                    Optional.empty(),
                    Optional.of(OfferViews.percent(basisPoints)),
                    money(cap, currency),
                    Optional.empty(),
                    Optional.of(new Money(threshold, currency)),
                    Optional.empty());
        }
    }

    /** @param state scheduled and live are both what staff made live; the first has not begun */
    @Schema(name = "Offer")
    record OfferView(
            String id,
            String campaignId,
            int version,

            @Schema(allowableValues = {"scheduled", "live", "paused", "ended"})
            String state,

            String name,

            @Schema(allowableValues = {"spend_and_save", "percent_off", "first_order", "cashback"})
            String kind,

            String currency,
            Optional<List<StepView>> steps,
            Optional<BigDecimal> percent,
            Optional<Money> cap,
            Optional<Money> off,
            Optional<Money> threshold,
            Optional<OrderScope> scope,
            List<String> merchantIds,
            List<MerchantView> merchants,
            Instant startsAt,
            Instant endsAt,
            String zone,
            BudgetView budget,
            Optional<Long> usesPerCustomer,
            List<SponsorView> sponsors,
            Money spent,
            Money budgetLeft,
            Money spentToday,
            long uses,
            Instant openedAt) {

        static OfferView of(
                KeptOffer kept, OfferBooks.Figures figures, Map<String, MerchantProfile> merchants, Instant now) {
            Offer offer = kept.terms();
            Currency currency = kept.currency();
            Terms terms = Terms.of(offer);
            List<String> merchantIds = offer.merchantIds().stream().sorted().toList();
            return new OfferView(
                    offer.id(),
                    offer.campaignId(),
                    offer.version(),
                    state(kept, now),
                    offer.name(),
                    offer.kind().code(),
                    offer.currency(),
                    terms.steps(),
                    terms.percent(),
                    terms.cap(),
                    terms.off(),
                    terms.threshold(),
                    terms.scope(),
                    merchantIds,
                    merchantViews(offer, merchants),
                    offer.schedule().start(),
                    offer.schedule().end(),
                    offer.zone().getId(),
                    new BudgetView(
                            new Money(offer.totalBudgetMinor(), currency), money(offer.dayBudgetMinor(), currency)),
                    boxed(offer.usesPerCustomer()),
                    kept.sponsors().stream()
                            .map(sponsor -> new SponsorView(
                                    sponsor.sponsorId(),
                                    sponsor.name(),
                                    OfferViews.percent(sponsor.basisPoints()),
                                    new Money(sponsor.setAsideMinor(), currency)))
                            .toList(),
                    new Money(figures.spentMinor(), currency),
                    new Money(figures.leftMinor(), currency),
                    new Money(figures.spentTodayMinor(), currency),
                    figures.uses(),
                    kept.openedAt());
        }

        private static String state(KeptOffer kept, Instant now) {
            boolean begun = !now.isBefore(kept.terms().schedule().start());
            return kept.state() == OfferState.LIVE && !begun
                    ? "scheduled"
                    : kept.state().code();
        }
    }

    /** @param usesLeft how often this customer may still use it; absent without a limit */
    @Schema(name = "LiveOffer")
    record LiveOfferView(
            String id,
            String name,

            @Schema(allowableValues = {"spend_and_save", "percent_off", "first_order", "cashback"})
            String kind,

            String currency,
            Optional<List<StepView>> steps,
            Optional<BigDecimal> percent,
            Optional<Money> cap,
            Optional<Money> off,
            Optional<Money> threshold,
            Optional<OrderScope> scope,
            List<MerchantView> merchants,
            Instant endsAt,
            Optional<Long> usesPerCustomer,
            Optional<Long> usesLeft) {

        static LiveOfferView of(Offer offer, long uses, Map<String, MerchantProfile> merchants) {
            Terms terms = Terms.of(offer);
            return new LiveOfferView(
                    offer.id(),
                    offer.name(),
                    offer.kind().code(),
                    offer.currency(),
                    terms.steps(),
                    terms.percent(),
                    terms.cap(),
                    terms.off(),
                    terms.threshold(),
                    terms.scope(),
                    merchantViews(offer, merchants),
                    offer.schedule().end(),
                    boxed(offer.usesPerCustomer()),
                    boxed(offer.usesPerCustomer()).map(atMost -> atMost - uses));
        }
    }

    @Schema(name = "OfferUse")
    record UseView(
            String paymentId,
            int version,
            String customerMasked,
            String merchantId,
            String merchantName,
            Money discount,
            Money cashback,
            Money returned,
            Instant at) {}

    private static List<MerchantView> merchantViews(Offer offer, Map<String, MerchantProfile> merchants) {
        return offer.merchantIds().stream()
                .map(merchants::get)
                .filter(java.util.Objects::nonNull)
                .map(merchant -> new MerchantView(merchant.id(), merchant.name()))
                .sorted(Comparator.comparing(MerchantView::name).thenComparing(MerchantView::id))
                .toList();
    }

    private static BigDecimal percent(int basisPoints) {
        BigDecimal percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    private static Optional<Money> money(OptionalLong minor, Currency currency) {
        return minor.isPresent() ? Optional.of(new Money(minor.getAsLong(), currency)) : Optional.empty();
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
