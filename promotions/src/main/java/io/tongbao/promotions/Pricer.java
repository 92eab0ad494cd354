package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices a basket. In two steps, because reading the books costs more than judging: {@link #worthAsking} names the few
 * offers for which the books must be read, {@link #price} then judges all. The customer gets the best single offer: the
 * most discount + cashback; of equals the one that ends first, then the one of the lower id.
 */
public final class Pricer {
    private Pricer() {}

    /** The candidates that nothing but the books can still rule out: read the standing of these. */
    public static List<LiveOffer> worthAsking(PricingRequest request) {
        LiveOffer.Facts facts = facts(request);
        List<LiveOffer> open = new ArrayList<>();
        for (LiveOffer live : request.candidates()) {
            if (!request.refused().containsKey(live.offer().id()) && live.missBeforeBooks(facts) == null) {
                open.add(live);
            }
        }
        return open;
    }

    /**
     * @throws IllegalArgumentException if the standing of an offer worth asking was not read
     */
    public static Pricing price(PricingRequest request) {
        LiveOffer.Facts facts = facts(request);
        List<Judged> judged = new ArrayList<>(request.candidates().size());
        List<Fit> fits = new ArrayList<>();
        for (LiveOffer live : request.candidates()) {
            LiveOffer.Miss miss = miss(live, facts, request);
            judged.add(new Judged(live, miss));
            if (miss == null) {
                fits.add(new Fit(live, live.discountMinor(facts.grossMinor()), live.cashbackMinor(facts.grossMinor())));
            }
        }
        fits.sort(BEST_FIRST);
        Optional<Fit> best = fits.stream().findFirst();
        return new Pricing(
                facts.currency(),
                facts.grossMinor(),
                best.map(Fit::discountMinor).orElse(0L),
                facts.grossMinor() - best.map(Fit::discountMinor).orElse(0L),
                best.map(Fit::cashbackMinor).orElse(0L),
                best.map(fit -> applied(fit, request)).stream().toList(),
                notApplied(judged, best, facts),
                fits.stream().skip(1).findFirst().map(Pricer::runnerUp));
    }

    private record Judged(LiveOffer live, LiveOffer.@Nullable Miss miss) {}

    private record Fit(LiveOffer live, long discountMinor, long cashbackMinor) {
        long worthMinor() {
            return discountMinor + cashbackMinor;
        }
    }

    private static final Comparator<Fit> BEST_FIRST = Comparator.comparingLong(Fit::worthMinor)
            .reversed()
            .thenComparing(fit -> fit.live().offer().schedule().end())
            .thenComparing(fit -> fit.live().offer().id());

    private static LiveOffer.@Nullable Miss miss(LiveOffer live, LiveOffer.Facts facts, PricingRequest request) {
        LiveOffer.Miss miss = live.missBeforeBooks(facts);
        if (miss != null) {
            return miss;
        }
        String id = live.offer().id();
        Reason refused = request.refused().get(id);
        if (refused != null) {
            return new LiveOffer.Miss(refused, "the ledger holds it", "refused when posting");
        }
        Standing.OfOffer standing = request.standing().offers().get(id);
        if (standing == null) {
            throw new IllegalArgumentException("The standing of an offer worth asking was not read: " + id);
        }
        return live.missWithBooks(facts, standing);
    }

    private static List<NotApplied> notApplied(List<Judged> judged, Optional<Fit> best, LiveOffer.Facts facts) {
        List<NotApplied> out = new ArrayList<>(judged.size());
        for (Judged each : judged) {
            Offer offer = each.live().offer();
            LiveOffer.Miss miss = each.miss();
            if (miss == null) {
                Fit winner = best.orElseThrow();
                if (winner.live() == each.live()) {
                    continue;
                }
                long worth = each.live().discountMinor(facts.grossMinor())
                        + each.live().cashbackMinor(facts.grossMinor());
                miss = new LiveOffer.Miss(
                        Reason.NOT_BEST,
                        "better than " + winner.live().offer().id() + " with " + winner.worthMinor(),
                        Long.toString(worth));
            }
            out.add(new NotApplied(
                    offer.id(), offer.version(), offer.name(), miss.reason(), miss.condition(), miss.seen()));
        }
        return out;
    }

    private static Pricing.RunnerUp runnerUp(Fit fit) {
        Offer offer = fit.live().offer();
        return new Pricing.RunnerUp(
                offer.id(), offer.version(), offer.name(), fit.discountMinor(), fit.cashbackMinor());
    }

    private static AppliedOffer applied(Fit fit, PricingRequest request) {
        Offer offer = fit.live().offer();
        List<AppliedOffer.SponsorPart> sponsors = fit.live().bySponsor(fit.discountMinor(), fit.cashbackMinor());
        return new AppliedOffer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.kind(),
                fit.discountMinor(),
                fit.cashbackMinor(),
                byLine(request.basket(), fit.discountMinor()),
                sponsors,
                offer.dayOf(request.now()),
                mustHold(fit, sponsors, request));
    }

    private static List<AppliedOffer.LineShare> byLine(Basket basket, long discountMinor) {
        long[] amounts =
                basket.lines().stream().mapToLong(BasketLine::amountMinor).toArray();
        long[] shares = Apportioning.largestRemainder(discountMinor, amounts);
        List<AppliedOffer.LineShare> lines = new ArrayList<>(shares.length);
        for (int i = 0; i < shares.length; i++) {
            lines.add(new AppliedOffer.LineShare(basket.lines().get(i).id(), shares[i]));
        }
        return lines;
    }

    private static List<MustHold> mustHold(Fit fit, List<AppliedOffer.SponsorPart> sponsors, PricingRequest request) {
        Offer offer = fit.live().offer();
        List<MustHold> bounds = new ArrayList<>();
        for (AppliedOffer.SponsorPart part : sponsors) {
            if (part.spendMinor() > 0) {
                bounds.add(new MustHold.SponsorBudget(part.sponsorId(), part.spendMinor()));
            }
        }
        offer.dayBudgetMinor()
                .ifPresent(atMost ->
                        bounds.add(new MustHold.DayBudget(offer.dayOf(request.now()), fit.worthMinor(), atMost)));
        offer.usesPerCustomer().ifPresent(atMost -> bounds.add(new MustHold.Uses(atMost)));
        for (OrderScope scope : fit.live().ordersRead()) {
            bounds.add(new MustHold.OrdersBefore(scope, request.standing().orders(scope)));
        }
        return bounds;
    }

    private static LiveOffer.Facts facts(PricingRequest request) {
        Set<String> categories = new HashSet<>();
        for (BasketLine line : request.basket().lines()) {
            line.category().ifPresent(categories::add);
        }
        long gross = request.basket().grossMinor();
        return new LiveOffer.Facts(
                request.now(),
                request.now().toString(),
                request.merchantId(),
                request.basket().currency(),
                gross,
                Long.toString(gross),
                categories,
                request.standing());
    }
}
