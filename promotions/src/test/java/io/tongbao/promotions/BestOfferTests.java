package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The engine against brute force that shares only the record types with it. */
class BestOfferTests {

    @Test
    void agreesWithBruteForceOnRandomCases() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int applied = 0;
        for (int n = 0; n < 20_000; n++) {
            Case random1 = Case.of(random);
            Optional<Worth> expected = random1.best();
            Pricing pricing = random1.price();
            String what = "seed %d, case %d: %s".formatted(seed, n, random1);
            assertThat(pricing.applied().stream().map(AppliedOffer::offerId).findFirst())
                    .as(what)
                    .isEqualTo(expected.map(worth -> worth.offer().id()));
            assertThat(pricing.discountMinor())
                    .as(what)
                    .isEqualTo(expected.map(Worth::discount).orElse(0L));
            assertThat(pricing.cashbackMinor())
                    .as(what)
                    .isEqualTo(expected.map(Worth::cashback).orElse(0L));
            assertThat(pricing.payableMinor() + pricing.discountMinor())
                    .as(what)
                    .isEqualTo(pricing.grossMinor());
            assertThat(pricing.payableMinor()).as(what).isNotNegative();
            assertThat(pricing.applied().size() + pricing.notApplied().size())
                    .as(what)
                    .isEqualTo(random1.offers().size());
            for (AppliedOffer offer : pricing.applied()) {
                applied++;
                assertExact(offer, random1, what);
            }
        }
        assertThat(applied).as("seed %d", seed).isGreaterThan(2_000);
    }

    private static void assertExact(AppliedOffer offer, Case priced, String what) {
        long byLine = 0;
        for (int i = 0; i < offer.lines().size(); i++) {
            long share = offer.lines().get(i).discountMinor();
            assertThat(share)
                    .as(what)
                    .isBetween(0L, priced.basket().lines().get(i).amountMinor());
            byLine += share;
        }
        assertThat(byLine).as(what).isEqualTo(offer.discountMinor());
        long discount = 0;
        long cashback = 0;
        for (AppliedOffer.SponsorPart part : offer.sponsors()) {
            discount += part.discountMinor();
            cashback += part.cashbackMinor();
        }
        assertThat(discount).as(what).isEqualTo(offer.discountMinor());
        assertThat(cashback).as(what).isEqualTo(offer.cashbackMinor());
    }

    private record Worth(Offer offer, long discount, long cashback) {
        boolean beats(Worth other) {
            if (discount + cashback != other.discount + other.cashback) {
                return discount + cashback > other.discount + other.cashback;
            }
            if (!offer.schedule().end().equals(other.offer.schedule().end())) {
                return offer.schedule().end().isBefore(other.offer.schedule().end());
            }
            return offer.id().compareTo(other.offer.id()) < 0;
        }
    }

    private record Case(Basket basket, List<Offer> offers, Standing standing) {

        Pricing price() {
            List<LiveOffer> live = offers.stream().map(LiveOffer::compile).toList();
            return Pricer.price(
                    PricingRequest.of(NOON, "mer_1", "cus_1", basket, live).with(standing));
        }

        /** Every offer by itself, in plain big numbers; the best by comparing each with each. */
        Optional<Worth> best() {
            List<Worth> worths = new ArrayList<>();
            for (Offer offer : offers) {
                worth(offer).ifPresent(worths::add);
            }
            return worths.stream()
                    .filter(one -> worths.stream().allMatch(other -> one == other || one.beats(other)))
                    .findFirst();
        }

        private Optional<Worth> worth(Offer offer) {
            long gross = 0;
            for (BasketLine line : basket.lines()) {
                gross += line.unitPriceMinor() * line.quantity();
            }
            Standing.OfOffer books =
                    java.util.Objects.requireNonNull(standing.offers().get(offer.id()));
            boolean running = NOON.compareTo(offer.schedule().start()) >= 0
                    && NOON.compareTo(offer.schedule().end()) < 0;
            boolean here = offer.merchantIds().isEmpty() || offer.merchantIds().contains("mer_1");
            boolean usesLeft = offer.usesPerCustomer().isEmpty()
                    || books.uses() + 1 <= offer.usesPerCustomer().getAsLong();
            if (!running
                    || !here
                    || !usesLeft
                    || books.paused()
                    || !offer.currency().equals("CNY")) {
                return Optional.empty();
            }
            long discount = 0;
            long cashback = 0;
            switch (offer.benefit()) {
                case Benefit.SpendAndSave save -> {
                    for (Benefit.SpendAndSave.Step step : save.steps()) {
                        if (gross >= step.thresholdMinor()) {
                            discount = Math.max(discount, step.offMinor());
                        }
                    }
                }
                case Benefit.PercentOff percent -> {
                    if (gross >= percent.thresholdMinor()) {
                        discount = capped(gross, percent.basisPoints(), percent.capMinor());
                    }
                }
                case Benefit.FirstOrder first -> {
                    long before = first.scope() == OrderScope.WALLET
                            ? standing.ordersInWallet()
                            : standing.ordersAtMerchant();
                    if (gross >= first.thresholdMinor() && before == 0) {
                        discount = Math.min(gross, first.offMinor());
                    }
                }
                case Benefit.Cashback back -> {
                    if (gross >= back.thresholdMinor()) {
                        cashback = capped(gross, back.basisPoints(), back.capMinor());
                    }
                }
            }
            if (discount + cashback == 0) {
                return Optional.empty();
            }
            if (offer.dayBudgetMinor().isPresent()
                    && books.spentTodayMinor() + discount + cashback
                            > offer.dayBudgetMinor().getAsLong()) {
                return Optional.empty();
            }
            long[] byDiscount = offer.bySponsor(discount);
            long[] byCashback = offer.bySponsor(cashback);
            for (int i = 0; i < byDiscount.length; i++) {
                long left = books.budgetLeftMinor()
                        .getOrDefault(offer.sponsors().get(i).sponsorId(), 0L);
                if (byDiscount[i] + byCashback[i] > left) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Worth(offer, discount, cashback));
        }

        private static long capped(long gross, int basisPoints, OptionalLong cap) {
            long part = BigInteger.valueOf(gross)
                    .multiply(BigInteger.valueOf(basisPoints))
                    .divide(BigInteger.valueOf(10_000))
                    .longValueExact();
            return cap.isPresent() ? Math.min(part, cap.getAsLong()) : part;
        }

        static Case of(Random random) {
            List<BasketLine> lines = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                long unit = random.nextInt(8) == 0
                        ? Math.floorMod(random.nextLong(), Amounts.MAX / 100)
                        : random.nextInt(3_000);
                lines.add(new BasketLine("l" + i, "p" + i, Optional.empty(), unit, 1 + random.nextInt(4)));
            }
            List<Offer> offers = new ArrayList<>();
            Map<String, Standing.OfOffer> books = new HashMap<>();
            int offerCount = random.nextInt(8);
            for (int i = 0; i < offerCount; i++) {
                Offer offer = offer(random, "off_" + i);
                offers.add(offer);
                Map<String, Long> left = new HashMap<>();
                offer.sponsors()
                        .forEach(share -> left.put(
                                share.sponsorId(), random.nextInt(5) == 0 ? random.nextInt(500) : Amounts.MAX));
                books.put(
                        offer.id(),
                        new Standing.OfOffer(random.nextInt(10) == 0, left, random.nextInt(800), random.nextInt(3)));
            }
            return new Case(
                    new Basket("CNY", lines), offers, new Standing(random.nextInt(2), random.nextInt(2), books));
        }

        private static Offer offer(Random random, String id) {
            // Small numbers, so that ties and edges come often.
            Benefit benefit = switch (random.nextInt(4)) {
                case 0 ->
                    new Benefit.SpendAndSave(List.of(
                            new Benefit.SpendAndSave.Step(1_000, 100 + 100 * random.nextInt(2)),
                            new Benefit.SpendAndSave.Step(
                                    2_000 + random.nextInt(1_000), 300 + 100 * random.nextInt(3))));
                case 1 -> new Benefit.PercentOff(1 + random.nextInt(10_000), cap(random), random.nextInt(2_000));
                case 2 ->
                    new Benefit.FirstOrder(
                            100L * (1 + random.nextInt(5)),
                            random.nextInt(2_000),
                            OrderScope.values()[random.nextInt(2)]);
                default -> new Benefit.Cashback(1 + random.nextInt(10_000), cap(random), random.nextInt(2_000));
            };
            int first = 1 + random.nextInt(9_999);
            List<SponsorShare> sponsors = random.nextBoolean()
                    ? List.of(new SponsorShare("platform", 10_000))
                    : List.of(new SponsorShare("platform", first), new SponsorShare("brand", 10_000 - first));
            Instant start = NOON.minusSeconds(random.nextInt(10) == 0 ? -1 : random.nextInt(3));
            return new Offer(
                    id,
                    1,
                    "cam_" + id,
                    id,
                    benefit,
                    Condition.ALWAYS,
                    random.nextInt(6) == 0
                            ? Set.of("mer_2")
                            : random.nextBoolean() ? Set.of() : Set.of("mer_1", "mer_2"),
                    new Schedule(start, start.plusSeconds(1 + random.nextInt(4))),
                    Amounts.MAX,
                    random.nextInt(3) == 0 ? OptionalLong.of(1_000) : OptionalLong.empty(),
                    random.nextInt(3) == 0 ? OptionalLong.of(2) : OptionalLong.empty(),
                    sponsors,
                    SHANGHAI,
                    random.nextInt(12) == 0 ? "GBP" : "CNY");
        }

        private static OptionalLong cap(Random random) {
            return random.nextBoolean() ? OptionalLong.of(100L * (1 + random.nextInt(6))) : OptionalLong.empty();
        }
    }
}
