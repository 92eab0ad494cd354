package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.promotions.PaidShares.Earned;
import io.tongbao.promotions.PaidShares.Funded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefundsTests {
    /** 满100减20 on 100.00, the merchant bears 25 %, the platform 75 %. */
    private static final PaidShares SAVED = PaidShares.ofTotals(
            10_000,
            8_000,
            List.of(new Funded("cam_1", "merchant:mer_1", 500, 0), new Funded("cam_1", "platform", 1_500, 0)));

    /** Three teas of 9.00 and a cake of 20.00; 5.00 off by 27 : 20, that is 2.87 and 2.13; 60 : 40; 11 points. */
    private static final PaidShares LINES = new PaidShares(
            List.of(
                    new PaidShares.Line("tea", 900, 3, 2_413, List.of(172L, 115L)),
                    new PaidShares.Line("cake", 2_000, 1, 1_787, List.of(128L, 85L))),
            List.of(new Funded("cam_1", "bank", 300, 0), new Funded("cam_1", "brand", 200, 0)),
            List.of(new Earned("cam_2", 11)));

    private static Refunding.Plan plan(PaidShares paid, long refunded, long gross) {
        return (Refunding.Plan) Refunds.plan(paid, refunded, gross);
    }

    @Test
    void givesEachPartBackInProportion() {
        // 30 % of everything: 24.00 cash, 1.50 and 4.50 to the budgets.
        assertThat(plan(SAVED, 0, 3_000))
                .isEqualTo(new Refunding.Plan(
                        3_000,
                        2_400,
                        0,
                        List.of(new Funded("cam_1", "merchant:mer_1", 150, 0), new Funded("cam_1", "platform", 450, 0)),
                        List.of(),
                        List.of(new Refunding.OfLine("all", 3_000, 2_400)),
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
        assertThatThrownBy(() -> Refunds.plan(SAVED, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesCashbackBackRoundedDownUntilTheLast() {
        // 5 % cashback on 9.99: 0.49. A third of it, 3.33: 0.49 · 333 / 999 = 0.1633, 16 cents; two thirds 32; all 49.
        PaidShares paid = PaidShares.ofTotals(999, 999, List.of(new Funded("cam_1", "platform", 0, 49)));
        assertThat(plan(paid, 0, 333).cashbackMinor()).isEqualTo(16);
        assertThat(plan(paid, 333, 333).cashbackMinor()).isEqualTo(16);
        Refunding.Plan last = plan(paid, 666, 333);
        assertThat(last.cashbackMinor()).isEqualTo(17);
        assertThat(last.netToCustomerMinor()).isEqualTo(333 - 17);
        assertThat(last.toBudgetsMinor()).isEqualTo(17);
    }

    @Test
    void refundsAPaymentThatCostTheCustomerNothing() {
        PaidShares free = PaidShares.ofTotals(600, 0, List.of(new Funded("cam_1", "platform", 600, 0)));
        assertThat(plan(free, 0, 200).cashMinor()).isZero();
        assertThat(plan(free, 0, 200).toBudgetsMinor()).isEqualTo(200);
        assertThat(Refunds.cashToSources(free, List.of(0L, 0L), 0, 200)).containsExactly(0L, 0L);
    }

    @Test
    void refundsUnitsOfALine() {
        Refunding.Plan tea = (Refunding.Plan) Refunds.plan(LINES, Map.of(), Map.of("tea", 900L));
        // A third of 24.13 : 1.72 : 1.15 is 8.0433, 0.5733, 0.3833, so 8.04, 0.57 and 0.38 are sure. The cent that is
        // missing goes to
        // the unit that ranks highest: 2413 / (2 · 805 - 1) = 1.4997, 172 / (2 · 58 - 1) = 1.4957, 115 / (2 · 39 - 1) =
        // 1.4935: to cash.
        assertThat(tea.cashMinor()).isEqualTo(805);
        assertThat(tea.sponsors())
                .containsExactly(new Funded("cam_1", "bank", 57, 0), new Funded("cam_1", "brand", 38, 0));
        assertThat(tea.lines()).containsExactly(new Refunding.OfLine("tea", 900, 805));
        // 11 points · 9 / 47 = 2.1
        assertThat(tea.points()).containsExactly(new Earned("cam_2", 2));
        assertThat(tea.leftMinor()).isEqualTo(3_800);
        // A tea more than there were.
        assertThat(Refunds.plan(LINES, Map.of("tea", 1_800L), Map.of("tea", 901L)))
                .isEqualTo(new Refunding.AboveLeft(900));
        assertThatThrownBy(() -> Refunds.plan(LINES, Map.of(), Map.of("gum", 1L)))
                .hasMessageContaining("gum");
        assertThatThrownBy(() -> Refunds.plan(LINES, 0, 1)).hasMessageContaining("line by line");
        assertThatThrownBy(() -> Refunds.cashToSources(LINES, List.of(1L), 0, 1))
                .hasMessageContaining("line by line");
    }

    @Test
    void freezesTheSharesOfEveryUnit() {
        List<PaidShares.Unit> units = LINES.lines().getFirst().units(0, 3);
        assertThat(units.getFirst()).isEqualTo(new PaidShares.Unit(805, List.of(57L, 38L)));
        assertThat(units.stream().mapToLong(PaidShares.Unit::cashMinor).sum()).isEqualTo(2_413);
        assertThat(LINES.lines().getFirst().units(1, 3)).isEqualTo(units.subList(1, 3));
    }

    @Test
    void refusesSharesThatDoNotSum() {
        assertThatThrownBy(() -> new PaidShares.Line("tea", 900, 3, 2_700, List.of(1L)))
                .hasMessageContaining("2701");
        assertThatThrownBy(() -> new PaidShares(
                        List.of(new PaidShares.Line("tea", 900, 1, 800, List.of(100L))),
                        List.of(new Funded("cam_1", "bank", 99, 0)),
                        List.of()))
                .hasMessageContaining("99");
    }

    /** Bonus, card and balance gave the cash: over any sequence each gets exactly its part back, and no refund gives more than its cash. */
    @Test
    void givesEverySourceItsShareOverAnySequence() {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 4_000; i++) {
            long cash = random.nextLong(0, 3_000);
            long discount = random.nextLong(1, 1_000);
            List<Long> sources = sources(cash, random);
            PaidShares paid =
                    PaidShares.ofTotals(cash + discount, cash, List.of(new Funded("cam_1", "platform", discount, 0)));
            long refunded = 0;
            long[] back = new long[sources.size()];
            while (refunded < paid.grossMinor()) {
                long gross = random.nextLong(1, paid.grossMinor() - refunded + 1);
                Refunding.Plan plan = plan(paid, refunded, gross);
                List<Long> parts = Refunds.cashToSources(paid, sources, refunded, gross);
                assertThat(parts).as("seed %d", seed).allMatch(part -> part >= 0);
                assertThat(parts.stream().mapToLong(Long::longValue).sum())
                        .as("seed %d", seed)
                        .isEqualTo(plan.cashMinor());
                for (int n = 0; n < back.length; n++) {
                    back[n] += parts.get(n);
                }
                refunded += gross;
            }
            assertThat(back)
                    .as("seed %d", seed)
                    .containsExactly(sources.stream().mapToLong(Long::longValue).toArray());
        }
    }

    @Test
    void refusesSourcesThatDoNotSumToTheCash() {
        assertThatThrownBy(() -> Refunds.cashToSources(SAVED, List.of(1L, 2L), 0, 1))
                .hasMessageContaining("[1, 2]");
    }

    /** The cash, divided at random among three. */
    private static List<Long> sources(long cash, SplittableRandom random) {
        long bonus = random.nextLong(cash + 1);
        long card = random.nextLong(cash - bonus + 1);
        return List.of(bonus, card, cash - bonus - card);
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
        long first = Long.getLong("tongbao.seed", System.nanoTime());
        int refunds = 0;
        for (long seed = first; seed < first + orders; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PaidShares paid;
            String what;
            if (seed % 4 == 0) {
                paid = largeShares(random);
                what = paid.toString();
            } else {
                PricingRequest request = RandomCheckout.of(seed);
                paid = Pricer.price(request).shares();
                what = RandomCheckout.text(request);
            }
            try {
                refunds += refundAll(paid, random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dtongbao.seed=%d: %s%n%s".formatted(seed, e.getMessage(), what), e);
            }
        }
        System.out.printf("%d orders from seed %d, %d refunds%n", orders, first, refunds);
        assertThat(refunds).isGreaterThan(orders);
    }

    private static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** What has come back so far, in one row: cash, then of every sponsor discount and cashback, then points. */
    private static long[] row(Refunding.Plan plan) {
        List<Long> row = new ArrayList<>(List.of(plan.cashMinor()));
        plan.sponsors().forEach(part -> row.addAll(List.of(part.discountMinor(), part.cashbackMinor())));
        plan.points().forEach(part -> row.add(part.points()));
        return row.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] row(PaidShares paid) {
        List<Long> row = new ArrayList<>(List.of(paid.cashMinor()));
        paid.funded().forEach(part -> row.addAll(List.of(part.discountMinor(), part.cashbackMinor())));
        paid.earned().forEach(part -> row.add(part.points()));
        return row.stream().mapToLong(Long::longValue).toArray();
    }

    /** Refunds by random amounts and units of random lines until nothing is left, and again in another order. */
    private static int refundAll(PaidShares paid, SplittableRandom random) {
        if (paid.grossMinor() == 0) {
            return 0;
        }
        for (PaidShares.Line line : paid.lines()) {
            if (line.quantity() <= 20) {
                checkUnits(line);
            }
        }
        List<Map<String, Long>> steps = steps(paid, random);
        refundBy(paid, steps, true, random);
        for (int i = steps.size() - 1; i > 0; i--) {
            steps.add(steps.remove(random.nextInt(i + 1)));
        }
        refundBy(paid, steps, false, random);
        return steps.size();
    }

    private static void checkUnits(PaidShares.Line line) {
        long cash = 0;
        long[] discounts = new long[line.discountsMinor().size()];
        for (PaidShares.Unit unit : line.units(0, line.quantity())) {
            long sum = unit.cashMinor();
            that(unit.cashMinor() >= 0, "a unit's cash is not below zero");
            for (int i = 0; i < discounts.length; i++) {
                long part = unit.discountsMinor().get(i);
                that(part >= 0, "a unit's share is not below zero");
                discounts[i] += part;
                sum += part;
            }
            that(sum == line.unitPriceMinor(), "a unit's shares sum to its price");
            cash += unit.cashMinor();
        }
        that(cash == line.cashMinor(), "the units' cash sums to the line's");
        that(
                Arrays.stream(discounts).boxed().toList().equals(line.discountsMinor()),
                "the units' shares sum to the line's");
    }

    private static List<Map<String, Long>> steps(PaidShares paid, SplittableRandom random) {
        Map<String, Long> left = new HashMap<>();
        paid.lines().forEach(line -> left.put(line.id(), line.grossMinor()));
        List<Map<String, Long>> steps = new ArrayList<>();
        while (left.values().stream().anyMatch(gross -> gross > 0)) {
            Map<String, Long> step = new HashMap<>();
            for (PaidShares.Line line : paid.lines()) {
                long open = left.getOrDefault(line.id(), 0L);
                if (open > 0 && (random.nextInt(3) == 0 || steps.size() > 5)) {
                    long asked = steps.size() > 5
                            ? open
                            : switch (random.nextInt(4)) {
                                case 0 -> 1;
                                case 1 -> open;
                                case 2 -> Math.min(open, line.unitPriceMinor());
                                default -> random.nextLong(open) + 1;
                            };
                    step.put(line.id(), asked);
                    left.put(line.id(), open - asked);
                }
            }
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static void refundBy(
            PaidShares paid, List<Map<String, Long>> steps, boolean inOrder, SplittableRandom random) {
        long[] whole = row(paid);
        long[] back = new long[whole.length];
        Map<String, Long> refunded = new HashMap<>();
        long gross = 0;
        List<Long> sources = sources(paid.cashMinor(), random);
        long[] toSources = new long[sources.size()];
        for (Map<String, Long> step : steps) {
            List<Long> parts = Refunds.cashToSources(paid, sources, refunded, step);
            Refunding.Plan plan = (Refunding.Plan) Refunds.plan(paid, refunded, step);
            long ofSources = 0;
            for (int n = 0; n < toSources.length; n++) {
                that(parts.get(n) >= 0, "no source gives again");
                toSources[n] += parts.get(n);
                ofSources += parts.get(n);
            }
            that(ofSources == plan.cashMinor(), "the sources' parts sum to the cash");
            step.forEach((line, asked) -> refunded.merge(line, asked, Long::sum));
            long now = step.values().stream().mapToLong(Long::longValue).sum();
            gross += now;
            long[] row = row(plan);
            for (int i = 0; i < row.length; i++) {
                that(row[i] >= 0, "nothing below zero");
                back[i] += row[i];
                that(back[i] <= whole[i], "never more than was paid");
            }
            long discounts =
                    plan.sponsors().stream().mapToLong(Funded::discountMinor).sum();
            that(plan.cashMinor() + discounts == now && plan.grossMinor() == now, "cash + discounts = gross");
            that(plan.netToCustomerMinor() + plan.toBudgetsMinor() == now, "to the customer + to the budgets = gross");
            that(plan.leftMinor() == paid.grossMinor() - gross, "what is left");
            that(plan.full() == (gross == paid.grossMinor()), "full when nothing is left");
            that(
                    plan.lines().stream().mapToLong(Refunding.OfLine::cashMinor).sum() == plan.cashMinor(),
                    "the lines' cash sums");
            if (inOrder) {
                // The same in one step from the beginning: what has come back depends on what was refunded alone.
                Refunding.Plan atOnce = (Refunding.Plan) Refunds.plan(paid, Map.of(), refunded);
                that(Arrays.equals(row(atOnce), back), "the same at once");
            }
        }
        that(Arrays.equals(back, whole), "everything has come back");
        that(
                Arrays.equals(
                        toSources, sources.stream().mapToLong(Long::longValue).toArray()),
                "every source has its part back");
    }

    /** Shares that no small basket has: amounts of all sizes, up to the largest. */
    private static PaidShares largeShares(SplittableRandom random) {
        int sponsors = random.nextInt(5);
        List<PaidShares.Line> lines = new ArrayList<>();
        long[] discounts = new long[sponsors];
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            long[] weights = new long[sponsors + 1];
            for (int j = 0; j < weights.length; j++) {
                weights[j] = switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(10);
                    case 2 -> random.nextInt(1_000_000);
                    default -> random.nextLong(Amounts.MAX / 20);
                };
                if (j > 0) {
                    discounts[j - 1] += weights[j];
                }
            }
            List<Long> parts = Arrays.stream(weights).boxed().toList();
            lines.add(new PaidShares.Line(
                    "l" + i, Arrays.stream(weights).sum(), 1, weights[0], parts.subList(1, parts.size())));
        }
        List<Funded> funded = new ArrayList<>();
        for (int j = 0; j < sponsors; j++) {
            long cashback = random.nextBoolean() ? random.nextLong(Amounts.MAX / 20) : random.nextInt(5);
            funded.add(new Funded("cam_" + j, "s" + j, discounts[j], cashback));
        }
        List<Earned> earned = random.nextBoolean()
                ? List.of(new Earned("cam_p", random.nextLong(Amounts.MAX / 2)), new Earned("cam_q", random.nextInt(9)))
                : List.of();
        return new PaidShares(lines, funded, earned);
    }
}
