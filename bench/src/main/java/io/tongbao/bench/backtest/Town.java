package io.tongbao.bench.backtest;

import io.tongbao.promotions.Base;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Goods;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.backtest.PastPayment;
import io.tongbao.promotions.backtest.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Thirty days of a town: 300 merchants, 100,000 customers, live offers of all kinds, a tenth of them everywhere, with budgets that run out. */
final class Town {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant BEGIN = Instant.parse("2026-09-30T16:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(30);
    private static final Schedule ALWAYS = new Schedule(BEGIN, BEGIN.plus(LENGTH));
    private static final int MERCHANTS = 300;
    private static final int CUSTOMERS = 100_000;
    private static final long SEED = 20_261_111;

    static final Window WINDOW = new Window(BEGIN, BEGIN.plus(LENGTH), ZONE);
    static final Stacking STACKING = Stacking.ONE_OFFER;

    private final List<Offer> live = new ArrayList<>();

    Town(int offers) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < offers; i++) {
            Set<String> merchants = i % 10 == 0 ? Set.of() : Set.of(merchant(random));
            live.add(offer(
                    "off_%04d".formatted(i),
                    benefit(i, random),
                    condition(i, random),
                    merchants,
                    random.nextLong(50_000, 5_000_000)));
        }
    }

    List<Offer> live() {
        return live;
    }

    /** Three off from forty on, nine from a hundred, three times a customer. */
    Offer draft() {
        return offer(
                "off_draft",
                Benefit.SpendAndSave.of(
                        new Benefit.SpendAndSave.Step(4_000, 300), new Benefit.SpendAndSave.Step(10_000, 900)),
                Condition.ALWAYS,
                Set.of(),
                100_000_000);
    }

    /** So many of the payments from the number on, in order of time; the same whatever the page. */
    List<PastPayment> payments(int from, int count, int all) {
        List<PastPayment> page = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            SplittableRandom random = new SplittableRandom(SEED + 31L * i);
            List<BasketLine> lines = new ArrayList<>(3);
            int kinds = 1 + random.nextInt(3);
            for (int line = 0; line < kinds; line++) {
                lines.add(new BasketLine(
                        Integer.toString(line),
                        "product" + random.nextInt(500),
                        Optional.of("category" + random.nextInt(8)),
                        300 + random.nextInt(6_000),
                        1 + random.nextInt(2)));
            }
            page.add(new PastPayment(
                    "pay_%07d".formatted(i),
                    BEGIN.plusMillis(LENGTH.toMillis() * i / all),
                    Setting.at(merchant(random)),
                    Customer.of("cus_" + random.nextInt(CUSTOMERS)),
                    new Basket("CNY", lines)));
        }
        return page;
    }

    private static String merchant(SplittableRandom random) {
        return "mer_" + random.nextInt(MERCHANTS);
    }

    private static Condition condition(int i, SplittableRandom random) {
        return switch (i % 4) {
            case 0 -> Condition.AmountAtLeast.gross(1_000 + random.nextInt(8_000));
            case 1 -> new Condition.NthOrder(OrderScope.MERCHANT, 1);
            case 2 -> new Condition.NthOrder(OrderScope.WALLET, 1 + random.nextInt(3));
            default -> Condition.ALWAYS;
        };
    }

    private static Benefit benefit(int i, SplittableRandom random) {
        return switch (i % 5) {
            case 0 -> Benefit.AmountOff.ofOrder(100 + random.nextInt(400));
            case 1 ->
                Benefit.SpendAndSave.of(
                        new Benefit.SpendAndSave.Step(2_000, 100 + random.nextInt(100)),
                        new Benefit.SpendAndSave.Step(8_000, 600 + random.nextInt(300)));
            case 2 -> Benefit.Cashback.of(100 + random.nextInt(400), OptionalLong.of(1_500));
            case 3 -> Benefit.PercentOff.ofOrder(200 + random.nextInt(800), OptionalLong.of(1_000));
            default -> new Benefit.EverySpend(5_000, 100, OptionalInt.of(3), Base.NET, Goods.ALL);
        };
    }

    private static Offer offer(
            String id, Benefit benefit, Condition condition, Set<String> merchants, long budgetMinor) {
        return new Offer(
                id,
                1,
                "cam" + id.substring(3),
                id,
                benefit,
                condition,
                merchants,
                ALWAYS,
                new Offer.Budget(
                        budgetMinor,
                        OptionalLong.of(Math.max(1, budgetMinor / 10)),
                        OptionalLong.empty(),
                        OptionalLong.of(3),
                        OptionalLong.empty(),
                        List.of(new SponsorShare("bank", 7_000), new SponsorShare("shop", 3_000)),
                        Offer.Edge.ALL_OR_NOTHING),
                Offer.Combining.PLAIN,
                0,
                ZONE,
                "CNY",
                false);
    }
}
