package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class SpendingController {
    private final Spending spending;

    SpendingController(Spending spending) {
        this.spending = spending;
    }

    @Schema(name = "SpendingMonth")
    record MonthBody(
            @Schema(example = "2026-11") @NotNull String month,

            @Schema(
                    description = "What was paid, less cashback and what was refunded in the month;"
                            + " below zero if more was refunded than paid.")
            @NotNull
            Money spent,

            @Schema(description = "How many payments.") @NotNull
            long payments) {}

    @Schema(name = "Spending")
    record SpendingBody(
            @NotNull String currency,

            @Schema(description = "A code of GET /merchant-categories.") @NotNull
            String category,

            @Schema(description = "The month asked for comes last, after the five before it.") @NotNull
            List<MonthBody> months) {}

    @Schema(name = "CorrectCategory")
    record CorrectBody(
            @Schema(description = "A code of GET /merchant-categories.") @NotBlank(message = "is missing")
            String category) {}

    @GetMapping("/spending")
    @Operation(
            operationId = "spending",
            summary = "What was spent at merchants in a month and the five before it, by currency and category")
    Page<SpendingBody> spending(@Schema(example = "2026-11") @RequestParam String month, Principal principal) {
        return Page.of(spending.of(principal.id(), Months.parse(month)).stream()
                .map(SpendingController::body)
                .toList());
    }

    @PutMapping("/spending-categories/{merchantId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "correctCategory",
            summary = "Puts a merchant that one has paid under another category, for oneself, whenever it was paid")
    void correct(@PathVariable String merchantId, @Valid @RequestBody CorrectBody body, Principal principal) {
        String category = known(spending, body.category());
        if (!spending.correct(principal.id(), merchantId, category)) {
            throw ProblemException.notFound();
        }
    }

    @DeleteMapping("/spending-categories/{merchantId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "takeCategoryBack", summary = "Leaves a merchant under the category it gives itself")
    void takeBack(@PathVariable String merchantId, Principal principal) {
        if (!spending.takeBack(principal.id(), merchantId)) {
            throw ProblemException.notFound();
        }
    }

    /** The code, if there is such a category. */
    static String known(Spending spending, String category) {
        if (!spending.isCategory(category)) {
            throw ProblemException.ofField("category", "unknown", "must be a code of GET /merchant-categories");
        }
        return category;
    }

    private static SpendingBody body(Spending.OfCategory of) {
        return new SpendingBody(
                of.currency(),
                of.category(),
                of.months().stream()
                        .map(in -> new MonthBody(in.month().toString(), in.spent(), in.payments()))
                        .toList());
    }
}
