package io.tongbao.offers.internal;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import java.util.List;
import java.util.Optional;

/** What of the engine's terms the house can already give and judge; the rest joins when its modules exist. */
final class HouseTerms {
    private HouseTerms() {}

    /** Why the house can't give it yet; empty if it can. */
    static Optional<String> notYet(Benefit benefit) {
        return switch (benefit) {
            case Benefit.AmountOff _,
                    Benefit.PercentOff _,
                    Benefit.SpendAndSave _,
                    Benefit.EverySpend _,
                    Benefit.FixedPrice _,
                    Benefit.FlashPrice _,
                    Benefit.BuyGet _,
                    Benefit.Bundle _,
                    Benefit.RandomOff _,
                    Benefit.Cashback _ -> Optional.empty();
            case Benefit.FreeGift _ -> Optional.of("gifts have no stock yet");
            case Benefit.ShippingOff _ -> Optional.of("nothing is shipped yet");
            case Benefit.FeeOff _ -> Optional.of("there are no fees yet");
            case Benefit.Points _, Benefit.PointsTimes _ -> Optional.of("there are no points yet");
            case Benefit.TopUpBonus _ -> Optional.of("top-ups carry no offers yet");
        };
    }

    static Optional<String> notYet(Condition condition) {
        return switch (condition) {
            case Condition.All all -> first(all.parts());
            case Condition.Any any -> first(any.parts());
            case Condition.Not not -> notYet(not.part());
            case Condition.AmountAtLeast _,
                    Condition.QuantityAtLeast _,
                    Condition.NthOrder _,
                    Condition.WeeklyHours _,
                    Condition.OnCalendar _,
                    Condition.NearLunarDay _,
                    Condition.Cel _ -> Optional.empty();
            case Condition.InStores _ -> Optional.of("merchants have no stores yet");
            case Condition.NewCustomer _, Condition.BirthdayNear _ ->
                Optional.of("customers' days are not known to payments yet");
            case Condition.InTiers _, Condition.HasTag _, Condition.OnList _ ->
                Optional.of("there are no tiers, tags and lists yet");
            case Condition.PaidWith _ -> Optional.of("a price does not depend on how it is paid yet");
            case Condition.InChannels _, Condition.OnDevices _ ->
                Optional.of("channels and devices are not told apart yet");
        };
    }

    private static Optional<String> first(List<Condition> parts) {
        return parts.stream().flatMap(part -> notYet(part).stream()).findFirst();
    }
}
