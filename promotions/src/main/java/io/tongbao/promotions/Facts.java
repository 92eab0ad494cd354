package io.tongbao.promotions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the offers' tests look at, worked out once for all offers of a request. Amounts by line: the goods, then shipping, then fee. */
final class Facts {
    /** Up to so many lines are sorted by insertion, without boxes. */
    private static final int FEW = 40;

    private final PricingRequest request;
    private final BasketLine[] lines;
    private final long[] gross;
    private final long[] floors;
    private final int[] everyLine;
    private final long goodsGross;
    private final boolean hasFloors;
    private @Nullable Set<String> products;
    private @Nullable Set<String> categories;
    private @Nullable ZonedDateTime local;

    Facts(PricingRequest request) {
        this.request = request;
        Basket basket = request.basket();
        lines = basket.lines().toArray(new BasketLine[0]);
        gross = new long[lines.length + 2];
        floors = new long[lines.length + 2];
        everyLine = new int[lines.length];
        long goods = 0;
        boolean anyFloor = false;
        for (int i = 0; i < lines.length; i++) {
            gross[i] = lines[i].amountMinor();
            floors[i] = lines[i].floorAmountMinor();
            everyLine[i] = i;
            goods += gross[i];
            anyFloor |= floors[i] > 0;
        }
        gross[shipping()] = basket.shippingMinor();
        gross[fee()] = basket.feeMinor();
        goodsGross = goods;
        hasFloors = anyFloor;
    }

    /** The same when the books have been read. */
    Facts with(PricingRequest read) {
        return new Facts(read, this);
    }

    private Facts(PricingRequest request, Facts same) {
        this.request = request;
        lines = same.lines;
        gross = same.gross;
        floors = same.floors;
        everyLine = same.everyLine;
        goodsGross = same.goodsGross;
        hasFloors = same.hasFloors;
        products = same.products;
        categories = same.categories;
        local = same.local;
    }

    PricingRequest request() {
        return request;
    }

    Instant now() {
        return request.now();
    }

    Setting setting() {
        return request.setting();
    }

    Customer customer() {
        return request.customer();
    }

    Standing standing() {
        return request.standing();
    }

    int size() {
        return lines.length;
    }

    int shipping() {
        return lines.length;
    }

    int fee() {
        return lines.length + 1;
    }

    BasketLine line(int index) {
        return lines[index];
    }

    String lineId(int index) {
        return index < lines.length ? lines[index].id() : index == shipping() ? BasketLine.SHIPPING : BasketLine.FEE;
    }

    int quantity(int index) {
        return index < lines.length ? lines[index].quantity() : 1;
    }

    long gross(int index) {
        return gross[index];
    }

    long floor(int index) {
        return floors[index];
    }

    boolean hasFloors() {
        return hasFloors;
    }

    long goodsGross() {
        return goodsGross;
    }

    long[] startingNet() {
        return gross.clone();
    }

    /** The lines that are of the goods; not to be changed. */
    int[] linesOf(Goods goods) {
        if (goods.isAll()) {
            return everyLine;
        }
        int[] found = new int[lines.length];
        int size = 0;
        for (int i = 0; i < lines.length; i++) {
            if (goods.includes(lines[i])) {
                found[size++] = i;
            }
        }
        return Arrays.copyOf(found, size);
    }

    boolean hasLineOf(Goods goods) {
        for (BasketLine line : lines) {
            if (goods.includes(line)) {
                return true;
            }
        }
        return false;
    }

    long grossOf(Goods goods) {
        if (goods.isAll()) {
            return goodsGross;
        }
        long sum = 0;
        for (int i = 0; i < lines.length; i++) {
            sum += goods.includes(lines[i]) ? gross[i] : 0;
        }
        return sum;
    }

    /** The lines by what a unit costs in the basket, of the same price the earlier line first. */
    int[] byPrice(int[] of, Benefit.Pick pick) {
        if (of.length > FEW) {
            Comparator<Integer> byPrice = Comparator.comparingLong(line -> lines[line].unitPriceMinor());
            return Arrays.stream(of)
                    .boxed()
                    .sorted((pick == Benefit.Pick.CHEAPEST ? byPrice : byPrice.reversed())
                            .thenComparing(Comparator.naturalOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] order = of.clone();
        for (int i = 1; i < order.length; i++) {
            int line = order[i];
            int place = i;
            while (place > 0 && comesBefore(line, order[place - 1], pick)) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = line;
        }
        return order;
    }

    private boolean comesBefore(int line, int other, Benefit.Pick pick) {
        long price = lines[line].unitPriceMinor();
        long its = lines[other].unitPriceMinor();
        return price == its ? line < other : (price < its) == (pick == Benefit.Pick.CHEAPEST);
    }

    Set<String> products() {
        Set<String> known = products;
        if (known == null) {
            known = new HashSet<>();
            for (BasketLine line : lines) {
                known.add(line.product());
            }
            products = known;
        }
        return known;
    }

    Set<String> categories() {
        Set<String> known = categories;
        if (known == null) {
            known = new HashSet<>();
            for (BasketLine line : lines) {
                line.category().ifPresent(known::add);
            }
            categories = known;
        }
        return known;
    }

    /** Now, by the clock of the zone; most offers have the same. */
    ZonedDateTime local(ZoneId zone) {
        ZonedDateTime known = local;
        if (known == null || !known.getZone().equals(zone)) {
            known = now().atZone(zone);
            local = known;
        }
        return known;
    }

    LocalDate today(ZoneId zone) {
        return local(zone).toLocalDate();
    }
}
