package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.Principal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.AskingForMoney.Asked;
import io.tongbao.wallets.internal.AskingForMoney.Ended;
import io.tongbao.wallets.internal.AskingForMoney.Share;
import io.tongbao.wallets.internal.SendController.RecipientBody;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class MoneyRequestController {
    private final AskingForMoney asking;

    MoneyRequestController(AskingForMoney asking) {
        this.asking = asking;
    }

    @Schema(name = "AskMoneyRequest")
    record AskBody(
            @Schema(description = "Who is asked, as GET /recipients answers.") @NotBlank
            String payerId,

            @NotNull Money amount,
            @Schema(description = "At most 100 characters.") Optional<String> note) {
        @Override
        public String toString() {
            return "AskMoneyRequest[" + amount + "]";
        }
    }

    @Schema(name = "PayMoneyRequest")
    record PayBody(
            @Schema(description = "The payment PIN; not needed below the person's small payment limit.")
            Optional<@Pattern(regexp = "[0-9]{6}", message = "must be six digits") String> pin) {
        @Override
        public String toString() {
            return "PayMoneyRequest";
        }
    }

    @Schema(name = "MoneyRequestDirection", enumAsRef = true)
    enum DirectionBody {
        sent,
        received
    }

    @Schema(name = "MoneyRequestState", enumAsRef = true)
    enum StateBody {
        open,
        paid,
        refused,
        cancelled,
        expired
    }

    @Schema(name = "MoneyRequest")
    record MoneyRequestBody(
            @NotNull String id,

            @Schema(description = "Whether the caller made it or is asked by it.") @NotNull
            DirectionBody direction,

            @NotNull StateBody state,
            @NotNull Money amount,
            @NotNull RecipientBody requester,
            @NotNull RecipientBody payer,
            Optional<String> note,

            @Schema(description = "The split bill that it is a share of, for who split it.")
            Optional<String> splitId,

            @NotNull Instant askedAt,
            @NotNull Instant expiresAt,
            Optional<Instant> remindedAt,
            Optional<Instant> endedAt,

            @Schema(description = "The send that paid it.") Optional<String> sendId) {

        static MoneyRequestBody of(MoneyRequest request, String personId, Map<String, Person> people) {
            boolean own = request.requesterId().equals(personId);
            return new MoneyRequestBody(
                    request.id(),
                    own ? DirectionBody.sent : DirectionBody.received,
                    StateBody.valueOf(request.state().code()),
                    request.amount(),
                    RecipientBody.of(people, request.requesterId()),
                    RecipientBody.of(people, request.payerId()),
                    request.note(),
                    request.splitId().filter(_ -> own),
                    request.askedAt(),
                    request.expiresAt(),
                    request.remindedAt(),
                    request.endedAt(),
                    request.sendId());
        }

        @Override
        public String toString() {
            return "MoneyRequest[" + id + "]";
        }
    }

    @PostMapping("/money-requests")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "askForMoney", summary = "Asks another person for money")
    MoneyRequestBody ask(@Valid @RequestBody AskBody body, IdempotencyKey key, Principal principal) {
        Optional<String> note = body.note().flatMap(text -> FreeText.check("note", text, SendController.MAX_NOTE));
        Share share = new Share(body.payerId(), Refusals.positive(body.amount()));
        return switch (asking.ask(principal.id(), share, note, key)) {
            case Asked.Done(MoneyRequest request) -> body(request, principal);
            case Asked.KeyReused() -> throw Refusals.keyReused();
            case Asked.Not not -> throw Refusals.ofAsking(not, "amount", "payerId");
        };
    }

    @GetMapping("/money-requests")
    @Operation(
            operationId = "moneyRequests",
            summary = "What the caller asks others for, or is asked for; newest first")
    Page<MoneyRequestBody> list(
            @RequestParam DirectionBody direction,
            @RequestParam Optional<StateBody> state,
            PageRequest page,
            Principal principal) {
        Page<MoneyRequest> found = asking.list(
                principal.id(),
                direction == DirectionBody.received,
                state.map(of -> MoneyRequest.State.of(of.name())),
                page);
        Map<String, Person> people = asking.people(found.items());
        return found.map(request -> MoneyRequestBody.of(request, principal.id(), people));
    }

    @GetMapping("/money-requests/{id}")
    @Operation(operationId = "moneyRequestById", summary = "A request for money, for who made it or is asked by it")
    MoneyRequestBody find(@PathVariable String id, Principal principal) {
        return asking.find(principal.id(), id)
                .map(request -> body(request, principal))
                .orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/money-requests/{id}/payment")
    @Operation(
            operationId = "payMoneyRequest",
            summary = "Pays what one is asked for, with a send",
            description = "A request is paid once, whatever the Idempotency-Key; asked again, it answers the same.")
    MoneyRequestBody pay(
            @PathVariable String id, @Valid @RequestBody PayBody body, IdempotencyKey key, Principal principal) {
        return answer(asking.pay(principal.id(), id, body.pin(), key), principal);
    }

    @PostMapping("/money-requests/{id}/refusal")
    @Operation(operationId = "refuseMoneyRequest", summary = "Does not pay what one is asked for")
    MoneyRequestBody refuse(@PathVariable String id, Principal principal) {
        return answer(asking.refuse(principal.id(), id), principal);
    }

    @PostMapping("/money-requests/{id}/cancellation")
    @Operation(operationId = "cancelMoneyRequest", summary = "Takes back one's own request")
    MoneyRequestBody cancel(@PathVariable String id, Principal principal) {
        return answer(asking.cancel(principal.id(), id), principal);
    }

    @PostMapping("/money-requests/{id}/reminder")
    @Operation(
            operationId = "remindOfMoneyRequest",
            summary = "Shows one's own request anew to who is asked, at most once in a day")
    MoneyRequestBody remind(@PathVariable String id, Principal principal) {
        return answer(asking.remind(principal.id(), id), principal);
    }

    private MoneyRequestBody answer(Ended ended, Principal principal) {
        return switch (ended) {
            case Ended.Is(MoneyRequest request) -> body(request, principal);
            case Ended.NotThere() -> throw ProblemException.notFound();
            case Ended.Before(MoneyRequest request) ->
                throw new ProblemException(
                        ProblemType.REQUEST_ENDED,
                        "The request is " + request.state().code() + ".",
                        Map.of("state", request.state().code()));
            case Ended.NotSent(var why, Money amount) -> throw Refusals.ofSend(why, amount);
            case Ended.TooSoon(var wait) -> throw ProblemException.tooOften("There was a reminder today.", wait);
        };
    }

    private MoneyRequestBody body(MoneyRequest request, Principal principal) {
        return MoneyRequestBody.of(request, principal.id(), asking.people(List.of(request)));
    }
}
