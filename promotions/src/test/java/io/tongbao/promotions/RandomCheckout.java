package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.SHANGHAI;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes up small checkouts that a few offers of all kinds can meet, with small numbers, so that ties and edges come often. */
final class RandomCheckout {
    /** As many ways to give contested lines away as brute force shall try. */
    private static final int MAX_WAYS = 100;

    private final SplittableRandom random;
    private final List<BasketLine> lines = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private int onePerLineLeft;

    private RandomCheckout(long seed) {
        random = new SplittableRandom(seed);
    }

    static PricingRequest of(long seed) {
        return new RandomCheckout(seed).make();
    }

    /** The request in full, as a failing test shows it. */
    static String text(PricingRequest request) {
        StringBuilder text = new StringBuilder();
        text.append(request.stacking()).append('\n').append("draw ").append(request.drawSeed());
        text.append('\n').append(request.basket().currency()).append(", shipping ");
        text.append(request.basket().shippingMinor())
                .append(", fee ")
                .append(request.basket().feeMinor());
        request.basket().lines().forEach(line -> text.append('\n').append(line));
        request.candidates()
                .forEach(live -> text.append('\n')
                        .append(live.offer())
                        .append('\n')
                        .append("    ")
                        .append(request.standing().offers().get(live.offer().id())));
        return text.append('\n')
                .append(request.standing().ordersInWallet())
                .append(" orders, here ")
                .append(request.standing().ordersAtMerchant())
                .toString();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private PricingRequest make() {
        boolean topUp = oneIn(25);
        for (int i = topUp ? 3 : Math.max(random.nextInt(4), random.nextInt(4)); i < 4; i++) {
            long price = oneIn(12) ? 0 : oneIn(3) ? 100L * random.nextInt(1, 8) : random.nextInt(1, 900);
            lines.add(new BasketLine(
                    "l" + i,
                    "p" + random.nextInt(3),
                    oneIn(2) ? Optional.of("c" + random.nextInt(2)) : Optional.empty(),
                    price,
                    random.nextInt(1, 4),
                    oneIn(4) ? random.nextLong(price + 20) : 0));
        }
        Basket basket = new Basket(
                topUp ? Basket.Occasion.TOP_UP : Basket.Occasion.PURCHASE,
                "CNY",
                lines,
                oneIn(3) ? random.nextInt(1, 300) : 0,
                oneIn(4) ? random.nextInt(1, 60) : 0);
        List<Benefit> benefits = new ArrayList<>();
        for (int i = Math.max(random.nextInt(5), random.nextInt(5)); i < 6; i++) {
            benefits.add(topUp && oneIn(2) ? topUpBonus() : benefit());
        }
        long onLines = benefits.stream()
                .filter(benefit -> benefit.level().compareTo(Level.LINE) <= 0)
                .count();
        double ways = Math.pow(Math.max(1, onLines), lines.size());
        onePerLineLeft = ways <= 1 ? 3 : (int) (Math.log(MAX_WAYS) / Math.log(ways));
        Stacking stacking = new Stacking(group(0));
        Map<String, Standing.OfOffer> books = new HashMap<>();
        for (Benefit benefit : benefits) {
            Offer offer = offer("off_" + offers.size(), benefit);
            offers.add(offer);
            Map<String, Long> left = new HashMap<>();
            for (SponsorShare share : offer.budget().sponsors()) {
                left.put(share.sponsorId(), oneIn(6) ? random.nextInt(300) : Amounts.MAX);
            }
            books.put(
                    offer.id(),
                    new Standing.OfOffer(
                            oneIn(40),
                            left,
                            random.nextInt(900),
                            random.nextInt(900),
                            random.nextInt(3),
                            random.nextInt(4)));
        }
        List<LiveOffer> live = offers.stream()
                .map(offer -> LiveOffer.compile(offer, Calendars.NONE))
                .toList();
        return PricingRequest.of(NOON, Setting.at("mer_1"), Customer.of("cus_1"), basket, live)
                .with(stacking)
                .drawnBy(random.nextLong())
                .with(new Standing(random.nextInt(2), random.nextInt(2), books));
    }

    private Stacking.Group group(int depth) {
        String id = "g" + groups.size();
        groups.add(id);
        Stacking.Mode mode = oneIn(2) ? Stacking.Mode.ALL : Stacking.Mode.values()[random.nextInt(4)];
        boolean onePerLine = onePerLineLeft > 0 && oneIn(3);
        onePerLineLeft -= onePerLine ? 1 : 0;
        List<Stacking.Group> inner = new ArrayList<>();
        for (int i = depth < 2 ? random.nextInt(3) : 0; i > 0 && groups.size() < 5; i--) {
            inner.add(group(depth + 1));
        }
        return new Stacking.Group(id, mode, random.nextInt(3), onePerLine, inner);
    }

    private Offer offer(String id, Benefit benefit) {
        List<SponsorShare> sponsors = new ArrayList<>();
        int left = Amounts.WHOLE;
        for (int i = random.nextInt(3); i > 0; i--) {
            int share = oneIn(2) ? 1_000 * random.nextInt(1, 4) : random.nextInt(1, 4_000);
            sponsors.add(new SponsorShare("s" + i, share));
            left -= share;
        }
        sponsors.add(new SponsorShare("s0", left));
        return new Offer(
                id,
                1,
                "cam_" + id,
                id,
                benefit,
                condition(2),
                Set.of(),
                new Schedule(NOON, NOON.plus(Duration.ofHours(random.nextInt(1, 4)))),
                new Offer.Budget(
                        Amounts.MAX,
                        oneIn(6) ? OptionalLong.of(1_000) : OptionalLong.empty(),
                        oneIn(8) ? OptionalLong.of(1_100) : OptionalLong.empty(),
                        oneIn(10) ? OptionalLong.of(2) : OptionalLong.empty(),
                        oneIn(10) ? OptionalLong.of(3) : OptionalLong.empty(),
                        sponsors,
                        Offer.Edge.values()[random.nextInt(2)]),
                new Offer.Combining(
                        oneIn(4) ? Optional.empty() : Optional.of("g" + random.nextInt(groups.size() + 1)),
                        oneIn(12),
                        random.nextInt(3)),
                0,
                SHANGHAI,
                "CNY",
                false);
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 4)) {
            case 0 -> new Condition.AmountAtLeast(random.nextInt(1_500), base(), goods());
            case 1 -> new Condition.AmountAtLeast(random.nextInt(1_500), Base.NET, Goods.ALL);
            case 2 -> new Condition.QuantityAtLeast(random.nextInt(1, 5), goods());
            case 3 -> new Condition.NthOrder(OrderScope.values()[random.nextInt(2)], random.nextInt(1, 3));
            case 4 -> new Condition.Not(condition(depth - 1));
            case 5 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
            case 6 -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
            default -> Condition.ALWAYS;
        };
    }

    private Base base() {
        return Base.values()[random.nextInt(2)];
    }

    private Goods goods() {
        return switch (random.nextInt(8)) {
            case 0 -> Goods.ofProducts("p" + random.nextInt(3));
            case 1 -> Goods.ofProducts("p0", "p1");
            case 2 -> new Goods(Set.of("p" + random.nextInt(3)), Set.of("c" + random.nextInt(2)), Set.of());
            case 3 -> new Goods(Set.of(), Set.of(), Set.of("p" + random.nextInt(3)));
            default -> Goods.ALL;
        };
    }

    private OptionalInt few(int most) {
        return oneIn(2) ? OptionalInt.of(random.nextInt(1, most + 1)) : OptionalInt.empty();
    }

    private OptionalLong cap() {
        return oneIn(2) ? OptionalLong.of(random.nextInt(1, 400)) : OptionalLong.empty();
    }

    private int percent() {
        return oneIn(2) ? 1_000 * random.nextInt(1, 11) : random.nextInt(1, 10_001);
    }

    private int off() {
        return oneIn(2) ? 50 * random.nextInt(1, 8) : random.nextInt(1, 500);
    }

    private List<Benefit.SpendAndSave.Step> steps() {
        List<Benefit.SpendAndSave.Step> steps = new ArrayList<>();
        long threshold = 0;
        long off = 0;
        for (int i = random.nextInt(3); i < 3; i++) {
            threshold += random.nextInt(100, 700);
            off += random.nextInt(1, 100);
            steps.add(new Benefit.SpendAndSave.Step(threshold, off));
        }
        return steps;
    }

    private Benefit topUpBonus() {
        return new Benefit.TopUpBonus(steps());
    }

    private Benefit benefit() {
        return switch (random.nextInt(20)) {
            case 0 -> Benefit.AmountOff.ofOrder(off());
            case 1 -> new Benefit.AmountOff(off(), Level.LINE, goods(), few(3));
            case 2 -> new Benefit.AmountOff(off(), Level.PAYMENT, Goods.ALL, OptionalInt.empty());
            case 3 -> new Benefit.PercentOff(percent(), cap(), Level.ORDER, base(), goods(), OptionalInt.empty());
            case 4, 5 -> new Benefit.PercentOff(percent(), cap(), Level.LINE, base(), goods(), few(3));
            case 6 -> new Benefit.PercentOff(percent(), cap(), Level.PAYMENT, Base.NET, Goods.ALL, OptionalInt.empty());
            case 7 -> new Benefit.SpendAndSave(steps(), base(), goods());
            case 8 -> {
                int threshold = random.nextInt(100, 500);
                yield new Benefit.EverySpend(threshold, random.nextInt(1, threshold), few(3), base(), goods());
            }
            case 9 -> new Benefit.FixedPrice(random.nextInt(500), goods(), few(3));
            case 10 -> new Benefit.FlashPrice(random.nextInt(500), goods(), few(3));
            case 11, 12 ->
                new Benefit.BuyGet(
                        goods(),
                        random.nextInt(1, 3),
                        goods(),
                        random.nextInt(1, 3),
                        percent(),
                        Benefit.Pick.values()[random.nextInt(2)],
                        few(2));
            case 13 -> {
                List<Benefit.Bundle.Part> parts = new ArrayList<>();
                for (int i = random.nextInt(2); i < 2; i++) {
                    parts.add(new Benefit.Bundle.Part(goods(), random.nextInt(1, 3)));
                }
                yield new Benefit.Bundle(parts, random.nextInt(700), few(2));
            }
            case 14 -> new Benefit.FreeGift("mug", 1, off());
            case 15 ->
                new Benefit.RandomOff(List.of(
                        new Benefit.RandomOff.Chance(off(), random.nextInt(1, 5)),
                        new Benefit.RandomOff.Chance(off(), random.nextInt(1, 5))));
            case 16 -> oneIn(2) ? new Benefit.ShippingOff(cap()) : new Benefit.FeeOff(cap());
            case 17 -> new Benefit.Cashback(percent(), cap(), base(), goods());
            case 18 -> new Benefit.Points(random.nextInt(1, 4), random.nextInt(1, 200), cap(), base(), goods());
            default -> new Benefit.PointsTimes(random.nextInt(10_001, 40_000), cap());
        };
    }
}
