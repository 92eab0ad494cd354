package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.PersonName;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people see and set of themselves. */
@RestController
@Tag(name = "identity")
class MeController {
    private static final String SIX_DIGITS = "[0-9]{6}";
    private static final long SMALL_PAYMENT_MAX = 200_000;

    private final PersonStore people;
    private final PinKeeping pins;
    private final Describing describing;

    MeController(PersonStore people, PinKeeping pins, Describing describing) {
        this.people = people;
        this.pins = pins;
        this.describing = describing;
    }

    @GetMapping("/me")
    @Operation(operationId = "me", summary = "Who I am here")
    Me me(Principal principal) {
        return describing.me(principal);
    }

    @PutMapping("/me/name")
    @Operation(operationId = "setName", summary = "Set my name")
    Me setName(@Valid @RequestBody NewName asked, Principal principal) {
        PersonName name = PersonName.parse(asked.name())
                .orElseThrow(() -> ProblemException.ofField(
                        "name", "invalid", "must have 1 to 60 characters, none of them a control character"));
        people.rename(principal.id(), name);
        return describing.me(principal);
    }

    @PutMapping("/me/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "setPin", summary = "Set or change my payment PIN")
    void setPin(@Valid @RequestBody NewPin asked, Principal principal) {
        answer(pins.set(principal.id(), asked.pin(), asked.currentPin()));
    }

    @PutMapping("/me/small-payment-limit")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "setSmallPaymentLimit", summary = "Pay without PIN up to this amount; zero asks always")
    void setSmallPaymentLimit(@Valid @RequestBody NewSmallPaymentLimit asked, Principal principal) {
        if (asked.limit().minor() > SMALL_PAYMENT_MAX) {
            throw ProblemException.ofField("limit.value", "too-large", "must be at most " + SMALL_PAYMENT_MAX);
        }
        answer(pins.limitSmallPayments(principal.id(), asked.limit(), asked.pin()));
    }

    private static void answer(PinKeeping.Setting setting) {
        switch (setting) {
            case PinKeeping.Setting.Done _ -> {}
            case PinKeeping.Setting.Weak _ ->
                throw new ProblemException(
                                ProblemType.PIN_WEAK, "The PIN is too easy to guess: no repeats, no rows of digits.")
                        .withField("pin", "weak", "is too easy to guess");
            case PinKeeping.Setting.NotAllowed not -> throw not.why().problem();
        }
    }

    @Schema(name = "NewName")
    record NewName(@NotNull(message = "is missing") String name) {}

    @Schema(name = "NewPin")
    record NewPin(
            @NotNull(message = "is missing") @Pattern(regexp = SIX_DIGITS, message = "must be six digits")
            String pin,

            Optional<@Pattern(regexp = SIX_DIGITS, message = "must be six digits") String> currentPin) {
        @Override
        public String toString() {
            return "NewPin[…]";
        }
    }

    @Schema(name = "NewSmallPaymentLimit")
    record NewSmallPaymentLimit(
            @NotNull(message = "is missing") Money limit,

            @NotNull(message = "is missing") @Pattern(regexp = SIX_DIGITS, message = "must be six digits")
            String pin) {
        @Override
        public String toString() {
            return "NewSmallPaymentLimit[…]";
        }
    }
}
