package io.tongbao.offers.internal;

import io.tongbao.offers.Offers.Example;
import io.tongbao.offers.Offers.Meeting;
import io.tongbao.offers.Offers.Meetings;
import io.tongbao.payments.Channel;
import io.tongbao.payments.SourceKind;
import io.tongbao.platform.Money;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Goods;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Setting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the offers that a new one will meet at payments, and prices an example with both: whoever approves sees where the house
 * would give twice.
 */
@Component
class MeetingOffers {
    private static final int TOLD = 20;
    private static final long ORDINARY = 10_000;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration STEP = Duration.ofHours(6);
    private static final TryingOffers.Payment BY_CODE = new TryingOffers.Payment(
            new Setting.Source(SourceKind.BALANCE.code(), Optional.empty(), Optional.empty()), Channel.QR, 0);

    private final OfferStore store;
    private final Clock clock;

    MeetingOffers(OfferStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param own not opened, or the next version of what is */
    Meetings meetings(List<KeptOffer> own, String campaignId) {
        Instant now = clock.instant();
        List<KeptOffer> others = store.running().stream()
                .filter(other -> !other.campaignId().equals(campaignId))
                .sorted(Comparator.comparing(KeptOffer::id).reversed())
                .toList();
        List<Met> met = new ArrayList<>();
        for (int place = 0; place < own.size(); place++) {
            KeptOffer one = own.get(place);
            Stream.concat(
                            own.subList(place + 1, own.size()).stream()
                                    .map(other -> new Met(one, other, Optional.empty())),
                            others.stream().map(other -> new Met(one, other, Optional.of(other.id()))))
                    .filter(pair -> meet(pair.own().terms(), pair.other().terms(), now))
                    .forEach(met::add);
        }
        return new Meetings(
                met.stream().limit(TOLD).map(pair -> meeting(pair, now)).toList(), Math.max(0, met.size() - TOLD));
    }

    /** @param offerId of the other, unless it is of the same campaign */
    private record Met(KeptOffer own, KeptOffer other, Optional<String> offerId) {}

    private static boolean meet(Offer own, Offer other, Instant now) {
        return own.currency().equals(other.currency())
                && isOfTopUps(own) == isOfTopUps(other)
                && from(own, other, now).isBefore(until(own, other))
                && (own.merchantIds().isEmpty()
                        || other.merchantIds().isEmpty()
                        || own.merchantIds().stream().anyMatch(other.merchantIds()::contains));
    }

    private static boolean isOfTopUps(Offer offer) {
        return offer.benefit() instanceof Benefit.TopUpBonus;
    }

    private static Instant from(Offer own, Offer other, Instant now) {
        return latest(now, latest(own.schedule().start(), other.schedule().start()));
    }

    private static Instant latest(Instant one, Instant another) {
        return one.isAfter(another) ? one : another;
    }

    private static Instant until(Offer own, Offer other) {
        Instant end = own.schedule().end();
        return end.isBefore(other.schedule().end()) ? end : other.schedule().end();
    }

    private Meeting meeting(Met met, Instant now) {
        Offer own = met.own().terms();
        Offer other = met.other().terms();
        Instant from = from(own, other, now);
        Instant until = until(own, other);
        return new Meeting(
                own.name(),
                met.offerId(),
                other.name(),
                met.other().shownState(now),
                from,
                until,
                merchants(own, other),
                together(own, other),
                example(met.own(), met.other(), from, until));
    }

    private static Set<String> merchants(Offer own, Offer other) {
        if (own.merchantIds().isEmpty()) {
            return other.merchantIds();
        }
        if (other.merchantIds().isEmpty()) {
            return own.merchantIds();
        }
        Set<String> both = new HashSet<>(own.merchantIds());
        both.retainAll(other.merchantIds());
        return both;
    }

    /** One of a group applies; of several groups that are made to go together, one each. */
    private static boolean together(Offer own, Offer other) {
        Optional<String> group = own.combining().group();
        return group.isPresent()
                && other.combining().group().isPresent()
                && !group.equals(other.combining().group());
    }

    /**
     * Hours and days may part two offers for most of the week, so the example is at the first of some times in it at which both
     * give, or else at which this one does.
     */
    private Example example(KeptOffer own, KeptOffer other, Instant from, Instant until) {
        List<BasketLine> lines = basket(own.terms(), other.terms());
        Compiled ours = Compiled.of(own);
        Compiled theirs = Compiled.of(other);
        Tried best = null;
        for (Instant at = from; at.isBefore(until) && at.isBefore(from.plus(WEEK)); at = at.plus(STEP)) {
            Tried tried = new Tried(worth(at, lines, ours), worth(at, lines, theirs), at);
            if (best == null || tried.gives() > best.gives()) {
                best = tried;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("They do not meet: " + own.id() + " and " + other.id());
        }
        var currency = own.currency();
        return new Example(
                new Money(lines.stream().mapToLong(BasketLine::amountMinor).sum(), currency),
                new Money(best.own(), currency),
                new Money(best.other(), currency),
                new Money(worth(best.at(), lines, ours, theirs), currency));
    }

    private record Tried(long own, long other, Instant at) {
        int gives() {
            return (own > 0 ? 2 : 0) + (other > 0 ? 1 : 0);
        }
    }

    /** An offer for nobody held out, compiled once for all the times at which it is tried. */
    private record Compiled(KeptOffer kept, LiveOffer live) {
        static Compiled of(KeptOffer kept) {
            return new Compiled(kept, LiveOffer.compile(forEverybody(kept.terms()), HouseCalendars.CALENDARS));
        }
    }

    /** What the offers give at a merchant of both. */
    private long worth(Instant at, List<BasketLine> lines, Compiled... offers) {
        List<KeptOffer> among = Arrays.stream(offers).map(Compiled::kept).toList();
        List<LiveOffer> candidates = Arrays.stream(offers).map(Compiled::live).toList();
        return Pricer.price(TryingOffers.asked(among.getFirst(), at, lines, BY_CODE, clock.getZone(), candidates)
                        .with(HouseStacking.STACKING)
                        .with(TryingOffers.standing(among)))
                .worthMinor();
    }

    private static Offer forEverybody(Offer terms) {
        return new Offer(
                terms.id(),
                terms.version(),
                terms.campaignId(),
                terms.name(),
                terms.benefit(),
                terms.condition(),
                Set.of(),
                terms.schedule(),
                terms.budget(),
                terms.combining(),
                0,
                terms.zone(),
                terms.currency(),
                terms.byCoupon());
    }

    /** Goods of both offers, enough of them and dear enough for what each asks. */
    private static List<BasketLine> basket(Offer own, Offer other) {
        List<Wanted> wanted = new ArrayList<>(wanted(own));
        wanted(other).stream()
                .filter(more -> wanted.stream().noneMatch(known -> known.goods().equals(more.goods())))
                .forEach(wanted::add);
        long amount = Math.max(asked(own), asked(other));
        int units = Math.max(units(wanted(own)), units(wanted(other)));
        List<BasketLine> lines = new ArrayList<>();
        for (Wanted each : wanted) {
            int quantity = Math.max(each.units(), isOfTopUps(own) ? 1 : Math.min(units, 10_000));
            lines.add(new BasketLine(
                    Integer.toString(lines.size()),
                    each.goods().products().stream().sorted().findFirst().orElse("product " + lines.size()),
                    each.goods().categories().stream().sorted().findFirst(),
                    Math.ceilDiv(amount, quantity),
                    quantity));
        }
        return lines;
    }

    private record Wanted(Goods goods, int units) {}

    private static int units(Collection<Wanted> wanted) {
        return wanted.stream().mapToInt(Wanted::units).max().orElse(1);
    }

    private static List<Wanted> wanted(Offer offer) {
        return switch (offer.benefit()) {
            case Benefit.AmountOff off -> List.of(new Wanted(off.goods(), 1));
            case Benefit.PercentOff off -> List.of(new Wanted(off.goods(), 1));
            case Benefit.SpendAndSave save -> List.of(new Wanted(save.goods(), 1));
            case Benefit.EverySpend every -> List.of(new Wanted(every.goods(), 1));
            case Benefit.FixedPrice price -> List.of(new Wanted(price.goods(), 1));
            case Benefit.FlashPrice price -> List.of(new Wanted(price.goods(), 1));
            case Benefit.Cashback back -> List.of(new Wanted(back.goods(), 1));
            case Benefit.BuyGet set
            when set.buy().equals(set.get()) -> List.of(new Wanted(set.buy(), set.buyUnits() + set.getUnits()));
            case Benefit.BuyGet set ->
                List.of(new Wanted(set.buy(), set.buyUnits()), new Wanted(set.get(), set.getUnits()));
            case Benefit.Bundle bundle ->
                bundle.parts().stream()
                        .map(part -> new Wanted(part.goods(), part.units()))
                        .toList();
            case Benefit.RandomOff _,
                    Benefit.TopUpBonus _,
                    Benefit.FreeGift _,
                    Benefit.ShippingOff _,
                    Benefit.FeeOff _,
                    Benefit.Points _,
                    Benefit.PointsTimes _ -> List.of(new Wanted(Goods.ALL, 1));
        };
    }

    /** What the goods must be worth for the offer to give, or an ordinary amount. */
    private static long asked(Offer offer) {
        long least = switch (offer.benefit()) {
            case Benefit.SpendAndSave save -> save.steps().getLast().thresholdMinor();
            case Benefit.TopUpBonus bonus -> bonus.steps().getLast().thresholdMinor();
            case Benefit.EverySpend every -> every.thresholdMinor();
            case Benefit.AmountOff off -> 2 * off.offMinor();
            case Benefit.FixedPrice price -> 2 * price.priceMinor();
            case Benefit.FlashPrice price -> 2 * price.priceMinor();
            case Benefit.Bundle bundle -> 2 * bundle.priceMinor();
            default -> ORDINARY;
        };
        return Math.max(least, asked(offer.condition()));
    }

    private static long asked(Condition condition) {
        return switch (condition) {
            case Condition.AmountAtLeast amount -> Math.max(1, amount.minor());
            case Condition.All all ->
                all.parts().stream().mapToLong(MeetingOffers::asked).max().orElse(1);
            case Condition.Any any ->
                any.parts().stream().mapToLong(MeetingOffers::asked).min().orElse(1);
            default -> 1;
        };
    }
}
