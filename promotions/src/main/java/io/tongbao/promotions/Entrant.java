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
    private final int rank;
    private final int priority;
    final Standing.OfOffer standing;

    /** The lines that it works on, rising; for a set, those of all its parts. */
    final int[] lines;

    /** Of a {@link Benefit.BuyGet}: what is bought and what is got; of a bundle: its parts. */
    final List<int[]> parts;

    /** The lines of each part in the order in which a set takes their units. */
    final List<int[]> orders;

    /** What was drawn for a {@link Benefit.RandomOff}. */
    final long drawn;

    /** No combination gives more of it than this. */
    final long most;

    /** What the sponsor with the least has left: so much every sponsor could bear alone. */
    final long leastLeft;

    Entrant(LiveOffer live, Standing.OfOffer standing, Facts facts) {
        this.live = live;
        this.offer = live.offer();
        this.standing = standing;
        // points are multiplied when there are some
        this.rank = 2 * offer.benefit().level().ordinal() + (offer.benefit() instanceof Benefit.PointsTimes ? 1 : 0);
        this.priority = offer.combining().priority();
        this.parts = parts(offer.benefit(), facts);
        this.orders = orders(offer.benefit(), parts, facts);
        this.lines = lines(offer.benefit(), parts, facts);
        this.drawn = offer.benefit() instanceof Benefit.RandomOff random
                ? random.offMinor(facts.request().drawOf(offer.id(), random.weights()))
                : 0;
        this.most = most(facts);
        long least = Long.MAX_VALUE;
        for (SponsorShare share : offer.budget().sponsors()) {
            least = Math.min(least, standing.budgetLeftMinor().getOrDefault(share.sponsorId(), 0L));
        }
        this.leastLeft = least;
    }

    private static int compareOrder(Entrant a, Entrant b) {
        if (a.rank != b.rank) {
            return Integer.compare(a.rank, b.rank);
        }
        return a.priority == b.priority
                ? a.offer.id().compareTo(b.offer.id())
                : Integer.compare(a.priority, b.priority);
    }

    /** Whether it works on lines by themselves, so that offers may be kept to one a line. */
    boolean worksOnLines() {
        Level level = offer.benefit().level();
        return level == Level.SHELF || level == Level.LINE;
    }

    /** The miss of an offer whose goods are not in the basket, or whose threshold the basket's prices don't reach. */
    static @Nullable Miss missOfGoods(Benefit benefit, Facts facts) {
        for (Goods goods : goods(benefit)) {
            if (!goods.isAll() && facts.linesOf(goods).length == 0) {
                return Miss.of(Reason.OTHER_GOODS, "a line of " + goods, "none");
            }
        }
        return switch (benefit) {
            case Benefit.SpendAndSave save
            when save.base() == Base.GROSS -> below(save.steps().getFirst().thresholdMinor(), save.goods(), facts);
            case Benefit.EverySpend every
            when every.base() == Base.GROSS -> below(every.thresholdMinor(), every.goods(), facts);
            case Benefit.TopUpBonus bonus -> below(bonus.steps().getFirst().thresholdMinor(), Goods.ALL, facts);
            case Benefit.ShippingOff _
            when facts.gross(facts.shipping()) == 0 -> Miss.of(Reason.NOTHING_TO_GIVE, "shipping >= 1", "0");
            case Benefit.FeeOff _
            when facts.gross(facts.fee()) == 0 -> Miss.of(Reason.NOTHING_TO_GIVE, "fee >= 1", "0");
            default -> null;
        };
    }

    private static @Nullable Miss below(long threshold, Goods goods, Facts facts) {
        long gross = gross(facts, facts.linesOf(goods));
        return gross < threshold
                ? Miss.of(Reason.BELOW_THRESHOLD, "gross of " + goods + " >= " + threshold, gross)
                : null;
    }

    /** What of the goods a benefit asks for. */
    static List<Goods> goods(Benefit benefit) {
        return switch (benefit) {
            case Benefit.AmountOff off -> List.of(off.goods());
            case Benefit.PercentOff off -> List.of(off.goods());
            case Benefit.SpendAndSave save -> List.of(save.goods());
            case Benefit.EverySpend every -> List.of(every.goods());
            case Benefit.FixedPrice price -> List.of(price.goods());
            case Benefit.FlashPrice price -> List.of(price.goods());
            case Benefit.BuyGet set -> List.of(set.buy(), set.get());
            case Benefit.Bundle bundle ->
                bundle.parts().stream().map(Benefit.Bundle.Part::goods).toList();
            case Benefit.Cashback cashback -> List.of(cashback.goods());
            case Benefit.Points points -> List.of(points.goods());
            case Benefit.FreeGift _,
                    Benefit.RandomOff _,
                    Benefit.ShippingOff _,
                    Benefit.FeeOff _,
                    Benefit.PointsTimes _,
                    Benefit.TopUpBonus _ -> List.of();
        };
    }

    private static List<int[]> parts(Benefit benefit, Facts facts) {
        return switch (benefit) {
            case Benefit.BuyGet set -> List.of(facts.linesOf(set.buy()), facts.linesOf(set.get()));
            case Benefit.Bundle _ -> goods(benefit).stream().map(facts::linesOf).toList();
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

    private static int[] lines(Benefit benefit, List<int[]> parts, Facts facts) {
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
        if (benefit.level() == Level.PAYMENT) {
            int[] all = new int[facts.size() + 1];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return all;
        }
        List<Goods> goods = goods(benefit);
        return facts.linesOf(goods.isEmpty() ? Goods.ALL : goods.getFirst());
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

    private long most(Facts facts) {
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
