package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices a basket. In two steps, because reading the books costs more than judging: {@link #worthAsking} names the few
 * offers for which the books must be read, {@link #price} then judges all and finds the combination that the {@link Stacking} allows and that is
 * best for the customer ({@link Combinations}).
 */
public final class Pricer {
    /** One step takes an offer in or leaves it out, or gives a line to one of the offers that contest it. */
    public static final int MAX_STEPS = 20_000;

    /** Large baskets get fewer steps: a step looks at every line. */
    public static final int MAX_LINE_VISITS = 4_000_000;

    private Pricer() {}

    /** The candidates that nothing but the books can still rule out: read the standing of these. */
    public static List<LiveOffer> worthAsking(PricingRequest request) {
        Facts facts = new Facts(request);
        Running start = new Running(facts);
        List<LiveOffer> open = new ArrayList<>();
        for (LiveOffer live : request.candidates()) {
            if (!request.refused().containsKey(live.offer().id()) && live.missBeforeBooks(facts, start) == null) {
                open.add(live);
            }
        }
        return open;
    }

    /**
     * @throws IllegalArgumentException if the standing of an offer worth asking was not read
     */
    public static Pricing price(PricingRequest request) {
        Facts facts = new Facts(request);
        Running start = new Running(facts);
        List<Judged> judged = new ArrayList<>(request.candidates().size());
        List<Entrant> entrants = new ArrayList<>();
        for (LiveOffer live : request.candidates()) {
            Miss miss = miss(live, facts, start, request);
            Entrant entrant = miss == null ? new Entrant(live, standing(live, request), facts) : null;
            judged.add(new Judged(live, entrant, miss));
            if (entrant != null) {
                entrants.add(entrant);
            }
        }
        Giving giving = new Giving(facts);
        Combinations combinations = new Combinations(facts, giving, request.stacking());
        Map<Entrant, Miss> lost = new IdentityHashMap<>();
        List<Entrant> chosen = combinations.chosenByGroups(entrants, lost);
        Combinations.Found best = combinations.best(chosen);
        boolean exact = combinations.isExact();
        Combinations.Found second =
                chosen.size() > best.offers().size() ? combinations.best(chosen, best) : Combinations.Found.NOTHING;
        List<AppliedOffer> applied = applied(best, facts, giving, combinations, request);
        long discount = applied.stream().mapToLong(AppliedOffer::discountMinor).sum();
        return new Pricing(
                request.basket(),
                request.basket().grossMinor(),
                discount,
                request.basket().grossMinor() - discount,
                applied.stream().mapToLong(AppliedOffer::cashbackMinor).sum(),
                applied.stream().mapToLong(AppliedOffer::bonusMinor).sum(),
                applied.stream().mapToLong(AppliedOffer::points).sum(),
                applied,
                notApplied(judged, best, lost, combinations, giving, facts),
                runnerUp(second, facts, giving, combinations, request),
                exact);
    }

    private record Judged(
            LiveOffer live,
            @Nullable Entrant entrant,
            @Nullable Miss miss) {}

    private static @Nullable Miss miss(LiveOffer live, Facts facts, Running start, PricingRequest request) {
        Miss miss = live.missBeforeBooks(facts, start);
        if (miss != null) {
            return miss;
        }
        Reason refused = request.refused().get(live.offer().id());
        if (refused != null) {
            return Miss.of(refused, "the ledger holds it", "refused when posting");
        }
        return live.missWithBooks(facts, start, standing(live, request));
    }

    private static Standing.OfOffer standing(LiveOffer live, PricingRequest request) {
        Standing.OfOffer standing = request.standing().offers().get(live.offer().id());
        if (standing == null) {
            throw new IllegalArgumentException("The standing of an offer worth asking was not read: " + live);
        }
        return standing;
    }

    /** Applies the combination once more, now keeping what each offer gives. */
    private static List<AppliedOffer> applied(
            Combinations.Found found, Facts facts, Giving giving, Combinations combinations, PricingRequest request) {
        Running running = new Running(facts);
        List<AppliedOffer> applied = new ArrayList<>();
        for (Entrant entrant : found.offers()) {
            giving.keptOff = combinations.keptOff(entrant, found.owners());
            Miss miss = giving.apply(entrant, running);
            if (miss != null) {
                throw new IllegalStateException(entrant.live + " applied and then did not: " + miss);
            }
            applied.add(applied(entrant, facts, giving, request));
        }
        return applied;
    }

    private static AppliedOffer applied(Entrant entrant, Facts facts, Giving giving, PricingRequest request) {
        Offer offer = entrant.offer;
        long[] discounts = offer.budget().bySponsor(giving.discount);
        long[] cashbacks = offer.budget().bySponsor(giving.cashback);
        long[] bonuses = offer.budget().bySponsor(giving.bonus);
        long[] gifts = offer.budget().bySponsor(giving.gift);
        List<AppliedOffer.SponsorPart> sponsors = new ArrayList<>(discounts.length);
        for (int i = 0; i < discounts.length; i++) {
            String sponsor = offer.budget().sponsors().get(i).sponsorId();
            sponsors.add(new AppliedOffer.SponsorPart(sponsor, discounts[i], cashbacks[i], bonuses[i], gifts[i]));
        }
        LocalDate day = offer.dayOf(request.now());
        return new AppliedOffer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.kind(),
                giving.discount,
                giving.cashback,
                giving.bonus,
                giving.points,
                offer.benefit() instanceof Benefit.FreeGift gift
                        ? Optional.of(new AppliedOffer.Gift(gift.product(), gift.units(), gift.worthMinor()))
                        : Optional.empty(),
                byLine(giving.off, discounts, facts),
                sponsors,
                day,
                giving.cut,
                mustHold(entrant, sponsors, day, request));
    }

    /**
     * Each line's discount dealt to the sponsors by running totals: what the sponsors have of the lines up to one is what they have of so
     * many units of the whole, so that lines and sponsors sum exactly both ways.
     */
    private static List<AppliedOffer.LineShare> byLine(long[] off, long[] sponsors, Facts facts) {
        List<AppliedOffer.LineShare> lines = new ArrayList<>();
        long reached = 0;
        long[] before = new long[sponsors.length];
        for (int line = 0; line < off.length; line++) {
            if (off[line] == 0) {
                continue;
            }
            reached += off[line];
            long[] after = sponsors.length == 1 ? new long[] {reached} : Apportioning.deal(reached, sponsors);
            List<Long> parts = new ArrayList<>(sponsors.length);
            for (int i = 0; i < sponsors.length; i++) {
                parts.add(after[i] - before[i]);
            }
            lines.add(new AppliedOffer.LineShare(facts.lineId(line), off[line], parts));
            before = after;
        }
        return lines;
    }

    private static List<MustHold> mustHold(
            Entrant entrant, List<AppliedOffer.SponsorPart> sponsors, LocalDate day, PricingRequest request) {
        Offer.Budget budget = entrant.offer.budget();
        List<MustHold> bounds = new ArrayList<>();
        long spend = 0;
        for (AppliedOffer.SponsorPart part : sponsors) {
            spend += part.spendMinor();
            if (part.spendMinor() > 0) {
                bounds.add(new MustHold.SponsorBudget(part.sponsorId(), part.spendMinor()));
            }
        }
        if (budget.perDayMinor().isPresent() && spend > 0) {
            bounds.add(new MustHold.DayBudget(day, spend, budget.perDayMinor().getAsLong()));
        }
        budget.usesPerCustomer().ifPresent(atMost -> bounds.add(new MustHold.Uses(atMost)));
        for (OrderScope scope : entrant.live.ordersRead()) {
            bounds.add(new MustHold.OrdersBefore(scope, request.standing().orders(scope)));
        }
        return bounds;
    }

    private static List<NotApplied> notApplied(
            List<Judged> judged,
            Combinations.Found best,
            Map<Entrant, Miss> lost,
            Combinations combinations,
            Giving giving,
            Facts facts) {
        List<NotApplied> missed = new ArrayList<>(judged.size());
        for (Judged each : judged) {
            Entrant entrant = each.entrant();
            if (entrant != null && best.offers().contains(entrant)) {
                continue;
            }
            Miss miss = each.miss();
            if (miss == null && entrant != null) {
                miss = missOfEntrant(entrant, best, lost, combinations, giving, facts);
            }
            Offer offer = each.live().offer();
            if (miss != null) {
                missed.add(new NotApplied(
                        offer.id(),
                        offer.version(),
                        offer.name(),
                        miss.reason(),
                        miss.condition(),
                        miss.seen().get()));
            }
        }
        return missed;
    }

    /** Would not apply even alone; lost to its group; is allowed beside the others and does not apply there; or is simply not the best. */
    private static Miss missOfEntrant(
            Entrant entrant,
            Combinations.Found best,
            Map<Entrant, Miss> lost,
            Combinations combinations,
            Giving giving,
            Facts facts) {
        Running running = new Running(facts);
        giving.keptOff = null;
        Miss alone = giving.apply(entrant, running);
        if (alone != null) {
            return alone;
        }
        Miss inGroup = lost.get(entrant);
        if (inGroup != null) {
            return inGroup;
        }
        if (combinations.mayJoin(entrant, best.offers())) {
            Miss among = combinations.missAmong(entrant, best.offers());
            if (among != null) {
                return among;
            }
        }
        return Miss.of(Reason.NOT_BEST, combinations.betterThan(best), running.worth());
    }

    private static Optional<Pricing.RunnerUp> runnerUp(
            Combinations.Found found, Facts facts, Giving giving, Combinations combinations, PricingRequest request) {
        if (found.offers().isEmpty()) {
            return Optional.empty();
        }
        List<AppliedOffer> applied = applied(found, facts, giving, combinations, request);
        return Optional.of(new Pricing.RunnerUp(
                Entrant.named(found.offers()),
                found.worth(),
                applied.stream().mapToLong(AppliedOffer::discountMinor).sum(),
                applied.stream().mapToLong(AppliedOffer::cashbackMinor).sum()));
    }
}
