package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A price with its reasons. The gross is what the merchant receives; discount + payable = gross, and nothing is below
 * zero. A payable of 0 is a price like any other: the payment then has no leg from the wallet.
 *
 * @param applied the offers in the price, in the order in which they apply
 * @param notApplied every other candidate, in the candidates' order
 * @param runnerUp the best allowed combination that is not part of the price's own
 * @param exact whether every allowed combination was weighed ({@link Pricer#MAX_STEPS}); if not, the price is the best of those that were
 */
public record Pricing(
        Basket basket,
        long grossMinor,
        long discountMinor,
        long payableMinor,
        long cashbackMinor,
        long bonusMinor,
        long points,
        List<AppliedOffer> applied,
        List<NotApplied> notApplied,
        Optional<RunnerUp> runnerUp,
        boolean exact) {

    public Pricing {
        applied = List.copyOf(applied);
        notApplied = List.copyOf(notApplied);
    }

    /** @param worthMinor discount, cashback, bonus and gifts together */
    public record RunnerUp(List<Named> offers, long worthMinor, long discountMinor, long cashbackMinor) {
        public RunnerUp {
            offers = List.copyOf(offers);
        }
    }

    public record Named(String offerId, int version, String name) {}

    /** What the customer has of it: discount, cashback, bonus and gifts. */
    public long worthMinor() {
        return applied.stream().mapToLong(AppliedOffer::spendMinor).sum();
    }

    /** Who bears what, frozen for the refunds. */
    public PaidShares shares() {
        List<PaidShares.Funded> funded = new ArrayList<>();
        List<PaidShares.Earned> earned = new ArrayList<>();
        List<Map<String, Long>> byLine = new ArrayList<>();
        for (AppliedOffer offer : applied) {
            for (int i = 0; i < offer.sponsors().size(); i++) {
                AppliedOffer.SponsorPart part = offer.sponsors().get(i);
                Map<String, Long> discounts = new HashMap<>();
                for (AppliedOffer.LineShare share : offer.lines()) {
                    discounts.put(share.lineId(), share.sponsorsMinor().get(i));
                }
                byLine.add(discounts);
                funded.add(new PaidShares.Funded(
                        offer.campaignId(), part.sponsorId(), part.discountMinor(), part.cashbackMinor()));
            }
            if (offer.points() > 0) {
                earned.add(new PaidShares.Earned(offer.campaignId(), offer.points()));
            }
        }
        List<PaidShares.Line> lines = new ArrayList<>();
        for (BasketLine line : basket.lines()) {
            lines.add(line(line.id(), line.unitPriceMinor(), line.quantity(), byLine));
        }
        if (basket.shippingMinor() > 0) {
            lines.add(line(BasketLine.SHIPPING, basket.shippingMinor(), 1, byLine));
        }
        if (basket.feeMinor() > 0) {
            lines.add(line(BasketLine.FEE, basket.feeMinor(), 1, byLine));
        }
        return new PaidShares(lines, funded, earned);
    }

    private static PaidShares.Line line(String id, long unitPrice, int quantity, List<Map<String, Long>> byLine) {
        List<Long> discounts =
                byLine.stream().map(of -> of.getOrDefault(id, 0L)).toList();
        long cash = unitPrice * quantity
                - discounts.stream().mapToLong(Long::longValue).sum();
        return new PaidShares.Line(id, unitPrice, quantity, cash, discounts);
    }
}
