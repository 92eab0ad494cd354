package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.TillPeople;
import io.tongbao.payments.TenderKind;
import io.tongbao.payments.TillSums;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was taken and given back on a day, to be counted against the drawer: the owner sees all of it, a cashier what is theirs. */
@RestController
@Tag(name = "Till")
class DayCloseController {
    private final TillSums sums;
    private final Merchants merchants;
    private final TillPeople people;
    private final Clock clock;

    DayCloseController(TillSums sums, Merchants merchants, TillPeople people, Clock clock) {
        this.sums = sums;
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

    @Schema(name = "DayClose", description = "Amounts are gross; what is refunded may have been taken on another day.")
    record DayAnswer(@NotNull LocalDate day, @NotNull List<RowAnswer> rows) {}

    @GetMapping("/day-close")
    @Operation(
            operationId = "dayClose",
            summary = "A day by cashier, store and how it was paid; today if no day is given")
    DayAnswer close(@RequestParam Optional<LocalDate> day, @Parameter(hidden = true) Principal till) {
        LocalDate of = day.orElseGet(() -> LocalDate.now(clock));
        if (of.getYear() < 2000 || of.getYear() > 2199) {
            throw ProblemException.ofField("day", "invalid", "must be a day of this time");
        }
        MerchantProfile merchant = merchants.find(till.merchant()).orElseThrow(ProblemException::notFound);
        Currency currency = merchant.currency();
        Map<String, String> names = people.names(merchant.id());
        Map<String, String> stores = people.storeNames(merchant.id());
        Instant from = of.atStartOfDay(clock.getZone()).toInstant();
        Instant until = of.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        boolean all = till.is(Role.MERCHANT_OWNER);
        return new DayAnswer(
                of,
                sums.of(merchant.id(), currency, from, until).stream()
                        .filter(sum -> all || sum.personId().equals(Optional.of(till.id())))
                        .map(sum -> new RowAnswer(
                                sum.personId(),
                                sum.personId().map(names::get),
                                sum.storeId(),
                                sum.storeId().map(stores::get),
                                sum.kind(),
                                new Money(sum.takenMinor(), currency),
                                sum.taken(),
                                new Money(sum.refundedMinor(), currency),
                                sum.refunds()))
                        .toList());
    }
}
