package io.tongbao.settlements.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What merchants pay for being paid, as data: plans that never change, and from which day which one holds. */
@RestController
@Tag(name = "Settlements")
class FeePlanController {
    private final FeePlanStore store;
    private final Merchants merchants;
    private final Clock clock;
    private final ZoneId zone;

    FeePlanController(FeePlanStore store, Merchants merchants, Clock clock, @Value("${tongbao.zone}") ZoneId zone) {
        this.store = store;
        this.merchants = merchants;
        this.clock = clock;
        this.zone = zone;
    }

    @Schema(name = "FeePlan")
    record PlanBody(
            @NotNull String id,
            @NotNull String nameZh,
            @NotNull String nameEn,

            @Schema(description = "Parts in a million of a payment's gross: 3800 is 0.38 %.") @NotNull
            int ratePpm,

            @Schema(description = "At most so much a payment.")
            Optional<Money> cap,

            @Schema(description = "So much gross in a calendar month costs nothing.") @NotNull
            Money freePerMonth,

            @Schema(description = "So far may refunds run ahead of takings.") @NotNull
            Money advance) {
        static PlanBody of(FeePlan plan) {
            return new PlanBody(
                    plan.id(),
                    plan.nameZh(),
                    plan.nameEn(),
                    plan.ratePpm(),
                    plan.capMinor().map(cap -> new Money(cap, plan.currency())),
                    new Money(plan.freeMinor(), plan.currency()),
                    new Money(plan.advanceMinor(), plan.currency()));
        }
    }

    @Schema(name = "NewFeePlan")
    record PlanRequest(
            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String nameZh,

            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String nameEn,

            @NotNull(message = "is missing")
            @Min(value = 0, message = "must be at least 0")
            @Max(value = 1_000_000, message = "must be at most 1000000")
            Integer ratePpm,

            Optional<Money> cap,
            @NotNull(message = "is missing") Money freePerMonth,
            @NotNull(message = "is missing") Money advance) {}

    @Schema(name = "FeePlanUse")
    record UseRequest(
            @NotBlank(message = "is missing") String planId,

            @Schema(description = "From this business day on; tomorrow at the earliest.")
            @NotNull(message = "is missing")
            LocalDate from) {}

    @GetMapping("/fee-plans")
    @Operation(operationId = "feePlans", summary = "Fee plans, newest first")
    Page<PlanBody> list(PageRequest page) {
        return Page.cut(
                        store.list(page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.id()))
                .map(PlanBody::of);
    }

    @GetMapping("/fee-plans/standard")
    @Operation(
            operationId = "standardFeePlan",
            summary = "What a merchant pays that has no plan of its own; 404 if nothing")
    PlanBody standard(@RequestParam Optional<String> currency) {
        Currency wanted = Currency.find(currency.orElse("CNY"))
                .orElseThrow(() -> ProblemException.ofField("currency", "unknown", "must be a code of ISO 4217"));
        return store.of("", wanted).on(today()).map(PlanBody::of).orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/fee-plans")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "makeFeePlan", summary = "A new plan, to be set for merchants")
    PlanBody make(@Valid @RequestBody PlanRequest request, @Parameter(hidden = true) Principal administrator) {
        Currency currency = request.freePerMonth().currency();
        check("freePerMonth", request.freePerMonth(), currency, 0);
        check("advance", request.advance(), currency, 0);
        request.cap().ifPresent(cap -> check("cap", cap, currency, 1));
        FeePlan plan = new FeePlan(
                TypeIds.next("fpl"),
                request.nameZh().strip(),
                request.nameEn().strip(),
                currency,
                request.ratePpm(),
                request.cap().map(Money::minor),
                request.freePerMonth().minor(),
                request.advance().minor());
        store.insert(plan, administrator.id());
        return PlanBody.of(plan);
    }

    @PutMapping("/fee-plans/standard")
    @Operation(
            operationId = "setStandardFeePlan",
            summary = "What merchants without a plan of their own pay from a day on")
    PlanBody setStandard(@Valid @RequestBody UseRequest request, @Parameter(hidden = true) Principal administrator) {
        FeePlan plan = plan(request);
        return use(FeePlanStore.standard(plan.currency()), plan, request, administrator);
    }

    @PutMapping("/merchants/{id}/fee-plan")
    @Operation(operationId = "setFeePlan", summary = "What the merchant pays from a day on")
    PlanBody set(
            @PathVariable String id,
            @Valid @RequestBody UseRequest request,
            @Parameter(hidden = true) Principal operator) {
        MerchantProfile merchant = merchants.find(id).orElseThrow(ProblemException::notFound);
        FeePlan plan = plan(request);
        if (!plan.currency().equals(merchant.currency())) {
            throw ProblemException.ofField("planId", "wrong-currency", "must be in the merchant's currency");
        }
        return use(id, plan, request, operator);
    }

    private FeePlan plan(UseRequest request) {
        return store.find(request.planId())
                .orElseThrow(() -> ProblemException.ofField("planId", "not-found", "is not a fee plan"));
    }

    private PlanBody use(String appliesTo, FeePlan plan, UseRequest request, Principal staff) {
        if (!request.from().isAfter(today())) {
            throw ProblemException.ofField("from", "too-early", "must be tomorrow or later");
        }
        if (request.from().isAfter(today().plusYears(10))) {
            throw ProblemException.ofField("from", "too-late", "must be within ten years");
        }
        if (!store.use(appliesTo, request.from(), plan.id(), staff.id())) {
            throw new ProblemException(ProblemType.CONFLICT, "A plan is set for this day already.");
        }
        return PlanBody.of(plan);
    }

    private static void check(String field, Money amount, Currency currency, long least) {
        if (!amount.currency().equals(currency)) {
            throw ProblemException.ofField(field + ".currency", "wrong-currency", "must be that of freePerMonth");
        }
        if (amount.minor() < least) {
            throw ProblemException.ofField(field + ".value", "too-small", "must be at least " + least);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
