package io.tongbao.campaigns.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.offers.NewOffer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is to give, where customers find it and what they are told; as a version keeps it.
 *
 * @param placements none: it works at the till, and has no page
 */
@Schema(name = "CampaignPlan")
record Plan(
        @NotNull(message = "is missing") NewOffer offer,

        @NotNull(message = "is missing") @Size(max = 3, message = "must name each placement once")
        List<@NotNull(message = "is missing") Placement> placements,

        @NotNull(message = "is missing") @Valid Rules rules) {
    Plan {
        placements = placements == null
                ? List.of()
                : placements.stream().distinct().sorted().toList();
    }

    Plan with(NewOffer checked) {
        return new Plan(checked, placements, rules);
    }

    /** As they are named; of a plan that was checked all who bear it. */
    List<NewOffer.Sponsor> sponsors() {
        List<NewOffer.Sponsor> named = new ArrayList<>();
        if (offer.sponsors() != null) {
            for (NewOffer.@Nullable Sponsor sponsor : offer.sponsors()) {
                if (sponsor != null) {
                    named.add(sponsor);
                }
            }
        }
        return named;
    }

    String name() {
        return String.valueOf(offer.name());
    }

    /** Where customers find its page. */
    @Schema(name = "CampaignPlacement", enumAsRef = true)
    enum Placement {
        LINK,
        QR,
        HOME;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules page (活动规则), in both languages. */
    @Schema(name = "CampaignRules")
    record Rules(
            @NotBlank(message = "is missing")
            @Size(max = MAX_LENGTH, message = "must have at most 4000 characters")
            @Pattern(regexp = LINES, message = "must not hold control characters")
            String zh,

            @NotBlank(message = "is missing")
            @Size(max = MAX_LENGTH, message = "must have at most 4000 characters")
            @Pattern(regexp = LINES, message = "must not hold control characters")
            String en) {
        private static final int MAX_LENGTH = 4_000;
        private static final String LINES = "[\\n[^\\p{Cntrl}\\p{Cs}]]*";
    }
}
