package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.Offers.SponsorFigures;
import io.tongbao.platform.Money;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an offer cost and brought, as it is shown to whoever runs it. */
@Component
class ShownResults {
    private static final int TOP_MERCHANTS = 10;

    private final ShownOffers offers;
    private final ResultStore results;
    private final OfferBooks books;
    private final Merchants merchants;

    ShownResults(ShownOffers offers, ResultStore results, OfferBooks books, Merchants merchants) {
        this.offers = offers;
        this.results = results;
        this.books = books;
        this.merchants = merchants;
    }

    /** @param cost discount, cashback and bonus, less what came back */
    @Schema(name = "OfferSums")
    record SumsView(
            @Schema(description = "That had the offer, top-ups among them.") @NotNull
            long payments,

            @NotNull long customers,

            @Schema(description = "Of the payments those of which something came back.") @NotNull
            long refunds,

            @Schema(description = "What the payments came to before any offer.") @NotNull
            Money gross,

            @NotNull Money paid,

            @NotNull Money discount,
            @NotNull Money cashback,
            @NotNull Money bonus,
            @NotNull Money returned,

            @Schema(description = "Of the gross.") @NotNull Money refunded,

            @Schema(description = "To the sponsors: discount, cashback and bonus, less what came back.") @NotNull
            Money cost) {

        static SumsView of(ResultStore.Sums sums, Currency in) {
            return new SumsView(
                    sums.payments(),
                    sums.customers(),
                    sums.refunds(),
                    new Money(sums.gross(), in),
                    new Money(sums.paid(), in),
                    new Money(sums.discount(), in),
                    new Money(sums.cashback(), in),
                    new Money(sums.bonus(), in),
                    new Money(sums.returned(), in),
                    new Money(sums.refunded(), in),
                    new Money(sums.cost(), in));
        }
    }

    @Schema(name = "OfferResultSponsor")
    record SponsorView(
            @NotNull String sponsorId,
            @NotNull String name,
            @NotNull BigDecimal percent,
            @NotNull Money setAside,
            @NotNull Money spent,
            @NotNull Money returned,
            @NotNull Money left) {}

    @Schema(name = "OfferResultMerchant")
    record MerchantView(
            @NotNull String merchantId,
            @NotNull String name,
            @NotNull SumsView sums) {}

    @Schema(name = "OfferResultDay")
    record DayView(@NotNull LocalDate day, @NotNull SumsView sums) {}

    @Schema(name = "OfferResults")
    record ResultsView(
            @NotNull OfferViews.OfferView offer,
            @NotNull SumsView sums,

            @Schema(description = "What the books have of each sponsor's part.") @NotNull
            List<SponsorView> sponsors,

            @Schema(description = "Those with the most, at most ten.") @NotNull
            List<MerchantView> merchants,

            @Schema(description = "Days on which it was used, in the offer's zone.") @NotNull
            List<DayView> days,

            @Schema(
                    description =
                            "Whether the payments counted so far come to what the books have of the sponsors' parts.")
            @NotNull
            boolean tied) {}

    ResultsView of(KeptOffer kept) {
        Currency in = kept.currency();
        ResultStore.Results found = results.results(kept.id(), kept.terms().zone(), TOP_MERCHANTS);
        List<SponsorView> sponsors = sponsors(kept);
        Map<String, MerchantProfile> named = merchants.find(found.merchants().stream()
                .map(ResultStore.AtMerchant::merchantId)
                .toList());
        return new ResultsView(
                offers.one(kept.id()).orElseThrow(),
                SumsView.of(found.all(), in),
                sponsors,
                found.merchants().stream()
                        .map(at -> new MerchantView(
                                at.merchantId(),
                                Optional.ofNullable(named.get(at.merchantId()))
                                        .map(MerchantProfile::name)
                                        .orElse(at.merchantId()),
                                SumsView.of(at.sums(), in)))
                        .toList(),
                found.days().stream()
                        .map(on -> new DayView(on.day(), SumsView.of(on.sums(), in)))
                        .toList(),
                sponsors.stream().mapToLong(part -> part.spent().minor()).sum()
                        == found.all().cost());
    }

    @Schema(name = "CampaignResultOffer")
    record OfferSumsView(
            @NotNull String offerId,
            @NotNull String name,
            @NotNull SumsView sums) {}

    @Schema(name = "CampaignResults")
    record CampaignResultsView(
            @Schema(description = "A payment that had several of the offers counts once.") @NotNull
            SumsView sums,

            @Schema(description = "In the campaign's order; a payment that had several counts for each.") @NotNull
            List<OfferSumsView> offers,

            @Schema(
                    description =
                            "Whether the payments counted so far come to what the books have of the sponsors' parts.")
            @NotNull
            boolean tied) {}

    /** @param kept the offers of one campaign, which have the same sponsors */
    CampaignResultsView of(List<KeptOffer> kept) {
        Currency in = kept.getFirst().currency();
        ResultStore.Together found =
                results.together(kept.stream().map(KeptOffer::id).toList());
        List<String> money =
                kept.stream().map(offer -> offer.terms().campaignId()).toList();
        long spent = kept.getFirst().sponsors().stream()
                .flatMap(sponsor -> books.borne(sponsor.sponsorId(), in, money).values().stream())
                .mapToLong(part -> part.spent().minor())
                .sum();
        return new CampaignResultsView(
                SumsView.of(found.all(), in),
                kept.stream()
                        .map(offer -> new OfferSumsView(
                                offer.id(),
                                offer.terms().name(),
                                SumsView.of(found.byOffer().getOrDefault(offer.id(), ResultStore.Sums.NONE), in)))
                        .toList(),
                spent == found.all().cost());
    }

    private List<SponsorView> sponsors(KeptOffer kept) {
        String campaignId = kept.terms().campaignId();
        Money nothing = Money.zero(kept.currency());
        return kept.sponsors().stream()
                .map(sponsor -> {
                    SponsorFigures part = books.borne(sponsor.sponsorId(), kept.currency(), List.of(campaignId))
                            .getOrDefault(campaignId, new SponsorFigures(nothing, nothing, nothing, nothing));
                    return new SponsorView(
                            sponsor.sponsorId(),
                            sponsor.name(),
                            OfferViews.percent(sponsor.basisPoints()),
                            part.setAside(),
                            part.spent(),
                            part.returned(),
                            part.left());
                })
                .toList();
    }
}
