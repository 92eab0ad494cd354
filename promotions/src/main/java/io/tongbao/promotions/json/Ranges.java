package io.tongbao.promotions.json;

import io.tongbao.promotions.Amounts;
import io.tongbao.promotions.Condition;
import java.util.HashMap;
import java.util.Map;

/**
 * Between which bounds a number is, by the name of its field. The model checks the same when it is built; here it can be said with
 * the path, and in the schema.
 */
final class Ranges {
    record Range(long least, long most) {
        boolean has(long number) {
            return number >= least && number <= most;
        }
    }

    private static final Range AMOUNT = new Range(0, Amounts.MAX);
    private static final Range POSITIVE = new Range(1, Amounts.MAX);
    private static final Range COUNT = new Range(1, 1_000_000);
    private static final Map<String, Range> BY_NAME = byName();

    private Ranges() {}

    static Range of(Class<?> record, String field, boolean isInt) {
        Range whole =
                isInt ? new Range(Integer.MIN_VALUE, Integer.MAX_VALUE) : new Range(Long.MIN_VALUE, Long.MAX_VALUE);
        if (record == Condition.QuantityAtLeast.class) {
            return new Range(1, Integer.MAX_VALUE);
        }
        if (record == Condition.NearLunarDay.class && field.equals("day")) {
            return new Range(1, 30);
        }
        return BY_NAME.getOrDefault(field, whole);
    }

    private static Map<String, Range> byName() {
        Map<String, Range> ranges = new HashMap<>();
        for (String amount : new String[] {
            "minor",
            "priceMinor",
            "unitPriceMinor",
            "floorMinor",
            "shippingMinor",
            "feeMinor",
            "spentTodayMinor",
            "spentAtMerchantMinor",
            "budgetLeftMinor",
            "uses",
            "usesOnDevice",
            "ordersInWallet",
            "ordersAtMerchant"
        }) {
            ranges.put(amount, AMOUNT);
        }
        for (String positive : new String[] {
            "offMinor",
            "thresholdMinor",
            "capMinor",
            "worthMinor",
            "atMostMinor",
            "points",
            "everyMinor",
            "maxPoints",
            "totalMinor",
            "perDayMinor",
            "perMerchantMinor",
            "usesPerCustomer",
            "usesPerDevice",
            "grossMinor"
        }) {
            ranges.put(positive, POSITIVE);
        }
        for (String count : new String[] {"unitsPerLine", "maxTimes", "buyUnits", "getUnits", "units", "weight"}) {
            ranges.put(count, COUNT);
        }
        ranges.put("basisPoints", new Range(1, 10_000));
        ranges.put("holdoutBasisPoints", new Range(0, 9_999));
        ranges.put("timesBasisPoints", new Range(10_001, 1_000_000));
        ranges.put("nth", new Range(1, Long.MAX_VALUE));
        ranges.put("quantity", new Range(1, Integer.MAX_VALUE));
        ranges.put("version", new Range(1, Integer.MAX_VALUE));
        ranges.put("days", new Range(0, 3_660));
        ranges.put("daysBefore", new Range(0, 60));
        ranges.put("daysAfter", new Range(0, 60));
        ranges.put("month", new Range(1, 12));
        ranges.put("day", new Range(1, 31));
        return Map.copyOf(ranges);
    }
}
