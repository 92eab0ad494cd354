package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.platform.Money;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What whoever runs the house looks at first. */
@RestController
@Tag(name = "Paying")
class TradeOverviewController {
    private static final int DAYS = 30;

    private final TradeOverviewStore store;
    private final Clock clock;

    TradeOverviewController(TradeOverviewStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Schema(name = "Trade")
    record TradeAnswer(
            @Schema(description = "Gross of the payments.") @NotNull
            Money moved,

            @NotNull long payments,

            @Schema(description = "What offers gave, cashback included.") @NotNull
            Money given,

            @Schema(description = "Who paid.") @NotNull long customers,

            @Schema(description = "Of them, who had never paid before.") @NotNull
            long newCustomers,

            @NotNull Money refunded,
            @NotNull long refunds) {
        static TradeAnswer of(TradeOverviewStore.Trade trade) {
            return new TradeAnswer(
                    Money.of(trade.movedMinor(), trade.currency()),
                    trade.payments(),
                    Money.of(trade.givenMinor(), trade.currency()),
                    trade.customers(),
                    trade.newCustomers(),
                    Money.of(trade.refundedMinor(), trade.currency()),
                    trade.refunds());
        }
    }

    @Schema(
            name = "TradeOverview",
            description =
                    "Each list by currency, without those in which nothing moved; the days before up to the same time of day.")
    record OverviewAnswer(
            @NotNull LocalDate day,
            @NotNull Instant at,
            @NotNull List<TradeAnswer> today,
            @NotNull List<TradeAnswer> yesterday,
            @NotNull List<TradeAnswer> weekAgo) {}

    @GetMapping("/trade-overview")
    @Operation(
            operationId = "tradeOverview",
            summary = "All trade of today, beside yesterday's and last week's up to now")
    OverviewAnswer overview() {
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        return new OverviewAnswer(
                now.toLocalDate(), now.toInstant(), daysAgo(now, 0), daysAgo(now, 1), daysAgo(now, 7));
    }

    @Schema(name = "TradeDay")
    record DayAnswer(
            @NotNull LocalDate day,

            @Schema(description = "Gross of the payments.") @NotNull
            Money moved,

            @NotNull long payments,

            @Schema(description = "What offers gave, cashback included.") @NotNull
            Money given,

            @NotNull Money refunded,
            @NotNull long refunds) {}

    @Schema(
            name = "TradeDays",
            description = "By day and currency, the first first, without those in which nothing moved.")
    record DaysAnswer(
            @NotNull LocalDate from,

            @Schema(description = "The last day: today, up to now.") @NotNull
            LocalDate through,

            @NotNull List<DayAnswer> days) {}

    @GetMapping("/trade-days")
    @Operation(operationId = "tradeDays", summary = "All trade of the last thirty days, day by day")
    DaysAnswer days() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate from = today.minusDays(DAYS - 1);
        return new DaysAnswer(
                from,
                today,
                store
                        .days(
                                from.atStartOfDay(clock.getZone()).toInstant(),
                                today.plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                                clock.getZone())
                        .stream()
                        .map(day -> new DayAnswer(
                                day.day(),
                                Money.of(day.movedMinor(), day.currency()),
                                day.payments(),
                                Money.of(day.givenMinor(), day.currency()),
                                Money.of(day.refundedMinor(), day.currency()),
                                day.refunds()))
                        .toList());
    }

    private List<TradeAnswer> daysAgo(ZonedDateTime now, int days) {
        ZonedDateTime until = now.minusDays(days);
        Instant from = until.toLocalDate().atStartOfDay(clock.getZone()).toInstant();
        return store.between(from, until.toInstant()).stream()
                .map(TradeAnswer::of)
                .toList();
    }
}
