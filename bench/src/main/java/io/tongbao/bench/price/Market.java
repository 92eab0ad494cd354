package io.tongbao.bench.price;

import io.tongbao.promotions.Base;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Goods;
import io.tongbao.promotions.Level;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Stacking;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * Offers and baskets to price. In the merchant's own shop a fixed number of offers matches every basket; the others hold elsewhere, ask for
 * goods, tags or hours that are not there, or for more than the basket comes to.
 */
public final class Market {
    public static final Instant NOW = Instant.parse("2026-11-11T04:00:00Z");
    public static final String MERCHANT = "mer_0";
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Schedule SCHEDULE =
            new Schedule(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
    private static final Offer.Budget BUDGET = new Offer.Budget(
            1_000_000_000_000L,
            OptionalLong.of(1_000_000_000_000L),
            OptionalLong.empty(),
            OptionalLong.of(1_000_000),
            OptionalLong.empty(),
            List.of(new SponsorShare("bank", 7_000), new SponsorShare("brand", 2_000), new SponsorShare("shop", 1_000)),
            Offer.Edge.ALL_OR_NOTHING);

    private final List<Offer> offers = new ArrayList<>();
    private final Random random = new Random(20261111);

    /** @param combinable how many of the matching offers may apply together, in three groups of which all members may */
    public Market(int matching, int combinable, int all) {
        for (int i = 0; i < matching; i++) {
            String group = i < combinable ? "group" + i % 3 : "alone";
            add(benefit(i), Condition.AmountAtLeast.gross(1_000 + 10L * i), Set.of(MERCHANT), group);
        }
        while (offers.size() < all) {
            switch (offers.size() % 5) {
                case 0 ->
                    add(benefit(offers.size()), Condition.ALWAYS, Set.of("mer_" + (1 + random.nextInt(200))), "alone");
                case 1 -> add(benefit(offers.size()), new Condition.HasTag(Set.of(name("tag"))), Set.of(), "alone");
                case 2 ->
                    add(
                            new Benefit.PercentOff(
                                    1_000,
                                    OptionalLong.empty(),
                                    Level.LINE,
                                    Base.GROSS,
                                    Goods.ofCategories(name("elsewhere")),
                                    OptionalInt.empty()),
                            Condition.ALWAYS,
                            Set.of(),
                            "alone");
                case 3 ->
                    add(
                            benefit(offers.size()),
                            new Condition.WeeklyHours(
                                    Set.of(DayOfWeek.SATURDAY), LocalTime.of(18, 0), LocalTime.of(21, 0)),
                            Set.of("mer_" + random.nextInt(200)),
                            "alone");
                default ->
                    add(
                            benefit(offers.size()),
                            new Condition.NthOrder(OrderScope.MERCHANT, 1),
                            Set.of("mer_" + (1 + random.nextInt(200))),
                            "alone");
            }
        }
    }

    public List<Offer> offers() {
        return offers;
    }

    LiveOffers compiled() {
        return LiveOffers.compile(offers, Calendars.NONE);
    }

    public static Stacking stacking() {
        return new Stacking(Stacking.Group.of(
                "one",
                Stacking.Mode.BEST,
                Stacking.Group.of("alone", Stacking.Mode.BEST),
                Stacking.Group.of(
                        "together",
                        Stacking.Mode.ALL,
                        Stacking.Group.of("group0", Stacking.Mode.ALL),
                        Stacking.Group.of("group1", Stacking.Mode.ALL),
                        Stacking.Group.of("group2", Stacking.Mode.ALL))));
    }

    public Customer customer() {
        return Customer.of("cus_" + random.nextInt(100_000));
    }

    public Basket basket(int lines) {
        List<BasketLine> goods = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            goods.add(new BasketLine(
                    Integer.toString(i),
                    "product" + random.nextInt(1_000),
                    Optional.of("category" + i % 4),
                    1_000 + random.nextInt(9_000),
                    1 + random.nextInt(3)));
        }
        return new Basket("CNY", goods);
    }

    private String name(String what) {
        return what + random.nextInt(2_000);
    }

    private Benefit benefit(int kind) {
        return switch (kind % 6) {
            case 0 ->
                Benefit.SpendAndSave.of(
                        new Benefit.SpendAndSave.Step(2_000, 100 + kind % 100),
                        new Benefit.SpendAndSave.Step(10_000, 900 + kind % 100));
            case 1 ->
                new Benefit.PercentOff(
                        300 + kind % 100,
                        OptionalLong.of(2_000),
                        Level.LINE,
                        Base.NET,
                        Goods.ofCategories("category0", "category1"),
                        OptionalInt.empty());
            case 2 -> Benefit.AmountOff.ofOrder(300 + kind % 100);
            case 3 -> Benefit.Cashback.of(200 + kind % 100, OptionalLong.of(1_500));
            case 4 ->
                new Benefit.BuyGet(
                        Goods.ofCategories("category2"),
                        2,
                        Goods.ofCategories("category2"),
                        1,
                        5_000,
                        Benefit.Pick.CHEAPEST,
                        OptionalInt.of(1));
            default -> new Benefit.EverySpend(5_000, 100 + kind % 50, OptionalInt.of(3), Base.NET, Goods.ALL);
        };
    }

    private void add(Benefit benefit, Condition condition, Set<String> merchants, String group) {
        int number = offers.size();
        offers.add(new Offer(
                "off_%06d".formatted(number),
                1,
                "cam_%06d".formatted(number),
                "Offer " + number,
                benefit,
                condition,
                merchants,
                SCHEDULE,
                BUDGET,
                Offer.Combining.in(group),
                0,
                ZONE,
                "CNY",
                false));
    }
}
