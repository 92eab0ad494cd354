package io.tongbao.settlements.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Takings;
import io.tongbao.payments.Takings.Taking;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Settles with merchants: draws up what each took and gave back up to an instant with the fee of every payment, moves fees and what was
 * advanced, and puts the rest where it is paid out from. A merchant's settlements follow one another without a gap; the books' once-key and
 * the table let one count for each place, so that a run may be repeated, stopped or made by two nodes at a time.
 */
@Service
class SettlingMerchants {
    private static final Logger log = LoggerFactory.getLogger(SettlingMerchants.class);
    private static final int LINES_AT_ONCE = 2_000;
    private static final int TRIES = 5;
    private static final Duration ABANDONED_AFTER = Duration.ofHours(6);

    private final Merchants merchants;
    private final Takings takings;
    private final FeePlanStore plans;
    private final SettlementStore store;
    private final PayingOut payingOut;
    private final Ledger ledger;
    private final Clock clock;
    private final ZoneId zone;
    private final Duration lag;
    private final MeterRegistry metrics;

    SettlingMerchants(
            Merchants merchants,
            Takings takings,
            FeePlanStore plans,
            SettlementStore store,
            PayingOut payingOut,
            Ledger ledger,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone,
            @Value("${tongbao.settlements.lag}") Duration lag,
            MeterRegistry metrics) {
        this.merchants = merchants;
        this.takings = takings;
        this.plans = plans;
        this.store = store;
        this.payingOut = payingOut;
        this.ledger = ledger;
        this.clock = clock;
        this.zone = zone;
        this.lag = lag;
        this.metrics = metrics;
    }

    /** What came of settling with one merchant. */
    sealed interface Outcome {
        record Done(SettlementStore.Settlement settlement) implements Outcome {}

        /** Nothing was taken, given back or carried on. */
        record Nothing(Instant through) implements Outcome {}

        record NoSuchMerchant() implements Outcome {}

        /** The books or another node were in the way; the next run does it. */
        record Later(String why) implements Outcome {}
    }

    /**
     * @param settled how many settlements were made
     * @param waiting with how many merchants it could not be settled now
     */
    record Run(LocalDate through, int settled, int waiting) {}

    /** Settles every day that is over and was not settled yet, with all merchants, and pays out. */
    Run runThroughYesterday() {
        store.abandoned(clock.instant().minus(ABANDONED_AFTER)).forEach(store::discard);
        LocalDate today = LocalDate.ofInstant(clock.instant().minus(lag), zone);
        Optional<Instant> last = store.lastRun();
        LocalDate day = last.map(until -> LocalDate.ofInstant(until, zone)).orElse(today.minusDays(1));
        Instant since = last.orElse(Instant.EPOCH);
        int settled = 0;
        for (; day.isBefore(today); day = day.plusDays(1)) {
            Instant until = startOf(day.plusDays(1));
            for (String merchant : concerned(since, until)) {
                if (settle(merchant, until) instanceof Outcome.Done) {
                    settled++;
                }
            }
            store.ran(until);
            since = until;
        }
        for (String merchant : store.waiting()) {
            if (settle(merchant, startOf(today)) instanceof Outcome.Done) {
                settled++;
            }
        }
        payingOut.payAllDue();
        return new Run(today.minusDays(1), settled, store.waiting().size());
    }

    /** Settles with one merchant up to now, before its day is over, and pays out. */
    Outcome settleNow(String merchantId) {
        Outcome outcome = settle(merchantId, clock.instant().minus(lag));
        payingOut.payDue(merchantId);
        return outcome;
    }

    private Set<String> concerned(Instant since, Instant until) {
        Set<String> all = new HashSet<>(takings.merchants(since, until));
        all.addAll(store.carrying());
        all.addAll(store.waiting());
        return all;
    }

    private Outcome settle(String merchantId, Instant until) {
        Optional<MerchantProfile> merchant = merchants.find(merchantId);
        if (merchant.isEmpty()) {
            return new Outcome.NoSuchMerchant();
        }
        Optional<SettlementStore.Settlement> last = store.last(merchantId);
        Instant since = last.map(each -> each.drawn().until()).orElse(Instant.EPOCH);
        if (!until.isAfter(since)) {
            return new Outcome.Nothing(since);
        }
        Drawn drawn = drawUp(merchantId, merchant.get().currency(), last, since, until);
        if (drawn.bringsNothingNew() && division(drawn).movesNothing()) {
            return new Outcome.Nothing(since);
        }
        store.insert(drawn);
        Outcome outcome = post(drawn);
        switch (outcome) {
            case Outcome.Done _ -> {
                store.waitsNoMore(merchantId);
                metrics.counter("tongbao.settlements.settled").increment();
            }
            case Outcome.Later(String why) -> {
                log.warn("Settling with {} waits: {}", merchantId, why);
                store.discard(drawn.id());
                store.waits(merchantId, why);
            }
            case Outcome.Nothing _, Outcome.NoSuchMerchant _ -> {}
        }
        return outcome;
    }

    /** Writes the lines, and answers their sums. */
    private Drawn drawUp(
            String merchantId,
            Currency currency,
            Optional<SettlementStore.Settlement> last,
            Instant since,
            Instant until) {
        String id = TypeIds.next("stl");
        Sums sums = new Sums(id, merchantId, plans.of(merchantId, currency));
        Optional<Taking> after = Optional.empty();
        List<Taking> page;
        do {
            page = takings.page(merchantId, currency, since, until, after, LINES_AT_ONCE);
            if (!page.isEmpty()) {
                sums.add(page);
                after = Optional.of(page.getLast());
            }
        } while (page.size() == LINES_AT_ONCE);
        return new Drawn(
                id,
                merchantId,
                last.map(each -> each.drawn().seq()).orElse(0) + 1,
                currency,
                since,
                until,
                sums.payments,
                sums.paymentsMinor,
                sums.refunds,
                sums.refundsMinor,
                sums.fees,
                sums.feesBack,
                last.map(each -> each.division().carried()).orElse(0L),
                last.map(each -> each.division().feesOwed()).orElse(0L));
    }

    /** Runs through what a merchant took and gave back, in order, and prices it. */
    private final class Sums {
        private final String settlementId;
        private final String merchantId;
        private final FeePlans merchantsPlans;
        /** Of the payments on the page, for the refunds on it. */
        private final Map<String, Long> feesHere = new HashMap<>();

        private Optional<YearMonth> month = Optional.empty();
        private long takenInMonth;
        private int n;
        int payments;
        long paymentsMinor;
        int refunds;
        long refundsMinor;
        long fees;
        long feesBack;

        Sums(String settlementId, String merchantId, FeePlans merchantsPlans) {
            this.settlementId = settlementId;
            this.merchantId = merchantId;
            this.merchantsPlans = merchantsPlans;
        }

        void add(List<Taking> page) {
            feesHere.clear();
            Map<String, Long> before = store.feesOf(
                    settlementId,
                    page.stream()
                            .filter(Taking.Refund.class::isInstance)
                            .map(Taking::paymentId)
                            .toList());
            List<SettlementStore.Line> lines = new ArrayList<>(page.size());
            for (Taking taking : page) {
                lines.add(
                        switch (taking) {
                            case Taking.Payment payment -> line(payment);
                            case Taking.Refund refund -> line(refund, before);
                        });
            }
            store.insertLines(settlementId, lines);
        }

        private SettlementStore.Line line(Taking.Payment payment) {
            LocalDate day = LocalDate.ofInstant(payment.recordedAt(), zone);
            turnTo(YearMonth.from(day));
            Optional<FeePlan> plan = merchantsPlans.on(day);
            long fee = plan.map(each -> each.fee(payment.grossMinor(), takenInMonth))
                    .orElse(0L);
            takenInMonth = Math.addExact(takenInMonth, payment.grossMinor());
            payments++;
            paymentsMinor = Math.addExact(paymentsMinor, payment.grossMinor());
            fees = Math.addExact(fees, fee);
            feesHere.put(payment.id(), fee);
            return line("payment", payment, fee, plan.map(FeePlan::id));
        }

        private SettlementStore.Line line(Taking.Refund refund, Map<String, Long> before) {
            long fee = Optional.ofNullable(feesHere.get(refund.paymentId()))
                    .or(() -> Optional.ofNullable(before.get(refund.paymentId())))
                    .orElse(0L);
            long refundedAfter = refund.paidMinor() - refund.leftMinor();
            long back = FeePlan.feeBack(fee, refund.paidMinor(), refundedAfter - refund.grossMinor(), refundedAfter);
            refunds++;
            refundsMinor = Math.addExact(refundsMinor, refund.grossMinor());
            feesBack = Math.addExact(feesBack, back);
            return line("refund", refund, back, Optional.empty());
        }

        private SettlementStore.Line line(String kind, Taking taking, long fee, Optional<String> planId) {
            return new SettlementStore.Line(
                    ++n, kind, taking.id(), taking.paymentId(), taking.recordedAt(), taking.grossMinor(), fee, planId);
        }

        private void turnTo(YearMonth wanted) {
            if (!month.equals(Optional.of(wanted))) {
                month = Optional.of(wanted);
                takenInMonth = store.takenBetween(
                        merchantId,
                        startOf(wanted.atDay(1)),
                        startOf(wanted.plusMonths(1).atDay(1)));
            }
        }
    }

    /** Between reading what the account holds and posting, a refund may have taken of it: then once more. */
    private Outcome post(Drawn drawn) {
        for (int tries = 0; tries < TRIES; tries++) {
            Division division = division(drawn);
            Settled settled = new Settled(drawn.id(), drawn.merchantId(), drawn.seq(), division);
            if (division.movesNothing()) {
                return store.settledWithoutEntry(settled) ? done(drawn) : new Outcome.Later("another run came first");
            }
            Entry entry = Entry.post("settlement", legs(drawn, division))
                    .once(List.of(OnceKey.of(
                            false, drawn.id(), "settlement", drawn.merchantId(), Integer.toString(drawn.seq()))))
                    .beside(List.of(new Companion<>(store, settled)));
            switch (ledger.post(entry)) {
                case PostResult.Posted _, PostResult.Repeated _ -> {
                    return done(drawn);
                }
                case PostResult.Busy busy -> {
                    return new Outcome.Later(busy.why());
                }
                case PostResult.Refused(Refusal.Insufficient _) -> {}
                case PostResult.Refused(Refusal refusal) -> {
                    return new Outcome.Later(refusal.toString());
                }
            }
        }
        return new Outcome.Later("its account is never still");
    }

    private Outcome done(Drawn drawn) {
        return new Outcome.Done(store.find(drawn.id()).orElseThrow());
    }

    private Division division(Drawn drawn) {
        return Division.of(drawn.taken(), drawn.feesDue(), held(drawn), owed(drawn));
    }

    private long held(Drawn drawn) {
        return ledger.balance(
                        Accounts.merchant(drawn.merchantId(), drawn.currency()).code())
                .map(Balance::available)
                .orElse(0L);
    }

    private long owed(Drawn drawn) {
        return -ledger.balance(
                        Accounts.advance(drawn.merchantId(), drawn.currency()).code())
                .map(Balance::posted)
                .orElse(0L);
    }

    private static List<Leg> legs(Drawn drawn, Division division) {
        AccountKey merchant = Accounts.merchant(drawn.merchantId(), drawn.currency());
        AccountKey fees = SettlementBooks.fees(drawn.currency());
        List<Leg> legs = new ArrayList<>();
        if (division.feesMoved() > 0) {
            legs.add(Leg.of(merchant, fees, division.feesMoved()));
        }
        if (division.feesMoved() < 0) {
            legs.add(Leg.of(fees, merchant, -division.feesMoved()));
        }
        if (division.repaid() > 0) {
            legs.add(Leg.of(merchant, Accounts.advance(drawn.merchantId(), drawn.currency()), division.repaid()));
        }
        if (division.paid() > 0) {
            legs.add(Leg.of(merchant, SettlementBooks.payable(drawn.merchantId(), drawn.currency()), division.paid()));
        }
        return legs;
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
