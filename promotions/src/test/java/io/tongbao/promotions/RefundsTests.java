package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.promotions.PaidShares.Funded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefundsTests {
    /** 满100减20 on 100.00, the merchant bears 25 %, the platform 75 %. */
    private static final PaidShares SAVED = new PaidShares(
            10_000,
            8_000,
            List.of(new Funded("cam_1", "merchant:mer_1", 500, 0), new Funded("cam_1", "platform", 1_500, 0)));

    @Test
    void givesEachPartBackInProportion() {
        // 30 % of everything: 24.00 cash, 1.50 and 4.50 to the budgets.
        assertThat(plan(SAVED, 0, 3_000))
                .isEqualTo(new Refunding.Plan(
                        3_000,
                        2_400,
                        0,
                        List.of(new Funded("cam_1", "merchant:mer_1", 150, 0), new Funded("cam_1", "platform", 450, 0)),
                        7_000,
                        false));
    }

    @Test
    void saysWhenNothingIsLeft() {
        Refunding.Plan rest = plan(SAVED, 3_000, 7_000);
        assertThat(rest.full()).isTrue();
        assertThat(rest.leftMinor()).isZero();
        // 80.00 - 24.00
        assertThat(rest.cashMinor()).isEqualTo(5_600);
        assertThat(rest.toBudgetsMinor()).isEqualTo(1_400);
        assertThat(Refunds.plan(SAVED, 3_000, 7_001)).isEqualTo(new Refunding.AboveLeft(7_000));
        assertThat(Refunds.plan(SAVED, 10_000, 1)).isEqualTo(new Refunding.AboveLeft(0));
        assertThatThrownBy(() -> Refunds.plan(SAVED, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesCashbackBackRoundedDownUntilTheLast() {
        // 5 % cashback on 9.99: 0.49. A third of it, 3.33: 0.49 · 333 / 999 = 0.1633, 16 cents; two thirds 32; all 49.
        PaidShares paid = new PaidShares(999, 999, List.of(new Funded("cam_1", "platform", 0, 49)));
        assertThat(plan(paid, 0, 333).cashbackMinor()).isEqualTo(16);
        assertThat(plan(paid, 333, 333).cashbackMinor()).isEqualTo(16);
        Refunding.Plan last = plan(paid, 666, 333);
        assertThat(last.cashbackMinor()).isEqualTo(17);
        assertThat(last.netToCustomerMinor()).isEqualTo(333 - 17);
        assertThat(last.toBudgetsMinor()).isEqualTo(17);
    }

    @Test
    void refundsAPaymentThatCostTheCustomerNothing() {
        PaidShares free = new PaidShares(600, 0, List.of(new Funded("cam_1", "platform", 600, 0)));
        Refunding.Plan plan = plan(free, 0, 200);
        assertThat(plan.cashMinor()).isZero();
        assertThat(plan.toBudgetsMinor()).isEqualTo(200);
    }

    /** A card gave a part of the cash: over any sequence it gets exactly that back, and never more than a refund's cash. */
    @Test
    void givesACardItsShareOverAnySequence() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long cash = random.nextLong(1, 3_000);
            long discount = random.nextLong(0, 1_000);
            long card = random.nextLong(0, cash + 1);
            PaidShares paid =
                    new PaidShares(cash + discount, cash, List.of(new Funded("cam_1", "platform", discount, 0)));
            long refunded = 0;
            long toCard = 0;
            while (refunded < paid.grossMinor()) {
                long gross = random.nextLong(1, paid.grossMinor() - refunded + 1);
                Refunding.Plan plan = plan(paid, refunded, gross);
                long part = Refunds.cashToSource(paid, card, refunded, gross);
                assertThat(part).as("seed %d", seed).isBetween(0L, plan.cashMinor());
                toCard += part;
                refunded += gross;
            }
            assertThat(toCard).as("seed %d", seed).isEqualTo(card);
        }
    }

    @Test
    void sumsExactlyOverAnySequence() {
        runOrders(20_000);
    }

    @Test
    @Tag("long")
    void sumsExactlyOverAnySequenceOfAMillionOrders() {
        runOrders(1_000_000);
    }

    private static void runOrders(int orders) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < orders; n++) {
            PaidShares paid = paid(random);
            List<Long> sequence = new ArrayList<>();
            long refunded = 0;
            long cash = 0;
            long cashback = 0;
            long[] discounts = new long[paid.funded().size()];
            long[] cashbacks = new long[paid.funded().size()];
            while (refunded < paid.grossMinor()) {
                long left = paid.grossMinor() - refunded;
                long gross = sequence.size() > 20 ? left : amount(random, left);
                sequence.add(gross);
                Refunding.Plan plan = plan(paid, refunded, gross);
                refunded += gross;
                long dealt = plan.cashMinor();
                long takenBack = 0;
                boolean sound = plan.cashMinor() >= 0 && plan.cashbackMinor() >= 0;
                for (int i = 0; i < discounts.length; i++) {
                    Funded part = plan.sponsors().get(i);
                    sound &= part.discountMinor() >= 0 && part.cashbackMinor() >= 0;
                    discounts[i] += part.discountMinor();
                    cashbacks[i] += part.cashbackMinor();
                    dealt += part.discountMinor();
                    takenBack += part.cashbackMinor();
                    sound &= discounts[i] <= paid.funded().get(i).discountMinor();
                    sound &= cashbacks[i] <= paid.funded().get(i).cashbackMinor();
                }
                cash += plan.cashMinor();
                cashback += plan.cashbackMinor();
                sound &= dealt == gross && takenBack == plan.cashbackMinor() && cash <= paid.cashMinor();
                sound &= plan.leftMinor() == paid.grossMinor() - refunded;
                sound &= plan.full() == (refunded == paid.grossMinor());
                // The same in one step from the beginning: what has come back depends on the sum alone.
                sound &= plan(paid, 0, refunded).cashMinor() == cash;
                assertTrue(sound, seed, paid, sequence);
            }
            assertTrue(cash == paid.cashMinor() && cashback == paid.cashbackMinor(), seed, paid, sequence);
            for (int i = 0; i < discounts.length; i++) {
                Funded part = paid.funded().get(i);
                assertTrue(
                        discounts[i] == part.discountMinor() && cashbacks[i] == part.cashbackMinor(),
                        seed,
                        paid,
                        sequence);
            }
        }
    }

    private static void assertTrue(boolean sound, long seed, PaidShares paid, List<Long> sequence) {
        if (!sound) {
            throw new AssertionError("seed %d: %s refunded by %s".formatted(seed, paid, sequence));
        }
    }

    private static PaidShares paid(Random random) {
        int sponsors = random.nextInt(5);
        long[] weights = ApportioningTests.weights(random, sponsors + 1);
        long gross = Arrays.stream(weights).sum();
        List<Funded> funded = new ArrayList<>();
        long cashbackLeft = random.nextBoolean() ? weights[0] : 0;
        for (int i = 0; i < sponsors; i++) {
            long cashback = cashbackLeft == 0 ? 0 : Math.floorMod(random.nextLong(), cashbackLeft + 1);
            cashbackLeft -= cashback;
            funded.add(new Funded("cam_" + i, "s" + i, weights[i + 1], cashback));
        }
        return gross == 0 ? new PaidShares(1, 1, List.of()) : new PaidShares(gross, weights[0], funded);
    }

    private static long amount(Random random, long left) {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> Math.min(left, 1 + random.nextInt(100));
            case 2 -> left;
            default -> 1 + Math.floorMod(random.nextLong(), left);
        };
    }

    private static Refunding.Plan plan(PaidShares paid, long refunded, long gross) {
        return (Refunding.Plan) Refunds.plan(paid, refunded, gross);
    }
}
