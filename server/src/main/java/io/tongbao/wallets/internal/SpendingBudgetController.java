package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.wallets.internal.SpendingBudgets.Budget;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.YearMonth;
import java.util.Optional;
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
class SpendingBudgetController {
    private final SpendingBudgets budgets;
    private final Spending spending;

    SpendingBudgetController(SpendingBudgets budgets, Spending spending) {
        this.budgets = budgets;
        this.spending = spending;
    }

    @Schema(name = "SpendingBudget")
    record BudgetBody(
            @Schema(description = "A code of GET /merchant-categories.") @NotNull
            String category,

            @Schema(description = "What is meant to be spent at most in any month.") @NotNull
            Money amount,

            @Schema(description = "What was spent of it in the month; below zero if more was refunded than paid.")
            @NotNull
            Money spent) {}

    @Schema(name = "SetSpendingBudget")
    record SetBody(@NotNull(message = "is missing") Money amount) {}

    @GetMapping("/spending-budgets")
    @Operation(
            operationId = "listSpendingBudgets",
            summary = "One's own budgets, and what was spent of them in a month: this one, if none is named",
            description = "With merchantId only those that a payment at this merchant would count towards.")
    Page<BudgetBody> list(
            @Schema(example = "2026-11") @RequestParam Optional<String> month,
            @RequestParam Optional<@PlainText @Size(max = 64) String> merchantId,
            Principal principal) {
        Optional<YearMonth> of = month.filter(text -> !text.isEmpty()).map(Months::parse);
        return Page.of(merchantId
                .filter(id -> !id.isEmpty())
                .map(id -> budgets.at(principal.id(), id, of))
                .orElseGet(() -> budgets.of(principal.id(), of))
                .stream()
                .map(in -> new BudgetBody(in.budget().category(), in.budget().amount(), in.spent()))
                .toList());
    }

    @PutMapping("/spending-budgets/{category}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "setSpendingBudget",
            summary = "Says what one means to spend under a category in any month, in the amount's currency")
    void set(@PathVariable String category, @Valid @RequestBody SetBody body, Principal principal) {
        if (body.amount().minor() < 1) {
            throw ProblemException.ofField("amount.value", "not-positive", "must be more than zero");
        }
        budgets.set(principal.id(), new Budget(SpendingController.known(spending, category), body.amount()));
    }

    @DeleteMapping("/spending-budgets/{category}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeSpendingBudget", summary = "Takes the budget of a category in a currency back")
    void remove(
            @PathVariable String category,
            @Schema(example = "CNY") @RequestParam String currency,
            Principal principal) {
        budgets.remove(
                principal.id(),
                SpendingController.known(spending, category),
                Currency.find(currency)
                        .orElseThrow(() ->
                                ProblemException.ofField("currency", "unknown", "must be a currency of ISO 4217")));
    }
}
