package io.tongbao.payments.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.TenderKind;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the till took outside the house, so that the day's close is complete. */
@RestController
@Tag(name = "Till")
class TenderController {
    private final TakingTenders taking;
    private final OrderStore orders;
    private final TenderStore tenders;
    private final PaymentAnswers answers;

    TenderController(TakingTenders taking, OrderStore orders, TenderStore tenders, PaymentAnswers answers) {
        this.taking = taking;
        this.orders = orders;
        this.tenders = tenders;
        this.answers = answers;
    }

    enum Kind {
        CASH,
        OUTSIDE_CARD;

        @JsonValue
        String code() {
            return kind().code();
        }

        TenderKind kind() {
            return TenderKind.valueOf(name());
        }
    }

    @Schema(name = "TenderRequest")
    record TenderRequest(
            @NotNull(message = "is missing") Kind kind,

            @Schema(description = "What was handed over; only in cash, at least the order's amount.")
            Optional<Money> received) {}

    @Schema(name = "TenderRefundRequest")
    record RefundRequest(
            @NotNull(message = "is missing") Money amount,
            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> reason) {}

    @Schema(name = "TenderRefund", description = "What was handed back over the counter.")
    record RefundAnswer(
            @NotNull String id,
            @NotNull Money amount,
            Optional<String> reason,
            @NotNull Instant at) {}

    @PostMapping("/orders/{id}/tender")
    @Operation(
            operationId = "tenderOrder",
            summary = "The order was paid outside the house: in cash, or by card at another's machine; exactly once")
    PaymentAnswers.OrderAnswer tender(
            @PathVariable String id,
            @Valid @RequestBody TenderRequest request,
            @Parameter(hidden = true) Principal till) {
        OrderStore.Order order = own(id, till);
        Optional<Long> received =
                request.received().map(money -> received(money, request.kind().kind(), order));
        return switch (taking.take(order, request.kind().kind(), received, till.id())) {
            case TakingTenders.Outcome.Taken _ -> answers.order(own(id, till));
            case TakingTenders.Outcome.Over over -> throw Refusals.orderOver(over.state());
            case TakingTenders.Outcome.Busy _ -> throw Refusals.busy();
        };
    }

    private static long received(Money money, TenderKind kind, OrderStore.Order order) {
        if (kind != TenderKind.CASH) {
            throw ProblemException.ofField("received", "not-allowed", "is told of cash only");
        }
        Refusals.requireCurrency(money, "received", order.currency());
        if (money.minor() < order.amount()) {
            throw ProblemException.ofField("received.value", "too-small", "must be at least the order's amount");
        }
        return money.minor();
    }

    @PostMapping("/orders/{id}/tender/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "refundTender", summary = "Note what was handed back of what was taken outside the house")
    RefundAnswer refund(
            @PathVariable String id,
            @Valid @RequestBody RefundRequest request,
            @Parameter(hidden = true) Principal till,
            @Parameter(hidden = true) IdempotencyKey key) {
        OrderStore.Order order = own(id, till);
        Refusals.requirePositive(request.amount(), "amount", order.currency());
        Optional<String> reason = request.reason().map(String::strip).filter(text -> !text.isEmpty());
        return switch (taking.refund(
                order, request.amount().minor(), reason, till.id(), till.id() + "/" + key.value())) {
            case TakingTenders.RefundOutcome.Refunded refunded -> answer(refunded.refund(), order.currency());
            case TakingTenders.RefundOutcome.NotTendered _ ->
                throw new ProblemException(ProblemType.PAYMENT_NOT_PAID, "The order was not paid outside the house.");
            case TakingTenders.RefundOutcome.AboveLeft above ->
                throw Refusals.aboveLeft(above.tender().left(), order.currency());
            case TakingTenders.RefundOutcome.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another refund.");
        };
    }

    @GetMapping("/orders/{id}/tender/refunds")
    @Operation(operationId = "tenderRefunds", summary = "What was handed back, in order")
    Page<RefundAnswer> refunds(@PathVariable String id, @Parameter(hidden = true) Principal till) {
        OrderStore.Order order = own(id, till);
        return Page.of(tenders.ofOrder(order.id()).stream()
                .flatMap(tender -> tenders.refunds(tender.id()).stream())
                .map(refund -> answer(refund, order.currency()))
                .toList());
    }

    private static RefundAnswer answer(TenderStore.TenderRefund refund, Currency currency) {
        return new RefundAnswer(
                refund.id(), new Money(refund.amount(), currency), refund.reason(), refund.refundedAt());
    }

    private OrderStore.Order own(String id, Principal till) {
        return orders.find(id, till.merchant()).orElseThrow(ProblemException::notFound);
    }
}
