package io.tongbao.offers.internal;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;

/**
 * Which offers of the house apply together: one alone, or of those that were made combinable one for the goods' lines, one for the
 * order, one for the way of paying and one after the payment; whichever is better for the customer.
 */
final class HouseStacking {
    static final Stacking STACKING = new Stacking(Stacking.Group.of(
            "one",
            Stacking.Mode.BEST,
            Stacking.Group.of(
                    "together",
                    Stacking.Mode.ALL,
                    Stacking.Group.of("lines", Stacking.Mode.BEST),
                    Stacking.Group.of("order", Stacking.Mode.BEST),
                    Stacking.Group.of("payment", Stacking.Mode.BEST),
                    Stacking.Group.of("after", Stacking.Mode.BEST))));

    private HouseStacking() {}

    static Offer.Combining together(Benefit benefit) {
        return Offer.Combining.in(
                switch (benefit.level()) {
                    case SHELF, LINE -> "lines";
                    case ORDER, SHIPPING -> "order";
                    case PAYMENT -> "payment";
                    case AFTER_PAYMENT -> "after";
                });
    }
}
