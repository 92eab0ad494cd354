package io.tongbao.promotions;

import java.util.Objects;
import java.util.Optional;

/**
 * One line of a basket.
 *
 * @param id names the line within its basket
 * @param product the merchant's own code for it
 */
public record BasketLine(String id, String product, Optional<String> category, long unitPriceMinor, int quantity) {
    public BasketLine {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(product, "product is null");
        Objects.requireNonNull(category, "category is null");
        Amounts.checked(unitPriceMinor, "A unit price");
        if (quantity < 1) {
            throw new IllegalArgumentException("A line has at least one unit: " + quantity);
        }
        amountMinor(unitPriceMinor, quantity);
    }

    public long amountMinor() {
        return amountMinor(unitPriceMinor, quantity);
    }

    private static long amountMinor(long unitPriceMinor, int quantity) {
        try {
            return Amounts.checked(Math.multiplyExact(unitPriceMinor, quantity), "A line's amount");
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("A line's amount must be from 0 to 2^53 - 1", e);
        }
    }
}
