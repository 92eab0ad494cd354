package io.tongbao.campaigns.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.offers.NewOffer;
import io.tongbao.platform.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is to give, where customers find it and what they are told; as a version keeps it.
 *
 * @param offers in their order; of one currency, one schedule and the same sponsors, each with its own budget
 * @param placements none: it works at the till, and has no page
 */
@Schema(name = "CampaignPlan")
record Plan(
        @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
        String name,

        @NotNull(message = "is missing") @Size(min = 1, max = Plan.MAX_OFFERS, message = "must be one offer to ten")
        List<@NotNull(message = "is missing") NewOffer> offers,

        @NotNull(message = "is missing") @Size(max = 3, message = "must name each placement once")
        List<@NotNull(message = "is missing") Placement> placements,

        @NotNull(message = "is missing") @Valid Rules rules) {
    static final int MAX_OFFERS = 10;

    Plan {
        placements = placements == null
                ? List.of()
                : placements.stream().distinct().sorted().toList();
    }

    Plan with(List<NewOffer> others) {
        return new Plan(name, others, placements, rules);
    }

    /** In its normal form the first is as all are, but for what each gives to whom. */
    NewOffer first() {
        return offers.getFirst();
    }

    /** As they are named; of a plan that was checked all who bear it. */
    List<NewOffer.Sponsor> sponsors() {
        List<NewOffer.Sponsor> named = new ArrayList<>();
        if (first().sponsors() != null) {
            for (NewOffer.@Nullable Sponsor sponsor : first().sponsors()) {
                if (sponsor != null) {
                    named.add(sponsor);
                }
            }
        }
        return named;
    }

    /** Where one of its offers holds; none if one holds everywhere. */
    Set<String> merchantIds() {
        Set<String> named = new HashSet<>();
        for (NewOffer offer : offers) {
            Set<String> its = merchantIds(offer);
            if (its.isEmpty()) {
                return Set.of();
            }
            named.addAll(its);
        }
        return named;
    }

    /** None if it holds everywhere. */
    static Set<String> merchantIds(NewOffer offer) {
        List<@Nullable String> named = offer.merchantIds();
        return named == null
                ? Set.of()
                : named.stream().filter(Objects::nonNull).collect(Collectors.toSet());
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
