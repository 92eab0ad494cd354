package io.tongbao.promotions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A small language for offers in tests: {@code offer("off_a").giving(..).at("mer_1").live()}. */
record Offers(Offer offer) {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Instant NOON = Instant.parse("2026-11-11T04:00:00Z");
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    static Offers offer(String id) {
        return new Offers(new Offer(
                id,
                1,
                "cam_" + id,
                "Offer " + id,
                new Benefit.FirstOrder(1, 0, OrderScope.WALLET),
                Condition.ALWAYS,
                Set.of(),
                new Schedule(START, END),
                Amounts.MAX,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(new SponsorShare("platform", 10_000)),
                SHANGHAI,
                "CNY"));
    }

    Offers giving(Benefit benefit) {
        return with(benefit, offer.condition(), offer.merchantIds(), offer.schedule(), offer.sponsors());
    }

    Offers when(Condition condition) {
        return with(offer.benefit(), condition, offer.merchantIds(), offer.schedule(), offer.sponsors());
    }

    Offers at(String... merchantIds) {
        return with(offer.benefit(), offer.condition(), Set.of(merchantIds), offer.schedule(), offer.sponsors());
    }

    Offers running(Instant start, Instant end) {
        return with(
                offer.benefit(), offer.condition(), offer.merchantIds(), new Schedule(start, end), offer.sponsors());
    }

    Offers paidBy(SponsorShare... shares) {
        return with(offer.benefit(), offer.condition(), offer.merchantIds(), offer.schedule(), List.of(shares));
    }

    Offers perDay(long minor) {
        return limited(OptionalLong.of(minor), offer.usesPerCustomer(), offer.currency());
    }

    Offers perCustomer(long uses) {
        return limited(offer.dayBudgetMinor(), OptionalLong.of(uses), offer.currency());
    }

    Offers in(String currency) {
        return limited(offer.dayBudgetMinor(), offer.usesPerCustomer(), currency);
    }

    LiveOffer live() {
        return LiveOffer.compile(offer);
    }

    static Benefit.SpendAndSave steps(long... thresholdsAndOffs) {
        List<Benefit.SpendAndSave.Step> steps = new java.util.ArrayList<>();
        for (int i = 0; i < thresholdsAndOffs.length; i += 2) {
            steps.add(new Benefit.SpendAndSave.Step(thresholdsAndOffs[i], thresholdsAndOffs[i + 1]));
        }
        return new Benefit.SpendAndSave(steps);
    }

    static Benefit.PercentOff percentOff(int basisPoints, long capMinor) {
        return new Benefit.PercentOff(basisPoints, OptionalLong.of(capMinor), 0);
    }

    static Benefit.Cashback cashback(int basisPoints, long capMinor) {
        return new Benefit.Cashback(basisPoints, OptionalLong.of(capMinor), 0);
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
        long[] shares = offer.bySponsor(offer.totalBudgetMinor());
        for (int i = 0; i < shares.length; i++) {
            left.put(offer.sponsors().get(i).sponsorId(), shares[i]);
        }
        return new Standing.OfOffer(false, left, 0, 0);
    }

    static Pricing price(long grossMinor, LiveOffer... offers) {
        return Pricer.price(request(grossMinor, List.of(offers)));
    }

    static PricingRequest request(long grossMinor, List<LiveOffer> offers) {
        return PricingRequest.of(NOON, "mer_1", "cus_1", Basket.ofAmount("CNY", grossMinor), offers)
                .with(fresh(offers));
    }

    private Offers with(
            Benefit benefit,
            Condition condition,
            Set<String> merchantIds,
            Schedule schedule,
            List<SponsorShare> sponsors) {
        return new Offers(new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                benefit,
                condition,
                merchantIds,
                schedule,
                offer.totalBudgetMinor(),
                offer.dayBudgetMinor(),
                offer.usesPerCustomer(),
                sponsors,
                offer.zone(),
                offer.currency()));
    }

    private Offers limited(OptionalLong perDay, OptionalLong perCustomer, String currency) {
        return new Offers(new Offer(
                offer.id(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.benefit(),
                offer.condition(),
                offer.merchantIds(),
                offer.schedule(),
                offer.totalBudgetMinor(),
                perDay,
                perCustomer,
                offer.sponsors(),
                offer.zone(),
                currency));
    }
}
