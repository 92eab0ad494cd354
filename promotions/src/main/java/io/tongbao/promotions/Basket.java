package io.tongbao.promotions;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is paid for. A payment of a plain amount is a basket of the one line {@code amount}, and so is a top-up.
 *
 * @param shippingMinor what bringing the goods costs
 * @param feeMinor what the house asks for the payment itself
 */
public record Basket(Occasion occasion, String currency, List<BasketLine> lines, long shippingMinor, long feeMinor) {
    public static final int MAX_LINES = 10_000;

    /** What the customer is doing: offers on a top-up are others than those on a purchase. */
    public enum Occasion {
        PURCHASE,
        TOP_UP
    }

    public Basket {
        Objects.requireNonNull(occasion, "occasion is null");
        Objects.requireNonNull(currency, "currency is null");
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("A basket has 1 to " + MAX_LINES + " lines: " + lines.size());
        }
        Set<String> ids = HashSet.newHashSet(lines.size());
        long gross = Math.addExact(Amounts.checked(shippingMinor, "Shipping"), Amounts.checked(feeMinor, "A fee"));
        for (BasketLine line : lines) {
            if (!ids.add(line.id())) {
                throw new IllegalArgumentException("Two lines bear the id " + line.id());
            }
            gross = Amounts.checked(Math.addExact(gross, line.amountMinor()), "A basket's amount");
        }
    }

    public Basket(String currency, List<BasketLine> lines) {
        this(Occasion.PURCHASE, currency, lines, 0, 0);
    }

    public static Basket ofAmount(String currency, long amountMinor) {
        return new Basket(currency, List.of(amount(amountMinor)));
    }

    public static Basket ofTopUp(String currency, long amountMinor) {
        return new Basket(Occasion.TOP_UP, currency, List.of(amount(amountMinor)), 0, 0);
    }

    private static BasketLine amount(long amountMinor) {
        return new BasketLine("amount", "amount", Optional.empty(), amountMinor, 1);
    }

    /** Goods, shipping and fee: what is paid where no offer applies. */
    public long grossMinor() {
        return goodsMinor() + shippingMinor + feeMinor;
    }

    public long goodsMinor() {
        long goods = 0;
        for (BasketLine line : lines) {
            goods += line.amountMinor();
        }
        return goods;
    }
}
