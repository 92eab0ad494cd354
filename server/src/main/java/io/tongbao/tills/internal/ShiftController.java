package io.tongbao.tills.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.Store;
import io.tongbao.merchants.TillPeople;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

/** Shifts at a till, with their hand-over: the owner sees all of them, a cashier what is theirs. */
@RestController
@Tag(name = "Till")
class ShiftController {
    private static final int MOST_OPEN = 100;
    private static final int MOST_LEFT = 20;
    private static final Duration LEFT_AT_MOST = Duration.ofDays(14);

    private final WorkingShifts working;
    private final ShiftStore shifts;
    private final ShiftAnswers answers;
    private final Merchants merchants;
    private final TillPeople people;
    private final Clock clock;

    ShiftController(
            WorkingShifts working,
            ShiftStore shifts,
            ShiftAnswers answers,
            Merchants merchants,
            TillPeople people,
            Clock clock) {
        this.working = working;
        this.shifts = shifts;
        this.answers = answers;
        this.merchants = merchants;
        this.people = people;
        this.clock = clock;
    }

    @Schema(name = "ShiftOpening")
    record OpeningRequest(
            @Schema(description = "What was counted in the drawer; zero for an empty one.")
            @NotNull(message = "is missing")
            Money cash,

            @Schema(description = "The shift that left the drawer, of handOver.")
            Optional<@Size(max = 64, message = "must have at most 64 characters") String> takenOverFrom,

            @Schema(description = "Where the drawer is, of somebody who works at no one store.")
            Optional<@Size(max = 64, message = "must have at most 64 characters") String> storeId) {}

    @Schema(name = "ShiftClosing")
    record ClosingRequest(
            @Schema(description = "What was counted in the drawer.") @NotNull(message = "is missing")
            Money counted,

            @Schema(description = "How much of it stays for the next shift.") @NotNull(message = "is missing")
            Money left,

            @Schema(description = "Why the drawer is not as it should be; must be said if it is not.")
            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> note) {}

    @Schema(name = "HandOver", description = "A drawer that nobody has taken over.")
    record HandOverAnswer(
            @NotNull String shiftId,
            @NotNull String name,
            Optional<String> storeId,
            @NotNull Instant closedAt,
            @NotNull Money left) {}

    @Schema(name = "AtWork")
    record AtWorkAnswer(
            @NotNull String name,
            Optional<String> storeName,
            @NotNull Instant since) {}

    @Schema(name = "ShiftNow")
    record NowAnswer(
            @Schema(description = "One's own open shift.") Optional<ShiftAnswers.ShiftAnswer> shift,

            @Schema(description = "What one may take over, the drawer that was left last first.") @NotNull
            List<HandOverAnswer> handOvers,

            @Schema(description = "Who else is at work.") @NotNull
            List<AtWorkAnswer> others) {}

    @GetMapping("/shifts/current")
    @Operation(operationId = "shiftNow", summary = "One's own shift, the drawer that waits, and who else is at work")
    NowAnswer now(@Parameter(hidden = true) Principal till) {
        Names names = names(till);
        Currency currency = currency(till);
        Optional<WorkingShifts.Drawer> own = shifts.openOf(till.id()).map(working::drawer);
        List<HandOverAnswer> handOvers = own.isPresent()
                ? List.of()
                : shifts
                        .leftBehind(
                                till.merchant(),
                                people.storeOf(till.id()).map(Store::id),
                                clock.instant().minus(LEFT_AT_MOST),
                                MOST_LEFT)
                        .stream()
                        .flatMap(left -> left.closing().stream()
                                .map(closing -> new HandOverAnswer(
                                        left.id(),
                                        names.person(left.personId()),
                                        left.storeId(),
                                        closing.at(),
                                        new Money(closing.leftMinor(), currency))))
                        .toList();
        List<AtWorkAnswer> others = shifts.open(till.merchant(), MOST_OPEN).stream()
                .filter(shift -> !shift.personId().equals(till.id()))
                .map(shift -> new AtWorkAnswer(
                        names.person(shift.personId()), shift.storeId().map(names::store), shift.openedAt()))
                .toList();
        return new NowAnswer(own.map(drawer -> answers.of(drawer, names)), handOvers, others);
    }

    @PostMapping("/shifts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "openShift", summary = "Begin a shift with what is in the drawer")
    ShiftAnswers.ShiftAnswer open(
            @Valid @RequestBody OpeningRequest request, @Parameter(hidden = true) Principal till) {
        Currency currency = currency(till);
        requireCurrency(request.cash(), "cash", currency);
        Optional<String> place = people.placeOf(till.merchant(), till.id(), request.storeId());
        return switch (working.open(
                till.merchant(), till.id(), place, currency, request.cash().minor(), request.takenOverFrom())) {
            case WorkingShifts.Opened.Open open -> answers.of(open.drawer(), names(till));
            case WorkingShifts.Opened.WorksAlready other ->
                throw new ProblemException(
                        ProblemType.SHIFT_OPEN, "You are at work already.", Map.of("shiftId", other.shiftId()));
            case WorkingShifts.Opened.NotToTakeOver _ ->
                throw new ProblemException(
                                ProblemType.SHIFT_TAKEN_OVER,
                                "Nobody has left this drawer, or another has taken it over.")
                        .withField("takenOverFrom", "taken-over", "is no drawer that waits here");
        };
    }

    @GetMapping("/shifts")
    @Operation(operationId = "shifts", summary = "Shifts, the newest first")
    Page<ShiftAnswers.ShiftAnswer> list(PageRequest page, @Parameter(hidden = true) Principal till) {
        Optional<String> whose = till.is(Role.MERCHANT_OWNER) ? Optional.empty() : Optional.of(till.id());
        List<Shift> found =
                shifts.list(till.merchant(), whose, page.after(2).map(ShiftController::after), page.limit() + 1);
        Page<Shift> cut = Page.cut(found, page.limit(), last -> Cursor.of(last.openedAt(), last.id()));
        return new Page<>(answers.of(till.merchant(), currency(till), cut.items(), names(till)), cut.next());
    }

    private static ShiftStore.After after(Cursor cursor) {
        try {
            return new ShiftStore.After(Instant.parse(cursor.text(0)), cursor.id(1, "shf"));
        } catch (DateTimeParseException _) {
            throw ProblemException.ofField("cursor", "invalid", "must be the next of an earlier page");
        }
    }

    @GetMapping("/shifts/{id}")
    @Operation(operationId = "shift", summary = "One shift, with what should be in its drawer")
    ShiftAnswers.ShiftAnswer shift(@PathVariable String id, @Parameter(hidden = true) Principal till) {
        return answers.of(working.drawer(own(id, till)), names(till));
    }

    @PostMapping("/shifts/{id}/closing")
    @Operation(
            operationId = "closeShift",
            summary = "End a shift with what was counted; what is missing or too much must be explained")
    ShiftAnswers.ShiftAnswer close(
            @PathVariable String id,
            @Valid @RequestBody ClosingRequest request,
            @Parameter(hidden = true) Principal till) {
        Shift shift = own(id, till);
        requireCurrency(request.counted(), "counted", shift.currency());
        requireCurrency(request.left(), "left", shift.currency());
        if (request.left().minor() > request.counted().minor()) {
            throw ProblemException.ofField("left.value", "too-large", "must be at most what was counted");
        }
        Optional<String> note = request.note().map(String::strip).filter(text -> !text.isEmpty());
        return switch (working.close(
                shift, till.id(), request.counted().minor(), request.left().minor(), note)) {
            case WorkingShifts.Closed.Done done -> answers.of(done.drawer(), names(till));
            case WorkingShifts.Closed.Before _ ->
                throw new ProblemException(ProblemType.SHIFT_CLOSED, "The shift was closed with other figures.");
            case WorkingShifts.Closed.Unexplained unexplained ->
                throw new ProblemException(
                                ProblemType.DRAWER_DIFFERS,
                                "Count again, or say why the drawer is not as it should be.",
                                Map.of("expected", new Money(unexplained.expectedMinor(), shift.currency())))
                        .withField("note", "missing", "must say why the drawer differs");
        };
    }

    private Shift own(String id, Principal till) {
        return shifts.find(till.merchant(), id)
                .filter(shift ->
                        till.is(Role.MERCHANT_OWNER) || shift.personId().equals(till.id()))
                .orElseThrow(ProblemException::notFound);
    }

    private Names names(Principal till) {
        return Names.of(people, till.merchant());
    }

    private Currency currency(Principal till) {
        return merchants
                .find(till.merchant())
                .orElseThrow(ProblemException::notFound)
                .currency();
    }

    private static void requireCurrency(Money amount, String field, Currency right) {
        if (!amount.currency().equals(right)) {
            throw new ProblemException(
                            ProblemType.WRONG_CURRENCY,
                            "This merchant takes " + right.code() + ".",
                            Map.of("currency", right.code()))
                    .withField(field, "wrong-currency", "must be in " + right.code());
        }
    }
}
