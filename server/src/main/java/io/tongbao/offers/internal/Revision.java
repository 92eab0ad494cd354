package io.tongbao.offers.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Leg;
import io.tongbao.offers.CouponTerms;
import io.tongbao.offers.internal.KeptOffer.KeptSponsor;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a later version of an offer may be, and what it moves between the sponsors and the budget. */
final class Revision {
    private Revision() {}

    /** What is not the same as before, but has to be: whoever was told it may rely on it, and the money lies by it. */
    static List<FieldProblem> wrong(KeptOffer earlier, KeptOffer later, Instant now) {
        List<FieldProblem> problems = new ArrayList<>();
        Offer before = earlier.terms();
        Offer after = later.terms();
        same(problems, "currency", before.currency().equals(after.currency()));
        same(problems, "zone", before.zone().equals(after.zone()));
        same(
                problems,
                "sponsors",
                before.budget().sponsors().equals(after.budget().sponsors())
                        && prefunded(earlier).equals(prefunded(later)));
        same(problems, "coupon", earlier.coupon().isPresent() == later.coupon().isPresent());
        boolean begun = !now.isBefore(before.schedule().start());
        same(
                problems,
                "startsAt",
                !begun || before.schedule().start().equals(after.schedule().start()));
        return problems;
    }

    static List<Boolean> prefunded(KeptOffer offer) {
        return offer.sponsors().stream().map(KeptSponsor::prefunded).toList();
    }

    private static void same(List<FieldProblem> problems, String field, boolean isSame) {
        if (!isSame) {
            problems.add(new FieldProblem(field, "unchangeable", "can't be changed any more"));
        }
    }

    /** The first setting aside. */
    static List<Leg> funding(KeptOffer first) {
        List<Leg> legs = legs(first, Map.of());
        legs.addAll(stock(first, 0));
        return legs;
    }

    /** What is set aside by sponsor now against before, and coupons that come or go; empty if nothing moves. */
    static List<Leg> legs(KeptOffer earlier, KeptOffer later) {
        List<Leg> legs = legs(
                later,
                earlier.sponsors().stream()
                        .collect(Collectors.toMap(KeptSponsor::sponsorId, KeptSponsor::setAsideMinor)));
        legs.addAll(stock(later, stock(earlier)));
        return legs;
    }

    private static long stock(KeptOffer offer) {
        return offer.coupon().map(CouponTerms::stock).orElse(0L);
    }

    private static List<Leg> stock(KeptOffer offer, long before) {
        AccountKey stock = Accounts.couponStock(offer.terms().campaignId());
        long more = stock(offer) - before;
        if (more == 0) {
            return List.of();
        }
        return List.of(
                more > 0
                        ? Leg.of(Accounts.couponsIssued(), stock, more)
                        : Leg.of(stock, Accounts.couponsIssued(), -more));
    }

    private static List<Leg> legs(KeptOffer offer, Map<String, Long> before) {
        Currency currency = offer.currency();
        List<Leg> legs = new ArrayList<>();
        for (KeptSponsor sponsor : offer.sponsors()) {
            var home = sponsor.home(currency);
            var budget = Accounts.budget(offer.terms().campaignId(), sponsor.sponsorId(), currency);
            long more = Math.subtractExact(sponsor.setAsideMinor(), before.getOrDefault(sponsor.sponsorId(), 0L));
            if (more > 0) {
                legs.add(Leg.of(home, budget, more));
            } else if (more < 0) {
                legs.add(Leg.of(budget, home, -more));
            }
        }
        return legs;
    }

    /** Whether some of the budget or of the coupons goes back. */
    static boolean lowers(KeptOffer earlier, KeptOffer later) {
        return later.terms().budget().totalMinor() < earlier.terms().budget().totalMinor()
                || stock(later) < stock(earlier);
    }
}
