package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
@Tag(name = "Paying")
class PaymentController {
    private static final List<Column<PaymentAnswers.PaymentAnswer>> COLUMNS = List.of(
            new Column<>("id", PaymentAnswers.PaymentAnswer::id),
            new Column<>("at", PaymentAnswers.PaymentAnswer::at),
            new Column<>("merchantId", payment -> payment.merchant().id()),
            new Column<>("merchant", payment -> payment.merchant().name()),
            new Column<>("customer", PaymentAnswers.PaymentAnswer::customerMasked),
            new Column<>("orderNumber", PaymentAnswers.PaymentAnswer::orderNumber),
            new Column<>("currency", payment -> payment.gross().currency().code()),
            new Column<>("gross", PaymentAnswers.PaymentAnswer::gross),
            new Column<>("discount", PaymentAnswers.PaymentAnswer::discount),
            new Column<>("paid", PaymentAnswers.PaymentAnswer::paid),
            new Column<>("cashback", PaymentAnswers.PaymentAnswer::cashback),
            new Column<>("refunded", PaymentAnswers.PaymentAnswer::refunded),
            new Column<>("state", payment -> payment.state().code()),
            new Column<>("entryId", PaymentAnswers.PaymentAnswer::entryId));

    private final PayingQuotes paying;
    private final RefundingPayments refunding;
    private final PaymentStore store;
    private final PaymentAnswers answers;
    private final Clock clock;

    PaymentController(
            PayingQuotes paying, RefundingPayments refunding, PaymentStore store, PaymentAnswers answers, Clock clock) {
        this.paying = paying;
        this.refunding = refunding;
        this.store = store;
        this.answers = answers;
        this.clock = clock;
    }

    @Schema(name = "PaymentRequest")
    record PaymentRequest(
            @NotNull(message = "is missing") @Size(max = 64, message = "must have at most 64 characters")
            String quoteId,

            @Schema(description = "Where the money comes from; all of it from the balance if absent.")
            Optional<@Valid FundingRequest> funding,

            Optional<@Pattern(regexp = "[0-9]{6}", message = "must be six digits") String> pin) {}

    @Schema(name = "RefundRequest")
    record RefundRequest(
            @Schema(description = "Of the gross, in the payment's currency.") @NotNull(message = "is missing")
            Money amount,

            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> reason) {}

    @Schema(name = "RefundPreviewRequest")
    record RefundPreviewRequest(
            @NotNull(message = "is missing") Money amount) {}

    @PostMapping("/payments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "pay",
            summary = "Pay what the quote showed, or be asked again",
            description =
                    "By card the payment may be pending until the bank has answered; it then becomes paid or declined"
                            + " by itself.")
    PaymentAnswers.PaymentAnswer pay(
            @Valid @RequestBody PaymentRequest request,
            @Parameter(hidden = true) Principal customer,
            @Parameter(hidden = true) IdempotencyKey key) {
        Optional<Funding> funding = request.funding().map(FundingRequest::checked);
        return switch (paying.pay(customer.id(), request.quoteId(), funding, request.pin(), key)) {
            case PayResult.Paid paid -> own(paid);
            case PayResult.Pending(PaymentRow payment) ->
                answers.payment(
                        new PaymentStore.Known(payment, CardErrand.State.PENDING, Optional.empty()),
                        0,
                        PaymentAnswers.Viewer.CUSTOMER);
            case PayResult.PriceChanged changed ->
                throw new ProblemException(
                        ProblemType.PRICE_CHANGED,
                        "The price shown is not the price of this payment. Nothing was paid; here is the new price.",
                        Map.of("quote", answers.quote(changed.quote())));
            case PayResult other -> throw refusal(other);
        };
    }

    private PaymentAnswers.PaymentAnswer own(PayResult.Paid paid) {
        PaymentRow payment = paid.payment();
        long refunded = paid.anew() ? 0 : store.refundedOf(payment.id()).gross();
        return answers.own(payment, refunded, paid.bonus());
    }

    static ProblemException refusal(PayResult result) {
        return switch (result) {
            case PayResult.Paid _, PayResult.Pending _, PayResult.PriceChanged _ ->
                throw new IllegalArgumentException("Not a refusal: " + result);
            case PayResult.QuoteExpired _ ->
                new ProblemException(ProblemType.QUOTE_EXPIRED, "The price does not hold any more. Ask for a new one.");
            case PayResult.NotThere _ -> ProblemException.notFound();
            case PayResult.NotByPin not -> not.why().problem();
            case PayResult.Insufficient insufficient ->
                Refusals.notEnough(insufficient.available(), insufficient.needed(), insufficient.currency());
            case PayResult.CustomerFrozen _ -> Refusals.customerFrozen();
            case PayResult.CustomerClosed _ -> Refusals.customerClosed();
            case PayResult.MerchantStopped _ -> Refusals.merchantStopped();
            case PayResult.OrderPaid paid ->
                new ProblemException(
                        ProblemType.ORDER_PAID,
                        "The order has been paid.",
                        paid.payment().map(id -> Map.of("paymentId", id)).orElse(Map.of()));
            case PayResult.Declined(PaymentRow payment, String reason) -> Refusals.declined(payment.id(), reason);
            case PayResult.OrderPending _ -> Refusals.orderPending();
            case PayResult.NoBank _ ->
                new ProblemException(
                        ProblemType.NOT_CONFIGURED, "No bank is connected, so there are no cards to pay with.");
            case PayResult.NoSuchCard _ ->
                ProblemException.ofField("funding.cardId", "not-found", "is not one of your cards");
            case PayResult.WrongCurrency wrong -> Refusals.wrongCurrency("funding.balance.currency", wrong.right());
            case PayResult.NothingForCard nothing ->
                new ProblemException(
                                ProblemType.INVALID_FIELD,
                                "What comes from the balance must be less than the price.",
                                Map.of("payable", new Money(nothing.payable(), nothing.currency())))
                        .withField("funding.balance.value", "too-large", "must be less than the price");
            case PayResult.OrderOver over -> Refusals.orderOver(over.state());
            case PayResult.BooksClosed closed -> Refusals.booksClosed(closed.until());
            case PayResult.KeyReused _ -> Refusals.keyReused();
            case PayResult.Busy _ -> Refusals.busy();
        };
    }

    @GetMapping("/payments/{id}")
    @Operation(operationId = "payment", summary = "A receipt: for its customer, its merchant and staff")
    PaymentAnswers.PaymentAnswer payment(@PathVariable String id, @Parameter(hidden = true) Principal viewer) {
        PaymentStore.Known known = visible(id, viewer);
        long refunded = known.state() == CardErrand.State.DONE
                ? store.refundedOf(known.payment().id()).gross()
                : 0;
        return answers.payment(known, refunded, viewer(viewer));
    }

    @GetMapping("/payments")
    @Operation(
            operationId = "payments",
            summary = "Payments, newest first: a merchant's own, or for staff all",
            description =
                    "What is paid, or by its state what is pending or was declined. from and until are days in the"
                            + " platform's zone, until not included.")
    Page<PaymentAnswers.PaymentAnswer> payments(
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "paid",
                                                "partly_refunded",
                                                "refunded",
                                                "pending",
                                                "declined"
                                            }))
                    @RequestParam
                    Optional<String> state,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) Principal viewer,
            PageRequest page) {
        return listed(
                new Asked(viewer.isStaff() ? merchantId : Optional.of(viewer.merchant()), from, until, state, q), page);
    }

    @GetMapping(path = "/payments.csv", produces = "text/csv")
    @Operation(operationId = "paymentsCsv", summary = "All payments, filtered the same, as a file for staff")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam Optional<String> state,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = new Asked(merchantId, from, until, state, q);
        CsvDownload.write(response, "payments", COLUMNS, page -> listed(asked, page));
    }

    private record Asked(
            Optional<String> merchantId,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<String> state,
            Optional<String> q) {}

    private Page<PaymentAnswers.PaymentAnswer> listed(Asked asked, PageRequest page) {
        Optional<PaymentStore.PaymentFilter.Position> before = page.after(2)
                .map(cursor -> new PaymentStore.PaymentFilter.Position(
                        Instant.ofEpochSecond(0, 0).plusNanos(cursor.number(0) * 1_000), cursor.text(1)));
        PaymentStore.PaymentFilter filter = new PaymentStore.PaymentFilter(
                asked.merchantId(),
                Optional.empty(),
                asked.from().map(this::startOf),
                asked.until().map(this::startOf),
                Refusals.state(PaymentAnswers.PaymentState.values(), PaymentAnswers.PaymentState::code, asked.state()),
                asked.q().map(String::strip).filter(words -> !words.isEmpty()),
                before);
        Page<PaymentStore.Listed> listed = Page.cut(
                store.payments(filter, page.limit()),
                page.limit(),
                last -> Cursor.of(
                        micros(last.known().payment().paidAt()),
                        last.known().payment().id()));
        return new Page<>(answers.payments(listed.items()), listed.next());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** What the database keeps of a time. */
    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    @PostMapping("/payments/{id}/refunds/preview")
    @Operation(operationId = "previewRefund", summary = "Where each part of a refund would go")
    PaymentAnswers.PlanAnswer preview(
            @PathVariable String id,
            @Valid @RequestBody RefundPreviewRequest request,
            @Parameter(hidden = true) Principal viewer) {
        PaymentRow payment = paid(id, viewer);
        long gross = checked(request.amount(), payment);
        return switch (refunding.preview(payment, gross)) {
            case RefundingPayments.Preview.Planned planned -> answers.plan(planned.divided());
            case RefundingPayments.Preview.AboveLeft above ->
                throw Refusals.aboveLeft(above.left(), payment.currency());
        };
    }

    @PostMapping("/payments/{id}/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "refund", summary = "Give back a part or all; says where each part went")
    PaymentAnswers.RefundAnswer refund(
            @PathVariable String id,
            @Valid @RequestBody RefundRequest request,
            @Parameter(hidden = true) Principal viewer,
            @Parameter(hidden = true) IdempotencyKey key) {
        PaymentRow payment = paid(id, viewer);
        long gross = checked(request.amount(), payment);
        OnceKey asked = OnceKey.of(
                false,
                payment.id() + " " + gross + " " + request.reason().orElse(""),
                viewer.id(),
                "POST /payments/refunds",
                key.value());
        return answers.refund(
                refunded(refunding.refund(payment, gross, request.reason(), viewer.id(), asked), payment),
                viewer(viewer));
    }

    static RefundRow refunded(RefundingPayments.Outcome outcome, PaymentRow payment) {
        return switch (outcome) {
            case RefundingPayments.Outcome.Refunded refunded -> refunded.refund();
            case RefundingPayments.Outcome.AboveLeft above ->
                throw Refusals.aboveLeft(above.left(), payment.currency());
            case RefundingPayments.Outcome.MerchantTooSmall small ->
                throw new ProblemException(
                        ProblemType.MERCHANT_BALANCE_TOO_SMALL,
                        "The merchant's balance is smaller than the refund.",
                        Map.of(
                                "available", new Money(small.available(), payment.currency()),
                                "needed", new Money(small.needed(), payment.currency())));
            case RefundingPayments.Outcome.CustomerTooSmall small ->
                throw Refusals.notEnough(small.available(), payment.price().cashback(), payment.currency());
            case RefundingPayments.Outcome.CustomerStopped stopped ->
                throw stopped.closed() ? Refusals.customerClosed() : Refusals.customerFrozen();
            case RefundingPayments.Outcome.MerchantStopped _ -> throw Refusals.merchantStopped();
            case RefundingPayments.Outcome.KeyReused _ -> throw Refusals.keyReused();
            case RefundingPayments.Outcome.Crowded _ ->
                throw new ProblemException(
                        ProblemType.CONFLICT, "Other refunds of this payment came between. Look at it again.");
            case RefundingPayments.Outcome.BooksClosed closed -> throw Refusals.booksClosed(closed.until());
            case RefundingPayments.Outcome.Busy _ -> throw Refusals.busy();
        };
    }

    @GetMapping("/payments/{id}/refunds")
    @Operation(operationId = "refunds", summary = "The payment's refunds, the first first")
    Page<PaymentAnswers.RefundAnswer> refunds(@PathVariable String id, @Parameter(hidden = true) Principal viewer) {
        return Page.of(
                answers.refunds(store.refundsOf(visible(id, viewer).payment().id()), viewer(viewer)));
    }

    /** Somebody else's payment looks like one that is not there. */
    private PaymentStore.Known visible(String id, Principal viewer) {
        return store.known(id)
                .filter(known -> switch (viewer.app()) {
                    case WALLET -> known.payment().customerId().equals(viewer.id());
                    case MERCHANT ->
                        viewer.merchantId().equals(Optional.of(known.payment().merchantId()));
                    case CONSOLE -> viewer.isStaff();
                })
                .orElseThrow(ProblemException::notFound);
    }

    private PaymentRow paid(String id, Principal viewer) {
        PaymentStore.Known known = visible(id, viewer);
        if (known.state() != CardErrand.State.DONE) {
            throw new ProblemException(
                    ProblemType.PAYMENT_NOT_PAID,
                    known.state() == CardErrand.State.PENDING
                            ? "The payer's bank has not answered yet."
                            : "The payer's bank declined, so there is nothing to give back.");
        }
        return known.payment();
    }

    private static PaymentAnswers.Viewer viewer(Principal principal) {
        return principal.app() == App.WALLET ? PaymentAnswers.Viewer.CUSTOMER : PaymentAnswers.Viewer.MERCHANT_OR_STAFF;
    }

    private static long checked(Money amount, PaymentRow payment) {
        if (!amount.currency().equals(payment.currency())) {
            throw new ProblemException(
                            ProblemType.WRONG_CURRENCY,
                            "The payment was in " + payment.currency().code() + ".",
                            Map.of("currency", payment.currency().code()))
                    .withField(
                            "amount.currency",
                            "wrong-currency",
                            "must be " + payment.currency().code());
        }
        if (amount.minor() < 1) {
            throw ProblemException.ofField("amount.value", "not-positive", "must be more than zero");
        }
        return amount.minor();
    }
}
