package io.tongbao.settlements.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.connectors.Bank;
import io.tongbao.connectors.CardNumber;
import io.tongbao.connectors.PayeeAccount;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Takings;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import io.tongbao.settlements.internal.FeePlanController.PlanBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How a merchant stands, where its money is paid out to, and what holds it back. */
@RestController
@Tag(name = "Settlements")
class SettlementAccountController {
    private final Merchants merchants;
    private final SettlementStore settlements;
    private final PayoutStore payouts;
    private final FeePlanStore plans;
    private final Takings takings;
    private final Ledger ledger;
    private final ObjectProvider<Bank> bank;
    private final Clock clock;
    private final ZoneId zone;

    SettlementAccountController(
            Merchants merchants,
            SettlementStore settlements,
            PayoutStore payouts,
            FeePlanStore plans,
            Takings takings,
            Ledger ledger,
            ObjectProvider<Bank> bank,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone) {
        this.merchants = merchants;
        this.settlements = settlements;
        this.payouts = payouts;
        this.plans = plans;
        this.takings = takings;
        this.ledger = ledger;
        this.bank = bank;
        this.clock = clock;
        this.zone = zone;
    }

    @Schema(name = "Payee")
    record PayeeBody(@NotNull String bankName, @NotNull String last4) {
        static PayeeBody of(Payout.Payee payee) {
            return new PayeeBody(payee.bankName(), payee.last4());
        }
    }

    @Schema(name = "PayoutHold")
    record HoldBody(
            @NotNull String reason,

            @Schema(description = "The bank, because it declined a payout; else staff.") @NotNull
            boolean byBank,

            @NotNull Instant heldAt) {
        static HoldBody of(PayoutStore.Hold hold) {
            return new HoldBody(hold.reason(), hold.heldBy().equals(PayoutStore.THE_BANK), hold.heldAt());
        }
    }

    @Schema(name = "SettlementAccount")
    record AccountBody(
            @NotNull String merchantId,

            @Schema(
                    description =
                            "Taken less given back and not settled yet, before fees; below zero by what was advanced.")
            @NotNull
            Money unsettled,

            @Schema(description = "Settled, and not paid out yet or on its way.") @NotNull
            Money payable,

            @Schema(description = "Advanced for refunds that came before takings.") @NotNull
            Money advanced,

            @Schema(description = "Absent where the currency has no plan: then there is no fee.")
            Optional<PlanBody> feePlan,

            @Schema(description = "Holds from feePlanFrom.") Optional<PlanBody> nextFeePlan,
            Optional<LocalDate> nextFeePlanFrom,

            @Schema(description = "Where money is paid out to; nothing is paid out without.")
            Optional<PayeeBody> payee,

            Optional<HoldBody> hold) {}

    @Schema(name = "PayeeRequest")
    record PayeeRequest(
            @Schema(description = "12 to 19 digits; goes to the bank and is kept nowhere.")
            @NotBlank(message = "is missing")
            @Size(max = 40)
            String number,

            @Schema(description = "As the bank knows the account's owner; goes to the bank and is kept nowhere.")
            @NotBlank(message = "is missing")
            @PlainText
            @Size(max = 60, message = "must have at most 60 characters")
            String holder) {
        @Override
        public String toString() {
            return "PayeeRequest";
        }
    }

    @Schema(name = "PayoutHoldRequest")
    record HoldRequest(
            @NotBlank(message = "is missing") @PlainText @Size(max = 200, message = "must have at most 200 characters")
            String reason) {}

    @Schema(name = "Payout")
    record PayoutBody(
            @NotNull String id,
            @NotNull String merchantId,
            @NotNull String merchantName,
            @NotNull Money amount,
            @NotNull PayeeBody payee,

            @Schema(allowableValues = {"pending", "paid", "declined"}) @NotNull
            String state,

            @Schema(description = "Why the bank declined; it stays due.")
            Optional<String> reason,

            @NotNull Instant askedAt,
            Optional<Instant> finishedAt) {}

    @GetMapping("/settlement-account")
    @Operation(operationId = "mySettlementAccount", summary = "How one's merchant stands, and where it is paid out to")
    AccountBody mine(@Parameter(hidden = true) Principal owner) {
        return body(owner.merchant());
    }

    @GetMapping("/merchants/{id}/settlement-account")
    @Operation(operationId = "settlementAccount", summary = "For staff: how a merchant stands")
    AccountBody ofMerchant(@PathVariable String id) {
        return body(id);
    }

    @PutMapping("/settlement-account")
    @Operation(
            operationId = "setPayee",
            summary = "Where one's money is paid out to from now on",
            description = "Lifts a hold that came of the bank declining the account before.")
    AccountBody setPayee(@Valid @RequestBody PayeeRequest request, @Parameter(hidden = true) Principal owner) {
        CardNumber number = CardNumber.parse(request.number())
                .orElseThrow(() -> ProblemException.ofField(
                        "number", "not-a-card-number", "must be the 12 to 19 digits of the account's card"));
        Bank connected = bank.getIfAvailable();
        if (connected == null) {
            throw new ProblemException(
                    ProblemType.NOT_CONFIGURED, "No bank is connected, so nothing can be paid out by itself.");
        }
        switch (connected.openPayee(new PayeeAccount(number, request.holder().strip()))) {
            case Bank.Tokenised.Linked(String token, String bankName) -> {
                payouts.setPayee(
                        owner.merchant(),
                        new Payout.Payee(TypeIds.next("pye"), connected.code(), bankName, number.last4()),
                        token,
                        owner.id());
                payouts.lift(owner.merchant(), Optional.of(PayoutStore.THE_BANK), owner.id());
            }
            case Bank.Tokenised.Refused(String reason) ->
                throw new ProblemException(
                                ProblemType.CARD_INVALID,
                                "The bank does not pay out to this account.",
                                Map.of("reason", reason))
                        .withField("number", reason, "is refused by the bank");
            case Bank.Tokenised.Unclear() ->
                throw new ProblemException(
                        ProblemType.BUSY, "The bank does not answer; nothing was changed. Ask again.");
        }
        return body(owner.merchant());
    }

    @PutMapping("/merchants/{id}/payout-hold")
    @Operation(operationId = "holdPayouts", summary = "Pays nothing out to the merchant until it is lifted")
    AccountBody hold(
            @PathVariable String id,
            @Valid @RequestBody HoldRequest request,
            @Parameter(hidden = true) Principal operator) {
        if (merchants.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        if (!payouts.hold(id, request.reason().strip(), operator.id())) {
            throw new ProblemException(ProblemType.CONFLICT, "Its payouts are held already.");
        }
        return body(id);
    }

    @DeleteMapping("/merchants/{id}/payout-hold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "liftPayoutHold", summary = "Pays out to the merchant again, with the next run")
    void lift(@PathVariable String id, @Parameter(hidden = true) Principal operator) {
        if (!payouts.lift(id, Optional.empty(), operator.id())) {
            throw ProblemException.notFound();
        }
    }

    @GetMapping("/payouts")
    @Operation(operationId = "payouts", summary = "Payouts, newest first: one's own, for staff everybody's")
    Page<PayoutBody> payouts(
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<String> state,
            PageRequest page,
            @Parameter(hidden = true) Principal principal) {
        Optional<String> whose =
                principal.isStaff() ? merchantId.filter(id -> !id.isEmpty()) : Optional.of(principal.merchant());
        Page<Payout> found = Page.cut(
                payouts.list(
                        whose,
                        state.filter(code -> !code.isEmpty()).map(SettlementAccountController::state),
                        page.after(1).map(cursor -> cursor.text(0)),
                        page.limit()),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, MerchantProfile> names =
                merchants.find(found.items().stream().map(Payout::merchantId).toList());
        return found.map(each -> new PayoutBody(
                each.id(),
                each.merchantId(),
                Optional.ofNullable(names.get(each.merchantId()))
                        .map(MerchantProfile::name)
                        .orElse(each.merchantId()),
                each.amount(),
                PayeeBody.of(each.payee()),
                each.state().code(),
                each.reason(),
                each.askedAt(),
                each.finishedAt()));
    }

    private static Payout.State state(String code) {
        return Arrays.stream(Payout.State.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField("state", "unknown", "must be pending, paid or declined"));
    }

    private AccountBody body(String merchantId) {
        MerchantProfile merchant = merchants.find(merchantId).orElseThrow(ProblemException::notFound);
        Currency currency = merchant.currency();
        Optional<SettlementStore.Settlement> last = settlements.last(merchantId);
        long unsettled = last.map(each -> each.division().carried()).orElse(0L)
                + takings.net(
                        merchantId,
                        currency,
                        last.map(each -> each.drawn().until()).orElse(Instant.EPOCH));
        String payable = SettlementBooks.payable(merchantId, currency).code();
        String advance = Accounts.advance(merchantId, currency).code();
        List<Balance> balances = ledger.balances(List.of(payable, advance));
        FeePlans ofMerchant = plans.of(merchantId, currency);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Optional<FeePlanStore.Use> next = ofMerchant.next(today);
        return new AccountBody(
                merchantId,
                new Money(unsettled, currency),
                new Money(posted(balances, payable), currency),
                new Money(-posted(balances, advance), currency),
                ofMerchant.on(today).map(PlanBody::of),
                next.map(FeePlanStore.Use::plan).map(PlanBody::of),
                next.map(FeePlanStore.Use::from),
                payouts.payee(merchantId).map(PayeeBody::of),
                payouts.hold(merchantId).map(HoldBody::of));
    }

    private static long posted(List<Balance> balances, String code) {
        return balances.stream()
                .filter(balance -> balance.code().equals(code))
                .mapToLong(Balance::posted)
                .sum();
    }
}
