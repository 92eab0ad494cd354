package io.tongbao.promotions;

import java.util.Objects;
import java.util.Optional;

/**
 * One line of a basket.
 *
 * @param id names the line within its basket
 * @param product the merchant's own code for it
 * @param floorMinor offers take the line no lower than its units at this; at most the unit's price counts
 */
public record BasketLine(
        String id, String product, Optional<String> category, long unitPriceMinor, int quantity, long floorMinor) {

    /** What a price calls the shipping and the fee where it names lines. */
    public static final String SHIPPING = "shipping";

    public static final String FEE = "fee";

    public BasketLine {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(product, "product is null");
        Objects.requireNonNull(category, "category is null");
        Amounts.checked(unitPriceMinor, "A unit price");
        Amounts.checked(floorMinor, "A price floor");
        if (id.equals(SHIPPING) || id.equals(FEE)) {
            throw new IllegalArgumentException("A line can't bear the id " + id);
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("A line has at least one unit: " + quantity);
        }
        amountMinor(unitPriceMinor, quantity);
    }

    public BasketLine(String id, String product, Optional<String> category, long unitPriceMinor, int quantity) {
        this(id, product, category, unitPriceMinor, quantity, 0);
    }

    public long amountMinor() {
        return amountMinor(unitPriceMinor, quantity);
    }

    /** No offer takes the line below this. */
    long floorAmountMinor() {
        return Math.min(floorMinor, unitPriceMinor) * quantity;
    }

    private static long amountMinor(long unitPriceMinor, int quantity) {
        try {
            return Amounts.checked(Math.multiplyExact(unitPriceMinor, quantity), "A line's amount");
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("A line's amount must be from 0 to 2^53 - 1", e);
        }
    }
}
