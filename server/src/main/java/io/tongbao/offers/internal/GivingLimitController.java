package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much staff may give: what holds, and who decided it when. */
@RestController
@Tag(name = "offers")
class GivingLimitController {
    private final GivingLimits limits;
    private final StaffNames staff;

    GivingLimitController(GivingLimits limits, StaffNames staff) {
        this.limits = limits;
        this.staff = staff;
    }

    @Schema(name = "OfferLimits")
    record LimitsBody(
            @Schema(description = "The budget up to which one person opens an offer without another's approval.")
            @NotNull
            Money alone,

            @Schema(description = "The largest amount that an offer may draw; absent if nobody has set a limit.")
            Optional<Money> randomPrize) {}

    @Schema(name = "OfferLimitRequest")
    record LimitRequest(
            @Schema(allowableValues = {"alone", "random_prize"})
            @NotNull(message = "is missing")
            @Pattern(regexp = "alone|random_prize", message = "must be alone or random_prize")
            String kind,

            @NotBlank(message = "is missing") String currency,

            @Schema(description = "Absent to lift the limit for what is drawn.")
            Optional<Money> amount,

            @NotBlank(message = "is missing") @PlainText @Size(max = 200, message = "must have at most 200 characters")
            String reason) {}

    @Schema(name = "OfferLimitChange")
    record ChangeBody(
            @Schema(allowableValues = {"alone", "random_prize"}) @NotNull
            String kind,

            @NotNull String currency,

            @Schema(description = "Absent where the limit was lifted.")
            Optional<Money> amount,

            @NotNull String reason,
            @NotNull Instant at,
            @NotNull String by,
            Optional<String> byName) {}

    @GetMapping("/offer-limits")
    @Operation(operationId = "offerLimits", summary = "What one person opens alone, and what may be drawn")
    LimitsBody limits(@RequestParam Optional<String> currency) {
        return body(currency("currency", currency.orElse("CNY")));
    }

    @GetMapping("/offer-limits/history")
    @Operation(operationId = "offerLimitHistory", summary = "Who set which limit when and why, newest first")
    Page<ChangeBody> history(PageRequest page) {
        Page<GivingLimits.Rule> cut = Page.cut(
                limits.history(page.after(1).map(cursor -> cursor.number(0)), page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, String> names = staff.names(
                cut.items().stream().map(GivingLimits.Rule::setBy).distinct().toList());
        return cut.map(rule -> new ChangeBody(
                rule.kind().code(),
                rule.currency().code(),
                money(rule.minor(), rule.currency()),
                rule.reason(),
                rule.setAt(),
                rule.setBy(),
                Optional.ofNullable(names.get(rule.setBy()))));
    }

    @PutMapping("/offer-limits")
    @Operation(operationId = "setOfferLimit", summary = "Sets a limit from now on; what held before is kept as history")
    LimitsBody set(@Valid @RequestBody LimitRequest request, Principal administrator) {
        Currency currency = currency("currency", request.currency());
        GivingLimits.Kind kind = GivingLimits.Kind.valueOf(request.kind().toUpperCase(Locale.ROOT));
        if (request.amount().isEmpty() && kind == GivingLimits.Kind.ALONE) {
            throw ProblemException.ofField("amount", "missing", "is missing");
        }
        request.amount().ifPresent(amount -> {
            if (!amount.currency().equals(currency)) {
                throw ProblemException.ofField("amount.currency", "wrong-currency", "must be the limit's currency");
            }
            if (amount.minor() < 0) {
                throw ProblemException.ofField("amount.value", "negative", "must not be below zero");
            }
        });
        limits.set(
                kind,
                currency,
                request.amount().map(Money::minor),
                request.reason().strip(),
                administrator.id());
        return body(currency);
    }

    private LimitsBody body(Currency currency) {
        return new LimitsBody(limits.alone(currency), money(limits.largestPrize(currency), currency));
    }

    private static Optional<Money> money(OptionalLong minor, Currency currency) {
        return minor.isPresent() ? Optional.of(new Money(minor.getAsLong(), currency)) : Optional.empty();
    }

    private static Currency currency(String field, String code) {
        return Currency.find(code)
                .orElseThrow(() -> ProblemException.ofField(field, "unknown-currency", "must be an ISO 4217 code"));
    }
}
