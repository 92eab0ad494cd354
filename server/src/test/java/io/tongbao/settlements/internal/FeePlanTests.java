package io.tongbao.settlements.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Currency;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fees worked by hand, and what holds for any. */
class FeePlanTests {
    private static final Currency CNY = Currency.of("CNY");

    private static FeePlan plan(int ratePpm, Optional<Long> cap, long free) {
        return new FeePlan("fpl_1", "费率", "Plan", CNY, ratePpm, cap, free, 0);
    }

    @Test
    void isTheRateRoundedHalfUp() {
        FeePlan plan = plan(3_800, Optional.empty(), 0);
        assertThat(plan.fee(10_000, 0)).isEqualTo(38);
        assertThat(plan.fee(131, 0)).as("0.4978").isZero();
        assertThat(plan.fee(132, 0)).as("0.5016").isEqualTo(1);
        assertThat(plan(5_000, Optional.empty(), 0).fee(100, 0)).as("0.5").isEqualTo(1);
    }

    @Test
    void isNoMoreThanItsCapAndNothingWhileTheMonthIsFree() {
        assertThat(plan(3_800, Optional.of(2_000L), 0).fee(10_000_000, 0)).isEqualTo(2_000);
        FeePlan small = plan(10_000, Optional.empty(), 100_000);
        assertThat(small.fee(100_000, 0)).isZero();
        assertThat(small.fee(100_000, 40_000))
                .as("40,000 of it are beyond the free 100,000")
                .isEqualTo(400);
        assertThat(small.fee(100_000, 100_000)).isEqualTo(1_000);
        assertThat(small.fee(100_000, 900_000)).isEqualTo(1_000);
    }

    @Test
    void holdsAtTheLargestAmounts() {
        long largest = (1L << 53) - 1;
        assertThat(plan(1_000_000, Optional.empty(), 0).fee(largest, 0)).isEqualTo(largest);
        assertThat(FeePlan.feeBack(largest, largest, 0, largest)).isEqualTo(largest);
    }

    @Test
    void refundsInAnyPartsGiveBackTheWholeFee() {
        Random random = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            long gross = 1 + random.nextLong(100_000);
            long fee = random.nextLong(gross + 1);
            long refunded = 0;
            long back = 0;
            while (refunded < gross) {
                long part = 1 + random.nextLong(gross - refunded);
                long now = FeePlan.feeBack(fee, gross, refunded, refunded + part);
                assertThat(now).isNotNegative();
                back += now;
                refunded += part;
            }
            assertThat(back).isEqualTo(fee);
        }
    }

    @Test
    void aDivisionNeverMovesMoreThanThereIsAndLosesNothing() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            long taken = random.nextLong(-5_000, 20_000);
            long feesDue = random.nextLong(-200, 400);
            long available = random.nextLong(0, 20_000);
            long debt = random.nextLong(0, 5_000);
            Division division = Division.of(taken, feesDue, available, debt);
            assertThat(division.feesMoved() + division.repaid() + division.paid())
                    .isLessThanOrEqualTo(available);
            assertThat(division.repaid()).isBetween(0L, debt);
            assertThat(division.paid()).isNotNegative();
            assertThat(division.feesMoved() + division.feesOwed()).isEqualTo(feesDue);
            assertThat(taken - division.feesMoved()).isEqualTo(division.paid() + division.carried());
            assertThat(division.paid() == 0 || division.carried() >= 0)
                    .as("nothing is paid while something is owed")
                    .isTrue();
        }
    }
}
