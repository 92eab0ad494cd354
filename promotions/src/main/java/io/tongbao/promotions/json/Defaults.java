package io.tongbao.promotions.json;

import io.tongbao.promotions.Base;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Goods;
import io.tongbao.promotions.Level;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a field is where it is absent. By its type: nothing for what is optional, no names for a set (but where one must be named),
 * false, all goods, gross (net at the payment, where nothing else can be meant), at the order, always, the cheapest units, all or nothing, one offer a payment. By its name: 0 for priorities,
 * days around, holdout, floor, shipping, fee and what was spent or counted; 1 for a version, a gift's, a part's and a line's units; 10000 (free) for what
 * is got. An offer's campaign and name are its id, and a line's product is.
 */
final class Defaults {
    interface Default {
        /** Given the fields before it in the record, by name. */
        Object of(Map<String, Object> before);
    }

    private static final Map<Class<?>, Object> BY_TYPE = Map.ofEntries(
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(Set.class, Set.of()),
            Map.entry(Map.class, Map.of()),
            Map.entry(boolean.class, false),
            Map.entry(Goods.class, Goods.ALL),
            Map.entry(Base.class, Base.GROSS),
            Map.entry(Level.class, Level.ORDER),
            Map.entry(Condition.class, Condition.ALWAYS),
            Map.entry(Benefit.Pick.class, Benefit.Pick.CHEAPEST),
            Map.entry(Offer.Edge.class, Offer.Edge.ALL_OR_NOTHING),
            Map.entry(Offer.Combining.class, Offer.Combining.PLAIN),
            Map.entry(Stacking.class, Stacking.ONE_OFFER),
            Map.entry(Basket.Occasion.class, Basket.Occasion.PURCHASE));

    private static final Set<String> ZERO = Set.of(
            "priority",
            "daysBefore",
            "daysAfter",
            "holdoutBasisPoints",
            "floorMinor",
            "shippingMinor",
            "feeMinor",
            "spentTodayMinor",
            "spentAtMerchantMinor",
            "uses",
            "usesOnDevice",
            "ordersInWallet",
            "ordersAtMerchant",
            "drawSeed");

    private Defaults() {}

    /** Null if the field must be there. */
    static @Nullable Default of(Class<?> record, String field, Class<?> type) {
        if (record == Benefit.PercentOff.class && type == Base.class) {
            return before -> before.get("level") == Level.PAYMENT ? Base.NET : Base.GROSS;
        }
        if (record == Benefit.BuyGet.class && field.equals("basisPoints")) {
            return _ -> 10_000;
        }
        if ((record == Offer.class && (field.equals("campaignId") || field.equals("name")))
                || (record == BasketLine.class && field.equals("product"))) {
            return before -> Objects.requireNonNull(before.get("id"));
        }
        if (isOne(record, field)) {
            return _ -> 1;
        }
        if (ZERO.contains(field)) {
            return type == int.class ? _ -> 0 : _ -> 0L;
        }
        if (type == List.class && (record == Stacking.Group.class || record == PriceCase.class)) {
            return _ -> List.of();
        }
        Object byType = BY_TYPE.get(type);
        boolean mustName =
                type == Set.class && Condition.class.isAssignableFrom(record) && record != Condition.PaidWith.class;
        boolean mustBe = type == Condition.class && record != Offer.class;
        return byType == null || mustName || mustBe ? null : _ -> byType;
    }

    private static boolean isOne(Class<?> record, String field) {
        return switch (field) {
            case "version", "quantity" -> true;
            case "units" -> record == Benefit.FreeGift.class || record == Benefit.Bundle.Part.class;
            default -> false;
        };
    }
}
