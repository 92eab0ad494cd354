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

    private List<TradeAnswer> daysAgo(ZonedDateTime now, int days) {
        ZonedDateTime until = now.minusDays(days);
        Instant from = until.toLocalDate().atStartOfDay(clock.getZone()).toInstant();
        return store.between(from, until.toInstant()).stream()
                .map(TradeAnswer::of)
                .toList();
    }
}
