package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.TillPeople;
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

/** How the shop does: for its owner. */
@RestController
@Tag(name = "Till")
class MerchantReportController {
    private static final int LONGEST_DAYS = 366;
    private static final int MOST_OFFERS = 50;

    private final MerchantReportStore store;
    private final PaymentStore payments;
    private final Merchants merchants;
    private final TillPeople tillPeople;
    private final Clock clock;

    MerchantReportController(
            MerchantReportStore store, PaymentStore payments, Merchants merchants, TillPeople tillPeople, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.merchants = merchants;
        this.tillPeople = tillPeople;
        this.clock = clock;
    }

    @Schema(name = "ReportDay")
    record DayAnswer(
            @NotNull LocalDate day,
            @NotNull Money taken,
            @NotNull long payments,
            @NotNull Money refunded,
            @NotNull long refunds) {}

    @Schema(name = "ReportHour")
    record HourAnswer(
            @Schema(description = "Of the day, 0 to 23.") @NotNull
            int hour,

            @NotNull Money taken,
            @NotNull long payments) {}

    @Schema(name = "StoreTrade")
    record StoreAnswer(
            @Schema(description = "Absent for what was sold at no one store, or by the shop's static code.")
            Optional<String> storeId,

            Optional<String> name,
            @NotNull Money taken,
            @NotNull long payments) {}

    @Schema(name = "OfferEffect")
    record OfferAnswer(
            @NotNull String offerId,
            @NotNull String name,
            @NotNull long payments,

            @Schema(description = "Gross of the payments that had it.") @NotNull
            Money gross,

            @Schema(description = "What it gave their customers, cashback included.") @NotNull
            Money given,

            @Schema(description = "What of that the merchant paid itself.") @NotNull
            Money own) {}

    @Schema(name = "MerchantReport", description = "Amounts are gross: what customers paid and what offers added.")
    record ReportAnswer(
            @NotNull LocalDate from,

            @Schema(description = "The last day that counts.") @NotNull
            LocalDate to,

            @NotNull Money taken,
            @NotNull long payments,

            @Schema(description = "Of a payment; absent without payments.")
            Optional<Money> average,

            @NotNull Money refunded,
            @NotNull long refunds,
            @NotNull long newCustomers,
            @NotNull long returningCustomers,

            @Schema(description = "Days with payments or refunds, in order.") @NotNull
            List<DayAnswer> days,

            @Schema(description = "Hours with payments, in order.") @NotNull
            List<HourAnswer> hours,

            @Schema(description = "Those that took most first.") @NotNull
            List<StoreAnswer> stores,

            @Schema(description = "The fifty that brought most.") @NotNull
            List<OfferAnswer> offers) {}

    @GetMapping("/merchant-report")
    @Operation(operationId = "merchantReport", summary = "One's trade over up to a year: by day, by hour, by offer")
    ReportAnswer report(
            @RequestParam LocalDate from, @RequestParam LocalDate to, @Parameter(hidden = true) Principal owner) {
        if (to.isBefore(from)) {
            throw ProblemException.ofField("to", "too-early", "must not be before from");
        }
        if (from.plusDays(LONGEST_DAYS).isBefore(to.plusDays(1)) || from.getYear() < 2000 || to.getYear() > 2199) {
            throw ProblemException.ofField("from", "too-early", "must be at most " + LONGEST_DAYS + " days before to");
        }
        MerchantProfile merchant = merchants.find(owner.merchant()).orElseThrow(ProblemException::notFound);
        Currency currency = merchant.currency();
        Instant begin = from.atStartOfDay(clock.getZone()).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        Map<String, String> storeNames = tillPeople.storeNames(merchant.id());
        PaymentStore.Summary sums = payments.summary(merchant.id(), begin, end);
        return new ReportAnswer(
                from,
                to,
                new Money(sums.takenMinor(), currency),
                sums.orders(),
                sums.orders() == 0
                        ? Optional.empty()
                        : Optional.of(new Money((sums.takenMinor() + sums.orders() / 2) / sums.orders(), currency)),
                new Money(sums.refundedMinor(), currency),
                sums.refunds(),
                sums.newCustomers(),
                sums.returningCustomers(),
                store.days(merchant.id(), begin, end, clock.getZone()).stream()
                        .map(day -> new DayAnswer(
                                day.day(),
                                new Money(day.takenMinor(), currency),
                                day.payments(),
                                new Money(day.refundedMinor(), currency),
                                day.refunds()))
                        .toList(),
                store.hours(merchant.id(), begin, end, clock.getZone()).stream()
                        .map(hour ->
                                new HourAnswer(hour.hour(), new Money(hour.takenMinor(), currency), hour.payments()))
                        .toList(),
                store.stores(merchant.id(), begin, end).stream()
                        .map(trade -> new StoreAnswer(
                                trade.storeId(),
                                trade.storeId().map(id -> storeNames.getOrDefault(id, id)),
                                new Money(trade.takenMinor(), currency),
                                trade.payments()))
                        .toList(),
                store.offers(merchant.id(), begin, end, MOST_OFFERS).stream()
                        .map(offer -> new OfferAnswer(
                                offer.offerId(),
                                offer.name(),
                                offer.payments(),
                                new Money(offer.grossMinor(), currency),
                                new Money(offer.givenMinor(), currency),
                                new Money(offer.ownMinor(), currency)))
                        .toList());
    }
}
