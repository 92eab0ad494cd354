package io.tongbao.promotions;

/** The price while offers are applied one after the other: what is left of each line, and what has been given. */
final class Running {
    /** What is left of the goods' lines, then of shipping and fee. */
    final long[] net;

    /** Units that were in a set (bought, got or bundled) and can be in no other, by line. */
    final int[] used;

    long discount;
    long cashback;
    long bonus;
    long gifts;

    /** Points of the {@link Benefit.Points} offers, which multipliers multiply, and all points. */
    long basePoints;

    long points;

    Running(Facts facts) {
        net = facts.startingNet();
        used = new int[facts.size()];
    }

    private Running(int lines) {
        net = new long[lines + 2];
        used = new int[lines];
    }

    static Running blank(int lines) {
        return new Running(lines);
    }

    void copy(Running other) {
        System.arraycopy(other.net, 0, net, 0, net.length);
        System.arraycopy(other.used, 0, used, 0, used.length);
        discount = other.discount;
        cashback = other.cashback;
        bonus = other.bonus;
        gifts = other.gifts;
        basePoints = other.basePoints;
        points = other.points;
    }

    /** What the customer has of it. */
    long worth() {
        return discount + cashback + bonus + gifts;
    }

    long goodsNet() {
        long goods = 0;
        for (int i = 0; i < used.length; i++) {
            goods += net[i];
        }
        return goods;
    }

    long sum(int[] lines) {
        long sum = 0;
        for (int line : lines) {
            sum += net[line];
        }
        return sum;
    }
}
