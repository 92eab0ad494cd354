package io.tongbao.offers.internal;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
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
                    Benefit.Cashback _,
                    Benefit.TopUpBonus _ -> Optional.empty();
            case Benefit.FreeGift _ -> Optional.of("gifts have no stock yet");
            case Benefit.ShippingOff _ -> Optional.of("nothing is shipped yet");
            case Benefit.FeeOff _ -> Optional.of("there are no fees yet");
            case Benefit.Points _, Benefit.PointsTimes _ -> Optional.of("there are no points yet");
        };
    }

    /** Why the house can't judge it yet, of its parts apart; empty if it can. */
    static Optional<String> notYet(Condition condition) {
        return switch (condition) {
            case Condition.All _,
                    Condition.Any _,
                    Condition.Not _,
                    Condition.AmountAtLeast _,
                    Condition.QuantityAtLeast _,
                    Condition.NthOrder _,
                    Condition.WeeklyHours _,
                    Condition.OnCalendar _,
                    Condition.NearLunarDay _,
                    Condition.PaidWith _,
                    Condition.InChannels _,
                    Condition.NewCustomer _,
                    Condition.OnList _,
                    Condition.Cel _ -> Optional.empty();
            case Condition.InStores _ -> Optional.of("merchants have no stores yet");
            case Condition.BirthdayNear _ -> Optional.of("no birthdays are kept yet");
            case Condition.InTiers _, Condition.HasTag _ -> Optional.of("there are no tiers and tags yet");
            case Condition.OnDevices _ -> Optional.of("devices are not told apart yet");
        };
    }
}
