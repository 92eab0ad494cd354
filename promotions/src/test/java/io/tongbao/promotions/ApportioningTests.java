package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApportioningTests {

    @Test
    void givesMissingUnitsToTheLargestRemainders() {
        // 100 by 1:1:1 is 33⅓ each; one unit is missing, all remainders are equal, the first gets it.
        assertThat(Apportioning.largestRemainder(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
        // 10 by 60:25:15 is 6, 2.5, 1.5; one unit is missing, .5 and .5 tie, the earlier gets it.
        assertThat(Apportioning.largestRemainder(10, new long[] {60, 25, 15})).containsExactly(6, 3, 1);
        // 7 by 5:0:3 is 4.375, 0, 2.625; the unit missing goes to .625.
        assertThat(Apportioning.largestRemainder(7, new long[] {5, 0, 3})).containsExactly(4, 0, 3);
        assertThat(Apportioning.largestRemainder(0, new long[] {0, 0})).containsExactly(0, 0);
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThatThrownBy(() -> Apportioning.largestRemainder(1, new long[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Apportioning.largestRemainder(1, new long[] {2, -1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Apportioning.largestRemainder(-1, new long[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Apportioning.largestRemainder(1, new long[] {Long.MAX_VALUE, 1}))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void staysExactNearTheLargestAmount() {
        long max = Amounts.MAX; // 9007199254740991, odd
        // Halves of an odd number tie; the first gets the odd unit.
        assertThat(Apportioning.largestRemainder(max, new long[] {max, max}))
                .containsExactly(4503599627370496L, 4503599627370495L);
        // 9007199254740991 = 3 · 3002399751580330 + 1.
        assertThat(Apportioning.largestRemainder(max, new long[] {1, 1, 1}))
                .containsExactly(3002399751580331L, 3002399751580330L, 3002399751580330L);
    }

    @Test
    void sumsToTheTotalAndKeepsToTheQuota() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 20_000; n++) {
            long[] weights = weights(random, 1 + random.nextInt(8));
            long sum = Arrays.stream(weights).sum();
            long total = sum == 0 ? 0 : Math.floorMod(random.nextLong(), sum + 1);
            long[] parts = Apportioning.largestRemainder(total, weights);
            assertThat(Arrays.stream(parts).sum()).as("seed %d", seed).isEqualTo(total);
            for (int i = 0; i < parts.length; i++) {
                long floor = sum == 0
                        ? 0
                        : BigInteger.valueOf(total)
                                .multiply(BigInteger.valueOf(weights[i]))
                                .divide(BigInteger.valueOf(sum))
                                .longValueExact();
                assertThat(parts[i]).as("seed %d", seed).isBetween(floor, Math.min(floor + 1, weights[i]));
            }
        }
    }

    /** Against the rule said plainly: rank every unit of every part, take the highest. */
    @Test
    void dealsTheUnitsThatRankHighest() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 400; n++) {
            long[] weights = new long[1 + random.nextInt(5)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextInt(30);
            }
            record Unit(int part, long k, long weight) {}
            var units = new java.util.ArrayList<Unit>();
            for (int i = 0; i < weights.length; i++) {
                for (long k = 1; k <= weights[i]; k++) {
                    units.add(new Unit(i, k, weights[i]));
                }
            }
            units.sort((a, b) -> {
                int byRank = Long.compare(b.weight() * (2 * a.k() - 1), a.weight() * (2 * b.k() - 1));
                return byRank != 0 ? byRank : Integer.compare(a.part(), b.part());
            });
            long[] expected = new long[weights.length];
            assertThat(Apportioning.deal(0, weights)).containsExactly(expected);
            for (int dealt = 1; dealt <= units.size(); dealt++) {
                expected[units.get(dealt - 1).part()]++;
                assertThat(Apportioning.deal(dealt, weights))
                        .as("seed %d, %d of %s", seed, dealt, Arrays.toString(weights))
                        .containsExactly(expected);
            }
            assertThat(expected).containsExactly(weights);
        }
    }

    static long[] weights(Random random, int count) {
        long[] weights = new long[count];
        for (int i = 0; i < count; i++) {
            weights[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(10);
                case 2 -> random.nextInt(1_000_000);
                default -> Math.floorMod(random.nextLong(), Amounts.MAX / count);
            };
        }
        return weights;
    }
}
