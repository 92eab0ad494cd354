package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.BankTransfer.Direction;
import io.tongbao.wallets.internal.BankTransfer.State;
import io.tongbao.wallets.internal.ConfirmingBankTransfers.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "bank transfers")
class BankTransferController {
    private static final int MAX_REFERENCE = 80;

    private static final List<Column<TransferBody>> COLUMNS = List.of(
            new Column<>("id", TransferBody::id),
            new Column<>("direction", TransferBody::direction),
            new Column<>("customerId", TransferBody::customerId),
            new Column<>("customer", TransferBody::customerNameMasked),
            new Column<>("currency", transfer -> transfer.amount().currency().code()),
            new Column<>("amount", TransferBody::amount),
            new Column<>("reference", TransferBody::reference),
            new Column<>("state", TransferBody::state),
            new Column<>("madeBy", TransferBody::madeByName),
            new Column<>("madeAt", TransferBody::madeAt),
            new Column<>("decidedBy", TransferBody::decidedByName),
            new Column<>("decidedAt", TransferBody::decidedAt));

    private final ConfirmingBankTransfers transfers;
    private final StaffNames staff;
    private final AuditNotes audit;

    BankTransferController(ConfirmingBankTransfers transfers, StaffNames staff, AuditNotes audit) {
        this.audit = audit;
        this.transfers = transfers;
        this.staff = staff;
    }

    @Schema(name = "BankTransferDirection", enumAsRef = true)
    enum DirectionBody {
        in,
        out
    }

    @Schema(name = "BankTransferState", enumAsRef = true)
    enum StateBody {
        proposed,
        approving,
        approved,
        rejected
    }

    @Schema(name = "BankTransferDecision", enumAsRef = true)
    enum DecisionBody {
        approve,
        reject
    }

    @Schema(name = "ProposeBankTransfer")
    record ProposeBody(
            @NotNull DirectionBody direction,
            @NotBlank String customerPhone,
            @NotNull Money amount,

            @Schema(description = "The bank's own reference, at most 80 characters.") @NotBlank
            String reference) {
        @Override
        public String toString() {
            return "ProposeBankTransfer[" + direction + " " + amount + "]";
        }
    }

    @Schema(name = "DecideBankTransfer")
    record DecideBody(@NotNull DecisionBody decision) {}

    @Schema(name = "BankTransfer")
    record TransferBody(
            @NotNull String id,
            @NotNull DirectionBody direction,
            @NotNull String customerId,
            Optional<String> customerNameMasked,
            Optional<String> customerPhoneMasked,
            @NotNull Money amount,
            @NotNull String reference,
            @NotNull StateBody state,
            @NotNull String madeBy,
            Optional<String> madeByName,
            @NotNull Instant madeAt,
            Optional<String> decidedBy,
            Optional<String> decidedByName,
            Optional<Instant> decidedAt) {}

    @PostMapping("/bank-transfers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "proposeBankTransfer", summary = "Proposes a bank transfer, for another one to decide")
    TransferBody propose(@Valid @RequestBody ProposeBody body, IdempotencyKey key, Principal principal) {
        PhoneNumber phone = PhoneNumber.parse(body.customerPhone())
                .orElseThrow(() -> ProblemException.ofField("customerPhone", "invalid", "must be a phone number"));
        String reference = FreeText.check("reference", body.reference(), MAX_REFERENCE)
                .orElseThrow(() -> ProblemException.ofField("reference", "missing", "is missing"));
        TransferBody proposed = answer(transfers.propose(
                principal.id(),
                Direction.valueOf(body.direction().name().toUpperCase(Locale.ROOT)),
                phone,
                Refusals.positive(body.amount()),
                reference,
                key));
        audit.concerns(proposed.id());
        return proposed;
    }

    @PostMapping("/bank-transfers/{id}/approval")
    @Operation(operationId = "decideBankTransfer", summary = "Approves or rejects what somebody else proposed")
    TransferBody decide(
            @PathVariable String id, @Valid @RequestBody DecideBody body, IdempotencyKey key, Principal principal) {
        return answer(transfers.decide(principal.id(), id, body.decision() == DecisionBody.approve, key));
    }

    @GetMapping("/bank-transfers")
    @Operation(operationId = "listBankTransfers", summary = "Bank transfers, newest first")
    Page<TransferBody> list(@RequestParam Optional<StateBody> state, PageRequest page) {
        return listed(state, page);
    }

    @GetMapping(path = "/bank-transfers.csv", produces = "text/csv")
    @Operation(operationId = "bankTransfersCsv", summary = "The same as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(@RequestParam Optional<StateBody> state, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        CsvDownload.write(response, "bank-transfers", COLUMNS, page -> listed(state, page));
    }

    private Page<TransferBody> listed(Optional<StateBody> state, PageRequest page) {
        List<BankTransfer> found = transfers.list(
                state.map(value -> State.valueOf(value.name().toUpperCase(Locale.ROOT))),
                page.after(1).map(cursor -> cursor.text(0)),
                page.limit() + 1);
        Map<String, Person> customers = transfers.customers(
                found.stream().map(BankTransfer::personId).distinct().toList());
        Map<String, String> staff = staffOf(found);
        return Page.cut(found, page.limit(), last -> Cursor.of(last.id()))
                .map(transfer -> body(transfer, customers, staff));
    }

    private TransferBody answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Is(BankTransfer transfer) ->
                body(transfer, transfers.customers(List.of(transfer.personId())), staffOf(List.of(transfer)));
            case Outcome.NoSuchCustomer() ->
                throw new ProblemException(ProblemType.RECIPIENT_NOT_FOUND, "No customer has this phone number.")
                        .withField("customerPhone", "not-found", "belongs to nobody here");
            case Outcome.NotThere() -> throw ProblemException.notFound();
            case Outcome.KeyReused() -> throw Refusals.keyReused();
            case Outcome.OwnProposal() ->
                throw new ProblemException(ProblemType.FOUR_EYES, "Who proposed a bank transfer can't decide it.");
            case Outcome.DecidedOtherwise(BankTransfer transfer) ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "It has been decided otherwise.",
                        Map.of(
                                "state",
                                StateBody.valueOf(transfer.state().name().toLowerCase(Locale.ROOT))));
            case Outcome.ReferenceUsed() ->
                throw new ProblemException(
                                ProblemType.CONFLICT,
                                "A transfer with this reference is proposed or confirmed already.")
                        .withField("reference", "used", "belongs to another transfer");
            case Outcome.Refused(String reason) -> throw Refusals.kept(reason);
            case Outcome.Busy(String why) -> throw new ProblemException(ProblemType.BUSY, why);
        };
    }

    private Map<String, String> staffOf(List<BankTransfer> found) {
        return staff.names(found.stream()
                .flatMap(transfer -> Stream.concat(Stream.of(transfer.madeBy()), transfer.decidedBy().stream()))
                .distinct()
                .toList());
    }

    private static TransferBody body(BankTransfer transfer, Map<String, Person> customers, Map<String, String> staff) {
        Optional<Person> customer = Optional.ofNullable(customers.get(transfer.personId()));
        return new TransferBody(
                transfer.id(),
                DirectionBody.valueOf(transfer.direction().name().toLowerCase(Locale.ROOT)),
                transfer.personId(),
                customer.flatMap(Person::nameMasked),
                customer.map(Person::phoneMasked),
                transfer.amount(),
                transfer.reference(),
                StateBody.valueOf(transfer.state().name().toLowerCase(Locale.ROOT)),
                transfer.madeBy(),
                Optional.ofNullable(staff.get(transfer.madeBy())),
                transfer.madeAt(),
                transfer.decidedBy(),
                transfer.decidedBy().map(staff::get),
                transfer.decidedAt());
    }
}
