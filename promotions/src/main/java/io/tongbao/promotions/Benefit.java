package io.tongbao.promotions;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an offer gives. Percentages are in basis points and round down to a whole minor unit. No benefit takes a line below its
 * floor, nor anything below zero; what comes to nothing does not apply.
 *
 * <p>A line's units are all worth the same: of what is left of the line, n of its q units have n / q, rounded down. What comes off goods
 * together (at ORDER and PAYMENT, and off a bundle) is spread by what is left of each line, by largest remainder; a line that would get its
 * cap or more, down to its floor, gets that, and the rest is spread over the others anew. What comes off units of lines is not
 * spread: a floor makes it less.
 *
 * <p>An offer for the first or nth order, a birthday, weekly hours, a holiday or a way of paying is one of these benefits under a
 * {@link Condition}.
 */
public sealed interface Benefit {

    OfferKind kind();

    Level level();

    /** Which units of the goods are meant when not all are. */
    enum Pick {
        CHEAPEST,
        DEAREST
    }

    /**
     * 立减: an amount off; at {@link Level#LINE} off every unit.
     *
     * @param level LINE, ORDER or PAYMENT
     * @param goods at PAYMENT always all, with the shipping and without the fee
     * @param unitsPerLine at LINE only: at most so many units of a line
     */
    record AmountOff(long offMinor, Level level, Goods goods, OptionalInt unitsPerLine) implements Benefit {
        public AmountOff {
            Amounts.positive(offMinor, "An amount off");
            checkScope(level, goods, unitsPerLine);
        }

        public static AmountOff ofOrder(long offMinor) {
            return new AmountOff(offMinor, Level.ORDER, Goods.ALL, OptionalInt.empty());
        }

        @Override
        public OfferKind kind() {
            return OfferKind.AMOUNT_OFF;
        }
    }

    /**
     * 折扣: a percentage off, at most the cap for the whole payment: of what comes off lines above it each has its part, by largest
     * remainder.
     *
     * @param level LINE, ORDER or PAYMENT
     * @param base what the percentage is of; at PAYMENT always NET
     * @param unitsPerLine at LINE only: at most so many units of a line
     */
    record PercentOff(
            int basisPoints, OptionalLong capMinor, Level level, Base base, Goods goods, OptionalInt unitsPerLine)
            implements Benefit {
        public PercentOff {
            Amounts.rate(basisPoints, "A percentage");
            capMinor.ifPresent(cap -> Amounts.positive(cap, "A cap"));
            Objects.requireNonNull(base, "base is null");
            checkScope(level, goods, unitsPerLine);
            if (level == Level.PAYMENT && base != Base.NET) {
                throw new IllegalArgumentException("At the payment a percentage is of what is left to pay (NET)");
            }
        }

        public static PercentOff ofOrder(int basisPoints, OptionalLong capMinor) {
            return new PercentOff(basisPoints, capMinor, Level.ORDER, Base.GROSS, Goods.ALL, OptionalInt.empty());
        }

        @Override
        public OfferKind kind() {
            return OfferKind.PERCENT_OFF;
        }
    }

    /** 满减: the highest step that the goods reach takes its amount off. */
    record SpendAndSave(List<Step> steps, Base base, Goods goods) implements Benefit {
        public static final int MAX_STEPS = 20;

        /** @param thresholdMinor the amount from which on the step holds */
        public record Step(long thresholdMinor, long offMinor) {
            public Step {
                Amounts.positive(thresholdMinor, "A threshold");
                Amounts.positive(offMinor, "An amount off");
                if (offMinor > thresholdMinor) {
                    throw new IllegalArgumentException("A step takes off more than its threshold: " + offMinor);
                }
            }
        }

        public SpendAndSave {
            steps = rising(steps);
            Objects.requireNonNull(base, "base is null");
            Objects.requireNonNull(goods, "goods is null");
        }

        public static SpendAndSave of(Step... steps) {
            return new SpendAndSave(List.of(steps), Base.GROSS, Goods.ALL);
        }

        /** What the highest step that the amount reaches gives; 0 if it reaches none. */
        long reachedBy(long amountMinor) {
            return reached(steps, amountMinor);
        }

        static long reached(List<Step> steps, long amountMinor) {
            long reached = 0;
            for (Step step : steps) {
                if (amountMinor >= step.thresholdMinor()) {
                    reached = step.offMinor();
                }
            }
            return reached;
        }

        static List<Step> rising(List<Step> steps) {
            List<Step> copy = List.copyOf(steps);
            if (copy.isEmpty() || copy.size() > MAX_STEPS) {
                throw new IllegalArgumentException("There are 1 to " + MAX_STEPS + " steps: " + copy.size());
            }
            for (int i = 1; i < copy.size(); i++) {
                Step lower = copy.get(i - 1);
                Step higher = copy.get(i);
                if (higher.thresholdMinor() <= lower.thresholdMinor() || higher.offMinor() <= lower.offMinor()) {
                    throw new IllegalArgumentException("Each step asks for more and gives more than the one before");
                }
            }
            return copy;
        }

        @Override
        public OfferKind kind() {
            return OfferKind.SPEND_AND_SAVE;
        }

        @Override
        public Level level() {
            return Level.ORDER;
        }
    }

    /** 每满减: an amount off for every so much of the goods, at most so many times. */
    record EverySpend(long thresholdMinor, long offMinor, OptionalInt maxTimes, Base base, Goods goods)
            implements Benefit {
        public EverySpend {
            Amounts.positive(thresholdMinor, "A threshold");
            Amounts.positive(offMinor, "An amount off");
            Objects.requireNonNull(base, "base is null");
            Objects.requireNonNull(goods, "goods is null");
            if (offMinor > thresholdMinor) {
                throw new IllegalArgumentException("More is taken off than is spent: " + offMinor);
            }
            maxTimes.ifPresent(times -> count(times, "times"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.EVERY_SPEND;
        }

        @Override
        public Level level() {
            return Level.ORDER;
        }
    }

    /** 一口价: each unit of the goods costs this; one that is cheaper keeps its price. */
    record FixedPrice(long priceMinor, Goods goods, OptionalInt unitsPerLine) implements Benefit {
        public FixedPrice {
            Amounts.checked(priceMinor, "A price");
            Objects.requireNonNull(goods, "goods is null");
            unitsPerLine.ifPresent(units -> count(units, "units"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.FIXED_PRICE;
        }

        @Override
        public Level level() {
            return Level.LINE;
        }
    }

    /** 限时价: the price on the shelf while the offer runs; every other offer sees it as what is left. */
    record FlashPrice(long priceMinor, Goods goods, OptionalInt unitsPerLine) implements Benefit {
        public FlashPrice {
            Amounts.checked(priceMinor, "A price");
            Objects.requireNonNull(goods, "goods is null");
            unitsPerLine.ifPresent(units -> count(units, "units"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.FLASH_PRICE;
        }

        @Override
        public Level level() {
            return Level.SHELF;
        }
    }

    /**
     * 买X赠Y: for every {@code buyUnits} of what is bought, {@code getUnits} of what is got are so much cheaper. The units got
     * are the cheapest (or dearest) by their prices in the basket, of equals those of the earlier line, among all that may be got, for all
     * times together; the units bought are the dearest (or cheapest) of the others, which are not rewarded, and a unit that was in one
     * such set or {@link Bundle} is in no other. There are as many times as there are units for.
     *
     * @param basisPoints how much comes off a unit that is got: 10000 makes it free
     */
    record BuyGet(Goods buy, int buyUnits, Goods get, int getUnits, int basisPoints, Pick pick, OptionalInt maxTimes)
            implements Benefit {
        public BuyGet {
            Objects.requireNonNull(buy, "buy is null");
            Objects.requireNonNull(get, "get is null");
            Objects.requireNonNull(pick, "pick is null");
            count(buyUnits, "units to buy");
            count(getUnits, "units to get");
            Amounts.rate(basisPoints, "A percentage");
            maxTimes.ifPresent(times -> count(times, "times"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.BUY_GET;
        }

        @Override
        public Level level() {
            return Level.LINE;
        }
    }

    /**
     * 套餐价: one set of all the parts costs this. Each set takes the dearest units that are left, part after part, of equals those of the
     * earlier line; sets are made until one would not be cheaper than its units are. What comes off all sets is spread over their units
     * by what is left of them.
     */
    record Bundle(List<Part> parts, long priceMinor, OptionalInt maxTimes) implements Benefit {
        public static final int MAX_PARTS = 20;

        public record Part(Goods goods, int units) {
            public Part {
                Objects.requireNonNull(goods, "goods is null");
                count(units, "units");
            }
        }

        public Bundle {
            parts = List.copyOf(parts);
            Amounts.checked(priceMinor, "A price");
            maxTimes.ifPresent(times -> count(times, "times"));
            if (parts.isEmpty() || parts.size() > MAX_PARTS) {
                throw new IllegalArgumentException("A bundle has 1 to " + MAX_PARTS + " parts: " + parts.size());
            }
        }

        @Override
        public OfferKind kind() {
            return OfferKind.BUNDLE;
        }

        @Override
        public Level level() {
            return Level.LINE;
        }
    }

    /**
     * 赠品: something beside the goods, for no price.
     *
     * @param worthMinor what it is worth to the customer, to compare it with other offers, and what it costs the sponsors
     */
    record FreeGift(String product, int units, long worthMinor) implements Benefit {
        public FreeGift {
            Objects.requireNonNull(product, "product is null");
            count(units, "units");
            Amounts.positive(worthMinor, "A worth");
        }

        @Override
        public OfferKind kind() {
            return OfferKind.FREE_GIFT;
        }

        @Override
        public Level level() {
            return Level.ORDER;
        }
    }

    /** 随机立减: an amount off that is drawn once for an order ({@link PricingRequest#drawOf}) by these odds. */
    record RandomOff(List<Chance> chances) implements Benefit {
        public static final int MAX_CHANCES = 100;

        /** @param weight of all the weights' sum */
        public record Chance(long offMinor, int weight) {
            public Chance {
                Amounts.positive(offMinor, "An amount off");
                count(weight, "a weight");
            }
        }

        public RandomOff {
            chances = List.copyOf(chances);
            if (chances.isEmpty() || chances.size() > MAX_CHANCES) {
                throw new IllegalArgumentException("There are 1 to " + MAX_CHANCES + " chances: " + chances.size());
            }
        }

        /** The sum of the weights: odds are weight / this. */
        public long weights() {
            return chances.stream().mapToLong(Chance::weight).sum();
        }

        /** @param roll from 0 to the weights' sum, exclusive */
        long offMinor(long roll) {
            long passed = 0;
            for (Chance chance : chances) {
                passed += chance.weight();
                if (roll < passed) {
                    return chance.offMinor();
                }
            }
            throw new IllegalArgumentException("A roll is below " + passed + ": " + roll);
        }

        @Override
        public OfferKind kind() {
            return OfferKind.RANDOM_OFF;
        }

        @Override
        public Level level() {
            return Level.ORDER;
        }
    }

    /** 免运费: the shipping, at most so much of it. */
    record ShippingOff(OptionalLong atMostMinor) implements Benefit {
        public ShippingOff {
            atMostMinor.ifPresent(most -> Amounts.positive(most, "An amount off"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.SHIPPING_OFF;
        }

        @Override
        public Level level() {
            return Level.SHIPPING;
        }
    }

    /** 手续费减免: the fee, at most so much of it. */
    record FeeOff(OptionalLong atMostMinor) implements Benefit {
        public FeeOff {
            atMostMinor.ifPresent(most -> Amounts.positive(most, "An amount off"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.FEE_OFF;
        }

        @Override
        public Level level() {
            return Level.PAYMENT;
        }
    }

    /**
     * 消费返现: a percentage comes back into the wallet, at most the cap.
     *
     * @param base of the goods as they came, or of what the customer pays for them
     */
    record Cashback(int basisPoints, OptionalLong capMinor, Base base, Goods goods) implements Benefit {
        public Cashback {
            Amounts.rate(basisPoints, "A percentage");
            capMinor.ifPresent(cap -> Amounts.positive(cap, "A cap"));
            Objects.requireNonNull(base, "base is null");
            Objects.requireNonNull(goods, "goods is null");
        }

        public static Cashback of(int basisPoints, OptionalLong capMinor) {
            return new Cashback(basisPoints, capMinor, Base.NET, Goods.ALL);
        }

        @Override
        public OfferKind kind() {
            return OfferKind.CASHBACK;
        }

        @Override
        public Level level() {
            return Level.AFTER_PAYMENT;
        }
    }

    /** 积分: so many points for every so much of the goods, whole times only, at most so many. */
    record Points(long points, long everyMinor, OptionalLong maxPoints, Base base, Goods goods) implements Benefit {
        public Points {
            Amounts.positive(points, "Points");
            Amounts.positive(everyMinor, "An amount");
            maxPoints.ifPresent(most -> Amounts.positive(most, "Points"));
            Objects.requireNonNull(base, "base is null");
            Objects.requireNonNull(goods, "goods is null");
        }

        @Override
        public OfferKind kind() {
            return OfferKind.POINTS;
        }

        @Override
        public Level level() {
            return Level.AFTER_PAYMENT;
        }
    }

    /**
     * 多倍积分: the points of the offers before, times this. Multipliers do not multiply each other: each adds to the points of the
     * {@link Points} offers alone.
     *
     * @param timesBasisPoints 20000 doubles: as many points again come on top; above 10000
     */
    record PointsTimes(int timesBasisPoints, OptionalLong maxPoints) implements Benefit {
        public PointsTimes {
            if (timesBasisPoints <= Amounts.WHOLE || timesBasisPoints > 100 * Amounts.WHOLE) {
                throw new IllegalArgumentException("Points are multiplied by more than 1 and at most 100");
            }
            maxPoints.ifPresent(most -> Amounts.positive(most, "Points"));
        }

        @Override
        public OfferKind kind() {
            return OfferKind.POINTS_TIMES;
        }

        @Override
        public Level level() {
            return Level.AFTER_PAYMENT;
        }
    }

    /** 充值赠送: money on top of a top-up, by the highest step that it reaches. It can be spent and not withdrawn. */
    record TopUpBonus(List<SpendAndSave.Step> steps) implements Benefit {
        public TopUpBonus {
            steps = SpendAndSave.rising(steps);
        }

        long reachedBy(long amountMinor) {
            return SpendAndSave.reached(steps, amountMinor);
        }

        @Override
        public OfferKind kind() {
            return OfferKind.TOP_UP_BONUS;
        }

        @Override
        public Level level() {
            return Level.AFTER_PAYMENT;
        }
    }

    private static void checkScope(Level level, Goods goods, OptionalInt unitsPerLine) {
        Objects.requireNonNull(goods, "goods is null");
        switch (level) {
            case LINE -> unitsPerLine.ifPresent(units -> count(units, "units"));
            case ORDER, PAYMENT -> {
                if (unitsPerLine.isPresent()) {
                    throw new IllegalArgumentException("Units are counted at LINE only");
                }
                if (level == Level.PAYMENT && !goods.isAll()) {
                    throw new IllegalArgumentException("At PAYMENT all goods are meant");
                }
            }
            case SHELF, SHIPPING, AFTER_PAYMENT ->
                throw new IllegalArgumentException("It works at LINE, ORDER or PAYMENT, not at " + level);
        }
    }

    private static void count(int count, String name) {
        if (count < 1 || count > 1_000_000) {
            throw new IllegalArgumentException("From 1 to 1000000 " + name + ": " + count);
        }
    }
}
