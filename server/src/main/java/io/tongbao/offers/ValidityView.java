package io.tongbao.offers;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;

/** How long a coupon can be used, as the API says it: the same fields as are asked for. */
@Schema(name = "CouponValidity")
public record ValidityView(
        @Schema(allowableValues = {"until_offer_ends", "until", "for_days", "to_end_of"}) @NotNull
        String kind,

        Optional<Instant> until,
        Optional<Integer> days,
        Optional<String> period) {

    public static ValidityView of(CouponTerms.Validity validity) {
        return switch (validity) {
            case CouponTerms.UntilOfferEnds _ ->
                new ValidityView("until_offer_ends", Optional.empty(), Optional.empty(), Optional.empty());
            case CouponTerms.Until until ->
                new ValidityView("until", Optional.of(until.at()), Optional.empty(), Optional.empty());
            case CouponTerms.ForDays days ->
                new ValidityView("for_days", Optional.empty(), Optional.of(days.days()), Optional.empty());
            case CouponTerms.ToEndOf end ->
                new ValidityView(
                        "to_end_of",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(end.period().code()));
        };
    }
}
