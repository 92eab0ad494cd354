package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Who bore what of a payment, as it was when it was paid: of every line cash + every discount = gross. Keep it with the payment; a
 * refund is computed from it and from what was refunded before, never from the offers' present terms.
 *
 * @param funded by sponsor and campaign, over all lines
 * @param earned points that the payment brought
 */
public record PaidShares(List<Line> lines, List<Funded> funded, List<Earned> earned) {
    /** The line that stands for a payment whose lines are not told apart. */
    public static final String ALL = "all";

    /**
     * @param discountsMinor by {@link #funded}, in its order
     */
    public record Line(String id, long unitPriceMinor, int quantity, long cashMinor, List<Long> discountsMinor) {
        public Line {
            Objects.requireNonNull(id, "id is null");
            discountsMinor = List.copyOf(discountsMinor);
            Amounts.checked(unitPriceMinor, "A unit price");
            long sum = Amounts.checked(cashMinor, "A line's cash");
            for (long discount : discountsMinor) {
                sum = Math.addExact(sum, Amounts.checked(discount, "A line's discount"));
            }
            if (sum != Math.multiplyExact(unitPriceMinor, quantity)) {
                throw new IllegalArgumentException(
                        "Cash and discounts sum to " + sum + ", not to the gross " + unitPriceMinor * quantity);
            }
        }

        public long grossMinor() {
            return unitPriceMinor * quantity;
        }

        /** What the units from one (counted from 0) to another (exclusive) have, in the order in which they come back. */
        public List<Unit> units(int from, int to) {
            List<Unit> units = new ArrayList<>(to - from);
            long[] before = Refunds.returned(this, from * unitPriceMinor);
            for (int unit = from; unit < to; unit++) {
                long[] after = Refunds.returned(this, (unit + 1) * unitPriceMinor);
                List<Long> discounts = new ArrayList<>(after.length - 1);
                for (int i = 1; i < after.length; i++) {
                    discounts.add(after[i] - before[i]);
                }
                units.add(new Unit(after[0] - before[0], discounts));
                before = after;
            }
            return units;
        }
    }

    /** One unit of a line: what the customer paid for it, and each sponsor's part. */
    public record Unit(long cashMinor, List<Long> discountsMinor) {
        public Unit {
            discountsMinor = List.copyOf(discountsMinor);
        }
    }

    /** A sponsor's part: {@code discountMinor} to the merchant, {@code cashbackMinor} to the customer. */
    public record Funded(String campaignId, String sponsorId, long discountMinor, long cashbackMinor) {
        public Funded {
            Objects.requireNonNull(campaignId, "campaignId is null");
            Objects.requireNonNull(sponsorId, "sponsorId is null");
            Amounts.checked(discountMinor, "A discount");
            Amounts.checked(cashbackMinor, "A cashback");
        }
    }

    public record Earned(String campaignId, long points) {
        public Earned {
            Objects.requireNonNull(campaignId, "campaignId is null");
            Amounts.checked(points, "Points");
        }
    }

    public PaidShares {
        lines = List.copyOf(lines);
        funded = List.copyOf(funded);
        earned = List.copyOf(earned);
        Set<String> ids = new HashSet<>();
        long gross = 0;
        for (Line line : lines) {
            if (!ids.add(line.id())) {
                throw new IllegalArgumentException("Two lines bear the id " + line.id());
            }
            if (line.discountsMinor().size() != funded.size()) {
                throw new IllegalArgumentException("A line says what it has of every sponsor: " + line.id());
            }
            gross = Math.addExact(gross, line.grossMinor());
        }
        Amounts.checked(gross, "A gross");
        for (int i = 0; i < funded.size(); i++) {
            int funder = i;
            long sum = lines.stream()
                    .mapToLong(line -> line.discountsMinor().get(funder))
                    .sum();
            if (sum != funded.get(i).discountMinor()) {
                throw new IllegalArgumentException("The lines have " + sum + " of a discount of "
                        + funded.get(i).discountMinor());
            }
        }
        Amounts.checked(funded.stream().mapToLong(Funded::cashbackMinor).sum(), "The cashback");
    }

    /** A payment whose lines are not told apart. */
    public static PaidShares ofTotals(long grossMinor, long cashMinor, List<Funded> funded) {
        List<Long> discounts = funded.stream().map(Funded::discountMinor).toList();
        return new PaidShares(
                List.of(new Line(ALL, grossMinor, 1, cashMinor, discounts)), funded, Collections.emptyList());
    }

    public long grossMinor() {
        return lines.stream().mapToLong(Line::grossMinor).sum();
    }

    /** What the customer paid. */
    public long cashMinor() {
        return lines.stream().mapToLong(Line::cashMinor).sum();
    }

    public long cashbackMinor() {
        return funded.stream().mapToLong(Funded::cashbackMinor).sum();
    }
}
