package io.tongbao.payments.internal;

import io.tongbao.promotions.AppliedOffer;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.MustHold;
import io.tongbao.promotions.NotApplied;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.PaidShares;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A price as it was shown: what the quote pins, the payment freezes and its refunds are computed from. Stored as JSON,
 * so fields may be added and never change their meaning. Amounts are minor units.
 *
 * @param coupons those of the customer that could be used here, one of each offer; for the quote's screen
 * @param choice which of them the customer let it use
 * @param device from which it is paid, by its fingerprint
 */
record PinnedPrice(
        long gross,
        long discount,
        long payable,
        long cashback,
        List<Line> lines,
        List<Applied> applied,
        List<Missed> missed,
        Optional<RunnerUp> runnerUp,
        List<Coupon> coupons,
        CouponChoice choice,
        Optional<String> device) {

    PinnedPrice {
        coupons = List.copyOf(coupons);
        lines = List.copyOf(lines);
        applied = List.copyOf(applied);
        missed = List.copyOf(missed);
        if (gross - discount != payable || payable < 0) {
            throw new IllegalArgumentException("gross " + gross + " - discount " + discount + " is not " + payable);
        }
    }

    /** @param discount the line's share, by largest remainder */
    record Line(
            String id,
            String name,
            Optional<String> product,
            Optional<String> category,
            long unitPrice,
            int quantity,
            long discount) {
        long amount() {
            return Math.multiplyExact(unitPrice, quantity);
        }

        BasketLine inBasket() {
            return new BasketLine(id, product.orElse(name), category, unitPrice, quantity);
        }

        Line with(long share) {
            return new Line(id, name, product, category, unitPrice, quantity, share);
        }
    }

    /**
     * @param bonus on top of a top-up; zero in a payment
     * @param day the business day, in the campaign's zone, that the spending counts for
     * @param dayAtMost what the day's counter may be after the payment; the same at the merchant, for uses and for uses from the device
     * @param ordersInWallet how many orders the customer must have paid before; the same at the merchant
     * @param couponId the coupon that it uses up
     */
    record Applied(
            String offerId,
            int version,
            String campaignId,
            String name,
            String kind,
            long discount,
            long cashback,
            long bonus,
            List<Part> sponsors,
            LocalDate day,
            OptionalLong dayAtMost,
            OptionalLong merchantAtMost,
            OptionalLong usesAtMost,
            OptionalLong deviceUsesAtMost,
            OptionalLong ordersInWallet,
            OptionalLong ordersAtMerchant,
            Optional<String> couponId) {
        long spend() {
            return discount + cashback + bonus;
        }
    }

    record Part(String sponsorId, String name, long discount, long cashback, long bonus) {}

    /** @param allowed whether the customer let it be used */
    record Coupon(String couponId, String offerId, String name, Instant until, boolean allowed) {}

    /** An offer that did not apply. */
    record Missed(String offerId, String name, String code, String condition, String seen) {}

    /**
     * The best combination beside the one taken.
     *
     * @param worth discount, cashback and gifts together
     */
    record RunnerUp(List<Named> offers, long discount, long cashback, long worth) {
        RunnerUp {
            offers = List.copyOf(offers);
        }

        static RunnerUp of(Pricing.RunnerUp second) {
            return new RunnerUp(
                    second.offers().stream()
                            .map(offer -> new Named(offer.offerId(), offer.name()))
                            .toList(),
                    second.discountMinor(),
                    second.cashbackMinor(),
                    second.worthMinor());
        }
    }

    record Named(String offerId, String name) {}

    static PinnedPrice of(
            Pricing pricing,
            List<Line> lines,
            UnaryOperator<String> sponsorName,
            List<Coupon> coupons,
            CouponChoice choice,
            Optional<String> device) {
        Map<String, Long> shares = new HashMap<>();
        for (AppliedOffer offer : pricing.applied()) {
            for (AppliedOffer.LineShare share : offer.lines()) {
                shares.merge(share.lineId(), share.discountMinor(), Long::sum);
            }
        }
        return new PinnedPrice(
                pricing.grossMinor(),
                pricing.discountMinor(),
                pricing.payableMinor(),
                pricing.cashbackMinor(),
                lines.stream()
                        .map(line -> line.with(shares.getOrDefault(line.id(), 0L)))
                        .toList(),
                pricing.applied().stream()
                        .map(offer -> applied(offer, sponsorName, coupons))
                        .toList(),
                pricing.notApplied().stream().map(PinnedPrice::missed).toList(),
                pricing.runnerUp().map(RunnerUp::of),
                coupons,
                choice,
                device);
    }

    private static Applied applied(AppliedOffer offer, UnaryOperator<String> sponsorName, List<Coupon> coupons) {
        OptionalLong dayAtMost = OptionalLong.empty();
        OptionalLong merchantAtMost = OptionalLong.empty();
        OptionalLong deviceUsesAtMost = OptionalLong.empty();
        OptionalLong usesAtMost = OptionalLong.empty();
        OptionalLong ordersInWallet = OptionalLong.empty();
        OptionalLong ordersAtMerchant = OptionalLong.empty();
        Optional<String> couponId = Optional.empty();
        for (MustHold bound : offer.mustHold()) {
            switch (bound) {
                case MustHold.SponsorBudget _ -> {
                    // a budget account never goes below zero: the ledger holds that by itself
                }
                case MustHold.DayBudget day -> dayAtMost = OptionalLong.of(day.atMostMinor());
                case MustHold.MerchantBudget merchant -> merchantAtMost = OptionalLong.of(merchant.atMostMinor());
                case MustHold.Uses uses -> usesAtMost = OptionalLong.of(uses.atMost());
                case MustHold.UsesOnDevice uses -> deviceUsesAtMost = OptionalLong.of(uses.atMost());
                case MustHold.Coupon _ ->
                    couponId = coupons.stream()
                            .filter(coupon -> coupon.offerId().equals(offer.offerId()))
                            .map(Coupon::couponId)
                            .findFirst();
                case MustHold.OrdersBefore before
                when before.scope() == OrderScope.WALLET -> ordersInWallet = OptionalLong.of(before.exactly());
                case MustHold.OrdersBefore before -> ordersAtMerchant = OptionalLong.of(before.exactly());
            }
        }
        List<Part> parts = new ArrayList<>();
        for (AppliedOffer.SponsorPart part : offer.sponsors()) {
            String name = sponsorName.apply(part.sponsorId());
            parts.add(new Part(part.sponsorId(), name, part.discountMinor(), part.cashbackMinor(), part.bonusMinor()));
        }
        return new Applied(
                offer.offerId(),
                offer.version(),
                offer.campaignId(),
                offer.name(),
                offer.kind().code(),
                offer.discountMinor(),
                offer.cashbackMinor(),
                offer.bonusMinor(),
                parts,
                offer.day(),
                dayAtMost,
                merchantAtMost,
                usesAtMost,
                deviceUsesAtMost,
                ordersInWallet,
                ordersAtMerchant,
                couponId);
    }

    private static Missed missed(NotApplied offer) {
        return new Missed(offer.offerId(), offer.offerName(), offer.reason().code(), offer.condition(), offer.seen());
    }

    static Basket basket(Basket.Occasion occasion, String currency, List<Line> lines) {
        return new Basket(occasion, currency, lines.stream().map(Line::inBasket).toList(), 0, 0);
    }

    /** Who bore what, for refunds. */
    PaidShares shares() {
        List<PaidShares.Funded> funded = new ArrayList<>();
        for (Applied offer : applied) {
            for (Part part : offer.sponsors()) {
                funded.add(
                        new PaidShares.Funded(offer.campaignId(), part.sponsorId(), part.discount(), part.cashback()));
            }
        }
        return PaidShares.ofTotals(gross, payable, funded);
    }

    /**
     * Without what did not apply and what came next: that is for the quote's screen, not for the payment's record. But the offers that this customer was
     * held out of are kept, since whoever measures an offer compares those payments with the others.
     */
    PinnedPrice frozen() {
        String heldOut = Reason.HELD_OUT.code();
        List<Missed> kept =
                missed.stream().filter(offer -> offer.code().equals(heldOut)).toList();
        return new PinnedPrice(
                gross,
                discount,
                payable,
                cashback,
                lines,
                applied,
                kept,
                Optional.empty(),
                List.of(),
                CouponChoice.BEST,
                device);
    }
}
