package io.tongbao.payments.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Device;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Paying")
class PayCodeController {
    private final PayCodes codes;
    private final PayCodeStore store;
    private final OrderStore orders;
    private final PaymentStore payments;
    private final PaymentAnswers answers;
    private final Clock clock;

    PayCodeController(
            PayCodes codes,
            PayCodeStore store,
            OrderStore orders,
            PaymentStore payments,
            PaymentAnswers answers,
            Clock clock) {
        this.codes = codes;
        this.store = store;
        this.orders = orders;
        this.payments = payments;
        this.answers = answers;
        this.clock = clock;
    }

    @Schema(name = "PayCode", description = "18 digits for one payment, told only here.")
    record PayCodeAnswer(
            @NotNull String id,
            @NotNull String code,
            @NotNull Instant expiresAt) {}

    enum State {
        LIVE,
        USED,
        PIN_NEEDED,
        REFUSED,
        CALLED_OFF,
        EXPIRED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Schema(
            name = "PayCodeState",
            description =
                    "pin_needed: a till asked for more than goes without a PIN; quote orderId and pay it, or refuse."
                            + " called_off: the till has taken the order back.")
    record PayCodeStateAnswer(
            @NotNull State state, Optional<String> orderId, Optional<PaymentAnswers.PaymentAnswer> payment) {}

    @PostMapping("/pay-codes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "issuePayCode", summary = "付款码: a code to show at a till, for one payment in 60 seconds")
    PayCodeAnswer issue(@Parameter(hidden = true) Principal customer, Device device) {
        PayCodes.Issued issued = codes.issue(customer.id(), device.fingerprint());
        return new PayCodeAnswer(
                issued.payCode().id(), issued.code(), issued.payCode().expiresAt());
    }

    @GetMapping("/pay-codes/{id}")
    @Operation(operationId = "payCode", summary = "What became of a pay code")
    PayCodeStateAnswer state(@PathVariable String id, @Parameter(hidden = true) Principal customer) {
        PayCodeStore.PayCode code = store.find(id, customer.id()).orElseThrow(ProblemException::notFound);
        Optional<PaymentRow> payment = payments.paymentOfPayCode(id);
        if (payment.isPresent()) {
            PaymentRow paid = payment.get();
            return new PayCodeStateAnswer(
                    State.USED,
                    paid.orderId(),
                    Optional.of(answers.payment(
                            paid, payments.refundedOf(paid.id()).gross(), PaymentAnswers.Viewer.CUSTOMER)));
        }
        if (code.askedOrder().isPresent()) {
            return new PayCodeStateAnswer(asked(code, code.askedOrder().get()), code.askedOrder(), Optional.empty());
        }
        State state = code.isLiveAt(clock.instant()) ? State.LIVE : State.EXPIRED;
        return new PayCodeStateAnswer(state, Optional.empty(), Optional.empty());
    }

    private State asked(PayCodeStore.PayCode code, String orderId) {
        if (code.refusedAt().isPresent()) {
            return State.REFUSED;
        }
        boolean calledOff = orders.find(orderId)
                .filter(order -> order.cancelledAt().isPresent())
                .isPresent();
        return calledOff ? State.CALLED_OFF : State.PIN_NEEDED;
    }

    @PostMapping("/pay-codes/{id}/refusal")
    @Operation(
            operationId = "refuseAtTill",
            summary = "Says no to what a till asks with the code, while it waits for the PIN",
            description = "The till sees it. Once paid, it is too late: 409.")
    PayCodeStateAnswer refuse(@PathVariable String id, @Parameter(hidden = true) Principal customer) {
        PayCodeStateAnswer now = state(id, customer);
        if (now.state() == State.USED || !store.refuse(id, clock.instant())) {
            throw new ProblemException(ProblemType.CONFLICT, "No till waits for this code.");
        }
        return state(id, customer);
    }
}
