package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of every price, whichever offers it took. Plain checks, since they run a million times. */
final class PricingInvariants {
    private PricingInvariants() {}

    private static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static void check(PricingRequest request, Pricing pricing) {
        that(pricing.grossMinor() == request.basket().grossMinor(), "the gross is the basket's");
        that(pricing.discountMinor() + pricing.payableMinor() == pricing.grossMinor(), "discount + payable = gross");
        that(pricing.payableMinor() >= 0, "nothing below zero");
        Map<String, Long> offByLine = new HashMap<>();
        long discount = 0;
        for (AppliedOffer applied : pricing.applied()) {
            discount += applied.discountMinor();
            checkSums(applied);
            applied.lines().forEach(line -> offByLine.merge(line.lineId(), line.discountMinor(), Long::sum));
            checkBudgets(request, applied);
        }
        that(discount == pricing.discountMinor(), "the offers' discounts sum to the price's");
        for (BasketLine line : request.basket().lines()) {
            long floor = Math.min(line.floorMinor(), line.unitPriceMinor()) * line.quantity();
            long off = offByLine.getOrDefault(line.id(), 0L);
            that(line.amountMinor() - off >= floor, "no line below its floor");
        }
        that(offByLine.getOrDefault("shipping", 0L) <= request.basket().shippingMinor(), "shipping not below zero");
        that(offByLine.getOrDefault("fee", 0L) <= request.basket().feeMinor(), "the fee not below zero");
        checkEveryCandidateIsTold(request, pricing);
    }

    private static void checkSums(AppliedOffer applied) {
        long[] bySponsor = new long[applied.sponsors().size()];
        long byLine = 0;
        for (AppliedOffer.LineShare line : applied.lines()) {
            long sum = 0;
            for (int i = 0; i < bySponsor.length; i++) {
                long part = line.sponsorsMinor().get(i);
                that(part >= 0, "no sponsor takes from a line");
                bySponsor[i] += part;
                sum += part;
            }
            that(sum == line.discountMinor() && sum > 0, "a line's sponsors sum to its discount");
            byLine += sum;
        }
        that(byLine == applied.discountMinor(), "lines sum to the discount");
        long cashback = 0;
        long bonus = 0;
        long gift = 0;
        for (int i = 0; i < bySponsor.length; i++) {
            AppliedOffer.SponsorPart part = applied.sponsors().get(i);
            that(bySponsor[i] == part.discountMinor(), "a sponsor's lines sum to its part");
            cashback += part.cashbackMinor();
            bonus += part.bonusMinor();
            gift += part.giftMinor();
        }
        that(cashback == applied.cashbackMinor() && bonus == applied.bonusMinor(), "sponsors sum to the parts");
        that(gift == applied.gift().map(AppliedOffer.Gift::worthMinor).orElse(0L), "sponsors sum to the gift");
    }

    private static void checkBudgets(PricingRequest request, AppliedOffer applied) {
        Offer offer = request.candidates().stream()
                .map(LiveOffer::offer)
                .filter(each -> each.id().equals(applied.offerId()))
                .findFirst()
                .orElseThrow();
        Standing.OfOffer books =
                java.util.Objects.requireNonNull(request.standing().offers().get(offer.id()));
        List<MustHold> bounds = new ArrayList<>();
        for (AppliedOffer.SponsorPart part : applied.sponsors()) {
            long left = books.budgetLeftMinor().getOrDefault(part.sponsorId(), 0L);
            that(part.spendMinor() <= left, "no sponsor's budget is exceeded");
            if (part.spendMinor() > 0) {
                bounds.add(new MustHold.SponsorBudget(part.sponsorId(), part.spendMinor()));
            }
        }
        long spend = applied.spendMinor();
        that(
                spend
                        == applied.discountMinor()
                                + applied.cashbackMinor()
                                + applied.bonusMinor()
                                + applied.gift()
                                        .map(AppliedOffer.Gift::worthMinor)
                                        .orElse(0L),
                "the sponsors bear all of it");
        if (offer.budget().perDayMinor().isPresent() && spend > 0) {
            long perDay = offer.budget().perDayMinor().getAsLong();
            that(books.spentTodayMinor() + spend <= perDay, "no day's budget is exceeded");
            bounds.add(new MustHold.DayBudget(offer.dayOf(request.now()), spend, perDay));
        }
        if (offer.budget().perMerchantMinor().isPresent() && spend > 0) {
            long perMerchant = offer.budget().perMerchantMinor().getAsLong();
            that(books.spentAtMerchantMinor() + spend <= perMerchant, "no merchant's budget is exceeded");
            bounds.add(new MustHold.MerchantBudget(spend, perMerchant));
        }
        offer.budget().usesPerCustomer().ifPresent(uses -> {
            that(books.uses() < uses, "no more uses than allowed");
            bounds.add(new MustHold.Uses(uses));
        });
        offer.budget().usesPerDevice().ifPresent(uses -> {
            that(books.usesOnDevice() < uses, "no more uses from the device than allowed");
            bounds.add(new MustHold.UsesOnDevice(uses));
        });
        for (OrderScope scope : OrderScope.values()) {
            if (reads(offer.condition(), scope)) {
                bounds.add(new MustHold.OrdersBefore(
                        scope,
                        scope == OrderScope.WALLET
                                ? request.standing().ordersInWallet()
                                : request.standing().ordersAtMerchant()));
            }
        }
        that(new HashSet<>(applied.mustHold()).equals(new HashSet<>(bounds)), "the ledger must hold " + bounds);
    }

    private static boolean reads(Condition condition, OrderScope scope) {
        return switch (condition) {
            case Condition.All all -> all.parts().stream().anyMatch(part -> reads(part, scope));
            case Condition.Any any -> any.parts().stream().anyMatch(part -> reads(part, scope));
            case Condition.Not not -> reads(not.part(), scope);
            case Condition.NthOrder nth -> nth.scope() == scope;
            default -> false;
        };
    }

    private static void checkEveryCandidateIsTold(PricingRequest request, Pricing pricing) {
        Set<String> applied = new HashSet<>();
        pricing.applied().forEach(offer -> applied.add(offer.offerId()));
        List<String> others = request.candidates().stream()
                .map(live -> live.offer().id())
                .filter(id -> !applied.contains(id))
                .toList();
        assertThat(pricing.notApplied().stream().map(NotApplied::offerId).toList())
                .isEqualTo(others);
    }
}
