package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.CardMovement.Kind;
import io.tongbao.wallets.internal.CardMovement.State;
import io.tongbao.wallets.internal.MovingByCard.Asked;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class CardMovementController {
    private final MovingByCard moving;

    CardMovementController(MovingByCard moving) {
        this.moving = moving;
    }

    @Schema(name = "AskTopUp")
    record TopUpBody(@NotBlank String cardId, @NotNull Money amount) {}

    @Schema(name = "AskWithdrawal")
    record WithdrawalBody(
            @NotBlank String cardId,
            @NotNull Money amount,

            @Schema(description = "The payment PIN.")
            Optional<@Pattern(regexp = "[0-9]{6}", message = "must be six digits") String> pin) {
        @Override
        public String toString() {
            return "AskWithdrawal[" + amount + "]";
        }
    }

    @Schema(name = "CardMovementState", enumAsRef = true)
    enum StateBody {
        pending,
        settled,
        declined
    }

    @Schema(name = "CardMovement")
    record MovementBody(
            @NotNull String id,
            @NotNull StateBody state,
            @NotNull Money amount,
            @NotNull String cardId,

            @Schema(description = "Why the bank declined, kebab-case.")
            Optional<String> reason,

            @NotNull Instant at,
            Optional<Instant> finishedAt) {}

    @PostMapping("/top-ups")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "topUp",
            summary = "Tops the wallet up from a card; in doubt it is pending and settles by itself")
    MovementBody topUp(@Valid @RequestBody TopUpBody body, IdempotencyKey key, Principal principal) {
        return answer(
                body.amount(), moving.topUp(principal.id(), body.cardId(), Refusals.positive(body.amount()), key));
    }

    @GetMapping("/top-ups/{id}")
    @Operation(operationId = "topUpById", summary = "How far a top-up is")
    MovementBody topUp(@PathVariable String id, Principal principal) {
        return moving.find(Kind.TOP_UP, principal.id(), id)
                .map(CardMovementController::body)
                .orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/withdrawals")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "withdraw",
            summary = "Pays out of the wallet to a card; in doubt it is pending and settles by itself")
    MovementBody withdraw(@Valid @RequestBody WithdrawalBody body, IdempotencyKey key, Principal principal) {
        return answer(
                body.amount(),
                moving.withdraw(principal.id(), body.cardId(), Refusals.positive(body.amount()), body.pin(), key));
    }

    @GetMapping("/withdrawals/{id}")
    @Operation(operationId = "withdrawalById", summary = "How far a withdrawal is")
    MovementBody withdrawal(@PathVariable String id, Principal principal) {
        return moving.find(Kind.WITHDRAWAL, principal.id(), id)
                .filter(movement -> movement.state() != State.REFUSED)
                .map(CardMovementController::body)
                .orElseThrow(ProblemException::notFound);
    }

    private static MovementBody answer(Money amount, Asked asked) {
        return switch (asked) {
            case Asked.Taken(CardMovement movement)
            when movement.state() == State.REFUSED ->
                throw Refusals.kept(movement.reason().orElseThrow());
            case Asked.Taken(CardMovement movement) -> body(movement);
            case Asked.KeyReused() -> throw Refusals.keyReused();
            case Asked.NoBank() ->
                throw new ProblemException(
                        ProblemType.NOT_CONFIGURED,
                        "No bank is connected: money comes and goes by bank transfer, which staff confirm.");
            case Asked.NoSuchCard() ->
                throw ProblemException.ofField("cardId", "not-found", "is not one of your cards");
            case Asked.NotOffered() -> throw Refusals.notOffered(amount);
            case Asked.AboveLimit(Limits.Above above) -> throw Refusals.aboveLimit(above);
            case Asked.NotByPin(var check) -> throw check.problem();
        };
    }

    private static MovementBody body(CardMovement movement) {
        StateBody state = switch (movement.state()) {
            case PENDING -> StateBody.pending;
            case SETTLED -> StateBody.settled;
            case DECLINED, REFUSED -> StateBody.declined;
        };
        return new MovementBody(
                movement.id(),
                state,
                movement.amount(),
                movement.cardId(),
                movement.reason(),
                movement.askedAt(),
                movement.finishedAt());
    }
}
