package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: of all that the groups allow the engine takes what is best, and shows the second. Method: small checkouts made up from a
 * printed seed, each priced by the engine and by {@link BruteForce}; what differs is printed in full.
 */
class BestCombinationTests {

    @Test
    void agreesWithBruteForce() {
        compare(100_000);
    }

    @Test
    @Tag("long")
    void agreesWithBruteForceForLong() {
        compare(3_000_000);
    }

    private static void compare(int cases) {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        LongAdder inexact = new LongAdder();
        LongAdder several = new LongAdder();
        Map<OfferKind, Integer> applied = new ConcurrentHashMap<>();
        LongStream.range(seed, seed + cases).parallel().forEach(each -> {
            Pricing pricing = compareOne(each);
            inexact.add(pricing.exact() ? 0 : 1);
            several.add(pricing.applied().size() > 1 ? 1 : 0);
            pricing.applied().forEach(offer -> applied.merge(offer.kind(), 1, Integer::sum));
        });
        System.out.printf(
                "%d checkouts from seed %d: %s with several offers, %s too large to search; applied: %s%n",
                cases, seed, several, inexact, new TreeMap<>(applied));
        assertThat(inexact.sum()).isLessThan(cases / 1_000 + 1);
        assertThat(several.sum()).isGreaterThan(cases / 10);
        assertThat(applied.keySet()).containsExactlyInAnyOrder(OfferKind.values());
        assertThat(applied.values()).allMatch(times -> times > cases / 1_000);
    }

    private static Pricing compareOne(long seed) {
        PricingRequest request = RandomCheckout.of(seed);
        Pricing pricing = null;
        try {
            pricing = Pricer.price(request);
            PricingInvariants.check(request, pricing);
            compare(request, pricing);
            if (seed % 8 == 0) {
                assertTheSameAgain(request, pricing, seed);
            }
            return pricing;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "-Dtongbao.seed=%d: %s%n%s%n%s"
                            .formatted(seed, e.getMessage(), RandomCheckout.text(request), pricing),
                    e);
        }
    }

    private static void compare(PricingRequest request, Pricing pricing) {
        BruteForce brute = new BruteForce(request);
        List<BruteForce.Outcome> best = brute.best();
        if (!pricing.exact()) {
            assertThat(pricing.worthMinor()).isBetween(0L, best.getFirst().worth());
            return;
        }
        if (best.isEmpty()) {
            assertThat(pricing.applied()).as("nothing applies").isEmpty();
            assertThat(pricing.runnerUp()).isEmpty();
            return;
        }
        String found = text(pricing.applied());
        List<String> expected = best.stream().map(BestCombinationTests::text).toList();
        if (!expected.contains(found)) {
            throw new AssertionError("the best is " + expected + " and not " + found);
        }
        List<BruteForce.Outcome> second = brute.runnerUp();
        List<String> runnersUp =
                second.stream().map(BestCombinationTests::runnerUp).toList();
        String runnerUp = pricing.runnerUp()
                .map(shown ->
                        shown.offers().stream().map(Pricing.Named::offerId).toList() + " worth " + shown.worthMinor()
                                + ": " + shown.discountMinor() + " + " + shown.cashbackMinor())
                .orElse("none");
        if (runnersUp.isEmpty() ? !runnerUp.equals("none") : !runnersUp.contains(runnerUp)) {
            throw new AssertionError("the runner-up is " + runnersUp + " and not " + runnerUp);
        }
    }

    private static String text(List<AppliedOffer> applied) {
        StringBuilder text = new StringBuilder();
        for (AppliedOffer offer : applied) {
            Map<String, Long> off = new LinkedHashMap<>();
            offer.lines().forEach(line -> off.put(line.lineId(), line.discountMinor()));
            text.append(offer.offerId()).append(off).append(offer.cashbackMinor());
            text.append(' ').append(offer.bonusMinor()).append(' ').append(offer.points());
            text.append(' ')
                    .append(offer.gift().map(AppliedOffer.Gift::worthMinor).orElse(0L));
            text.append(offer.cut() ? " cut; " : "; ");
        }
        return text.toString();
    }

    private static String text(BruteForce.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (BruteForce.Given given : outcome.given()) {
            text.append(given.offer().id()).append(given.off()).append(given.cashback());
            text.append(' ').append(given.bonus()).append(' ').append(given.points());
            text.append(' ').append(given.gift()).append(given.cut() ? " cut; " : "; ");
        }
        return text.toString();
    }

    private static String runnerUp(BruteForce.Outcome outcome) {
        return outcome.ids() + " worth " + outcome.worth() + ": " + outcome.discount() + " + " + outcome.cashback();
    }

    /** The same input gives the same price, and so do the candidates in another order. */
    private static void assertTheSameAgain(PricingRequest request, Pricing pricing, long seed) {
        assertThat(Pricer.price(request)).isEqualTo(pricing);
        List<LiveOffer> shuffled = new ArrayList<>(request.candidates());
        Collections.shuffle(shuffled, new Random(seed));
        Pricing other = Pricer.price(new PricingRequest(
                request.now(),
                request.setting(),
                request.customer(),
                request.basket(),
                request.drawSeed(),
                request.stacking(),
                shuffled,
                request.standing(),
                request.refused()));
        assertThat(other.applied()).isEqualTo(pricing.applied());
        assertThat(other.runnerUp()).isEqualTo(pricing.runnerUp());
        assertThat(new HashSet<>(other.notApplied())).isEqualTo(new HashSet<>(pricing.notApplied()));
    }
}
