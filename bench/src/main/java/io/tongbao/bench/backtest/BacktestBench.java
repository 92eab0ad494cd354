package io.tongbao.bench.backtest;

import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.price.Market;
import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Standing;
import io.tongbao.promotions.backtest.BackTest;
import io.tongbao.promotions.backtest.Draft;
import io.tongbao.promotions.backtest.PastPayment;
import io.tongbao.promotions.backtest.Report;
import io.tongbao.promotions.backtest.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code backtest.million}: seconds for a draft over a million payments beside 200 live offers, by two threads; making the payments is not counted.
 * The baseline is a plain run, one payment after the other over every offer that holds there, on a sample and scaled up. On the sample both must
 * have cost every sponsor the same to the cent, or there is no figure.
 */
public final class BacktestBench implements BenchGroup {
    private static final int PAYMENTS = 1_000_000;
    private static final int SAMPLE = 20_000;
    private static final int PAGE = 5_000;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Window WINDOW =
            new Window(Market.NOW, Market.NOW.plus(STEP.multipliedBy(PAYMENTS)), Market.ZONE);

    @Override
    public String name() {
        return "backtest";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("backtest.million");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        List<Offer> live = new Market(9, 4, 200).offers();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Ran warm = ran(live, SAMPLE, threads);
            run.beginMeasuring();
            long begun = System.nanoTime();
            Map<String, Long> plain = new Plain(live).run(SAMPLE);
            double baseline = (System.nanoTime() - begun) / 1e9 * PAYMENTS / SAMPLE;
            if (plain.isEmpty() || !plain.equals(warm.report().bySponsor())) {
                throw new IllegalStateException(
                        "The sample cost " + warm.report().bySponsor() + ", a plain run says " + plain);
            }
            run.say("On %,d payments both cost the sponsors %s".formatted(SAMPLE, plain));
            Ran all = ran(live, PAYMENTS, threads);
            run.say("On %,d payments the draft reached %,d for %,d, its budget was gone at %s"
                    .formatted(
                            PAYMENTS,
                            all.report().cost().payments(),
                            all.report().cost().costMinor(),
                            all.report().goneAt().map(Instant::toString).orElse("no time")));
            return List.of(Measurement.against("backtest.million", all.seconds(), "s", baseline));
        }
    }

    private record Ran(Report report, double seconds) {}

    private static Ran ran(List<Offer> live, int payments, ExecutorService threads) throws InterruptedException {
        long nanos = System.nanoTime();
        BackTest test = new BackTest(
                WINDOW, List.of(new Draft(List.of(draft()))), live, Market.stacking(), Calendars.NONE, threads);
        nanos = System.nanoTime() - nanos;
        Past past = new Past();
        for (int done = 0; done < payments; done += PAGE) {
            List<PastPayment> page = past.next(PAGE);
            long begun = System.nanoTime();
            test.run(page);
            nanos += System.nanoTime() - begun;
        }
        return new Ran(test.reports().getFirst(), nanos / 1e9);
    }

    /** Better than most, for few of a customer's orders, and held by what a day may cost. */
    private static Offer draft() {
        return new Offer(
                "off_draft",
                1,
                "cam_draft",
                "Draft",
                Benefit.AmountOff.ofOrder(4_000),
                Condition.AmountAtLeast.gross(20_000),
                Set.of(),
                new Schedule(WINDOW.from(), WINDOW.to().plus(Duration.ofDays(1))),
                new Offer.Budget(
                        30_000_000L,
                        OptionalLong.of(2_000_000L),
                        OptionalLong.empty(),
                        OptionalLong.of(2),
                        OptionalLong.empty(),
                        List.of(new SponsorShare("bank", 7_000), new SponsorShare("shop", 3_000)),
                        Offer.Edge.ALL_OR_NOTHING),
                Offer.Combining.in("alone"),
                0,
                Market.ZONE,
                "CNY",
                false);
    }

    /** The same payments each time: half at the shop where offers match, the rest elsewhere. */
    private static final class Past {
        private final Market market = new Market(0, 0, 0);
        private final Random random = new Random(20_261_111);
        private int made;

        List<PastPayment> next(int count) {
            List<PastPayment> page = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String merchantId = random.nextBoolean() ? Market.MERCHANT : "mer_" + (1 + random.nextInt(200));
                page.add(new PastPayment(
                        "pay_%07d".formatted(made),
                        WINDOW.from().plus(STEP.multipliedBy(made)),
                        Setting.at(merchantId),
                        market.customer(),
                        market.basket(1 + random.nextInt(5))));
                made++;
            }
            return page;
        }
    }

    /** Payment after payment, every offer that holds there judged, what each has spent looked up and added up by hand. */
    private static final class Plain {
        private final List<LiveOffer> offers = new ArrayList<>();
        private final Map<String, Spent> spent = new HashMap<>();
        private final Map<String, Long> orders = new HashMap<>();

        private static final class Spent {
            private final Map<String, Long> bySponsor = new TreeMap<>();
            private final Map<LocalDate, Long> byDay = new HashMap<>();
            private final Map<String, Long> uses = new HashMap<>();
        }

        Plain(List<Offer> live) {
            List<Offer> all = new ArrayList<>(live);
            all.add(draft());
            for (Offer offer : all) {
                offers.add(LiveOffer.compile(offer, Calendars.NONE));
                spent.put(offer.id(), new Spent());
            }
        }

        Map<String, Long> run(int payments) {
            Past past = new Past();
            for (int done = 0; done < payments; done += PAGE) {
                past.next(PAGE).forEach(this::pay);
            }
            return of("off_draft").bySponsor;
        }

        private void pay(PastPayment payment) {
            String customerId = payment.customer().id();
            String merchantId = payment.setting().merchantId().orElseThrow();
            Map<String, Standing.OfOffer> standings = new HashMap<>();
            List<LiveOffer> asked = new ArrayList<>();
            for (LiveOffer each : offers) {
                Offer offer = each.offer();
                if (offer.merchantIds().isEmpty() || offer.merchantIds().contains(merchantId)) {
                    asked.add(each);
                    standings.put(offer.id(), standing(offer, payment));
                }
            }
            long inWallet = orders.merge(customerId, 1L, Long::sum) - 1;
            long here = orders.merge(customerId + ' ' + merchantId, 1L, Long::sum) - 1;
            Pricing pricing = Pricer.price(
                    PricingRequest.of(payment.at(), payment.setting(), payment.customer(), payment.basket(), asked)
                            .with(Market.stacking())
                            .with(new Standing(inWallet, here, standings)));
            for (AppliedOffer applied : pricing.applied()) {
                Spent of = of(applied.offerId());
                applied.sponsors().forEach(part -> of.bySponsor.merge(part.sponsorId(), part.spendMinor(), Long::sum));
                of.byDay.merge(applied.day(), applied.spendMinor(), Long::sum);
                of.uses.merge(customerId, 1L, Long::sum);
            }
        }

        private Standing.OfOffer standing(Offer offer, PastPayment payment) {
            Spent of = of(offer.id());
            Map<String, Long> left = new HashMap<>();
            long[] parts = offer.budget().bySponsor(offer.budget().totalMinor());
            for (int i = 0; i < parts.length; i++) {
                String sponsorId = offer.budget().sponsors().get(i).sponsorId();
                left.put(sponsorId, parts[i] - of.bySponsor.getOrDefault(sponsorId, 0L));
            }
            return new Standing.OfOffer(
                    false,
                    left,
                    of.byDay.getOrDefault(offer.dayOf(payment.at()), 0L),
                    0,
                    of.uses.getOrDefault(payment.customer().id(), 0L),
                    0);
        }

        private Spent of(String offerId) {
            Spent found = spent.get(offerId);
            if (found == null) {
                throw new IllegalArgumentException("No such offer: " + offerId);
            }
            return found;
        }
    }
}
