package io.tongbao.backtests.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.backtests.internal.BacktestStore.Backtest;
import io.tongbao.backtests.internal.BacktestStore.Draft;
import io.tongbao.identity.People;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.Money;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.backtest.Report;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Back-tests as staff see them: shops by name, customers masked. */
@Component
class BacktestViews {
    private final BacktestStore store;
    private final People people;
    private final Merchants merchants;
    private final StaffNames staff;

    BacktestViews(BacktestStore store, People people, Merchants merchants, StaffNames staff) {
        this.store = store;
        this.people = people;
        this.merchants = merchants;
        this.staff = staff;
    }

    @Schema(name = "Backtest")
    record BacktestView(
            @NotNull String id,
            int days,
            @NotNull Instant from,
            @NotNull Instant to,

            @Schema(allowableValues = {"waiting", "running", "done", "stopped", "failed"}) @NotNull
            String state,

            @Schema(description = "It ends with the page that it is at.")
            boolean stopAsked,

            @Schema(description = "How many payments there are to look at.")
            long total,

            long looked,

            @Schema(description = "One, or two that are compared.") @NotNull
            List<DraftView> drafts,

            @Schema(description = "The member of staff's id.") @NotNull
            String askedBy,

            Optional<String> askedByName,
            @NotNull Instant askedAt,
            Optional<Instant> endedAt,

            @Schema(allowableValues = {"draft-not-right", "given-up", "internal"})
            Optional<String> failure) {}

    @Schema(name = "BacktestDraft")
    record DraftView(
            @NotNull String campaignId,
            int version,
            @NotNull String name) {}

    /** @param beside how many offers ran beside the drafts */
    @Schema(name = "BacktestResult")
    record ResultView(
            @NotNull BacktestView backtest,

            @Schema(description = "How many offers ran beside; 0 until it is done.")
            int beside,

            @Schema(description = "In the drafts' order; none until it is done.") @NotNull
            List<ReportView> reports) {}

    @Schema(name = "BacktestReport")
    record ReportView(
            @Schema(description = "How many payments it was run over.")
            long looked,

            @Schema(description = "What they came to.") @NotNull
            Money lookedAmount,

            @Schema(description = "Of all payments that it reached.") @NotNull
            ReachedView reached,

            @Schema(description = "What a payment that it reached cost on average.") @NotNull
            Money average,

            @NotNull Money budget,
            @NotNull Money left,

            @Schema(description = "The first payment for which too little of the budget was left.")
            Optional<Instant> goneAt,

            @NotNull List<SponsorView> sponsors,
            @NotNull List<DayView> days,
            @NotNull List<MerchantView> merchants,
            @NotNull List<AudienceView> audiences,
            @NotNull List<CustomerView> winners,
            @NotNull List<SplitView> splitOrders,

            @Schema(description = "Who had it far more often than others.") @NotNull
            List<CustomerView> frequent,

            @Schema(description = "How often a customer had it, the median.")
            long medianUses,

            @NotNull List<InterplayView> interplay,
            @NotNull List<MissedView> missed,

            @Schema(description = "Payments for which it was not even asked.")
            long notConcerned) {}

    @Schema(name = "BacktestReached")
    record ReachedView(
            @NotNull Money cost,
            long payments,
            long customers,
            @NotNull Money amount) {}

    @Schema(name = "BacktestSponsor")
    record SponsorView(@NotNull String sponsorId, @NotNull Money cost) {}

    @Schema(name = "BacktestDay")
    record DayView(
            @NotNull LocalDate day,
            @NotNull ReachedView reached,
            @NotNull Money left) {}

    @Schema(name = "BacktestMerchant")
    record MerchantView(
            @NotNull String merchantId,
            @NotNull String name,
            @NotNull ReachedView reached) {}

    @Schema(name = "BacktestAudience")
    record AudienceView(
            @Schema(allowableValues = {"first_order", "second_to_fifth", "later"}) @NotNull
            String audience,

            @NotNull ReachedView reached) {}

    @Schema(name = "BacktestCustomer")
    record CustomerView(
            @NotNull String customerId,
            @NotNull String customer,
            @NotNull ReachedView reached) {}

    @Schema(name = "BacktestSplitOrder")
    record SplitView(
            @NotNull String customerId,
            @NotNull String customer,
            @NotNull String merchantId,
            @NotNull String merchant,
            @NotNull Instant first,
            @NotNull Instant last,
            long payments,
            @NotNull Money cost) {}

    @Schema(name = "BacktestInterplay")
    record InterplayView(
            @NotNull String offerId,
            @NotNull String name,
            long paymentsWithout,
            @NotNull Money without,
            long paymentsBeside,
            @NotNull Money beside) {}

    @Schema(name = "BacktestMissed")
    record MissedView(@NotNull String reason, long payments) {}

    List<BacktestView> of(List<Backtest> backtests) {
        Map<String, List<Draft>> drafts =
                store.drafts(backtests.stream().map(Backtest::id).toList());
        Map<String, String> names =
                staff.names(backtests.stream().map(Backtest::askedBy).distinct().toList());
        return backtests.stream()
                .map(each -> new BacktestView(
                        each.id(),
                        each.days(),
                        each.from(),
                        each.to(),
                        each.state().code(),
                        each.stopAsked(),
                        each.total(),
                        each.looked(),
                        drafts.getOrDefault(each.id(), List.of()).stream()
                                .map(draft -> new DraftView(draft.campaignId(), draft.version(), draft.name()))
                                .toList(),
                        each.askedBy(),
                        Optional.ofNullable(names.get(each.askedBy())),
                        each.askedAt(),
                        each.endedAt(),
                        each.failure()))
                .toList();
    }

    ResultView of(Backtest backtest) {
        Optional<Result> result = store.result(backtest.id());
        return new ResultView(
                of(List.of(backtest)).getFirst(),
                result.map(Result::beside).orElse(0),
                result.map(found -> reports(found, backtest.currency())).orElse(List.of()));
    }

    private List<ReportView> reports(Result result, Currency currency) {
        Set<String> customerIds = new HashSet<>();
        Set<String> merchantIds = new HashSet<>();
        for (Report report : result.reports()) {
            report.winners().forEach(each -> customerIds.add(each.id()));
            report.farAboveMedian().forEach(each -> customerIds.add(each.id()));
            report.merchants().forEach(each -> merchantIds.add(each.id()));
            report.splitOrders().forEach(each -> {
                customerIds.add(each.customerId());
                merchantIds.add(each.merchantId());
            });
        }
        Naming naming = new Naming(currency, people.find(customerIds), merchants.find(merchantIds));
        return result.reports().stream()
                .map(report -> naming.report(report, result.offerNames()))
                .toList();
    }

    private record Naming(
            Currency currency, Map<String, People.Person> customers, Map<String, MerchantProfile> merchants) {

        ReportView report(Report report, Map<String, String> offerNames) {
            long cost = report.cost().costMinor();
            long reached = report.cost().payments();
            return new ReportView(
                    report.payments().payments(),
                    money(report.payments().minor()),
                    reached(report.cost()),
                    money(reached == 0 ? 0 : (cost + reached / 2) / reached),
                    money(Math.addExact(cost, report.leftMinor())),
                    money(report.leftMinor()),
                    report.goneAt(),
                    report.bySponsor().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(each -> new SponsorView(each.getKey(), money(each.getValue())))
                            .toList(),
                    report.days().stream()
                            .map(each -> new DayView(each.day(), reached(each.reached()), money(each.leftMinor())))
                            .toList(),
                    report.merchants().stream()
                            .map(each -> new MerchantView(each.id(), merchant(each.id()), reached(each.reached())))
                            .toList(),
                    report.audiences().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(each -> new AudienceView(
                                    each.getKey().name().toLowerCase(Locale.ROOT), reached(each.getValue())))
                            .toList(),
                    customers(report.winners()),
                    report.splitOrders().stream()
                            .map(each -> new SplitView(
                                    each.customerId(),
                                    customer(each.customerId()),
                                    each.merchantId(),
                                    merchant(each.merchantId()),
                                    each.first(),
                                    each.last(),
                                    each.given().payments(),
                                    money(each.given().minor())))
                            .toList(),
                    customers(report.farAboveMedian()),
                    report.medianUses(),
                    report.interplay().stream()
                            .map(each -> new InterplayView(
                                    each.offerId(),
                                    offerNames.getOrDefault(each.offerId(), each.offerId()),
                                    each.without().payments(),
                                    money(each.without().minor()),
                                    each.beside().payments(),
                                    money(each.beside().minor())))
                            .toList(),
                    report.missed().entrySet().stream()
                            .sorted(Map.Entry.<Reason, Long>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                            .map(each -> new MissedView(each.getKey().code(), each.getValue()))
                            .toList(),
                    report.notConcerned());
        }

        private List<CustomerView> customers(Collection<Report.Of> of) {
            return of.stream()
                    .map(each -> new CustomerView(each.id(), customer(each.id()), reached(each.reached())))
                    .toList();
        }

        private Money money(long minor) {
            return new Money(minor, currency);
        }

        private ReachedView reached(Report.Reached reached) {
            return new ReachedView(
                    money(reached.costMinor()), reached.payments(), reached.customers(), money(reached.grossMinor()));
        }

        private String customer(String id) {
            return Optional.ofNullable(customers.get(id))
                    .map(People.Person::shown)
                    .orElse("***");
        }

        private String merchant(String id) {
            return Optional.ofNullable(merchants.get(id))
                    .map(MerchantProfile::name)
                    .orElse(id);
        }
    }
}
