package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.TopUpBonus;
import io.tongbao.wallets.TopUpOffers;
import io.tongbao.wallets.internal.CardMovement.Kind;
import io.tongbao.wallets.internal.CardMovement.State;
import io.tongbao.wallets.internal.MovingByCard.Asked;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    record TopUpBody(
            @NotBlank String cardId,
            @NotNull Money amount,

            @Schema(description = "The bonus that was shown: if it would be another now, nothing is charged.")
            Optional<Money> bonus) {}

    @Schema(name = "TopUpQuoteRequest")
    record TopUpQuoteBody(@NotBlank String cardId, @NotNull Money amount) {}

    @Schema(name = "TopUpQuote", description = "What offers would add to a top-up now.")
    record QuoteBody(
            @NotNull Money amount,

            @Schema(description = "To be spent at merchants, not to be withdrawn or sent.") @NotNull
            Money bonus,

            @NotNull List<BonusOfferBody> offers,
            @NotNull List<MissedBody> notApplied) {}

    @Schema(name = "TopUpBonusOffer")
    record BonusOfferBody(
            @NotNull String offerId,
            @NotNull String name,
            @NotNull Money bonus,
            @NotNull List<BonusSponsorBody> sponsors) {}

    @Schema(name = "TopUpBonusSponsor")
    record BonusSponsorBody(
            @NotNull String sponsorId,
            @NotNull String name,
            @NotNull Money bonus) {}

    @Schema(name = "TopUpOfferMissed", description = "An offer that gives nothing, and the condition that failed.")
    record MissedBody(
            @NotNull String offerId,
            @NotNull String name,
            @NotNull String code,
            @NotNull String condition,
            @NotNull String seen) {}

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

            @Schema(description = "What offers add to a top-up; absent where they add nothing.")
            Optional<Money> bonus,

            @NotNull List<BonusOfferBody> offers,
            @NotNull String cardId,

            @Schema(description = "Whether the wallet topped itself up.") @NotNull
            boolean automatic,

            @Schema(description = "Why the bank declined, or we did before it heard of it; kebab-case.")
            Optional<String> reason,

            @NotNull Instant at,
            Optional<Instant> finishedAt) {}

    @PostMapping("/top-up-quotes")
    @Operation(
            operationId = "topUpQuote",
            summary =
                    "The bonus of a top-up before it is made: every offer named, who funds it, and what did not apply")
    QuoteBody topUpQuote(@Valid @RequestBody TopUpQuoteBody body, Principal principal) {
        return switch (moving.quote(principal.id(), body.cardId(), Refusals.positive(body.amount()))) {
            case MovingByCard.Quoted.Priced(var priced) -> quoted(body.amount(), priced);
            case MovingByCard.Quoted.Not(var why) -> throw refusal(body.amount(), why);
        };
    }

    @PostMapping("/top-ups")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "topUp",
            summary = "Tops the wallet up from a card; in doubt it is pending and settles by itself",
            description =
                    "What offers add is reserved before the bank hears of it. If it would be another bonus than the one that"
                            + " was shown, or can't be had any more, nothing is charged and the new one is answered.")
    MovementBody topUp(@Valid @RequestBody TopUpBody body, IdempotencyKey key, Principal principal) {
        body.bonus().ifPresent(bonus -> {
            if (!bonus.currency().equals(body.amount().currency())) {
                throw ProblemException.ofField("bonus.currency", "wrong-currency", "must be the amount's");
            }
            if (bonus.minor() < 0) {
                throw ProblemException.ofField("bonus.value", "negative", "must be zero or more");
            }
        });
        return answer(
                body.amount(),
                moving.topUp(principal.id(), body.cardId(), Refusals.positive(body.amount()), body.bonus(), key));
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
        if (asked instanceof Asked.Taken(CardMovement movement) && movement.state() != State.REFUSED) {
            return body(movement);
        }
        throw refusal(amount, asked);
    }

    private static ProblemException refusal(Money amount, Asked asked) {
        return switch (asked) {
            case Asked.Taken(CardMovement movement) ->
                Refusals.kept(movement.reason().orElseThrow());
            case Asked.BonusChanged(var now) ->
                new ProblemException(
                        ProblemType.PRICE_CHANGED,
                        "The bonus is another now. Nothing was charged; here is the new one.",
                        Map.of("topUpQuote", quoted(amount, now)));
            case Asked.KeyReused() -> Refusals.keyReused();
            case Asked.NoBank() ->
                new ProblemException(
                        ProblemType.NOT_CONFIGURED,
                        "No bank is connected: money comes and goes by bank transfer, which staff confirm.");
            case Asked.NoSuchCard() -> ProblemException.ofField("cardId", "not-found", "is not one of your cards");
            case Asked.NotOffered() -> Refusals.notOffered(amount);
            case Asked.AboveLimit(Limits.Above above) -> Refusals.aboveLimit(above);
            case Asked.NotByPin(var check) -> check.problem();
        };
    }

    private static QuoteBody quoted(Money amount, TopUpOffers.Priced priced) {
        return new QuoteBody(
                amount,
                new Money(priced.bonus().minor(), amount.currency()),
                offers(priced.bonus(), amount),
                priced.missed().stream()
                        .map(missed -> new MissedBody(
                                missed.offerId(), missed.name(), missed.code(), missed.condition(), missed.seen()))
                        .toList());
    }

    private static List<BonusOfferBody> offers(TopUpBonus bonus, Money amount) {
        return bonus.given().stream()
                .map(offer -> new BonusOfferBody(
                        offer.offerId(),
                        offer.name(),
                        new Money(offer.minor(), amount.currency()),
                        offer.sponsors().stream()
                                .map(part -> new BonusSponsorBody(
                                        part.sponsorId(), part.name(), new Money(part.minor(), amount.currency())))
                                .toList()))
                .toList();
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
                Optional.of(movement.bonus().minor())
                        .filter(minor -> minor > 0)
                        .map(minor -> new Money(minor, movement.amount().currency())),
                offers(movement.bonus(), movement.amount()),
                movement.cardId(),
                movement.automatic(),
                movement.reason(),
                movement.askedAt(),
                movement.finishedAt());
    }
}
