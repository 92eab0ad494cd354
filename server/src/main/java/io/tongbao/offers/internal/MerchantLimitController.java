package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.internal.OwnOfferStore.Limit;
import io.tongbao.offers.internal.OwnOfferStore.Rule;
import io.tongbao.platform.Money;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much merchants may give of their own: what holds for all, and for one that has limits of its own. */
@RestController
@Tag(name = "own offers")
class MerchantLimitController {
    private final OwnOfferStore store;
    private final Merchants merchants;
    private final StaffNames staff;
    private final AuditNotes audit;

    MerchantLimitController(OwnOfferStore store, Merchants merchants, StaffNames staff, AuditNotes audit) {
        this.store = store;
        this.merchants = merchants;
        this.staff = staff;
        this.audit = audit;
    }

    @Schema(name = "MerchantOfferLimit")
    record LimitView(
            @Schema(description = "Whether they are the merchant's own; else those of all hold for it.") @NotNull
            boolean ownLimits,

            @NotNull Money offer,
            @NotNull Money sum,
            @NotNull Money payment,
            @NotNull int offers,
            @NotNull int days,
            @NotNull boolean coupons,

            @Schema(description = "Absent as long as nobody has decided: then nothing is allowed.")
            Optional<String> reason,

            Optional<Instant> setAt,
            Optional<String> setByName) {}

    @Schema(name = "MerchantOfferLimitRequest")
    record LimitRequest(
            @Schema(description = "Whose; of all that have none of their own if absent.")
            Optional<String> merchantId,

            @Schema(description = "The largest budget of one offer; 0 allows none.") @NotNull(message = "is missing")
            Money offer,

            @Schema(description = "The largest sum of the budgets of all that have not ended.")
            @NotNull(message = "is missing")
            Money sum,

            @Schema(description = "The most that one payment may be given.") @NotNull(message = "is missing")
            Money payment,

            @Schema(description = "How many that have not ended.")
            @NotNull(message = "is missing")
            @Min(value = 0, message = "must be at least 0")
            @Max(value = 1_000, message = "must be at most 1000")
            Integer offers,

            @Schema(description = "How long one may run.")
            @NotNull(message = "is missing")
            @Min(value = 0, message = "must be at least 0")
            @Max(value = 3_660, message = "must be at most 3660")
            Integer days,

            @NotNull(message = "is missing") Boolean coupons,

            @NotBlank(message = "is missing") @PlainText @Size(max = 200, message = "must have at most 200 characters")
            String reason) {}

    @GetMapping("/merchant-offer-limits")
    @Operation(operationId = "merchantOfferLimits", summary = "What holds for one merchant, or for all")
    LimitView limits(@RequestParam Optional<String> merchantId, @RequestParam Optional<String> currency) {
        Optional<String> named = merchantId.filter(text -> !text.isBlank());
        return named.map(id -> view(
                        id,
                        merchants
                                .find(id)
                                .orElseThrow(ProblemException::notFound)
                                .currency()))
                .orElseGet(() -> {
                    Currency in = currency(currency.orElse("CNY"));
                    return view(store.ofAll(in), in);
                });
    }

    @PutMapping("/merchant-offer-limits")
    @Operation(operationId = "setMerchantOfferLimits", summary = "Sets them from now on; what is live stays as it is")
    LimitView set(@Valid @RequestBody LimitRequest asked, Principal operator) {
        Currency in = asked.merchantId()
                .map(id -> merchants
                        .find(id)
                        .orElseThrow(() -> ProblemException.ofField("merchantId", "unknown", "must be a merchant"))
                        .currency())
                .orElse(asked.offer().currency());
        check("offer", asked.offer(), in);
        check("sum", asked.sum(), in);
        check("payment", asked.payment(), in);
        store.set(
                asked.merchantId(),
                in,
                new Limit(
                        asked.offer().minor(),
                        asked.sum().minor(),
                        asked.payment().minor(),
                        asked.offers(),
                        asked.days(),
                        asked.coupons()),
                asked.reason().strip(),
                operator.id());
        asked.merchantId().ifPresent(audit::concerns);
        return asked.merchantId().map(id -> view(id, in)).orElseGet(() -> view(store.ofAll(in), in));
    }

    private static void check(String field, Money amount, Currency in) {
        if (!amount.currency().equals(in)) {
            throw ProblemException.ofField(field + ".currency", "wrong-currency", "must be the limits' currency");
        }
        if (amount.minor() < 0) {
            throw ProblemException.ofField(field + ".value", "negative", "must not be below zero");
        }
    }

    private LimitView view(String merchantId, Currency in) {
        return view(store.holding(merchantId, in), in);
    }

    private LimitView view(Optional<Rule> rule, Currency in) {
        Limit limit = rule.map(Rule::limit).orElse(Limit.NOTHING);
        Map<String, String> names = staff.names(rule.map(Rule::setBy).stream().toList());
        return new LimitView(
                rule.flatMap(Rule::merchantId).isPresent(),
                new Money(limit.offerMinor(), in),
                new Money(limit.liveMinor(), in),
                new Money(limit.paymentMinor(), in),
                limit.liveOffers(),
                limit.days(),
                limit.coupons(),
                rule.map(Rule::reason),
                rule.map(Rule::setAt),
                rule.map(Rule::setBy).flatMap(by -> Optional.ofNullable(names.get(by))));
    }

    private static Currency currency(String code) {
        return Currency.find(code)
                .orElseThrow(
                        () -> ProblemException.ofField("currency", "unknown-currency", "must be an ISO 4217 code"));
    }
}
