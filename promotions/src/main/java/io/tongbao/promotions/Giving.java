package io.tongbao.promotions;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies one offer to what is left: the one place where benefits are reckoned. What it gave is in its fields until the next is
 * applied. One for each price; it keeps its arrays.
 */
final class Giving {
    private final Facts facts;

    /** What came off each line, shipping and fee. */
    final long[] off;

    /** How many of a line's units the offer made members of a set. */
    private final int[] setUnits;

    private final int[] free;
    private final long[] weights;
    private final long[] caps;
    private final long[] shares;

    /** What sets that are only tried would take: nobody reads it. */
    private final int[] tried;

    long discount;
    long cashback;
    long bonus;
    long gift;
    long points;
    boolean cut;

    /** The line that an offer of a group with one offer a line must leave to another; null if it may have all of its lines. */
    boolean @Nullable [] keptOff;

    Giving(Facts facts) {
        this.facts = facts;
        off = new long[facts.size() + 2];
        setUnits = new int[facts.size()];
        free = new int[facts.size()];
        weights = new long[facts.size() + 2];
        caps = new long[facts.size() + 2];
        shares = new long[facts.size() + 2];
        tried = new int[facts.size()];
    }

    Facts facts() {
        return facts;
    }

    /** Applies the offer, or says why it does not; then nothing is changed. */
    @Nullable
    Miss apply(Entrant entrant, Running running) {
        Arrays.fill(off, 0);
        Arrays.fill(setUnits, 0);
        discount = 0;
        cashback = 0;
        bonus = 0;
        gift = 0;
        points = 0;
        cut = false;
        Miss miss = entrant.live.condition().missWhileApplying(facts, running);
        if (miss == null) {
            miss = reckon(entrant, running);
        }
        if (miss == null) {
            miss = fitIntoBudgets(entrant);
        }
        if (miss != null) {
            return miss;
        }
        for (int i = 0; i < off.length; i++) {
            running.net[i] -= off[i];
        }
        for (int i = 0; i < setUnits.length; i++) {
            running.used[i] += setUnits[i];
        }
        running.discount += discount;
        running.cashback += cashback;
        running.bonus += bonus;
        running.gifts += gift;
        running.points += points;
        if (entrant.offer.benefit() instanceof Benefit.Points) {
            running.basePoints += points;
        }
        return null;
    }

    private @Nullable Miss reckon(Entrant entrant, Running running) {
        Miss miss = switch (entrant.offer.benefit()) {
            case Benefit.AmountOff amount
            when amount.level() == Level.LINE -> {
                for (int line : entrant.lines) {
                    int units = Entrant.units(amount.unitsPerLine(), facts.quantity(line));
                    takeOff(
                            line,
                            Math.min(Entrant.saturated(amount.offMinor(), units), unitsNet(line, units, running)),
                            running);
                }
                yield null;
            }
            case Benefit.AmountOff amount -> spread(amount.offMinor(), entrant.lines, running);
            case Benefit.PercentOff percent
            when percent.level() == Level.LINE -> {
                percentOffLines(percent, entrant, running);
                yield null;
            }
            case Benefit.PercentOff percent ->
                spread(
                        Math.min(
                                Amounts.partOf(amount(percent.base(), entrant.lines, running), percent.basisPoints()),
                                percent.capMinor().orElse(Long.MAX_VALUE)),
                        entrant.lines,
                        running);
            case Benefit.SpendAndSave save -> {
                long reached = amount(save.base(), entrant.lines, running);
                long first = save.steps().getFirst().thresholdMinor();
                yield reached < first
                        ? below(save.base(), save.goods(), first, reached)
                        : spread(save.reachedBy(reached), entrant.lines, running);
            }
            case Benefit.EverySpend every -> {
                long reached = amount(every.base(), entrant.lines, running);
                long times = Math.min(
                        reached / every.thresholdMinor(),
                        every.maxTimes().isPresent() ? every.maxTimes().getAsInt() : Long.MAX_VALUE);
                yield times == 0
                        ? below(every.base(), every.goods(), every.thresholdMinor(), reached)
                        : spread(times * every.offMinor(), entrant.lines, running);
            }
            case Benefit.FixedPrice price -> {
                atPrice(price.priceMinor(), price.unitsPerLine(), entrant.lines, running);
                yield null;
            }
            case Benefit.FlashPrice price -> {
                atPrice(price.priceMinor(), price.unitsPerLine(), entrant.lines, running);
                yield null;
            }
            case Benefit.BuyGet set -> buyGet(set, entrant, running);
            case Benefit.Bundle bundle -> bundle(bundle, entrant, running);
            case Benefit.RandomOff _ -> spread(entrant.drawn, entrant.lines, running);
            case Benefit.ShippingOff shipping ->
                only(facts.shipping(), shipping.atMostMinor().orElse(Long.MAX_VALUE), running);
            case Benefit.FeeOff fee -> only(facts.fee(), fee.atMostMinor().orElse(Long.MAX_VALUE), running);
            case Benefit.FreeGift free -> {
                gift = free.worthMinor();
                yield null;
            }
            case Benefit.Cashback back -> {
                cashback = Math.min(
                        Amounts.partOf(amount(back.base(), entrant.lines, running), back.basisPoints()),
                        back.capMinor().orElse(Long.MAX_VALUE));
                yield null;
            }
            case Benefit.Points each -> {
                long times = amount(each.base(), entrant.lines, running) / each.everyMinor();
                points = Math.min(
                        times > Amounts.MAX / each.points() ? Amounts.MAX : times * each.points(),
                        each.maxPoints().orElse(Long.MAX_VALUE));
                yield null;
            }
            case Benefit.PointsTimes times -> {
                points = Math.min(
                        Amounts.partOf(running.basePoints, times.timesBasisPoints() - Amounts.WHOLE),
                        times.maxPoints().orElse(Amounts.MAX));
                yield null;
            }
            case Benefit.TopUpBonus top -> {
                bonus = top.reachedBy(running.goodsNet());
                yield null;
            }
        };
        if (miss != null) {
            return miss;
        }
        for (long each : off) {
            discount += each;
        }
        boolean nothing =
                discount + cashback + bonus + points == 0 && !(entrant.offer.benefit() instanceof Benefit.FreeGift);
        return nothing ? Miss.of(Reason.NOTHING_TO_GIVE, "benefit >= 1", "0") : null;
    }

    private static Miss below(Base base, Goods goods, long threshold, long seen) {
        String what = base == Base.GROSS ? "gross of " : "net of ";
        return Miss.of(Reason.BELOW_THRESHOLD, what + goods + " >= " + threshold, seen);
    }

    private boolean isKeptOff(int line) {
        return keptOff != null && keptOff[line];
    }

    private long headroom(int line, Running running) {
        return Math.max(0, running.net[line] - facts.floor(line));
    }

    /** What is left of so many of a line's units; its units are all worth the same. */
    private long unitsNet(int line, int units, Running running) {
        int quantity = facts.quantity(line);
        return units == quantity ? running.net[line] : Apportioning.proportion(running.net[line], units, quantity);
    }

    private long amount(Base base, int[] lines, Running running) {
        if (base == Base.NET) {
            return running.sum(lines);
        }
        long sum = 0;
        for (int line : lines) {
            sum += facts.gross(line);
        }
        return sum;
    }

    private void takeOff(int line, long amount, Running running) {
        if (amount > 0 && !isKeptOff(line)) {
            off[line] += Math.min(amount, headroom(line, running) - off[line]);
        }
    }

    private @Nullable Miss only(int line, long atMost, Running running) {
        off[line] = Math.min(running.net[line], atMost);
        return null;
    }

    /** Over the lines by what is left of them, none below its floor. */
    private @Nullable Miss spread(long amount, int[] lines, Running running) {
        if (lines.length == 1) {
            takeOff(lines[0], amount, running);
            return null;
        }
        long room = 0;
        for (int i = 0; i < lines.length; i++) {
            weights[i] = running.net[lines[i]];
            caps[i] = headroom(lines[i], running);
            room += caps[i];
        }
        long spread = Math.min(amount, room);
        long[] parts = shares;
        if (facts.hasFloors()) {
            parts = Apportioning.withCaps(
                    spread, Arrays.copyOf(weights, lines.length), Arrays.copyOf(caps, lines.length));
        } else {
            // no line can be given more than it has
            Apportioning.largestRemainder(spread, weights, lines.length, shares, caps);
        }
        for (int i = 0; i < lines.length; i++) {
            off[lines[i]] = parts[i];
        }
        return null;
    }

    private void percentOffLines(Benefit.PercentOff percent, Entrant entrant, Running running) {
        long sum = 0;
        for (int line : entrant.lines) {
            int quantity = facts.quantity(line);
            int units = Entrant.units(percent.unitsPerLine(), quantity);
            long base =
                    percent.base() == Base.NET ? unitsNet(line, units, running) : facts.gross(line) / quantity * units;
            takeOff(line, Amounts.partOf(base, percent.basisPoints()), running);
            sum += off[line];
        }
        cutTo(percent.capMinor().orElse(Long.MAX_VALUE), sum);
    }

    /** Less off every line in proportion, so that they sum to the most. */
    private void cutTo(long most, long sum) {
        if (sum > most) {
            long[] parts = Apportioning.largestRemainder(most, off);
            System.arraycopy(parts, 0, off, 0, off.length);
        }
    }

    private void atPrice(long price, java.util.OptionalInt unitsPerLine, int[] lines, Running running) {
        for (int line : lines) {
            int units = Entrant.units(unitsPerLine, facts.quantity(line));
            takeOff(line, unitsNet(line, units, running) - Entrant.saturated(price, units), running);
        }
    }

    private void findFree(Running running) {
        for (int line = 0; line < free.length; line++) {
            free[line] = isKeptOff(line) ? 0 : facts.quantity(line) - running.used[line];
        }
    }

    private long freeOf(int[] lines) {
        long units = 0;
        for (int line : lines) {
            units += free[line];
        }
        return units;
    }

    /** Takes so many free units of the lines, in this order, into the set. */
    private void take(long units, int[] order, int[] taken) {
        long left = units;
        for (int line : order) {
            int from = (int) Math.min(left, free[line]);
            free[line] -= from;
            taken[line] += from;
            left -= from;
        }
    }

    private @Nullable Miss buyGet(Benefit.BuyGet set, Entrant entrant, Running running) {
        int[] buy = entrant.parts.getFirst();
        int[] get = entrant.parts.getLast();
        findFree(running);
        long most = Math.min(
                set.maxTimes().orElse(Integer.MAX_VALUE),
                Math.min(freeOf(buy) / set.buyUnits(), freeOf(get) / set.getUnits()));
        int[] bought = entrant.orders.getFirst();
        int[] got = entrant.orders.getLast();
        int[] gotUnits = new int[facts.size()];
        long times = timesOf(set, buy, got, most, running);
        findFree(running);
        if (times == 0) {
            return Miss.of(Reason.TOO_FEW_UNITS, entrant.live.asks(), freeOf(entrant.lines));
        }
        take(times * set.getUnits(), got, gotUnits);
        take(times * set.buyUnits(), bought, setUnits);
        for (int line : get) {
            if (gotUnits[line] > 0) {
                takeOff(line, Amounts.partOf(unitsNet(line, gotUnits[line], running), set.basisPoints()), running);
                setUnits[line] += gotUnits[line];
            }
        }
        return null;
    }

    /** The most sets of which, when the units got are taken, the units to buy are still there. More sets take more, so it is found by halving. */
    private long timesOf(Benefit.BuyGet set, int[] buy, int[] got, long most, Running running) {
        long low = 0;
        long high = most;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            findFree(running);
            take(middle * set.getUnits(), got, tried);
            if (freeOf(buy) >= middle * set.buyUnits()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Equal sets are made at once, and each line is passed once for each part, so that the work does not grow with the units. */
    private @Nullable Miss bundle(Benefit.Bundle bundle, Entrant entrant, Running running) {
        findFree(running);
        int parts = bundle.parts().size();
        int[] passed = new int[parts];
        int[] taken = new int[facts.size()];
        int[] touched = new int[facts.size()];
        long[] price = new long[facts.size()];
        long saved = 0;
        long times = 0;
        long most = bundle.maxTimes().orElse(Integer.MAX_VALUE);
        while (times < most) {
            int lines = takeSet(bundle, entrant.orders, passed, taken, touched);
            if (lines == 0) {
                break;
            }
            long worth = 0;
            long equal = most - times;
            for (int i = 0; i < lines; i++) {
                int line = touched[i];
                worth += unitsNet(line, taken[line], running);
                equal = Math.min(equal, 1 + free[line] / taken[line]);
            }
            if (worth <= bundle.priceMinor()) {
                break;
            }
            for (int i = 0; i < lines; i++) {
                int line = touched[i];
                setUnits[line] += (int) (equal * taken[line]);
                price[line] += equal * unitsNet(line, taken[line], running);
                free[line] -= (int) ((equal - 1) * taken[line]);
                taken[line] = 0;
            }
            saved += equal * (worth - bundle.priceMinor());
            times += equal;
        }
        if (times == 0) {
            findFree(running);
            return Miss.of(Reason.TOO_FEW_UNITS, entrant.live.asks(), freeOf(entrant.lines));
        }
        for (int line = 0; line < facts.size(); line++) {
            weights[line] = price[line];
            caps[line] = Math.min(price[line], headroom(line, running));
        }
        long room = Arrays.stream(caps, 0, facts.size()).sum();
        long[] shares = Apportioning.withCaps(
                Math.min(saved, room), Arrays.copyOf(weights, facts.size()), Arrays.copyOf(caps, facts.size()));
        System.arraycopy(shares, 0, off, 0, shares.length);
        return null;
    }

    /** Takes the units of one set, part after part; returns on how many lines, 0 if a part is not there. */
    private int takeSet(Benefit.Bundle bundle, List<int[]> orders, int[] passed, int[] taken, int[] touched) {
        int lines = 0;
        for (int part = 0; part < passed.length; part++) {
            int[] order = orders.get(part);
            int left = bundle.parts().get(part).units();
            while (left > 0) {
                if (passed[part] == order.length) {
                    return 0;
                }
                int line = order[passed[part]];
                int from = Math.min(left, free[line]);
                if (from == 0) {
                    passed[part]++;
                    continue;
                }
                if (taken[line] == 0) {
                    touched[lines++] = line;
                }
                free[line] -= from;
                taken[line] += from;
                left -= from;
            }
        }
        return lines;
    }

    private long spend() {
        return discount + cashback + bonus + gift;
    }

    private @Nullable Miss fitIntoBudgets(Entrant entrant) {
        long spend = spend();
        if (spend == 0) {
            return null;
        }
        Miss miss = missOfBudgets(entrant, spend);
        if (miss == null) {
            return null;
        }
        if (entrant.offer.budget().edge() == Offer.Edge.ALL_OR_NOTHING || gift > 0) {
            return miss;
        }
        long rest = rest(entrant, spend);
        if (rest == 0) {
            return miss;
        }
        cut = true;
        if (discount > 0) {
            cutTo(rest, discount);
            discount = rest;
        } else if (cashback > 0) {
            cashback = rest;
        } else {
            bonus = rest;
        }
        return null;
    }

    /**
     * The most, up to what it would give, that every budget can bear. A sponsor's part of d is d · share, rounded down or up, so d is below
     * (left + 1) / share; from there down it is tried.
     */
    private static long rest(Entrant entrant, long spend) {
        Offer.Budget budget = entrant.offer.budget();
        long most = spend - 1;
        if (budget.perDayMinor().isPresent()) {
            most = Math.clamp(budget.perDayMinor().getAsLong() - entrant.standing.spentTodayMinor(), 0, most);
        }
        if (budget.perMerchantMinor().isPresent()) {
            most = Math.clamp(budget.perMerchantMinor().getAsLong() - entrant.standing.spentAtMerchantMinor(), 0, most);
        }
        for (SponsorShare share : budget.sponsors()) {
            long left = Math.max(0, entrant.standing.budgetLeftMinor().getOrDefault(share.sponsorId(), 0L));
            if (Apportioning.proportion(most, share.basisPoints(), Amounts.WHOLE) > left) {
                most = Apportioning.proportion(left + 1, Amounts.WHOLE, share.basisPoints());
            }
        }
        while (most > 0 && missOfBudgets(entrant, most) != null) {
            most--;
        }
        return Math.max(0, most);
    }

    private static @Nullable Miss missOfBudgets(Entrant entrant, long spend) {
        Offer.Budget budget = entrant.offer.budget();
        if (budget.perDayMinor().isPresent()) {
            long left = budget.perDayMinor().getAsLong() - entrant.standing.spentTodayMinor();
            if (left < spend) {
                return Miss.of(Reason.DAY_BUDGET_GONE, "left today >= " + spend, left);
            }
        }
        if (budget.perMerchantMinor().isPresent()) {
            long left = budget.perMerchantMinor().getAsLong() - entrant.standing.spentAtMerchantMinor();
            if (left < spend) {
                return Miss.of(Reason.MERCHANT_BUDGET_GONE, "left at the merchant >= " + spend, left);
            }
        }
        if (entrant.leastLeft >= spend) {
            return null;
        }
        long[] parts = entrant.live.bySponsor(spend);
        for (int i = 0; i < parts.length; i++) {
            String sponsor = budget.sponsors().get(i).sponsorId();
            long left = entrant.standing.budgetLeftMinor().getOrDefault(sponsor, 0L);
            if (left < parts[i]) {
                return Miss.of(Reason.BUDGET_GONE, "left of " + sponsor + " >= " + parts[i], left);
            }
        }
        return null;
    }
}
