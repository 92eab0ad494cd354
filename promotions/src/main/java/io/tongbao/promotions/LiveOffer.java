package io.tongbao.promotions;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An offer, compiled: what can be worked out once is, so that a payment only asks. */
public final class LiveOffer {
    private final Offer offer;
    private final CompiledCondition condition;
    private final List<Goods> goods;
    private final long rank;
    private final String asks;
    private final long[] shares;
    private final long[] none;
    private final Basket.Occasion occasion;
    private final List<Goods> neededGoods;
    private final boolean isSet;
    private final boolean worksOnLines;
    private final long grossAtLeast;

    private LiveOffer(Offer offer, CompiledCondition condition) {
        this.offer = offer;
        this.condition = condition;
        this.goods = goods(offer.benefit());
        this.shares = offer.budget().shares();
        this.none = new long[shares.length];
        this.asks = asks(offer.benefit());
        this.occasion =
                offer.benefit() instanceof Benefit.TopUpBonus ? Basket.Occasion.TOP_UP : Basket.Occasion.PURCHASE;
        this.neededGoods = goods.stream().filter(part -> !part.isAll()).toList();
        this.isSet = offer.benefit() instanceof Benefit.BuyGet || offer.benefit() instanceof Benefit.Bundle;
        this.worksOnLines =
                offer.benefit().level() == Level.SHELF || offer.benefit().level() == Level.LINE;
        this.grossAtLeast = grossAtLeast(offer.benefit());
        // points are multiplied when there are some
        int level = 2 * offer.benefit().level().ordinal() + (offer.benefit() instanceof Benefit.PointsTimes ? 1 : 0);
        this.rank = ((long) level << Integer.SIZE) + offer.combining().priority() - Integer.MIN_VALUE;
    }

    /**
     * @throws IllegalArgumentException if the condition can't be compiled: an expression that is not right, a calendar that is not
     *     there, a tree too large
     */
    public static LiveOffer compile(Offer offer, Calendars calendars) {
        return new LiveOffer(offer, CompiledCondition.compile(offer.condition(), offer.zone(), calendars));
    }

    /**
     * Compiles a condition, or a part of one, only to see whether it can be.
     *
     * @throws IllegalArgumentException as {@link #compile}
     */
    public static void checkCompiles(Condition condition, Calendars calendars) {
        CompiledCondition.compile(condition, ZoneOffset.UTC, calendars);
    }

    public Offer offer() {
        return offer;
    }

    CompiledCondition condition() {
        return condition;
    }

    /** What of the goods the benefit asks for, part by part. */
    List<Goods> goods() {
        return goods;
    }

    /** Of these there must be a line each. */
    List<Goods> neededGoods() {
        return neededGoods;
    }

    private static List<Goods> goods(Benefit benefit) {
        return switch (benefit) {
            case Benefit.AmountOff off -> List.of(off.goods());
            case Benefit.PercentOff off -> List.of(off.goods());
            case Benefit.SpendAndSave save -> List.of(save.goods());
            case Benefit.EverySpend every -> List.of(every.goods());
            case Benefit.FixedPrice price -> List.of(price.goods());
            case Benefit.FlashPrice price -> List.of(price.goods());
            case Benefit.BuyGet set -> List.of(set.buy(), set.get());
            case Benefit.Bundle bundle ->
                bundle.parts().stream().map(Benefit.Bundle.Part::goods).toList();
            case Benefit.Cashback cashback -> List.of(cashback.goods());
            case Benefit.Points points -> List.of(points.goods());
            case Benefit.FreeGift _,
                    Benefit.RandomOff _,
                    Benefit.ShippingOff _,
                    Benefit.FeeOff _,
                    Benefit.PointsTimes _,
                    Benefit.TopUpBonus _ -> List.of();
        };
    }

    /** When it applies, by level and priority: lower before higher, equals by their ids. */
    long rank() {
        return rank;
    }

    /** What of the basket a set is made of; empty if the benefit is none. */
    String asks() {
        return asks;
    }

    private static String asks(Benefit benefit) {
        return switch (benefit) {
            case Benefit.BuyGet set ->
                set.buyUnits() + " of " + set.buy() + " and " + set.getUnits() + " of " + set.get();
            case Benefit.Bundle bundle -> "a set of " + bundle.parts();
            default -> "";
        };
    }

    /** As {@link Offer.Budget#bySponsor}; not to be changed. */
    long[] bySponsor(long amountMinor) {
        if (amountMinor == 0) {
            return none;
        }
        return shares.length == 1 ? new long[] {amountMinor} : Apportioning.largestRemainder(amountMinor, shares);
    }

    Basket.Occasion occasion() {
        return occasion;
    }

    /** Whether it makes sets of units, each of which is in one set only. */
    boolean isSet() {
        return isSet;
    }

    /** Whether it works on lines by themselves, so that offers may be kept to one a line. */
    boolean worksOnLines() {
        return worksOnLines;
    }

    /** What the first of its goods must come to on the basket's own prices; 0 where it asks for nothing such. */
    long grossAtLeast() {
        return grossAtLeast;
    }

    private static long grossAtLeast(Benefit benefit) {
        return switch (benefit) {
            case Benefit.SpendAndSave save
            when save.base() == Base.GROSS -> save.steps().getFirst().thresholdMinor();
            case Benefit.EverySpend every when every.base() == Base.GROSS -> every.thresholdMinor();
            case Benefit.TopUpBonus bonus -> bonus.steps().getFirst().thresholdMinor();
            default -> 0;
        };
    }

    /** The first condition, of those that need no look into the books, that is not met. */
    @Nullable
    Miss missBeforeBooks(Facts facts, Running start) {
        Basket basket = facts.request().basket();
        if (!offer.currency().equals(basket.currency())) {
            return Miss.of(Reason.WRONG_CURRENCY, "currency = " + offer.currency(), basket.currency());
        }
        if (occasion() != basket.occasion()) {
            return Miss.of(
                    Reason.OTHER_OCCASION,
                    "occasion = " + occasion(),
                    basket.occasion().name());
        }
        Optional<String> merchantId = facts.setting().merchantId();
        if (!offer.merchantIds().isEmpty()
                && (merchantId.isEmpty() || !offer.merchantIds().contains(merchantId.get()))) {
            return Miss.of(Reason.OTHER_MERCHANT, "merchant is one of the offer's", merchantId.orElse("none"));
        }
        Schedule schedule = offer.schedule();
        if (facts.now().isBefore(schedule.start())) {
            return Miss.of(
                    Reason.NOT_STARTED,
                    "time >= " + schedule.start(),
                    facts.now().toString());
        }
        if (!facts.now().isBefore(schedule.end())) {
            return Miss.of(Reason.ENDED, "time < " + schedule.end(), facts.now().toString());
        }
        if (offer.byCoupon() && !facts.customer().coupons().contains(offer.id())) {
            return Miss.of(Reason.NO_COUPON, "a coupon of the offer", "none");
        }
        Miss miss = condition.missBeforeBooks(facts, start);
        return miss == null ? Entrant.missOfGoods(this, facts) : miss;
    }

    /**
     * The first condition on what the books say that is not met; asked only after those above are. Who is held out is told last: those
     * who hear it would have had the offer but for that.
     */
    @Nullable
    Miss missWithBooks(Facts facts, Running start, Standing.OfOffer standing) {
        if (standing.paused()) {
            return Miss.of(Reason.PAUSED, "offer is live", "paused");
        }
        OptionalLong uses = offer.budget().usesPerCustomer();
        if (uses.isPresent() && standing.uses() >= uses.getAsLong()) {
            return Miss.of(Reason.USES_UP, "uses < " + uses.getAsLong(), standing.uses());
        }
        OptionalLong onDevice = offer.budget().usesPerDevice();
        if (onDevice.isPresent() && standing.usesOnDevice() >= onDevice.getAsLong()) {
            return Miss.of(
                    Reason.DEVICE_USES_UP, "uses on the device < " + onDevice.getAsLong(), standing.usesOnDevice());
        }
        Miss miss = condition.missWithBooks(facts, start);
        if (miss == null && Holdout.keepsOut(offer, facts.customer().id())) {
            return Miss.of(
                    Reason.HELD_OUT,
                    "customer is not of the " + offer.holdoutBasisPoints() + " basis points held out",
                    "held out");
        }
        return miss;
    }

    /** Which counts of orders the conditions read: each must then be held by the ledger as it was seen. */
    Set<OrderScope> ordersRead() {
        return condition.ordersRead();
    }

    /** Whether a condition looks at this: only then a price can depend on it, and only then it must be known. */
    public boolean reads(Circumstance circumstance) {
        return condition.circumstances().contains(circumstance);
    }

    @Override
    public String toString() {
        return offer.id() + " v" + offer.version();
    }
}
