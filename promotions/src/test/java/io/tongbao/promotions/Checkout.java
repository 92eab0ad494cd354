package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.NOON;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer at a till, in tests: {@code checkout(line("tea", 900, 2)).stacked(..).with(offer("off_a"))}. All offers go together unless
 * said otherwise.
 */
record Checkout(
        Basket basket,
        Instant now,
        Setting setting,
        Customer customer,
        Stacking stacking,
        long drawSeed,
        @Nullable Standing standing) {
    static final Stacking TOGETHER = new Stacking(Stacking.Group.of("all", Stacking.Mode.ALL));

    static Checkout checkout(Basket basket) {
        return new Checkout(basket, NOON, Setting.at("mer_1"), Customer.of("cus_1"), TOGETHER, 0, null);
    }

    static Checkout checkout(BasketLine... lines) {
        return checkout(new Basket("CNY", List.of(lines)));
    }

    static Checkout checkout(long amountMinor) {
        return checkout(Basket.ofAmount("CNY", amountMinor));
    }

    /** A line named after its product. */
    static BasketLine line(String product, long unitPriceMinor, int quantity) {
        return new BasketLine(product, product, Optional.empty(), unitPriceMinor, quantity);
    }

    static BasketLine line(String product, String category, long unitPriceMinor, int quantity) {
        return new BasketLine(product, product, Optional.of(category), unitPriceMinor, quantity);
    }

    static BasketLine lineWithFloor(String product, long unitPriceMinor, int quantity, long floorMinor) {
        return new BasketLine(product, product, Optional.empty(), unitPriceMinor, quantity, floorMinor);
    }

    Checkout shipped(long shippingMinor, long feeMinor) {
        Basket shipped = new Basket(basket.occasion(), basket.currency(), basket.lines(), shippingMinor, feeMinor);
        return new Checkout(shipped, now, setting, customer, stacking, drawSeed, standing);
    }

    Checkout at(Instant when) {
        return new Checkout(basket, when, setting, customer, stacking, drawSeed, standing);
    }

    Checkout in(Setting where) {
        return new Checkout(basket, now, where, customer, stacking, drawSeed, standing);
    }

    Checkout by(Customer who) {
        return new Checkout(basket, now, setting, who, stacking, drawSeed, standing);
    }

    Checkout stacked(Stacking.Group root) {
        return new Checkout(basket, now, setting, customer, new Stacking(root), drawSeed, standing);
    }

    Checkout oneOffer() {
        return new Checkout(basket, now, setting, customer, Stacking.ONE_OFFER, drawSeed, standing);
    }

    Checkout drawnBy(long seed) {
        return new Checkout(basket, now, setting, customer, stacking, seed, standing);
    }

    Checkout with(Standing read) {
        return new Checkout(basket, now, setting, customer, stacking, drawSeed, read);
    }

    Pricing with(Offers... offers) {
        return Pricer.price(request(Arrays.stream(offers).map(Offers::live).toList()));
    }

    PricingRequest request(List<LiveOffer> offers) {
        return PricingRequest.of(now, setting, customer, basket, offers)
                .with(stacking)
                .drawnBy(drawSeed)
                .with(standing == null ? Offers.fresh(offers) : standing);
    }
}
