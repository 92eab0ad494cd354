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
import io.tongbao.wallets.internal.AskingForMoney.Share;
import io.tongbao.wallets.internal.MoneyRequestController.MoneyRequestBody;
import io.tongbao.wallets.internal.SplittingBills.How;
import io.tongbao.wallets.internal.SplittingBills.Split;
import io.tongbao.wallets.internal.SplittingBills.What;
import io.tongbao.wallets.internal.SplittingBills.Whole;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
class BillSplitController {
    private static final int MAX_PEOPLE = 20;

    private final SplittingBills splitting;
    private final AskingForMoney asking;

    BillSplitController(SplittingBills splitting, AskingForMoney asking) {
        this.splitting = splitting;
        this.asking = asking;
    }

    @Schema(name = "BillSplitPerson")
    record PersonBody(
            @Schema(description = "Who is asked, as GET /recipients answers.") @NotBlank
            String payerId,

            @Schema(description = "Their part; given for all or for none.")
            Optional<Money> amount) {}

    @Schema(name = "SplitBill")
    record SplitBody(
            @Schema(description = "What is split; not with a bill.")
            Optional<Money> total,

            @Schema(description = "One of one's own bills: a payment, of which nothing was refunded.")
            Optional<String> billId,

            @Schema(
                    description =
                            "The others. Without amounts all have equal parts, and who asks has one too; with amounts, who"
                                    + " asks has what they leave.")
            @NotNull
            @Size(min = 1, max = MAX_PEOPLE)
            List<@Valid @NotNull PersonBody> people,

            @Schema(description = "At most 100 characters.") Optional<String> note) {
        @Override
        public String toString() {
            return "SplitBill[" + people.size() + "]";
        }
    }

    @Schema(name = "BillSplit")
    record BillSplitBody(
            @NotNull String id,
            @NotNull Money total,

            @Schema(description = "The part of who made it.") @NotNull
            Money own,

            @Schema(description = "What has been paid of the others' parts.") @NotNull
            Money paid,

            @Schema(description = "What they are still asked for.") @NotNull
            Money open,

            Optional<String> note,
            Optional<String> billId,
            @NotNull Instant madeAt,
            @NotNull List<MoneyRequestBody> requests) {
        @Override
        public String toString() {
            return "BillSplit[" + id + "]";
        }
    }

    @PostMapping("/bill-splits")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "splitBill",
            summary = "Splits an amount or a paid bill among people and asks each of the others for a part")
    BillSplitBody split(@Valid @RequestBody SplitBody body, IdempotencyKey key, Principal principal) {
        Optional<String> note = body.note().flatMap(text -> FreeText.check("note", text, SendController.MAX_NOTE));
        return switch (splitting.split(principal.id(), what(body), how(body.people()), note, key)) {
            case Split.Done(Whole whole) -> body(whole, principal);
            case Split.NotAsked(var why) -> throw Refusals.ofAsking(why, "total", "people");
            case Split.NoSuchBill() ->
                throw ProblemException.ofField("billId", "not-found", "is no paid bill of yours");
            case Split.TooLittle() ->
                throw ProblemException.ofField("total.value", "too-little", "must be enough for everybody's part");
            case Split.OtherCurrency() ->
                throw ProblemException.ofField("people", "wrong-currency", "must have parts in the total's currency");
            case Split.KeyReused() -> throw Refusals.keyReused();
        };
    }

    private static What what(SplitBody body) {
        if (body.total().isPresent() == body.billId().isPresent()) {
            throw ProblemException.ofField("total", "one-source", "is needed, or a billId, and not both");
        }
        return body.total()
                .<What>map(total -> new What.Amount(positive("total", total)))
                .or(() -> body.billId().map(What.PaidBill::new))
                .orElseThrow();
    }

    private static How how(List<PersonBody> people) {
        List<String> ids = people.stream().map(PersonBody::payerId).toList();
        if (ids.stream().distinct().count() != ids.size()) {
            throw ProblemException.ofField("people", "duplicate", "must not name anybody twice");
        }
        long withAmount =
                people.stream().filter(person -> person.amount().isPresent()).count();
        if (withAmount == 0) {
            return new How.Equally(ids);
        }
        if (withAmount < people.size()) {
            throw ProblemException.ofField("people", "missing", "must all have an amount, or none");
        }
        return new How.Each(people.stream()
                .map(person -> new Share(
                        person.payerId(), positive("people", person.amount().orElseThrow())))
                .toList());
    }

    private static Money positive(String field, Money amount) {
        if (amount.minor() <= 0) {
            throw ProblemException.ofField(field + ".value", "not-positive", "must be more than zero");
        }
        return amount;
    }

    @GetMapping("/bill-splits")
    @Operation(operationId = "billSplits", summary = "What one has split, newest first")
    Page<BillSplitBody> list(PageRequest page, Principal principal) {
        Page<Whole> found = splitting.list(principal.id(), page);
        Map<String, Person> people = asking.people(found.items().stream()
                .flatMap(whole -> whole.requests().stream())
                .toList());
        return found.map(whole -> body(whole, principal.id(), people));
    }

    @GetMapping("/bill-splits/{id}")
    @Operation(
            operationId = "billSplitById",
            summary = "A split bill, for who made it: who has paid, refused or not answered")
    BillSplitBody find(@PathVariable String id, Principal principal) {
        return splitting
                .find(principal.id(), id)
                .map(whole -> body(whole, principal))
                .orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/bill-splits/{id}/closure")
    @Operation(operationId = "closeBillSplit", summary = "Takes back the requests that are still open")
    BillSplitBody close(@PathVariable String id, Principal principal) {
        return splitting
                .close(principal.id(), id)
                .map(whole -> body(whole, principal))
                .orElseThrow(ProblemException::notFound);
    }

    private BillSplitBody body(Whole whole, Principal principal) {
        return body(whole, principal.id(), asking.people(whole.requests()));
    }

    private static BillSplitBody body(Whole whole, String personId, Map<String, Person> people) {
        BillSplit split = whole.split();
        return new BillSplitBody(
                split.id(),
                split.total(),
                split.own(),
                sum(whole, MoneyRequest.State.PAID),
                sum(whole, MoneyRequest.State.OPEN),
                split.note(),
                split.billId(),
                split.madeAt(),
                whole.requests().stream()
                        .map(request -> MoneyRequestBody.of(request, personId, people))
                        .toList());
    }

    private static Money sum(Whole whole, MoneyRequest.State state) {
        return new Money(
                whole.requests().stream()
                        .filter(request -> request.state() == state)
                        .mapToLong(request -> request.amount().minor())
                        .sum(),
                whole.split().total().currency());
    }
}
