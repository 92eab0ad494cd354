package io.tongbao.coupons.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.offers.CampaignMoney;
import io.tongbao.offers.CouponOffers.CouponOffer;
import io.tongbao.offers.ValidityView;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.json.OfferJson;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the API says of coupons. */
final class CouponViews {
    private CouponViews() {}

    /**
     * What is shown with coupons that others keep.
     *
     * @param merchants by id
     * @param pages the campaigns that have a page
     */
    record Around(Map<String, MerchantProfile> merchants, Set<String> pages) {}

    @Schema(name = "CouponMerchant")
    record MerchantView(@NotNull String id, @NotNull String name) {}

    /** What a coupon gives, and where. */
    @Schema(name = "CouponOffer")
    record OfferView(
            @NotNull String id,
            @NotNull String name,

            @Schema(description = "The benefit's kind.", example = "spend_and_save") @NotNull
            String kind,

            @NotNull String currency,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.") @NotNull
            JsonNode benefit,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.") @NotNull
            JsonNode condition,

            @Schema(description = "Everywhere if empty.") @NotNull
            List<MerchantView> merchants,

            @NotNull Instant startsAt,
            @NotNull Instant endsAt,

            @Schema(description = "The campaign whose page tells its rules; absent if it has none.")
            Optional<String> campaignId) {

        static OfferView of(Offer offer, Around around) {
            String campaignId = CampaignMoney.campaignOf(offer.campaignId());
            return new OfferView(
                    offer.id(),
                    offer.name(),
                    offer.kind().code(),
                    offer.currency(),
                    OfferJson.part(offer.benefit()),
                    OfferJson.part(offer.condition()),
                    offer.merchantIds().stream()
                            .map(around.merchants()::get)
                            .filter(Objects::nonNull)
                            .map(merchant -> new MerchantView(merchant.id(), merchant.name()))
                            .sorted(Comparator.comparing(MerchantView::name))
                            .toList(),
                    offer.schedule().start(),
                    offer.schedule().end(),
                    Optional.of(campaignId).filter(around.pages()::contains));
        }
    }

    @Schema(name = "Coupon")
    record CouponView(
            @NotNull String id,
            @NotNull OfferView offer,

            @Schema(allowableValues = {"usable", "held", "used", "expired", "given"}) @NotNull
            String state,

            @Schema(allowableValues = {"claimed", "code", "granted", "received"}) @NotNull
            String how,

            @NotNull Instant gotAt,

            @Schema(description = "From then on it can't be used.") @NotNull
            Instant until,

            @Schema(description = "Whether it can be given to another now.") @NotNull
            boolean transferable,

            @Schema(description = "By which it was used.") Optional<String> paymentId) {

        static CouponView of(Coupon coupon, HeldNow.State state, CouponOffer offer, Around around) {
            return new CouponView(
                    coupon.id(),
                    OfferView.of(offer.offer(), around),
                    state.code(),
                    coupon.how().code(),
                    coupon.gotAt(),
                    coupon.until(),
                    state == HeldNow.State.USABLE && offer.terms().transferable() && !offer.ended(),
                    coupon.paymentId());
        }
    }

    @Schema(name = "ClaimableCoupon")
    record ClaimableView(
            @NotNull OfferView offer,
            @NotNull Instant claimFrom,
            @NotNull Instant claimUntil,
            @NotNull ValidityView validity,

            @Schema(description = "How many there were.") @NotNull
            long stock,

            @NotNull long left,
            @NotNull long perCustomer,

            @Schema(description = "How many the customer has claimed.") @NotNull
            long claimed,

            @Schema(allowableValues = {"open", "not_started", "sold_out", "limit_reached"}) @NotNull
            String state) {

        static ClaimableView of(CouponOffer offer, long left, long claimed, Instant now, Around around) {
            return new ClaimableView(
                    OfferView.of(offer.offer(), around),
                    offer.claimFrom(),
                    offer.claimUntil(),
                    ValidityView.of(offer.terms().validity()),
                    offer.terms().stock(),
                    left,
                    offer.terms().perCustomer(),
                    claimed,
                    state(offer, left, claimed, now));
        }

        private static String state(CouponOffer offer, long left, long claimed, Instant now) {
            if (claimed >= offer.terms().perCustomer()) {
                return "limit_reached";
            }
            if (left == 0) {
                return "sold_out";
            }
            return now.isBefore(offer.claimFrom()) ? "not_started" : "open";
        }
    }
}
