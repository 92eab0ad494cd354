package io.tongbao.benefits.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes codes whose day is over out of the stock. Nobody is given one meanwhile, since only lots whose day is not over are given from. Two nodes may do
 * it at once: the entry holds only if the lot still is as it was read, so all that is left leaves once.
 */
@Component
class ExpiringCodes implements RunsInBackground {
    /** So long a batch that was being read at midnight may still bring codes of the day before, and a node may have been off. */
    private static final int DAYS_LOOKED_BACK = 400;

    private final BenefitStore benefits;
    private final BenefitCodeStore codes;
    private final StockTurns turns;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration every;
    private final BackgroundLoop loop = new BackgroundLoop("expiring-codes", this::turn);

    ExpiringCodes(
            BenefitStore benefits,
            BenefitCodeStore codes,
            StockTurns turns,
            Ledger ledger,
            Clock clock,
            @Value("${tongbao.benefits.expire-every:PT30S}") Duration every) {
        this.benefits = benefits;
        this.codes = codes;
        this.turns = turns;
        this.ledger = ledger;
        this.clock = clock;
        this.every = every;
    }

    private void turn() throws InterruptedException {
        Thread.sleep(every);
        expireThose();
    }

    private void expireThose() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        List<BenefitCodeStore.LotOf> over =
                codes.over(today.minusDays(DAYS_LOOKED_BACK).toString(), today.toString());
        if (over.isEmpty()) {
            return;
        }
        Map<String, Long> books = ledger
                .balances(over.stream()
                        .flatMap(each ->
                                Stream.of(filled(each).code(), taken(each).code()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(Balance::code, Balance::posted));
        List<BenefitCodeStore.LotOf> left =
                over.stream().filter(each -> left(each, books) > 0).toList();
        Map<String, Benefit> of = benefits.find(
                left.stream().map(BenefitCodeStore.LotOf::benefitId).distinct().toList());
        for (BenefitCodeStore.LotOf each : left) {
            Benefit benefit = of.get(each.benefitId());
            if (benefit != null) {
                expire(
                        benefit,
                        each,
                        left(each, books),
                        books.getOrDefault(taken(each).code(), 0L));
            }
        }
    }

    /** Another node may have been faster, or the ledger is busy: then the next turn finds what is left. */
    private void expire(Benefit benefit, BenefitCodeStore.LotOf lot, long left, long takenBefore) {
        AccountKey taken = taken(lot);
        ledger.post(Entry.post(
                        "benefit_expire",
                        List.of(
                                Leg.of(
                                        BenefitAccounts.stock(benefit.id()),
                                        BenefitAccounts.expired(benefit.id()),
                                        left),
                                Leg.of(
                                        BenefitAccounts.places(benefit.id()),
                                        taken,
                                        left,
                                        new Bound(
                                                "lot",
                                                taken,
                                                Bound.When.BEFORE,
                                                Bound.Comparison.EXACTLY,
                                                takenBefore))))
                .beside(List.of(codes.expired(benefit.id(), lot.lot()), turns.companion(benefit))));
    }

    private static long left(BenefitCodeStore.LotOf lot, Map<String, Long> books) {
        return books.getOrDefault(filled(lot).code(), 0L)
                - books.getOrDefault(taken(lot).code(), 0L);
    }

    private static AccountKey filled(BenefitCodeStore.LotOf of) {
        return BenefitAccounts.filled(of.benefitId(), of.lot());
    }

    private static AccountKey taken(BenefitCodeStore.LotOf of) {
        return BenefitAccounts.taken(of.benefitId(), of.lot());
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
