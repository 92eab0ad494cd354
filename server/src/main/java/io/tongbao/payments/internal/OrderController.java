package io.tongbao.payments.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.TillPeople;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Till")
class OrderController {
    private final CreatingOrders creating;
    private final ChargingPayCodes charging;
    private final CancellingOrders cancelling;
    private final OrderStore orders;
    private final PaymentStore payments;
    private final Merchants merchants;
    private final TillPeople tillPeople;
    private final PaymentAnswers answers;
    private final Clock clock;

    OrderController(
            CreatingOrders creating,
            ChargingPayCodes charging,
            CancellingOrders cancelling,
            OrderStore orders,
            PaymentStore payments,
            Merchants merchants,
            TillPeople tillPeople,
            PaymentAnswers answers,
            Clock clock) {
        this.creating = creating;
        this.charging = charging;
        this.cancelling = cancelling;
        this.orders = orders;
        this.payments = payments;
        this.merchants = merchants;
        this.tillPeople = tillPeople;
        this.answers = answers;
        this.clock = clock;
    }

    @Schema(name = "OrderRequest", description = "Either an amount or lines.")
    record OrderRequest(
            @Schema(description = "The merchant's own number, once; made here if absent.")
            Optional<
                            @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @PlainText
                            @Size(max = 64, message = "must have at most 64 characters") String>
                    orderNumber,

            Optional<Money> amount,

            Optional<@Size(min = 1, max = 500, message = "must have 1 to 500 lines") List<@Valid LineRequest>> lines,

            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> note,

            @Schema(description = "At which store; absent for one's own, or for none.")
            Optional<String> storeId) {}

    @Schema(name = "OrderLineRequest")
    record LineRequest(
            @NotBlank(message = "is missing") @PlainText @Size(max = 120, message = "must have at most 120 characters")
            String name,

            Optional<@PlainText @Size(max = 64, message = "must have at most 64 characters") String> product,
            Optional<@PlainText @Size(max = 64, message = "must have at most 64 characters") String> category,
            @NotNull(message = "is missing") Money unitPrice,

            @Min(value = 1, message = "must be at least 1") @Max(value = 1_000_000, message = "must be at most 1000000")
            int quantity) {}

    @Schema(name = "PayCodeCharge")
    record ChargeRequest(
            @NotNull(message = "is missing") @Size(max = 64, message = "must have at most 64 characters")
            String payCode) {}

    enum ChargeState {
        PAID,
        PIN_NEEDED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Schema(
            name = "Charge",
            description = "pin_needed: nothing was charged; the wallet shows the order and pays it with the PIN.")
    record ChargeAnswer(@NotNull ChargeState state, Optional<PaymentAnswers.PaymentAnswer> payment) {}

    @Schema(name = "MerchantSummary", description = "A day's figures; amounts are gross.")
    record SummaryAnswer(
            @NotNull LocalDate day,
            @NotNull Money taken,
            long orders,
            @NotNull Money refunds,
            long refundCount,
            @NotNull Money discount,
            long newCustomers,
            long returningCustomers) {}

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createOrder", summary = "Ask to be paid: by an amount or by lines")
    PaymentAnswers.OrderAnswer create(
            @Valid @RequestBody OrderRequest request, @Parameter(hidden = true) Principal till) {
        MerchantProfile merchant = merchants.find(till.merchant()).orElseThrow(ProblemException::notFound);
        if (!merchant.isActive()) {
            throw Refusals.merchantStopped();
        }
        if (request.amount().isPresent() == request.lines().isPresent()) {
            throw ProblemException.ofField("amount", "missing", "or lines must be given, and not both");
        }
        Currency currency = merchant.currency();
        List<PinnedPrice.Line> lines = request.lines()
                .map(typed -> lines(typed, currency))
                .orElseGet(() -> List.of(plain(request.amount().orElseThrow(), merchant)));
        CreatingOrders.Asked asked = new CreatingOrders.Asked(
                merchant,
                request.orderNumber(),
                lines,
                request.note(),
                till.id(),
                tillPeople.placeOf(till.merchant(), till.id(), request.storeId()));
        return switch (creating.create(asked)) {
            case CreatingOrders.Outcome.Created created -> answers.order(created.order());
            case CreatingOrders.Outcome.NumberTaken taken ->
                throw new ProblemException(
                                ProblemType.CONFLICT,
                                "There is another order of this number.",
                                Map.of("orderId", taken.orderId()))
                        .withField("orderNumber", "taken", "belongs to another order");
            case CreatingOrders.Outcome.TooLarge _ ->
                throw ProblemException.ofField("lines", "too-large", "must sum to less than 2^53 minor units");
        };
    }

    private static PinnedPrice.Line plain(Money amount, MerchantProfile merchant) {
        Refusals.requirePositive(amount, "amount", merchant.currency());
        return new PinnedPrice.Line(
                "amount", merchant.name(), Optional.of("amount"), Optional.empty(), amount.minor(), 1, 0);
    }

    private static List<PinnedPrice.Line> lines(List<LineRequest> typed, Currency currency) {
        List<PinnedPrice.Line> lines = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            LineRequest line = typed.get(i);
            Refusals.requirePositive(line.unitPrice(), "lines[" + i + "].unitPrice", currency);
            lines.add(new PinnedPrice.Line(
                    Integer.toString(i + 1),
                    line.name().strip(),
                    line.product(),
                    line.category(),
                    line.unitPrice().minor(),
                    line.quantity(),
                    0));
        }
        return lines;
    }

    @GetMapping("/orders")
    @Operation(operationId = "orders", summary = "The merchant's orders, newest first")
    Page<PaymentAnswers.OrderAnswer> orders(
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "open",
                                                "pending",
                                                "cancelling",
                                                "paid",
                                                "partly_refunded",
                                                "refunded",
                                                "cancelled",
                                                "expired"
                                            }))
                    @RequestParam
                    Optional<String> state,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) Principal till,
            PageRequest page) {
        List<OrderStore.Order> listed = orders.ofMerchant(
                till.merchant(),
                Refusals.state(OrderStore.State.values(), OrderStore.State::code, state),
                clock.instant(),
                q.map(String::strip).filter(words -> !words.isEmpty()),
                page.after(1).map(cursor -> cursor.text(0)),
                page.limit());
        return Page.cut(listed, page.limit(), last -> Cursor.of(last.id())).map(answers::order);
    }

    @GetMapping("/orders/{id}")
    @Operation(operationId = "order", summary = "An order of the merchant")
    PaymentAnswers.OrderAnswer order(@PathVariable String id, @Parameter(hidden = true) Principal till) {
        return answers.order(own(id, till));
    }

    @PostMapping("/orders/{id}/inquiry")
    @Operation(
            operationId = "inquireOrder",
            summary = "查询: what has become of an order whose outcome the till does not know")
    PaymentAnswers.OrderAnswer inquire(@PathVariable String id, @Parameter(hidden = true) Principal till) {
        return answers.order(own(id, till));
    }

    @PostMapping("/orders/{id}/cancellation")
    @Operation(
            operationId = "cancelOrder",
            summary = "撤销: close the order unpaid, or give back what was paid; exactly once",
            description = "While a payer's bank has not answered the order is cancelling; it is cancelled or refunded"
                    + " when it has.")
    PaymentAnswers.OrderAnswer cancel(
            @PathVariable String id,
            @Parameter(hidden = true) Principal till,
            @Parameter(hidden = true) IdempotencyKey key) {
        OrderStore.Order order = own(id, till);
        switch (cancelling.cancel(order, till.id())) {
            case CancellingOrders.Outcome.Closed _, CancellingOrders.Outcome.NothingLeft _ -> {
                // done, now or before
            }
            case CancellingOrders.Outcome.Waiting _ -> {
                // done when the payer's bank has answered; the order's state says so
            }
            case CancellingOrders.Outcome.GivenBack back ->
                PaymentController.refunded(
                        back.refund(), payments.paymentOfOrder(id).orElseThrow());
            case CancellingOrders.Outcome.Tendered _ ->
                throw new ProblemException(
                        ProblemType.ORDER_PAID,
                        "The order was paid outside the house. Hand it back as a refund of that.");
            case CancellingOrders.Outcome.Busy _ -> throw Refusals.busy();
        }
        return answers.order(own(id, till));
    }

    @PostMapping("/orders/{id}/pay-code")
    @Operation(operationId = "chargePayCode", summary = "Charge the 18 digits that the customer shows")
    ChargeAnswer charge(
            @PathVariable String id,
            @Valid @RequestBody ChargeRequest request,
            @Parameter(hidden = true) Principal till,
            @Parameter(hidden = true) IdempotencyKey key) {
        return switch (charging.charge(till.merchant(), id, request.payCode(), key)) {
            case ChargingPayCodes.Outcome.Settled settled
            when settled.result() instanceof PayResult.Paid paid ->
                new ChargeAnswer(
                        ChargeState.PAID,
                        Optional.of(answers.payment(
                                paid.payment(),
                                payments.refundedOf(paid.payment().id()).gross(),
                                PaymentAnswers.Viewer.MERCHANT_OR_STAFF)));
            case ChargingPayCodes.Outcome.Settled settled -> throw PaymentController.refusal(settled.result());
            case ChargingPayCodes.Outcome.PinNeeded _ -> new ChargeAnswer(ChargeState.PIN_NEEDED, Optional.empty());
            case ChargingPayCodes.Outcome.NoSuchCode _ ->
                throw payCode(ProblemType.PAY_CODE_INVALID, "invalid", "is not a live pay code");
            case ChargingPayCodes.Outcome.CodeExpired _ ->
                throw payCode(ProblemType.PAY_CODE_EXPIRED, "expired", "has expired; ask the customer for a fresh one");
            case ChargingPayCodes.Outcome.CodeUsed _ ->
                throw payCode(ProblemType.PAY_CODE_USED, "used", "was used for another payment");
            case ChargingPayCodes.Outcome.TooOften often ->
                throw ProblemException.tooOften("Too many codes that are none. Wait a moment.", often.retryAfter());
        };
    }

    private static ProblemException payCode(ProblemType type, String code, String message) {
        return new ProblemException(type, "The pay code " + message + ".").withField("payCode", code, message);
    }

    @GetMapping("/merchant-summary")
    @Operation(operationId = "merchantSummary", summary = "A day at the till; today if no day is given")
    SummaryAnswer summary(@RequestParam Optional<LocalDate> day, @Parameter(hidden = true) Principal till) {
        MerchantProfile merchant = merchants.find(till.merchant()).orElseThrow(ProblemException::notFound);
        Currency currency = merchant.currency();
        LocalDate of = day.orElseGet(() -> LocalDate.now(clock));
        Instant from = of.atStartOfDay(clock.getZone()).toInstant();
        Instant until = of.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        PaymentStore.Summary summary = payments.summary(merchant.id(), from, until);
        return new SummaryAnswer(
                of,
                new Money(summary.takenMinor(), currency),
                summary.orders(),
                new Money(summary.refundedMinor(), currency),
                summary.refunds(),
                new Money(summary.discountMinor(), currency),
                summary.newCustomers(),
                summary.returningCustomers());
    }

    private OrderStore.Order own(String id, Principal till) {
        return orders.find(id, till.merchant()).orElseThrow(ProblemException::notFound);
    }
}
