package io.tongbao.tills.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How shifts read over HTTP. */
@Component
class ShiftAnswers {
    private final WorkingShifts working;

    ShiftAnswers(WorkingShifts working) {
        this.working = working;
    }

    @Schema(name = "Shift", description = "Somebody's time at a drawer.")
    record ShiftAnswer(
            @NotNull String id,
            @NotNull String personId,
            @NotNull String name,
            Optional<String> storeId,
            Optional<String> storeName,
            @NotNull Instant openedAt,

            @Schema(description = "What was counted in the drawer at the beginning.") @NotNull
            Money cash,

            Optional<String> takenOverFrom,
            @NotNull Money cashTaken,
            @NotNull Money cashRefunded,

            @Schema(
                    description =
                            "What should be in the drawer: cash at the beginning, and what came and went; may be negative.")
            @NotNull
            Money expected,

            @Schema(description = "Absent while it is open.")
            Optional<ClosedAnswer> closed) {}

    @Schema(name = "ShiftClosed")
    record ClosedAnswer(
            @NotNull Instant at,
            @NotNull String byName,
            @NotNull Money counted,

            @Schema(description = "Counted less expected; negative for what is missing.") @NotNull
            Money difference,

            @Schema(description = "What stayed in the drawer for the next shift.") @NotNull
            Money left,

            Optional<String> note) {}

    ShiftAnswer of(WorkingShifts.Drawer drawer, Names names) {
        Shift shift = drawer.shift();
        Currency currency = shift.currency();
        long expected = drawer.expectedMinor();
        return new ShiftAnswer(
                shift.id(),
                shift.personId(),
                names.person(shift.personId()),
                shift.storeId(),
                shift.storeId().map(names::store),
                shift.openedAt(),
                new Money(shift.floatMinor(), currency),
                shift.takenOverFrom(),
                new Money(drawer.cash().takenMinor(), currency),
                new Money(drawer.cash().refundedMinor(), currency),
                new Money(expected, currency),
                shift.closing()
                        .map(closing -> new ClosedAnswer(
                                closing.at(),
                                names.person(closing.by()),
                                new Money(closing.countedMinor(), currency),
                                new Money(closing.countedMinor() - expected, currency),
                                new Money(closing.leftMinor(), currency),
                                closing.note())));
    }

    List<ShiftAnswer> of(String merchantId, Currency currency, List<Shift> shifts, Names names) {
        return working.drawers(merchantId, currency, shifts).stream()
                .map(drawer -> of(drawer, names))
                .toList();
    }
}
