package io.tongbao.promotions;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is bought. A payment of a plain amount is a basket of the one line {@code amount}. */
public record Basket(String currency, List<BasketLine> lines) {
    public static final int MAX_LINES = 10_000;

    public Basket {
        Objects.requireNonNull(currency, "currency is null");
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("A basket has 1 to " + MAX_LINES + " lines: " + lines.size());
        }
        Set<String> ids = HashSet.newHashSet(lines.size());
        long gross = 0;
        for (BasketLine line : lines) {
            if (!ids.add(line.id())) {
                throw new IllegalArgumentException("Two lines bear the id " + line.id());
            }
            gross = Amounts.checked(Math.addExact(gross, line.amountMinor()), "A basket's amount");
        }
    }

    public static Basket ofAmount(String currency, long amountMinor) {
        return new Basket(currency, List.of(new BasketLine("amount", "amount", Optional.empty(), amountMinor, 1)));
    }

    public long grossMinor() {
        long gross = 0;
        for (BasketLine line : lines) {
            gross += line.amountMinor();
        }
        return gross;
    }
}
