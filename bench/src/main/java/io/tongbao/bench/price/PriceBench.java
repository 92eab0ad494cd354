package io.tongbao.bench.price;

import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Heap;
import io.tongbao.bench.Measurement;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The engine alone, on one core, from the live offers to the price with its reasons: {@code price.small} (5 lines, 200 live offers, at
 * least 8 matching) as prices a second, {@code price.large} (20 lines, 10,000 live offers, at least 30 matching, 12 of them combinable in three groups) as the
 * 99th percentile of one price. The baseline is the same engine where every live offer is judged, none found by index.
 */
public final class PriceBench implements BenchGroup {
    private static final int REQUESTS = 500;

    @Override
    public String name() {
        return "price";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("price.small", "price.large");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        if (chosen.contains("price.small")) {
            Prepared prepared = new Prepared(new Market(9, 4, 200), 5);
            prepared.describe("price.small", run);
            Timed timed = measure(prepared, run);
            Timed baseline = baseline(prepared, run);
            measured.add(Measurement.against("price.small", timed.perSecond(), "prices/s", baseline.perSecond()));
        }
        if (chosen.contains("price.large")) {
            double empty = Heap.liveBytes();
            LiveOffers offers = new Market(34, 12, 10_000).compiled();
            double bytes = (Heap.liveBytes() - empty) / offers.size();
            run.say(String.format(Locale.ROOT, "price.large: %,.0f bytes of heap a live offer", bytes));
            Prepared prepared = new Prepared(new Market(34, 12, 10_000), 20);
            prepared.describe("price.large", run);
            Timed timed = measure(prepared, run);
            Timed baseline = baseline(prepared, run);
            measured.add(
                    Measurement.against("price.large.p99", timed.percentile(0.99), "us", baseline.percentile(0.99)));
            measured.add(Measurement.of("price.large.p50", timed.percentile(0.5), "us"));
            measured.add(Measurement.of("price.large.bytes", bytes, "bytes/offer"));
        }
        return measured;
    }

    /** Customers and baskets at one merchant, with the live offers. */
    private static final class Prepared {
        private final LiveOffers live;
        private final Standing standing;
        private final List<PricingRequest> requests = new ArrayList<>();

        Prepared(Market market, int lines) {
            live = market.compiled();
            standing = untouched(live.all());
            for (int i = 0; i < REQUESTS; i++) {
                requests.add(PricingRequest.of(
                                Market.NOW,
                                Setting.at(Market.MERCHANT),
                                market.customer(),
                                market.basket(lines),
                                List.of())
                        .with(Market.stacking()));
            }
        }

        /** As a payment does, but that the books have been read: candidates by index, judging, the price. */
        Pricing price(int i) {
            PricingRequest asked = requests.get(i % requests.size());
            return price(
                    asked,
                    live.candidates(
                            new LiveOffers.PricingQuestion(Market.MERCHANT, asked.customer(), asked.basket()),
                            Market.NOW));
        }

        Pricing priceWithoutIndex(int i) {
            return price(requests.get(i % requests.size()), live.all());
        }

        private Pricing price(PricingRequest asked, List<LiveOffer> candidates) {
            return Pricer.judge(asked.among(candidates)).price(standing, 0);
        }

        private static Standing untouched(List<LiveOffer> offers) {
            Map<String, Standing.OfOffer> standings = HashMap.newHashMap(offers.size());
            for (LiveOffer each : offers) {
                Map<String, Long> left = HashMap.newHashMap(3);
                for (SponsorShare share : each.offer().budget().sponsors()) {
                    left.put(share.sponsorId(), 1_000_000_000L);
                }
                standings.put(each.offer().id(), new Standing.OfOffer(false, left, 0, 0, 0, 0));
            }
            return new Standing(3, 1, standings);
        }

        void describe(String name, BenchRun run) {
            long matched = 0;
            long applied = 0;
            int exact = 0;
            for (int i = 0; i < REQUESTS; i++) {
                Pricing pricing = price(i);
                applied += pricing.applied().size();
                exact += pricing.exact() ? 1 : 0;
                matched += pricing.applied().size()
                        + pricing.notApplied().stream()
                                .filter(missed -> missed.reason().name().startsWith("NOT_BEST"))
                                .count();
            }
            run.say(String.format(
                    Locale.ROOT,
                    "%s: %,d live offers, %.1f matched and %.1f applied a price, %d of %d exact",
                    name,
                    live.size(),
                    (double) matched / REQUESTS,
                    (double) applied / REQUESTS,
                    exact,
                    REQUESTS));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Timed(long[] nanos, int count, long elapsed) {
        double perSecond() {
            return count * 1e9 / elapsed;
        }

        /** In microseconds. */
        double percentile(double part) {
            long[] sorted = Arrays.copyOf(nanos, Math.min(count, nanos.length));
            Arrays.sort(sorted);
            return sorted[(int) (part * (sorted.length - 1))] / 1e3;
        }
    }

    private static Timed measure(Prepared prepared, BenchRun run) {
        // The compiler shares the cores: half a minute of it, before the code is what it will be.
        time(prepared::price, longer(run.measured(), Duration.ofSeconds(30)));
        run.beginMeasuring();
        return time(prepared::price, run.measured());
    }

    private static Timed baseline(Prepared prepared, BenchRun run) {
        time(prepared::priceWithoutIndex, run.measured());
        return time(prepared::priceWithoutIndex, run.measured().dividedBy(2));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private interface Act {
        Pricing price(int i);
    }

    private static Timed time(Act act, Duration duration) {
        long[] nanos = new long[2_000_000];
        long begun = System.nanoTime();
        long last = begun;
        long end = begun + duration.toNanos();
        int count = 0;
        long payable = 0;
        while (last < end) {
            payable += act.price(count).payableMinor();
            long now = System.nanoTime();
            nanos[count % nanos.length] = now - last;
            last = now;
            count++;
        }
        if (payable == 0) {
            throw new IllegalStateException("Nothing was priced");
        }
        return new Timed(nanos, count, last - begun);
    }
}
