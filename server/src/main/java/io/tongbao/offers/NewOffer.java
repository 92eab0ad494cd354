package io.tongbao.offers;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.platform.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An offer as it is asked for, not yet checked. Which fields a kind takes: spend_and_save steps; percent_off percent, cap
 * and threshold; first_order off, threshold and scope; cashback percent, cap and threshold.
 *
 * @param merchantIds where it holds; empty or absent means everywhere
 * @param startsAt ISO 8601, with an offset or as the clock on the wall of the zone; the same for endsAt
 * @param zone by which the day's budget turns; the house's own if absent
 */
public record NewOffer(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 60) @Nullable
        String name,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"spend_and_save", "percent_off", "first_order", "cashback"})
        @Nullable
        String kind,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "CNY") @Nullable
        String currency,

        @Nullable List<@Nullable Step> steps,

        @Schema(
                implementation = BigDecimal.class,
                types = {"number", "string"},
                example = "12.5",
                description = "Above 0, at most 100, at most two decimals.")
        @Nullable
        JsonNode percent,

        @Nullable Money cap,
        @Nullable Money off,
        @Nullable Money threshold,

        @Schema(allowableValues = {"WALLET", "MERCHANT"}) @Nullable
        String scope,

        @Nullable List<@Nullable String> merchantIds,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2026-11-11T00:00:00+08:00") @Nullable
        String startsAt,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2026-11-12T00:00:00+08:00") @Nullable
        String endsAt,

        @Schema(example = "Asia/Shanghai") @Nullable String zone,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        Budget budget,

        @Nullable Long usesPerCustomer,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<@Nullable Sponsor> sponsors) {

    @Schema(name = "NewOfferStep")
    public record Step(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Money threshold,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Money off) {}

    @Schema(name = "NewOfferBudget")
    public record Budget(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Money total,

            @Nullable Money perDay) {}

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
            JsonNode percent) {}
}
