package io.tongbao.imports.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which of a customer's earlier lines a cancellation takes back: those of the same product, of the newest invoice
 * first and within it the later line first, at the price they were sold at, at most what is left of them.
 */
final class Cancellations {
    private Cancellations() {}

    /** @param seq the invoice's place in the order of events */
    record Line(long n, long seq, boolean cancels, String product, int quantity, long unitPriceMinor) {}

    record TakenBack(long cancelLine, long saleLine, long cancelSeq, long saleSeq, int quantity, long amountMinor) {}

    /** @param unmatched cancellation lines that take nothing back */
    record Matched(List<TakenBack> takenBack, List<Long> unmatched) {
        Matched {
            takenBack = List.copyOf(takenBack);
            unmatched = List.copyOf(unmatched);
        }
    }

    private static final class Sold {
        private final Line line;
        private int left;

        Sold(Line line) {
            this.line = line;
            this.left = line.quantity();
        }
    }

    /** @param lines all of one customer, by (seq, n) */
    static Matched match(List<Line> lines) {
        Map<String, Deque<Sold>> open = new HashMap<>();
        List<TakenBack> takenBack = new ArrayList<>();
        List<Long> unmatched = new ArrayList<>();
        for (Line line : lines) {
            Deque<Sold> sold = open.computeIfAbsent(line.product(), _ -> new ArrayDeque<>());
            if (!line.cancels()) {
                sold.push(new Sold(line));
                continue;
            }
            long wanted = -(long) line.quantity();
            boolean any = false;
            while (wanted > 0 && !sold.isEmpty()) {
                Sold newest = sold.getFirst();
                int taken = (int) Math.min(wanted, newest.left);
                newest.left -= taken;
                wanted -= taken;
                any = true;
                takenBack.add(new TakenBack(
                        line.n(),
                        newest.line.n(),
                        line.seq(),
                        newest.line.seq(),
                        taken,
                        Math.multiplyExact(newest.line.unitPriceMinor(), taken)));
                if (newest.left == 0) {
                    sold.removeFirst();
                }
            }
            if (!any) {
                unmatched.add(line.n());
            }
        }
        return new Matched(takenBack, unmatched);
    }
}
