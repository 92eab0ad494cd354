package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.offers.CouponTerms;
import io.tongbao.offers.ValidityView;
import io.tongbao.platform.Money;
import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.json.OfferJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Offers as the API shows them. */
final class OfferViews {
    private OfferViews() {}

    @Schema(name = "OfferMerchant")
    record MerchantView(String id, String name) {}

    @Schema(name = "OfferBudget")
    record BudgetView(
            Money total,
            Optional<Money> perDay,
            Optional<Money> perMerchant,

            @Schema(allowableValues = {"all_or_nothing", "rest"})
            String edge) {}

    @Schema(name = "OfferSponsor")
    record SponsorView(
            String sponsorId,
            String name,
            BigDecimal percent,
            Money setAside,

            @Schema(description = "Set aside from what the sponsor has paid in; otherwise it settles later.")
            boolean prefunded) {}

    /** @param state scheduled and live are both what staff made live; the first has not begun */
    @Schema(name = "Offer")
    record OfferView(
            String id,
            String campaignId,
            int version,

            @Schema(allowableValues = {"scheduled", "live", "paused", "ended"})
            String state,

            String name,

            @Schema(description = "The benefit's kind.", example = "spend_and_save")
            String kind,

            String currency,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.")
            JsonNode benefit,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.")
            JsonNode condition,

            List<String> merchantIds,
            List<MerchantView> merchants,
            Instant startsAt,
            Instant endsAt,
            String zone,
            BudgetView budget,
            Optional<Long> usesPerCustomer,
            Optional<Long> usesPerDevice,
            boolean combinable,
            BigDecimal holdoutPercent,
            List<SponsorView> sponsors,

            @Schema(description = "If it is to be had by coupon only.")
            Optional<CouponView> coupon,

            Money spent,
            Money budgetLeft,
            Money spentToday,
            long uses,
            Instant openedAt,

            @Schema(description = "The merchant that has opened it for itself.")
            Optional<String> ownOf) {

        static OfferView of(
                KeptOffer kept,
                OfferBooks.Figures figures,
                Map<String, MerchantProfile> merchants,
                Optional<String> ownOf,
                Instant now) {
            Offer offer = kept.terms();
            Currency currency = kept.currency();
            List<String> merchantIds = offer.merchantIds().stream().sorted().toList();
            return new OfferView(
                    offer.id(),
                    kept.campaignId(),
                    offer.version(),
                    kept.shownState(now),
                    offer.name(),
                    offer.kind().code(),
                    offer.currency(),
                    OfferJson.part(offer.benefit()),
                    OfferJson.part(offer.condition()),
                    merchantIds,
                    merchantViews(offer, merchants),
                    offer.schedule().start(),
                    offer.schedule().end(),
                    offer.zone().getId(),
                    new BudgetView(
                            new Money(offer.budget().totalMinor(), currency),
                            money(offer.budget().perDayMinor(), currency),
                            money(offer.budget().perMerchantMinor(), currency),
                            offer.budget().edge().name().toLowerCase(Locale.ROOT)),
                    boxed(offer.budget().usesPerCustomer()),
                    boxed(offer.budget().usesPerDevice()),
                    offer.combining().group().isPresent(),
                    OfferViews.percent(offer.holdoutBasisPoints()),
                    kept.sponsors().stream()
                            .map(sponsor -> new SponsorView(
                                    sponsor.sponsorId(),
                                    sponsor.name(),
                                    OfferViews.percent(sponsor.basisPoints()),
                                    new Money(sponsor.setAsideMinor(), currency),
                                    sponsor.prefunded()))
                            .toList(),
                    kept.coupon().map(terms -> CouponView.of(terms, figures.coupons())),
                    new Money(figures.spentMinor(), currency),
                    new Money(figures.leftMinor(), currency),
                    new Money(figures.spentTodayMinor(), currency),
                    figures.uses(),
                    kept.openedAt(),
                    ownOf);
        }
    }

    @Schema(name = "OfferCoupon")
    record CouponView(
            long stock,
            long perCustomer,
            boolean listed,
            boolean transferable,
            Optional<Instant> claimFrom,
            Optional<Instant> claimUntil,
            ValidityView validity,

            @Schema(description = "Nobody has them yet.") long left,

            @Schema(description = "Customers have had them, whatever became of them.")
            long claimed,

            long used,

            @Schema(description = "They ended with a customer.")
            long expired) {

        static CouponView of(CouponTerms terms, OfferBooks.Coupons coupons) {
            return new CouponView(
                    terms.stock(),
                    terms.perCustomer(),
                    terms.listed(),
                    terms.transferable(),
                    terms.claimFrom(),
                    terms.claimUntil(),
                    ValidityView.of(terms.validity()),
                    coupons.left(),
                    coupons.claimed(),
                    coupons.used(),
                    coupons.expired());
        }
    }

    /** @param usesLeft how often this customer may still use it; absent without a limit */
    @Schema(name = "LiveOffer")
    record LiveOfferView(
            String id,
            String name,

            @Schema(description = "The benefit's kind.", example = "spend_and_save")
            String kind,

            String currency,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.")
            JsonNode benefit,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.")
            JsonNode condition,

            List<MerchantView> merchants,
            Instant endsAt,
            Optional<Long> usesPerCustomer,
            Optional<Long> usesLeft) {

        static LiveOfferView of(Offer offer, long uses, Map<String, MerchantProfile> merchants) {
            return new LiveOfferView(
                    offer.id(),
                    offer.name(),
                    offer.kind().code(),
                    offer.currency(),
                    OfferJson.part(offer.benefit()),
                    OfferJson.part(offer.condition()),
                    merchantViews(offer, merchants),
                    offer.schedule().end(),
                    boxed(offer.budget().usesPerCustomer()),
                    boxed(offer.budget().usesPerCustomer()).map(atMost -> atMost - uses));
        }
    }

    /** A basket priced with an offer that is being written. */
    @Schema(name = "OfferTrial")
    record TrialView(
            Money gross,
            Money discount,
            Money payable,
            Money cashback,

            @Schema(description = "On top of a top-up of as much as the basket.")
            Money bonus,

            List<TrialLineView> lines,
            List<TrialSponsorView> sponsors,
            Optional<TrialMissView> notApplied) {

        static TrialView of(TryingOffers.Outcome.Tried tried) {
            Pricing pricing = tried.pricing();
            Currency currency = tried.currency();
            List<AppliedOffer.LineShare> shares = pricing.applied().stream()
                    .flatMap(offer -> offer.lines().stream())
                    .toList();
            List<AppliedOffer.SponsorPart> parts = pricing.applied().stream()
                    .flatMap(offer -> offer.sponsors().stream())
                    .toList();
            return new TrialView(
                    new Money(pricing.grossMinor(), currency),
                    new Money(pricing.discountMinor(), currency),
                    new Money(pricing.payableMinor(), currency),
                    new Money(pricing.cashbackMinor(), currency),
                    new Money(pricing.bonusMinor(), currency),
                    pricing.basket().lines().stream()
                            .map(line -> new TrialLineView(
                                    line.id(),
                                    new Money(
                                            shares.stream()
                                                    .filter(share ->
                                                            share.lineId().equals(line.id()))
                                                    .mapToLong(AppliedOffer.LineShare::discountMinor)
                                                    .sum(),
                                            currency)))
                            .toList(),
                    tried.sponsors().stream()
                            .map(sponsor -> new TrialSponsorView(
                                    sponsor.name(),
                                    new Money(
                                            parts.stream()
                                                    .filter(part ->
                                                            part.sponsorId().equals(sponsor.sponsorId()))
                                                    .mapToLong(AppliedOffer.SponsorPart::spendMinor)
                                                    .sum(),
                                            currency)))
                            .toList(),
                    pricing.notApplied().stream()
                            .findFirst()
                            .map(missed ->
                                    new TrialMissView(missed.reason().code(), missed.condition(), missed.seen())));
        }
    }

    /** @param id the line's place, from 0 */
    @Schema(name = "OfferTrialLine")
    record TrialLineView(String id, Money discount) {}

    @Schema(name = "OfferTrialSponsor")
    record TrialSponsorView(String name, Money bears) {}

    @Schema(name = "OfferTrialMiss")
    record TrialMissView(String code, String condition, String seen) {}

    @Schema(name = "OfferUse")
    record UseView(
            @Schema(description = "The payment, or the top-up (top_…).")
            String paymentId,

            int version,
            String customerMasked,

            @Schema(description = "None of a top-up.") Optional<String> merchantId,

            Optional<String> merchantName,

            @Schema(description = "The payment before any offer, or the top-up.")
            Money gross,

            Money discount,
            Money cashback,
            Money bonus,
            Money returned,

            @Schema(description = "Of the gross.") Money refunded,

            Instant at) {}

    private static List<MerchantView> merchantViews(Offer offer, Map<String, MerchantProfile> merchants) {
        return offer.merchantIds().stream()
                .map(merchants::get)
                .filter(java.util.Objects::nonNull)
                .map(merchant -> new MerchantView(merchant.id(), merchant.name()))
                .sorted(Comparator.comparing(MerchantView::name).thenComparing(MerchantView::id))
                .toList();
    }

    static BigDecimal percent(int basisPoints) {
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
