package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what was found as a price: what each offer gives to which line and who bears it, what must hold, and why the others do not apply. */
final class Telling {
    private final Facts facts;
    private final Giving giving;
    private final Running start;
    private final Running running;
    private final Combinations combinations;

    /** @param running for its own use */
    Telling(Facts facts, Giving giving, Running start, Running running, Combinations combinations) {
        this.facts = facts;
        this.giving = giving;
        this.start = start;
        this.running = running;
        this.combinations = combinations;
    }

    Pricing pricing(
            Combinations.Found best,
            Combinations.Found second,
            boolean exact,
            List<Judged.Verdict> verdicts,
            Map<Entrant, Miss> lost) {
        List<AppliedOffer> applied = applied(best);
        Basket basket = facts.request().basket();
        long gross = basket.grossMinor();
        return new Pricing(
                basket,
                gross,
                running.discount,
                gross - running.discount,
                running.cashback,
                running.bonus,
                running.points,
                applied,
                notApplied(verdicts, best, lost),
                runnerUp(second),
                exact);
    }

    /** Applies the combination once more, now keeping what each offer gives. */
    private List<AppliedOffer> applied(Combinations.Found found) {
        running.copy(start);
        List<AppliedOffer> applied = new ArrayList<>(found.offers().size());
        for (Entrant entrant : found.offers()) {
            giving.keptOff = combinations.keptOff(entrant, found.owners());
            Miss miss = giving.apply(entrant, running);
            if (miss != null) {
                throw new IllegalStateException(entrant.live + " applied and then did not: " + miss);
            }
            applied.add(applied(entrant));
        }
        return applied;
    }

    private AppliedOffer applied(Entrant entrant) {
        Offer offer = entrant.offer;
        long[] discounts = entrant.live.bySponsor(giving.discount);
        long[] cashbacks = entrant.live.bySponsor(giving.cashback);
        long[] bonuses = entrant.live.bySponsor(giving.bonus);
        long[] gifts = entrant.live.bySponsor(giving.gift);
        List<SponsorShare> shares = offer.budget().sponsors();
        AppliedOffer.SponsorPart[] parts = new AppliedOffer.SponsorPart[discounts.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new AppliedOffer.SponsorPart(
                    shares.get(i).sponsorId(), discounts[i], cashbacks[i], bonuses[i], gifts[i]);
        }
        List<AppliedOffer.SponsorPart> sponsors = List.of(parts);
        LocalDate day = facts.today(offer.zone());
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
                byLine(discounts),
                sponsors,
                day,
                giving.cut,
                mustHold(entrant, sponsors, day));
    }

    /**
     * Each line's discount dealt to the sponsors by running totals: what the sponsors have of the lines up to one is what they have of so
     * many units of the whole, so that lines and sponsors sum exactly both ways.
     */
    private List<AppliedOffer.LineShare> byLine(long[] sponsors) {
        long[] off = giving.off;
        int touched = 0;
        for (long each : off) {
            touched += each == 0 ? 0 : 1;
        }
        AppliedOffer.LineShare[] lines = new AppliedOffer.LineShare[touched];
        long reached = 0;
        long[] before = new long[sponsors.length];
        for (int line = 0, next = 0; next < touched; line++) {
            if (off[line] == 0) {
                continue;
            }
            reached += off[line];
            // what is reached last is the whole
            long[] after = reached == giving.discount ? sponsors : Apportioning.deal(reached, sponsors);
            Long[] parts = new Long[sponsors.length];
            for (int i = 0; i < sponsors.length; i++) {
                parts[i] = after[i] - before[i];
            }
            lines[next++] = new AppliedOffer.LineShare(facts.lineId(line), off[line], List.of(parts));
            before = after;
        }
        return List.of(lines);
    }

    private List<MustHold> mustHold(Entrant entrant, List<AppliedOffer.SponsorPart> sponsors, LocalDate day) {
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
        if (budget.perMerchantMinor().isPresent() && spend > 0) {
            bounds.add(
                    new MustHold.MerchantBudget(spend, budget.perMerchantMinor().getAsLong()));
        }
        budget.usesPerCustomer().ifPresent(atMost -> bounds.add(new MustHold.Uses(atMost)));
        budget.usesPerDevice().ifPresent(atMost -> bounds.add(new MustHold.UsesOnDevice(atMost)));
        if (entrant.offer.byCoupon()) {
            bounds.add(new MustHold.Coupon());
        }
        for (OrderScope scope : entrant.live.ordersRead()) {
            bounds.add(new MustHold.OrdersBefore(scope, facts.standing().orders(scope)));
        }
        return bounds;
    }

    private List<NotApplied> notApplied(
            List<Judged.Verdict> verdicts, Combinations.Found best, Map<Entrant, Miss> lost) {
        List<NotApplied> missed = new ArrayList<>(verdicts.size());
        Combinations.Beside beside = combinations.beside(best.offers());
        for (Judged.Verdict verdict : verdicts) {
            Entrant entrant = verdict.entrant();
            Miss miss = verdict.miss();
            if (entrant != null) {
                if (best.offers().contains(entrant)) {
                    continue;
                }
                miss = missOfEntrant(entrant, best, beside, lost);
            }
            if (miss != null) {
                Offer offer = verdict.live().offer();
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
    private Miss missOfEntrant(
            Entrant entrant, Combinations.Found best, Combinations.Beside beside, Map<Entrant, Miss> lost) {
        if (entrant.missAlone != null) {
            return entrant.missAlone;
        }
        Miss inGroup = lost.get(entrant);
        if (inGroup != null) {
            return inGroup;
        }
        if (beside.mayJoin(entrant)) {
            Miss among = combinations.missAmong(entrant, best.offers());
            if (among != null) {
                return among;
            }
        }
        return Miss.of(Reason.NOT_BEST, combinations.betterThan(best), entrant.worthAlone);
    }

    private Optional<Pricing.RunnerUp> runnerUp(Combinations.Found found) {
        if (found.offers().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Pricing.RunnerUp(Entrant.named(found.offers()), found.worth(), found.discount(), found.cashback()));
    }
}
