package io.tongbao.tills.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.TillPeople;
import io.tongbao.payments.TenderKind;
import io.tongbao.payments.TillSums;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was taken and given back on a day, to be counted against the drawers: the owner sees all of it and signs it, a cashier sees what is
 * theirs. The figures are always read off the rows; what was signed stands beside them.
 */
@RestController
@Tag(name = "Till")
class DayCloseController {
    /** Of a day at most so many shifts are shown beside its sums; all of them are in the list of shifts. */
    private static final int MOST_SHIFTS = 200;

    private final TillSums sums;
    private final ShiftStore shifts;
    private final ShiftAnswers answers;
    private final SignedDayStore signed;
    private final Merchants merchants;
    private final TillPeople people;
    private final Clock clock;

    DayCloseController(
            TillSums sums,
            ShiftStore shifts,
            ShiftAnswers answers,
            SignedDayStore signed,
            Merchants merchants,
            TillPeople people,
            Clock clock) {
        this.sums = sums;
        this.shifts = shifts;
        this.answers = answers;
        this.signed = signed;
        this.merchants = merchants;
        this.people = people;
        this.clock = clock;
    }

    @Schema(name = "DayCloseRow")
    record RowAnswer(
            @Schema(description = "Who made the orders or gave back; absent for the shop's static code.")
            Optional<String> personId,

            Optional<String> name,

            @Schema(description = "Where the orders were made; absent without stores.")
            Optional<String> storeId,

            Optional<String> storeName,
            @NotNull TenderKind kind,
            @NotNull Money taken,
            @NotNull long orders,
            @NotNull Money refunded,
            @NotNull long refunds) {}

    @Schema(name = "DaySignature")
    record SignatureAnswer(
            @NotNull String byName,
            @NotNull Instant at,

            @Schema(description = "Whether the day has changed since.") @NotNull
            boolean changed,

            @Schema(description = "What was signed, if it has changed since.") @NotNull
            List<RowAnswer> signedRows) {}

    @Schema(name = "DayClose", description = "Amounts are gross; what is refunded may have been taken on another day.")
    record DayAnswer(
            @NotNull LocalDate day,
            @NotNull List<RowAnswer> rows,

            @Schema(description = "Shifts that were begun on this day.") @NotNull
            List<ShiftAnswers.ShiftAnswer> shifts,

            @Schema(description = "To be signed with; for the owner only.")
            Optional<String> version,

            Optional<SignatureAnswer> signature) {}

    @Schema(name = "DaySigning")
    record SigningRequest(
            @NotNull(message = "is missing") LocalDate day,

            @Schema(description = "Of the figures that the owner saw.")
            @NotBlank(message = "is missing")
            @Size(max = 64, message = "must have at most 64 characters")
            String version) {}

    @GetMapping("/day-close")
    @Operation(
            operationId = "dayClose",
            summary = "A day by cashier, store and how it was paid; today if no day is given")
    DayAnswer close(@RequestParam Optional<LocalDate> day, @Parameter(hidden = true) Principal till) {
        return answer(day.orElseGet(() -> LocalDate.now(clock)), till);
    }

    @PostMapping("/day-close/signature")
    @Operation(
            operationId = "signDay",
            summary = "The owner signs a day as it was seen; not while a shift of it is open, nor when it has changed")
    DayAnswer sign(@Valid @RequestBody SigningRequest request, @Parameter(hidden = true) Principal owner) {
        LocalDate day = checked(request.day());
        if (day.isAfter(LocalDate.now(clock))) {
            throw ProblemException.ofField("day", "in-future", "must not be after today");
        }
        if (shifts.isAnyOpen(owner.merchant(), start(day), start(day.plusDays(1)))) {
            throw new ProblemException(
                    ProblemType.SHIFT_OPEN, "Somebody is still at work; their shift must be closed first.");
        }
        List<TillSums.Sum> now = sums(day, owner);
        String version = signed.version(now);
        if (!version.equals(request.version())) {
            throw new ProblemException(
                    ProblemType.DAY_CLOSE_CHANGED, "The day has changed since it was shown. Look again.");
        }
        signed.sign(
                TypeIds.next("sgd"),
                owner.merchant(),
                new SignedDayStore.SignedDay(day, version, now, owner.id(), clock.instant()));
        return answer(day, owner);
    }

    private DayAnswer answer(LocalDate asked, Principal till) {
        LocalDate day = checked(asked);
        boolean all = till.is(Role.MERCHANT_OWNER);
        Names names = Names.of(people, till.merchant());
        Currency currency = currency(till);
        List<TillSums.Sum> sums = sums(day, till);
        String version = signed.version(sums);
        List<TillSums.Sum> shown = all
                ? sums
                : sums.stream()
                        .filter(sum -> sum.personId().equals(Optional.of(till.id())))
                        .toList();
        return new DayAnswer(
                day,
                rows(shown, currency, names),
                answers.of(till.merchant(), currency, shiftsOf(day, till), names),
                all ? Optional.of(version) : Optional.empty(),
                signed.latest(till.merchant(), day).map(last -> {
                    boolean changed = !last.version().equals(version);
                    return new SignatureAnswer(
                            names.person(last.signedBy()),
                            last.signedAt(),
                            changed,
                            changed && all ? rows(last.sums(), currency, names) : List.of());
                }));
    }

    private static List<RowAnswer> rows(List<TillSums.Sum> sums, Currency currency, Names names) {
        return sums.stream()
                .map(sum -> new RowAnswer(
                        sum.personId(),
                        sum.personId()
                                .flatMap(
                                        id -> Optional.ofNullable(names.people().get(id))),
                        sum.storeId(),
                        sum.storeId().map(names::store),
                        sum.kind(),
                        new Money(sum.takenMinor(), currency),
                        sum.taken(),
                        new Money(sum.refundedMinor(), currency),
                        sum.refunds()))
                .toList();
    }

    private List<TillSums.Sum> sums(LocalDate day, Principal till) {
        return sums.of(till.merchant(), currency(till), start(day), start(day.plusDays(1)));
    }

    private List<Shift> shiftsOf(LocalDate day, Principal till) {
        Optional<String> whose = till.is(Role.MERCHANT_OWNER) ? Optional.empty() : Optional.of(till.id());
        return shifts.begunIn(till.merchant(), whose, start(day), start(day.plusDays(1)), MOST_SHIFTS);
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static LocalDate checked(LocalDate day) {
        if (day.getYear() < 2000 || day.getYear() > 2199) {
            throw ProblemException.ofField("day", "invalid", "must be a day of this time");
        }
        return day;
    }

    private Currency currency(Principal till) {
        return merchants
                .find(till.merchant())
                .orElseThrow(ProblemException::notFound)
                .currency();
    }
}
