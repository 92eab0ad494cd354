package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An offer that may apply to this basket: its terms with what they mean here, worked out once for all combinations. */
final class Entrant {
    /** The order in which offers apply. */
    static final Comparator<Entrant> ORDER = Entrant::compareOrder;

    /** Of combinations that are worth the same, the one with the first of these offers. */
    static final Comparator<Entrant> ENDS_FIRST = Comparator.<Entrant, java.time.Instant>comparing(
                    entrant -> entrant.offer.schedule().end())
            .thenComparing(entrant -> entrant.offer.id());

    final LiveOffer live;
    final Offer offer;
    final Standing.OfOffer standing;

    /** Which group of the {@link Stacking} it is in. */
    final int group;

    /** The lines that it works on, rising; for a set, those of all its parts. */
    final int[] lines;

    /** Of a {@link Benefit.BuyGet}: what is bought and what is got; of a bundle: its parts. */
    final List<int[]> parts;

    /** The lines of each part in the order in which a set takes their units. */
    final List<int[]> orders;

    /** What was drawn for a {@link Benefit.RandomOff}. */
    final long drawn;

    /** What it gives where no other offer applies, and why it does not even there; null if it does. */
    final long worthAlone;

    final long pointsAlone;
    final long discountAlone;
    final long cashbackAlone;
    final @Nullable Miss missAlone;

    /** No combination gives more of it than this. */
    final long most;

    /** What the sponsor with the least has left: so much every sponsor could bear alone. */
    final long leastLeft;

    /** @param start before any offer; not changed */
    Entrant(LiveOffer live, int group, Standing.OfOffer standing, Giving giving, Running start, Running scratch) {
        Facts facts = giving.facts();
        this.group = group;
        this.live = live;
        this.offer = live.offer();
        this.standing = standing;
        this.parts = live.isSet() ? parts(live, facts) : List.of();
        this.orders = live.isSet() ? orders(offer.benefit(), parts, facts) : List.of();
        this.lines = lines(live, parts, facts);
        this.drawn = offer.benefit() instanceof Benefit.RandomOff random
                ? random.offMinor(facts.request().drawOf(offer.id(), random.weights()))
                : 0;
        long least = Long.MAX_VALUE;
        for (SponsorShare share : offer.budget().sponsors()) {
            least = Math.min(least, standing.budgetLeftMinor().getOrDefault(share.sponsorId(), 0L));
        }
        this.leastLeft = least;
        scratch.copy(start);
        giving.keptOff = null;
        this.missAlone = giving.apply(this, scratch);
        this.worthAlone = scratch.worth();
        this.pointsAlone = scratch.points;
        this.discountAlone = scratch.discount;
        this.cashbackAlone = scratch.cashback;
        this.most = givesMostAlone() ? worthAlone : mostByPrices(facts);
    }

    /**
     * Whether other offers can only make it give less: they lower what is left of the lines, and so what is a part of it or has to reach
     * a threshold. Not so for sets, from which another may take the cheap units; for conditions that ask for less than an amount; and for
     * an offer that is more than is left of its budget, since a smaller one may fit.
     */
    private boolean givesMostAlone() {
        boolean isTooLarge = missAlone != null
                && (missAlone.reason() == Reason.BUDGET_GONE
                        || missAlone.reason() == Reason.DAY_BUDGET_GONE
                        || missAlone.reason() == Reason.MERCHANT_BUDGET_GONE);
        return !live.isSet() && !isTooLarge && live.condition().losesByOthers();
    }

    static int compareOrder(Entrant a, Entrant b) {
        int byRank = Long.compare(a.live.rank(), b.live.rank());
        return byRank != 0 ? byRank : a.offer.id().compareTo(b.offer.id());
    }

    /** The miss of an offer whose goods are not in the basket, or whose threshold the basket's prices don't reach. */
    static @Nullable Miss missOfGoods(LiveOffer live, Facts facts) {
        for (int i = 0; i < live.neededGoods().size(); i++) {
            Goods goods = live.neededGoods().get(i);
            if (!facts.hasLineOf(goods)) {
                return Miss.of(Reason.OTHER_GOODS, "a line of " + goods, "none");
            }
        }
        if (live.grossAtLeast() > 0) {
            Goods goods = live.goods().isEmpty() ? Goods.ALL : live.goods().getFirst();
            long gross = facts.grossOf(goods);
            if (gross < live.grossAtLeast()) {
                return Miss.of(Reason.BELOW_THRESHOLD, "gross of " + goods + " >= " + live.grossAtLeast(), gross);
            }
        }
        Level level = live.offer().benefit().level();
        if (level == Level.SHIPPING && facts.gross(facts.shipping()) == 0) {
            return Miss.of(Reason.NOTHING_TO_GIVE, "shipping >= 1", "0");
        }
        if (live.offer().benefit() instanceof Benefit.FeeOff && facts.gross(facts.fee()) == 0) {
            return Miss.of(Reason.NOTHING_TO_GIVE, "fee >= 1", "0");
        }
        return null;
    }

    private static List<int[]> parts(LiveOffer live, Facts facts) {
        return switch (live.offer().benefit()) {
            case Benefit.BuyGet set
            when set.buy().equals(set.get()) -> {
                int[] both = facts.linesOf(set.buy());
                yield List.of(both, both);
            }
            case Benefit.BuyGet _, Benefit.Bundle _ -> {
                List<int[]> parts = new ArrayList<>(live.goods().size());
                for (Goods goods : live.goods()) {
                    parts.add(facts.linesOf(goods));
                }
                yield parts;
            }
            default -> List.of();
        };
    }

    private static List<int[]> orders(Benefit benefit, List<int[]> parts, Facts facts) {
        return switch (benefit) {
            case Benefit.BuyGet set -> {
                // what is bought: of the units not got those that would have been got last
                Benefit.Pick last = set.pick() == Benefit.Pick.CHEAPEST ? Benefit.Pick.DEAREST : Benefit.Pick.CHEAPEST;
                yield List.of(facts.byPrice(parts.getFirst(), last), facts.byPrice(parts.getLast(), set.pick()));
            }
            case Benefit.Bundle _ ->
                parts.stream()
                        .map(part -> facts.byPrice(part, Benefit.Pick.DEAREST))
                        .toList();
            default -> List.of();
        };
    }

    private static int[] lines(LiveOffer live, List<int[]> parts, Facts facts) {
        if (parts.size() == 2 && parts.getFirst() == parts.getLast()) {
            return parts.getFirst();
        }
        if (!parts.isEmpty()) {
            boolean[] isIn = new boolean[facts.size()];
            int size = 0;
            for (int[] part : parts) {
                for (int line : part) {
                    size += isIn[line] ? 0 : 1;
                    isIn[line] = true;
                }
            }
            int[] lines = new int[size];
            for (int line = isIn.length - 1; line >= 0; line--) {
                if (isIn[line]) {
                    lines[--size] = line;
                }
            }
            return lines;
        }
        if (live.offer().benefit().level() == Level.PAYMENT) {
            int[] all = new int[facts.size() + 1];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return all;
        }
        return facts.linesOf(live.goods().isEmpty() ? Goods.ALL : live.goods().getFirst());
    }

    /** The same of one line, for offers that work on lines. */
    long mostAt(int line, Facts facts) {
        long gross = facts.gross(line);
        int quantity = facts.quantity(line);
        return switch (offer.benefit()) {
            case Benefit.AmountOff off ->
                Math.min(gross, saturated(off.offMinor(), units(off.unitsPerLine(), quantity)));
            case Benefit.PercentOff off ->
                Math.min(
                        Amounts.partOf(gross, off.basisPoints()), off.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.FixedPrice price -> cheaper(gross, quantity, price.priceMinor(), price.unitsPerLine());
            case Benefit.FlashPrice price -> cheaper(gross, quantity, price.priceMinor(), price.unitsPerLine());
            default -> gross;
        };
    }

    /** What the basket's own prices come to at most: nothing can make it give more. For what works on lines the sum of {@link #mostAt}. */
    long mostByPrices(Facts facts) {
        return switch (offer.benefit()) {
            case Benefit.AmountOff off when off.level() != Level.LINE -> off.offMinor();
            case Benefit.PercentOff off
            when off.level() != Level.LINE ->
                Math.min(
                        Amounts.partOf(gross(facts, lines), off.basisPoints()),
                        off.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.PercentOff off ->
                Math.min(sumOfLines(facts), off.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.SpendAndSave save -> save.reachedBy(gross(facts, lines));
            case Benefit.EverySpend every -> {
                long times = gross(facts, lines) / every.thresholdMinor();
                yield (every.maxTimes().isPresent()
                                ? Math.min(times, every.maxTimes().getAsInt())
                                : times)
                        * every.offMinor();
            }
            case Benefit.RandomOff _ -> drawn;
            case Benefit.ShippingOff off ->
                Math.min(facts.gross(facts.shipping()), off.atMostMinor().orElse(Long.MAX_VALUE));
            case Benefit.FeeOff off ->
                Math.min(facts.gross(facts.fee()), off.atMostMinor().orElse(Long.MAX_VALUE));
            case Benefit.Cashback back ->
                Math.min(
                        Amounts.partOf(gross(facts, lines), back.basisPoints()),
                        back.capMinor().orElse(Long.MAX_VALUE));
            case Benefit.TopUpBonus bonus -> bonus.reachedBy(facts.goodsGross());
            case Benefit.FreeGift gift -> gift.worthMinor();
            case Benefit.Points _, Benefit.PointsTimes _ -> 0;
            case Benefit.BuyGet set -> mostOfSets(set, facts);
            case Benefit.Bundle _ -> gross(facts, lines);
            case Benefit.AmountOff _, Benefit.FixedPrice _, Benefit.FlashPrice _ -> sumOfLines(facts);
        };
    }

    /** As if every set that the units are enough for had the dearest of what may be got. */
    private long mostOfSets(Benefit.BuyGet set, Facts facts) {
        int[] get = parts.getLast();
        long sets = Math.min(units(facts, parts.getFirst()) / set.buyUnits(), units(facts, get) / set.getUnits());
        long left = (set.maxTimes().isPresent() ? Math.min(sets, set.maxTimes().getAsInt()) : sets) * set.getUnits();
        int[] inOrder = orders.getLast();
        long gross = 0;
        for (int i = 0; i < inOrder.length && left > 0; i++) {
            int line = inOrder[set.pick() == Benefit.Pick.DEAREST ? i : inOrder.length - 1 - i];
            long taken = Math.min(left, facts.quantity(line));
            gross += taken * facts.line(line).unitPriceMinor();
            left -= taken;
        }
        return Amounts.partOf(gross, set.basisPoints());
    }

    private static long units(Facts facts, int[] lines) {
        long units = 0;
        for (int line : lines) {
            units += facts.quantity(line);
        }
        return units;
    }

    private long sumOfLines(Facts facts) {
        long sum = 0;
        for (int line : lines) {
            sum += mostAt(line, facts);
        }
        return sum;
    }

    private static long gross(Facts facts, int[] lines) {
        long sum = 0;
        for (int line : lines) {
            sum += facts.gross(line);
        }
        return sum;
    }

    private static long cheaper(long gross, int quantity, long price, java.util.OptionalInt unitsPerLine) {
        int units = units(unitsPerLine, quantity);
        long unit = gross / quantity;
        return unit <= price ? 0 : (unit - price) * units;
    }

    static int units(java.util.OptionalInt most, int quantity) {
        return Math.min(most.orElse(quantity), quantity);
    }

    static long saturated(long amount, int times) {
        return amount > Amounts.MAX / times ? Amounts.MAX : amount * times;
    }

    static List<Pricing.Named> named(List<Entrant> entrants) {
        List<Pricing.Named> named = new ArrayList<>(entrants.size());
        for (Entrant entrant : entrants) {
            named.add(new Pricing.Named(entrant.offer.id(), entrant.offer.version(), entrant.offer.name()));
        }
        return named;
    }
}
