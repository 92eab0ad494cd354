package io.tongbao.offers;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.platform.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An offer as it is asked for, not yet checked. Benefit and condition are in the promotion engine's own form
 * (docs/api/price.md); their amounts are minor units of the offer's currency.
 *
 * @param condition when it applies, beyond schedule and merchants; always if absent
 * @param merchantIds where it holds; empty or absent means everywhere
 * @param startsAt ISO 8601, with an offset or as the clock on the wall of the zone; the same for endsAt
 * @param zone by which the day's budget turns and days and hours are told; the house's own if absent
 * @param combinable whether it may apply beside others that are combinable: one for the lines, one for the order, one for the way of
 *     paying, one after the payment
 * @param coupon if it is to be had by coupon only
 * @param holdoutPercent of all customers, who never get it and are compared with the others
 */
public record NewOffer(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 60) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "CNY") @Nullable
        String currency,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                types = "object",
                example = "{\"kind\": \"spend_and_save\", \"steps\": [{\"thresholdMinor\": 5000, \"offMinor\": 800}]}")
        @Nullable
        JsonNode benefit,

        @Schema(types = "object", example = "{\"kind\": \"nth_order\", \"scope\": \"wallet\", \"nth\": 1}") @Nullable
        JsonNode condition,

        @Nullable List<@Nullable String> merchantIds,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2026-11-11T00:00:00+08:00") @Nullable
        String startsAt,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2026-11-12T00:00:00+08:00") @Nullable
        String endsAt,

        @Schema(example = "Asia/Shanghai") @Nullable String zone,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Budget budget,

        @Nullable Long usesPerCustomer,

        @Schema(description = "At most so many payments from one device, whoever pays.") @Nullable
        Long usesPerDevice,

        @Nullable Boolean combinable,

        @Schema(
                implementation = BigDecimal.class,
                types = {"number", "string"},
                example = "10",
                description = "Above 0, below 100, at most two decimals.")
        @Nullable
        JsonNode holdoutPercent,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<@Nullable Sponsor> sponsors,

        @Nullable Coupon coupon) {

    /** The same, with only these of its sponsors named. */
    public NewOffer borneBy(List<Sponsor> some) {
        return new NewOffer(
                name,
                currency,
                benefit,
                condition,
                merchantIds,
                startsAt,
                endsAt,
                zone,
                budget,
                usesPerCustomer,
                usesPerDevice,
                combinable,
                holdoutPercent,
                new ArrayList<@Nullable Sponsor>(some),
                coupon);
    }

    /** @param edge what is done when less is left than the offer would give: all_or_nothing (if absent) or rest */
    @Schema(name = "NewOfferBudget")
    public record Budget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Money total,

            @Nullable Money perDay,

            @Schema(description = "At most so much at one merchant.") @Nullable
            Money perMerchant,

            @Schema(allowableValues = {"all_or_nothing", "rest"}) @Nullable
            String edge) {}

    /** @param percent the part of the cost that the sponsor bears; all sum to 100 */
    @Schema(name = "NewOfferSponsor")
    public record Sponsor(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String sponsorId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    implementation = BigDecimal.class,
                    types = {"number", "string"},
                    example = "100")
            @Nullable
            JsonNode percent,

            @Schema(description = "Set aside from what the sponsor has paid in; if absent or false, it settles later.")
            @Nullable
            Boolean prefunded) {}

    /**
     * @param stock how many coupons there are
     * @param perCustomer how many one customer may claim; 1 if absent
     * @param listed whether they stand in the claim centre; they do if absent
     * @param transferable whether one may be given on; not if absent
     * @param claimFrom from when they can be claimed; the offer's start if absent
     * @param claimUntil until when; the offer's end if absent
     * @param validity how long one can be used; to the offer's end if absent
     */
    @Schema(name = "NewOfferCoupon")
    public record Coupon(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "10000") @Nullable
            Long stock,

            @Nullable Long perCustomer,
            @Nullable Boolean listed,
            @Nullable Boolean transferable,

            @Schema(example = "2026-11-11T10:00:00+08:00") @Nullable
            String claimFrom,

            @Nullable String claimUntil,
            @Nullable Validity validity) {

        /** As somebody would ask for these terms who leaves nothing open. */
        public static Coupon of(CouponTerms terms) {
            return new Coupon(
                    terms.stock(),
                    terms.perCustomer(),
                    terms.listed(),
                    terms.transferable(),
                    terms.claimFrom().map(Instant::toString).orElse(null),
                    terms.claimUntil().map(Instant::toString).orElse(null),
                    Validity.of(ValidityView.of(terms.validity())));
        }
    }

    /**
     * @param until for {@code until}
     * @param days for {@code for_days}: so many times 24 hours
     * @param period for {@code to_end_of}, in the offer's zone
     */
    @Schema(name = "NewOfferCouponValidity")
    public record Validity(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"until_offer_ends", "until", "for_days", "to_end_of"})
            @Nullable
            String kind,

            @Nullable String until,
            @Nullable Integer days,

            @Schema(allowableValues = {"day", "week", "month"}) @Nullable
            String period) {

        private static Validity of(ValidityView view) {
            return new Validity(
                    view.kind(),
                    view.until().map(Instant::toString).orElse(null),
                    view.days().orElse(null),
                    view.period().orElse(null));
        }
    }
}
