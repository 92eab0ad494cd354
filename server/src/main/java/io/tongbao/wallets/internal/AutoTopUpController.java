package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.wallets.internal.AutoTopUps.Allowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class AutoTopUpController {
    private final AutoTopUps automatic;

    AutoTopUpController(AutoTopUps automatic) {
        this.automatic = automatic;
    }

    @Schema(name = "AllowAutoTopUp")
    record AllowBody(
            @NotBlank String cardId,

            @Schema(description = "When the balance falls below this.") @NotNull
            Money below,

            @Schema(description = "So much is taken from the card.") @NotNull
            Money amount,

            @Schema(description = "At most so much by itself in a business day.") @NotNull
            Money perDay,

            @Schema(description = "The payment PIN.")
            Optional<@Pattern(regexp = "[0-9]{6}", message = "must be six digits") String> pin) {
        @Override
        public String toString() {
            return "AllowAutoTopUp[" + amount + "]";
        }
    }

    @Schema(name = "AutoTopUp")
    record AutoTopUpBody(
            @NotNull String cardId,
            @NotNull Money below,
            @NotNull Money amount,
            @NotNull Money perDay,

            @Schema(description = "Made by itself today, or on its way.") @NotNull
            Money today,

            @NotNull Instant setAt,

            @Schema(
                    description =
                            "Why none is made any more, until it is allowed anew: the bank's reason, card-removed,"
                                    + " account-frozen or account-closed.")
            Optional<String> stopped) {}

    @GetMapping("/auto-top-up")
    @Operation(operationId = "autoTopUp", summary = "What the wallet may take from a card by itself; 404 if nothing")
    AutoTopUpBody find(Principal principal) {
        return body(automatic.find(principal.id()).orElseThrow(ProblemException::notFound));
    }

    @PutMapping("/auto-top-up")
    @Operation(
            operationId = "allowAutoTopUp",
            summary = "Allows the wallet to top itself up from a card when it falls below an amount",
            description = "A card that the bank declines is not tried again: it stops until it is allowed anew.")
    AutoTopUpBody allow(@Valid @RequestBody AllowBody body, Principal principal) {
        check("below", body.below(), body.amount());
        check("amount", body.amount(), body.amount());
        check("perDay", body.perDay(), body.amount());
        if (body.amount().isAbove(body.perDay())) {
            throw ProblemException.ofField("perDay.value", "below-amount", "must not be below the amount");
        }
        Allowed allowed =
                automatic.allow(principal.id(), body.cardId(), body.below(), body.amount(), body.perDay(), body.pin());
        return switch (allowed) {
            case Allowed.Yes(AutoTopUp now) -> body(now);
            case Allowed.NoSuchCard() ->
                throw ProblemException.ofField("cardId", "not-found", "is not one of your cards");
            case Allowed.NotOffered() -> throw Refusals.notOffered(body.amount());
            case Allowed.AboveLimit(var above) -> throw Refusals.aboveLimit(above);
            case Allowed.NotByPin(var check) -> throw check.problem();
        };
    }

    @DeleteMapping("/auto-top-up")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "takeAutoTopUpBack", summary = "Nothing is taken from a card by itself any more")
    void takeBack(Principal principal) {
        if (!automatic.takeBack(principal.id())) {
            throw ProblemException.notFound();
        }
    }

    private static void check(String field, Money amount, Money like) {
        if (!amount.currency().equals(like.currency())) {
            throw ProblemException.ofField(field + ".currency", "wrong-currency", "must be the amount's");
        }
        if (amount.minor() <= 0) {
            throw ProblemException.ofField(field + ".value", "not-positive", "must be more than zero");
        }
    }

    private AutoTopUpBody body(AutoTopUp allowed) {
        return new AutoTopUpBody(
                allowed.cardId(),
                allowed.below(),
                allowed.amount(),
                allowed.perDay(),
                new Money(automatic.madeToday(allowed), allowed.amount().currency()),
                allowed.setAt(),
                allowed.stopped());
    }
}
