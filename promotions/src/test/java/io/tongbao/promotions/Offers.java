package io.tongbao.promotions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A small language for offers in tests: {@code offer("off_a").giving(..).at("mer_1").live()}. */
record Offers(Offer offer) {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Instant NOON = Instant.parse("2026-11-11T04:00:00Z");
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    /** One cent off every order, everywhere, all November, paid by the platform. */
    static Offers offer(String id) {
        return new Offers(new Offer(
                id,
                1,
                "cam_" + id,
                "Offer " + id,
                Benefit.AmountOff.ofOrder(1),
                Condition.ALWAYS,
                Set.of(),
                new Schedule(START, END),
                new Offer.Budget(
                        Amounts.MAX,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        List.of(new SponsorShare("platform", 10_000)),
                        Offer.Edge.ALL_OR_NOTHING),
                Offer.Combining.PLAIN,
                0,
                SHANGHAI,
                "CNY",
                false));
    }

    Offers giving(Benefit benefit) {
        return with(benefit, offer.condition(), offer.merchantIds(), offer.schedule(), offer.zone(), offer.currency());
    }

    Offers when(Condition condition) {
        return with(offer.benefit(), condition, offer.merchantIds(), offer.schedule(), offer.zone(), offer.currency());
    }

    Offers at(String... merchantIds) {
        return with(
                offer.benefit(),
                offer.condition(),
                Set.of(merchantIds),
                offer.schedule(),
                offer.zone(),
                offer.currency());
    }

    Offers running(Instant start, Instant end) {
        return with(
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                new Schedule(start, end),
                offer.zone(),
                offer.currency());
    }

    Offers in(ZoneId zone) {
        return with(offer.benefit(), offer.condition(), offer.merchantIds(), offer.schedule(), zone, offer.currency());
    }

    Offers in(String currency) {
        return with(offer.benefit(), offer.condition(), offer.merchantIds(), offer.schedule(), offer.zone(), currency);
    }

    Offers paidBy(SponsorShare... shares) {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                of.perDayMinor(),
                of.perMerchantMinor(),
                of.usesPerCustomer(),
                of.usesPerDevice(),
                List.of(shares),
                of.edge()));
    }

    Offers perDay(long minor) {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                OptionalLong.of(minor),
                of.perMerchantMinor(),
                of.usesPerCustomer(),
                of.usesPerDevice(),
                of.sponsors(),
                of.edge()));
    }

    Offers perMerchant(long minor) {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                of.perDayMinor(),
                OptionalLong.of(minor),
                of.usesPerCustomer(),
                of.usesPerDevice(),
                of.sponsors(),
                of.edge()));
    }

    Offers perCustomer(long uses) {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                of.perDayMinor(),
                of.perMerchantMinor(),
                OptionalLong.of(uses),
                of.usesPerDevice(),
                of.sponsors(),
                of.edge()));
    }

    Offers perDevice(long uses) {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                of.perDayMinor(),
                of.perMerchantMinor(),
                of.usesPerCustomer(),
                OptionalLong.of(uses),
                of.sponsors(),
                of.edge()));
    }

    /** Gives what is left of its budgets. */
    Offers givingTheRest() {
        Offer.Budget of = offer.budget();
        return with(new Offer.Budget(
                of.totalMinor(),
                of.perDayMinor(),
                of.perMerchantMinor(),
                of.usesPerCustomer(),
                of.usesPerDevice(),
                of.sponsors(),
                Offer.Edge.REST));
    }

    Offers in(String group, int priority) {
        return with(new Offer.Combining(Optional.of(group), offer.combining().exclusive(), priority));
    }

    Offers exclusive() {
        return with(new Offer.Combining(
                offer.combining().group(), true, offer.combining().priority()));
    }

    Offers first(int priority) {
        return with(
                new Offer.Combining(offer.combining().group(), offer.combining().exclusive(), priority));
    }

    Offers keepingOut(int basisPoints) {
        return with(offer.budget(), offer.combining(), basisPoints);
    }

    Offers byCoupon() {
        return new Offers(new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                offer.schedule(),
                offer.budget(),
                offer.combining(),
                offer.holdoutBasisPoints(),
                offer.zone(),
                offer.currency(),
                true));
    }

    LiveOffer live() {
        return LiveOffer.compile(offer, Calendars.NONE);
    }

    static Benefit.SpendAndSave steps(long... thresholdsAndOffs) {
        return new Benefit.SpendAndSave(stepList(thresholdsAndOffs), Base.GROSS, Goods.ALL);
    }

    static List<Benefit.SpendAndSave.Step> stepList(long... thresholdsAndOffs) {
        List<Benefit.SpendAndSave.Step> steps = new ArrayList<>();
        for (int i = 0; i < thresholdsAndOffs.length; i += 2) {
            steps.add(new Benefit.SpendAndSave.Step(thresholdsAndOffs[i], thresholdsAndOffs[i + 1]));
        }
        return steps;
    }

    static Benefit.PercentOff percentOff(int basisPoints, long capMinor) {
        return Benefit.PercentOff.ofOrder(basisPoints, OptionalLong.of(capMinor));
    }

    static Benefit.PercentOff percentOff(int basisPoints) {
        return Benefit.PercentOff.ofOrder(basisPoints, OptionalLong.empty());
    }

    static Benefit.Cashback cashback(int basisPoints, long capMinor) {
        return Benefit.Cashback.of(basisPoints, OptionalLong.of(capMinor));
    }

    /** A standing in which every offer has its whole budget and the customer has done nothing yet. */
    static Standing fresh(List<LiveOffer> offers) {
        Map<String, Standing.OfOffer> byId = new HashMap<>();
        for (LiveOffer live : offers) {
            byId.put(live.offer().id(), untouched(live.offer()));
        }
        return new Standing(0, 0, byId);
    }

    static Standing.OfOffer untouched(Offer offer) {
        Map<String, Long> left = new HashMap<>();
        long[] shares = offer.budget().bySponsor(offer.budget().totalMinor());
        for (int i = 0; i < shares.length; i++) {
            left.put(offer.budget().sponsors().get(i).sponsorId(), shares[i]);
        }
        return new Standing.OfOffer(false, left, 0, 0, 0, 0);
    }

    private Offers with(
            Benefit benefit,
            Condition condition,
            Set<String> merchantIds,
            Schedule schedule,
            ZoneId zone,
            String currency) {
        return new Offers(new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                benefit,
                condition,
                merchantIds,
                schedule,
                offer.budget(),
                offer.combining(),
                offer.holdoutBasisPoints(),
                zone,
                currency,
                offer.byCoupon()));
    }

    private Offers with(Offer.Budget budget) {
        return with(budget, offer.combining(), offer.holdoutBasisPoints());
    }

    private Offers with(Offer.Combining combining) {
        return with(offer.budget(), combining, offer.holdoutBasisPoints());
    }

    private Offers with(Offer.Budget budget, Offer.Combining combining, int holdoutBasisPoints) {
        return new Offers(new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                offer.schedule(),
                budget,
                combining,
                holdoutBasisPoints,
                offer.zone(),
                offer.currency(),
                offer.byCoupon()));
    }
}
