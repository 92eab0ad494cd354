package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Prices small baskets by the words of the Javadoc alone: every subset of the offers, every owner of every contested line, each benefit
 * reckoned anew. It shares the record types with the engine and nothing else; amounts must be small, since it multiplies without care.
 */
final class BruteForce {
    /** Of offers applied in their order: what each gave. */
    record Outcome(List<Given> given, long worth, long points) {
        List<String> ids() {
            return given.stream().map(each -> each.offer().id()).toList();
        }

        long discount() {
            return given.stream().mapToLong(Given::discount).sum();
        }

        long cashback() {
            return given.stream().mapToLong(Given::cashback).sum();
        }
    }

    /** @param off by line id */
    record Given(Offer offer, Map<String, Long> off, long cashback, long bonus, long gift, long points, boolean cut) {
        long discount() {
            long sum = 0;
            for (long each : off.values()) {
                sum += each;
            }
            return sum;
        }

        long spend() {
            return discount() + cashback + bonus + gift;
        }
    }

    private final PricingRequest request;
    private final List<Offer> offers;
    private final List<BasketLine> lines;
    private final Map<String, Stacking.Group> groups = new HashMap<>();
    private final Map<String, Stacking.Group> parents = new HashMap<>();
    private final List<int[]> membersOfGroupsForOne = new ArrayList<>();
    private final boolean linesAreContested;
    private final Map<Goods, List<Integer>> linesByGoods = new IdentityHashMap<>();

    /** By subset, as bits: every outcome of it, one for each way of giving contested lines away; null while not known. */
    private final @Nullable List<Outcome>[] outcomes;

    /** Where no line is contested: what is left after the subset, to go on from. */
    private final @Nullable State[] states;

    @SuppressWarnings({"unchecked", "rawtypes"})
    BruteForce(PricingRequest request) {
        this.request = request;
        this.offers = request.candidates().stream()
                .map(LiveOffer::offer)
                .sorted(Comparator.comparingInt(
                                (Offer offer) -> offer.benefit().level().ordinal())
                        .thenComparing(offer -> offer.benefit() instanceof Benefit.PointsTimes)
                        .thenComparing(offer -> offer.combining().priority())
                        .thenComparing(Offer::id))
                .toList();
        this.lines = request.basket().lines();
        this.outcomes = new List[1 << offers.size()];
        this.states = new State[1 << offers.size()];
        collect(request.stacking().root());
        boolean contested = false;
        for (Stacking.Group group : groups.values()) {
            contested |= group.onePerLine();
            if (group.mode() != Stacking.Mode.ALL) {
                membersOfGroupsForOne.add(members(group));
            }
        }
        this.linesAreContested = contested;
    }

    private void collect(Stacking.Group group) {
        groups.put(group.id(), group);
        for (Stacking.Group inner : group.groups()) {
            parents.put(inner.id(), group);
            collect(inner);
        }
    }

    // ---- the choice ----

    /** The best allowed outcomes; several where only the owners of lines tell them apart. Empty if nothing applies. */
    List<Outcome> best() {
        return best(survivors(request.stacking().root()), 0);
    }

    /** The best of those that are not part of the best. */
    List<Outcome> runnerUp() {
        int survivors = survivors(request.stacking().root());
        List<Outcome> best = best(survivors, 0);
        return best.isEmpty() ? best : best(survivors, bits(best.getFirst()));
    }

    private int bits(Outcome outcome) {
        int bits = 0;
        for (Given given : outcome.given()) {
            bits |= 1 << offers.indexOf(given.offer());
        }
        return bits;
    }

    /** @param notWithin subsets of these are left out */
    private List<Outcome> best(int among, int notWithin) {
        List<Outcome> best = List.of();
        for (int subset = among; subset > 0; subset = (subset - 1) & among) {
            if ((subset & ~notWithin) == 0 || !isAllowed(subset)) {
                continue;
            }
            for (Outcome outcome : outcomes(subset)) {
                int order = best.isEmpty() ? -1 : compare(outcome, best.getFirst());
                if (order < 0) {
                    best = new ArrayList<>(List.of(outcome));
                } else if (order == 0) {
                    best.add(outcome);
                }
            }
        }
        return best;
    }

    /** Below zero where the first is better. */
    private static int compare(Outcome one, Outcome other) {
        int order = Long.compare(other.worth(), one.worth());
        if (order == 0) {
            order = Long.compare(other.points(), one.points());
        }
        if (order == 0) {
            order = Integer.compare(one.given().size(), other.given().size());
        }
        List<Offer> own = endingFirst(one);
        List<Offer> its = endingFirst(other);
        for (int i = 0; order == 0 && i < own.size(); i++) {
            order = own.get(i).schedule().end().compareTo(its.get(i).schedule().end());
            if (order == 0) {
                order = own.get(i).id().compareTo(its.get(i).id());
            }
        }
        return order;
    }

    private static List<Offer> endingFirst(Outcome outcome) {
        return outcome.given().stream()
                .map(Given::offer)
                .sorted(Comparator.comparing((Offer offer) -> offer.schedule().end())
                        .thenComparing(Offer::id))
                .toList();
    }

    /** What FIRST and CHEAPEST leave of the offers in the group and the groups in it. */
    private int survivors(Stacking.Group group) {
        record Member(int priority, String id, int offers) {}
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            if (groupOf(offer) == group) {
                members.add(new Member(offer.combining().priority(), offer.id(), 1 << i));
            }
        }
        for (Stacking.Group inner : group.groups()) {
            members.add(new Member(inner.priority(), inner.id(), survivors(inner)));
        }
        members.sort(Comparator.comparingInt(Member::priority).thenComparing(Member::id));
        int all = members.stream().mapToInt(Member::offers).reduce(0, (a, b) -> a | b);
        Optional<Member> taken = switch (group.mode()) {
            case ALL, BEST -> Optional.empty();
            case FIRST ->
                members.stream()
                        .filter(member -> !best(member.offers(), 0).isEmpty())
                        .findFirst();
            case CHEAPEST ->
                members.stream()
                        .filter(member -> !best(member.offers(), 0).isEmpty())
                        .min(Comparator.comparingLong(
                                member -> best(member.offers(), 0).getFirst().worth()));
        };
        return taken.map(Member::offers).orElse(all);
    }

    private Stacking.Group groupOf(Offer offer) {
        Stacking.Group root = request.stacking().root();
        return offer.combining()
                .group()
                .map(id -> groups.getOrDefault(id, root))
                .orElse(root);
    }

    private boolean isIn(Offer offer, Stacking.Group group) {
        for (Stacking.Group of = groupOf(offer); of != null; of = parents.get(of.id())) {
            if (of == group) {
                return true;
            }
        }
        return false;
    }

    private List<Offer> offers(int subset) {
        List<Offer> chosen = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            if ((subset >> i & 1) == 1) {
                chosen.add(offers.get(i));
            }
        }
        return chosen;
    }

    private boolean isAllowed(int subset) {
        if (Integer.bitCount(subset) < 2) {
            return true;
        }
        for (int i = 0; i < offers.size(); i++) {
            if ((subset >> i & 1) == 1 && offers.get(i).combining().exclusive()) {
                return false;
            }
        }
        for (int[] members : membersOfGroupsForOne) {
            int taken = 0;
            for (int i = 0; i < members.length; i++) {
                if ((subset >> i & 1) == 1 && members[i] != 0) {
                    if (taken != 0 && taken != members[i]) {
                        return false;
                    }
                    taken = members[i];
                }
            }
        }
        return true;
    }

    /** By offer: a number for the member of the group that it is or is within; 0 if it is not in the group. */
    private int[] members(Stacking.Group group) {
        int[] members = new int[offers.size()];
        for (int i = 0; i < members.length; i++) {
            Offer offer = offers.get(i);
            members[i] = groupOf(offer) == group ? i + 1 : 0;
            for (int inner = 0; inner < group.groups().size(); inner++) {
                if (isIn(offer, group.groups().get(inner))) {
                    members[i] = offers.size() + 1 + inner;
                }
            }
        }
        return members;
    }

    // ---- the outcomes of one subset ----

    private List<Outcome> outcomes(int subset) {
        List<Outcome> known = outcomes[subset];
        if (known == null) {
            known = new ArrayList<>();
            if (!linesAreContested) {
                applyLast(subset).ifPresent(known::add);
                outcomes[subset] = known;
                return known;
            }
            List<Offer> chosen = offers(subset);
            record Contested(int line, List<Offer> offers) {}
            List<Contested> contested = new ArrayList<>();
            for (Stacking.Group group : groups.values()) {
                for (int line = 0; group.onePerLine() && line < lines.size(); line++) {
                    List<Offer> on = new ArrayList<>();
                    for (Offer offer : chosen) {
                        if (worksOn(offer, lines.get(line)) && isIn(offer, group)) {
                            on.add(offer);
                        }
                    }
                    if (on.size() > 1) {
                        contested.add(new Contested(line, on));
                    }
                }
            }
            int[] owner = new int[contested.size()];
            while (true) {
                Map<Offer, Set<Integer>> keptOff = new IdentityHashMap<>();
                for (int i = 0; i < owner.length; i++) {
                    Contested line = contested.get(i);
                    for (Offer offer : line.offers()) {
                        if (offer != line.offers().get(owner[i])) {
                            keptOff.computeIfAbsent(offer, _ -> new TreeSet<>()).add(line.line());
                        }
                    }
                }
                apply(chosen, keptOff).ifPresent(known::add);
                int place = 0;
                while (place < owner.length
                        && owner[place] == contested.get(place).offers().size() - 1) {
                    owner[place++] = 0;
                }
                if (place == owner.length) {
                    break;
                }
                owner[place]++;
            }
            outcomes[subset] = known;
        }
        return known;
    }

    /** Shelf and line offers on the lines of their goods. */
    private static boolean worksOn(Offer offer, BasketLine line) {
        return switch (offer.benefit()) {
            case Benefit.AmountOff off
            when off.level() == Level.LINE -> off.goods().includes(line);
            case Benefit.PercentOff off
            when off.level() == Level.LINE -> off.goods().includes(line);
            case Benefit.FixedPrice price -> price.goods().includes(line);
            case Benefit.FlashPrice price -> price.goods().includes(line);
            case Benefit.BuyGet set -> set.buy().includes(line) || set.get().includes(line);
            case Benefit.Bundle bundle ->
                bundle.parts().stream().anyMatch(part -> part.goods().includes(line));
            default -> false;
        };
    }

    /** The last offer of the subset after the others. */
    private Optional<Outcome> applyLast(int subset) {
        int last = 31 - Integer.numberOfLeadingZeros(subset);
        int others = subset & ~(1 << last);
        State state = new State();
        List<Given> given = new ArrayList<>();
        if (others != 0) {
            List<Outcome> before = outcomes(others);
            State left = states[others];
            if (before.isEmpty() || left == null) {
                return Optional.empty();
            }
            state.copy(left);
            given.addAll(before.getFirst().given());
        }
        Given each = state.give(offers.get(last), Set.of());
        if (each == null) {
            return Optional.empty();
        }
        given.add(each);
        states[subset] = state;
        return Optional.of(outcome(given));
    }

    private Optional<Outcome> apply(List<Offer> chosen, Map<Offer, Set<Integer>> keptOff) {
        State state = new State();
        List<Given> given = new ArrayList<>();
        for (Offer offer : chosen) {
            Given each = state.give(offer, keptOff.getOrDefault(offer, Set.of()));
            if (each == null) {
                return Optional.empty();
            }
            given.add(each);
        }
        return Optional.of(outcome(given));
    }

    private static Outcome outcome(List<Given> given) {
        long worth = 0;
        long points = 0;
        for (Given each : given) {
            worth += each.spend();
            points += each.points();
        }
        return new Outcome(given, worth, points);
    }

    // ---- what one offer gives after others ----

    private final class State {
        private final int shipping = lines.size();
        private final int fee = lines.size() + 1;
        private final long[] net = new long[lines.size() + 2];
        private final int[] unitsInSets = new int[lines.size()];
        private long basePoints;

        State() {
            for (int i = 0; i < lines.size(); i++) {
                net[i] = gross(i);
            }
            net[shipping] = request.basket().shippingMinor();
            net[fee] = request.basket().feeMinor();
        }

        void copy(State other) {
            System.arraycopy(other.net, 0, net, 0, net.length);
            System.arraycopy(other.unitsInSets, 0, unitsInSets, 0, unitsInSets.length);
            basePoints = other.basePoints;
        }

        private long gross(int line) {
            return lines.get(line).unitPriceMinor() * lines.get(line).quantity();
        }

        /** How far the line may still go down. */
        private long room(int line) {
            if (line >= lines.size()) {
                return net[line];
            }
            BasketLine of = lines.get(line);
            return Math.max(0, net[line] - Math.min(of.floorMinor(), of.unitPriceMinor()) * of.quantity());
        }

        /** What is left of some of a line's units. */
        private long netOf(int line, int units) {
            return net[line] * units / lines.get(line).quantity();
        }

        private List<Integer> linesOf(Goods goods) {
            return linesByGoods.computeIfAbsent(goods, _ -> {
                List<Integer> found = new ArrayList<>();
                for (int i = 0; i < lines.size(); i++) {
                    if (goods.includes(lines.get(i))) {
                        found.add(i);
                    }
                }
                return found;
            });
        }

        private long amount(Base base, Goods goods) {
            long sum = 0;
            for (int line : linesOf(goods)) {
                sum += base == Base.GROSS ? gross(line) : net[line];
            }
            return sum;
        }

        /** Applies the offer; null, and nothing changed, if it does not apply. */
        @Nullable
        Given give(Offer offer, Set<Integer> keptOff) {
            Standing.OfOffer books = request.standing().offers().get(offer.id());
            OptionalLong uses = offer.budget().usesPerCustomer();
            if (books == null
                    || books.paused()
                    || (uses.isPresent() && books.uses() >= uses.getAsLong())
                    || books.usesOnDevice() >= offer.budget().usesPerDevice().orElse(Long.MAX_VALUE)
                    || !isMet(offer.condition())) {
                return null;
            }
            boolean forTopUp = offer.benefit() instanceof Benefit.TopUpBonus;
            if (forTopUp != (request.basket().occasion() == Basket.Occasion.TOP_UP)) {
                return null;
            }
            long[] off = new long[net.length];
            int[] sets = new int[lines.size()];
            long cashback = 0;
            long bonus = 0;
            long gift = 0;
            long points = 0;
            switch (offer.benefit()) {
                case Benefit.AmountOff amount -> {
                    switch (amount.level()) {
                        case LINE -> {
                            for (int line : linesOf(amount.goods())) {
                                int units = units(amount.unitsPerLine(), line);
                                takeOff(off, line, Math.min(amount.offMinor() * units, netOf(line, units)), keptOff);
                            }
                        }
                        case ORDER -> spread(off, amount.offMinor(), linesOf(amount.goods()));
                        default -> spread(off, amount.offMinor(), goodsAndShipping());
                    }
                }
                case Benefit.PercentOff percent -> percentOff(percent, off, keptOff);
                case Benefit.SpendAndSave save ->
                    spread(off, step(save.steps(), amount(save.base(), save.goods())), linesOf(save.goods()));
                case Benefit.EverySpend every -> {
                    long times = amount(every.base(), every.goods()) / every.thresholdMinor();
                    times = every.maxTimes().isPresent()
                            ? Math.min(times, every.maxTimes().getAsInt())
                            : times;
                    spread(off, times * every.offMinor(), linesOf(every.goods()));
                }
                case Benefit.FixedPrice price ->
                    atPrice(off, price.priceMinor(), price.goods(), price.unitsPerLine(), keptOff);
                case Benefit.FlashPrice price ->
                    atPrice(off, price.priceMinor(), price.goods(), price.unitsPerLine(), keptOff);
                case Benefit.BuyGet set -> buyGet(set, off, sets, keptOff);
                case Benefit.Bundle bundle -> bundle(bundle, off, sets, keptOff);
                case Benefit.FreeGift free -> gift = free.worthMinor();
                case Benefit.RandomOff random -> {
                    List<Long> tickets = new ArrayList<>();
                    for (Benefit.RandomOff.Chance chance : random.chances()) {
                        for (int i = 0; i < chance.weight(); i++) {
                            tickets.add(chance.offMinor());
                        }
                    }
                    long drawn = tickets.get((int) request.drawOf(offer.id(), tickets.size()));
                    spread(off, drawn, linesOf(Goods.ALL));
                }
                case Benefit.ShippingOff free ->
                    off[shipping] = Math.min(net[shipping], free.atMostMinor().orElse(Long.MAX_VALUE));
                case Benefit.FeeOff free ->
                    off[fee] = Math.min(net[fee], free.atMostMinor().orElse(Long.MAX_VALUE));
                case Benefit.Cashback back -> {
                    cashback = amount(back.base(), back.goods()) * back.basisPoints() / 10_000;
                    cashback = Math.min(cashback, back.capMinor().orElse(Long.MAX_VALUE));
                }
                case Benefit.Points each -> {
                    points = amount(each.base(), each.goods()) / each.everyMinor() * each.points();
                    points = Math.min(points, each.maxPoints().orElse(Long.MAX_VALUE));
                }
                case Benefit.PointsTimes times -> {
                    points = basePoints * (times.timesBasisPoints() - 10_000) / 10_000;
                    points = Math.min(points, times.maxPoints().orElse(Long.MAX_VALUE));
                }
                case Benefit.TopUpBonus top -> bonus = step(top.steps(), amount(Base.NET, Goods.ALL));
            }
            long discount = sum(off);
            long spend = discount + cashback + bonus + gift;
            if (spend + points == 0) {
                return null;
            }
            long most = most(offer, books, spend, gift > 0);
            boolean cut = most < spend;
            if (cut && most == 0) {
                return null;
            }
            if (cut) {
                off = discount > 0 ? largestRemainder(most, off) : off;
                cashback = Math.min(cashback, most);
                bonus = Math.min(bonus, most);
            }
            Map<String, Long> byLine = new LinkedHashMap<>();
            for (int i = 0; i < off.length; i++) {
                net[i] -= off[i];
                if (off[i] > 0) {
                    byLine.put(
                            i == shipping
                                    ? "shipping"
                                    : i == fee ? "fee" : lines.get(i).id(),
                            off[i]);
                }
            }
            for (int i = 0; i < sets.length; i++) {
                unitsInSets[i] += sets[i];
            }
            basePoints += offer.benefit() instanceof Benefit.Points ? points : 0;
            return new Given(offer, byLine, cashback, bonus, gift, points, cut);
        }

        private int units(OptionalInt most, int line) {
            return Math.min(most.orElse(Integer.MAX_VALUE), lines.get(line).quantity());
        }

        private List<Integer> goodsAndShipping() {
            List<Integer> all = new ArrayList<>(linesOf(Goods.ALL));
            all.add(shipping);
            return all;
        }

        private void takeOff(long[] off, int line, long amount, Set<Integer> keptOff) {
            if (!keptOff.contains(line)) {
                off[line] = Math.clamp(amount, 0, room(line));
            }
        }

        private void spread(long[] off, long amount, List<Integer> over) {
            long[] weights = new long[net.length];
            long[] caps = new long[net.length];
            for (int line : over) {
                weights[line] = net[line];
                caps[line] = room(line);
            }
            System.arraycopy(withCaps(amount, weights, caps), 0, off, 0, off.length);
        }

        private void percentOff(Benefit.PercentOff percent, long[] off, Set<Integer> keptOff) {
            long cap = percent.capMinor().orElse(Long.MAX_VALUE);
            if (percent.level() == Level.ORDER) {
                long part = amount(percent.base(), percent.goods()) * percent.basisPoints() / 10_000;
                spread(off, Math.min(part, cap), linesOf(percent.goods()));
            } else if (percent.level() == Level.PAYMENT) {
                long part = (amount(Base.NET, Goods.ALL) + net[shipping]) * percent.basisPoints() / 10_000;
                spread(off, Math.min(part, cap), goodsAndShipping());
            } else {
                for (int line : linesOf(percent.goods())) {
                    int units = units(percent.unitsPerLine(), line);
                    long of = percent.base() == Base.NET
                            ? netOf(line, units)
                            : lines.get(line).unitPriceMinor() * units;
                    takeOff(off, line, of * percent.basisPoints() / 10_000, keptOff);
                }
                if (sum(off) > cap) {
                    System.arraycopy(largestRemainder(cap, off), 0, off, 0, off.length);
                }
            }
        }

        private void atPrice(long[] off, long price, Goods goods, OptionalInt unitsPerLine, Set<Integer> keptOff) {
            for (int line : linesOf(goods)) {
                int units = units(unitsPerLine, line);
                takeOff(off, line, netOf(line, units) - price * units, keptOff);
            }
        }

        /** Every free unit of the goods by its line, the cheapest or the dearest first, of equals the earlier line. */
        private List<Integer> freeUnits(Goods goods, boolean dearest, Set<Integer> keptOff, int[] gone) {
            List<Integer> units = new ArrayList<>();
            for (int line : linesOf(goods)) {
                int free = keptOff.contains(line) ? 0 : lines.get(line).quantity() - unitsInSets[line] - gone[line];
                for (int i = 0; i < free; i++) {
                    units.add(line);
                }
            }
            Comparator<Integer> byPrice =
                    Comparator.comparingLong(line -> lines.get(line).unitPriceMinor());
            units.sort(dearest ? byPrice.reversed() : byPrice);
            return units;
        }

        /** Takes the first so many units; false if there are fewer. */
        private boolean take(int count, List<Integer> units, int[] taken) {
            for (int i = 0; i < count && i < units.size(); i++) {
                taken[units.get(i)]++;
            }
            return count <= units.size();
        }

        private void buyGet(Benefit.BuyGet set, long[] off, int[] sets, Set<Integer> keptOff) {
            boolean dearest = set.pick() == Benefit.Pick.DEAREST;
            for (int times = 1; times <= set.maxTimes().orElse(Integer.MAX_VALUE); times++) {
                int[] got = new int[lines.size()];
                if (!take(times * set.getUnits(), freeUnits(set.get(), dearest, keptOff, new int[got.length]), got)) {
                    return;
                }
                int[] all = got.clone();
                if (!take(times * set.buyUnits(), freeUnits(set.buy(), !dearest, keptOff, got), all)) {
                    return;
                }
                for (int line = 0; line < got.length; line++) {
                    sets[line] = all[line];
                    off[line] = Math.min(room(line), netOf(line, got[line]) * set.basisPoints() / 10_000);
                }
            }
        }

        private void bundle(Benefit.Bundle bundle, long[] off, int[] sets, Set<Integer> keptOff) {
            long[] price = new long[net.length];
            long saved = 0;
            for (int times = 0; times < bundle.maxTimes().orElse(Integer.MAX_VALUE); times++) {
                int[] all = sets.clone();
                for (Benefit.Bundle.Part part : bundle.parts()) {
                    if (!take(part.units(), freeUnits(part.goods(), true, keptOff, all), all)) {
                        all = new int[0];
                        break;
                    }
                }
                long worth = 0;
                for (int line = 0; line < all.length; line++) {
                    worth += netOf(line, all[line] - sets[line]);
                }
                if (worth <= bundle.priceMinor()) {
                    break;
                }
                for (int line = 0; line < all.length; line++) {
                    price[line] += netOf(line, all[line] - sets[line]);
                    sets[line] = all[line];
                }
                saved += worth - bundle.priceMinor();
            }
            long[] caps = new long[net.length];
            for (int line = 0; line < lines.size(); line++) {
                caps[line] = Math.min(price[line], room(line));
            }
            System.arraycopy(withCaps(saved, price, caps), 0, off, 0, off.length);
        }

        private boolean isMet(Condition condition) {
            return switch (condition) {
                case Condition.All all -> all.parts().stream().allMatch(this::isMet);
                case Condition.Any any -> any.parts().stream().anyMatch(this::isMet);
                case Condition.Not not -> !isMet(not.part());
                case Condition.AmountAtLeast amount -> amount(amount.base(), amount.goods()) >= amount.minor();
                case Condition.QuantityAtLeast quantity ->
                    linesOf(quantity.goods()).stream()
                                    .mapToInt(line -> lines.get(line).quantity())
                                    .sum()
                            >= quantity.units();
                case Condition.NthOrder nth ->
                    nth.nth() - 1
                            == (nth.scope() == OrderScope.WALLET
                                    ? request.standing().ordersInWallet()
                                    : request.standing().ordersAtMerchant());
                default -> throw new IllegalArgumentException("Not in these cases: " + condition);
            };
        }
    }

    private static long step(List<Benefit.SpendAndSave.Step> steps, long amount) {
        return steps.stream()
                .filter(step -> amount >= step.thresholdMinor())
                .mapToLong(Benefit.SpendAndSave.Step::offMinor)
                .max()
                .orElse(0);
    }

    // ---- budgets and splitting ----

    /** How much of what it would spend every budget can bear. */
    private static long most(Offer offer, Standing.OfOffer books, long spend, boolean whole) {
        boolean rest = offer.budget().edge() == Offer.Edge.REST && !whole;
        for (long most = spend; most > 0; most--) {
            if (fits(offer, books, most)) {
                return most;
            }
            if (!rest) {
                return 0;
            }
        }
        return 0;
    }

    static boolean fits(Offer offer, Standing.OfOffer books, long spend) {
        OptionalLong perDay = offer.budget().perDayMinor();
        if (perDay.isPresent() && books.spentTodayMinor() + spend > perDay.getAsLong()) {
            return false;
        }
        if (books.spentAtMerchantMinor() + spend
                > offer.budget().perMerchantMinor().orElse(Long.MAX_VALUE)) {
            return false;
        }
        List<SponsorShare> sponsors = offer.budget().sponsors();
        long[] parts = bySponsor(offer, spend);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > books.budgetLeftMinor().getOrDefault(sponsors.get(i).sponsorId(), 0L)) {
                return false;
            }
        }
        return true;
    }

    static long[] bySponsor(Offer offer, long amount) {
        List<SponsorShare> sponsors = offer.budget().sponsors();
        long[] shares = new long[sponsors.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sponsors.get(i).basisPoints();
        }
        return largestRemainder(amount, shares);
    }

    private static long sum(long[] amounts) {
        long sum = 0;
        for (long amount : amounts) {
            sum += amount;
        }
        return sum;
    }

    static long[] largestRemainder(long total, long[] weights) {
        long sum = sum(weights);
        long[] parts = new long[weights.length];
        if (total == 0) {
            return parts;
        }
        long left = total;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = total * weights[i] / sum;
            left -= parts[i];
        }
        boolean[] has = new boolean[weights.length];
        for (; left > 0; left--) {
            int largest = -1;
            for (int i = 0; i < parts.length; i++) {
                if (!has[i] && (largest < 0 || total * weights[i] % sum > total * weights[largest] % sum)) {
                    largest = i;
                }
            }
            has[largest] = true;
            parts[largest]++;
        }
        return parts;
    }

    /** As much of the total as the caps allow: whoever would get its cap or more gets its cap, until nobody would get more. */
    static long[] withCaps(long total, long[] weights, long[] caps) {
        long left = Math.min(total, sum(caps));
        long[] fixed = new long[weights.length];
        long[] open = weights.clone();
        while (true) {
            long[] parts = largestRemainder(left, open);
            boolean above = false;
            for (int i = 0; i < parts.length; i++) {
                above |= open[i] > 0 && parts[i] > caps[i];
            }
            for (int i = 0; i < parts.length; i++) {
                if (above && open[i] > 0 && parts[i] >= caps[i]) {
                    fixed[i] = caps[i];
                    left -= caps[i];
                    open[i] = 0;
                }
            }
            if (!above) {
                for (int i = 0; i < parts.length; i++) {
                    fixed[i] += parts[i];
                }
                return fixed;
            }
        }
    }
}
