package io.tongbao.promotions;

import static io.tongbao.promotions.Checkout.checkout;
import static io.tongbao.promotions.Checkout.line;
import static io.tongbao.promotions.Offers.END;
import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.START;
import static io.tongbao.promotions.Offers.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiveOffersTests {
    private static final Customer SOMEBODY = Customer.of("cus_1");

    private static List<String> found(LiveOffers live, String merchantId, Customer customer, Basket basket) {
        return live.candidates(new LiveOffers.PricingQuestion(merchantId, customer, basket), NOON).stream()
                .map(found -> found.offer().id())
                .toList();
    }

    private static LiveOffers live(Offers... offers) {
        return LiveOffers.compile(
                java.util.Arrays.stream(offers).map(Offers::offer).toList(), Calendars.NONE);
    }

    /** So that a caller knows what a price may depend on, and asks for nothing that no condition looks at. */
    @Test
    void anOfferTellsWhatItsConditionsLookAt() {
        Condition visa = new Condition.PaidWith(Set.of(), Set.of(), Set.of("visa"));
        Condition fresh = new Condition.NewCustomer(7);
        assertThat(reads(Condition.ALWAYS)).isEmpty();
        assertThat(reads(new Condition.InChannels(Set.of("qr")))).isEmpty();
        assertThat(reads(visa)).containsExactly(Circumstance.SOURCE);
        assertThat(reads(new Condition.Any(List.of(Condition.AmountAtLeast.gross(1), new Condition.Not(visa)))))
                .containsExactly(Circumstance.SOURCE);
        assertThat(reads(new Condition.Cel("issuer == 'icbc' || gross > 5"))).containsExactly(Circumstance.SOURCE);
        Condition listed = new Condition.OnList(Set.of("lst_1"));
        assertThat(reads(new Condition.Not(listed))).containsExactly(Circumstance.LISTS);
        assertThat(reads(new Condition.Cel("'lst_1' in lists"))).containsExactly(Circumstance.LISTS);
        assertThat(reads(new Condition.All(List.of(fresh, visa, listed)))).containsExactly(Circumstance.values());
        assertThat(live(offer("off_plain")).anyByList()).isFalse();
        assertThat(live(offer("off_plain"), offer("off_list").when(listed)).anyByList())
                .isTrue();
    }

    /** Whom a condition keeps out for sure, so that nobody is shown what can't be theirs. */
    @Test
    void aConditionTellsWhomItKeepsOut() {
        Condition spring = new Condition.OnList(Set.of("spring", "summer"));
        Condition autumn = new Condition.OnList(Set.of("autumn"));
        Condition both = new Condition.All(List.of(spring, Condition.AmountAtLeast.gross(1), autumn));
        assertThat(both.listsAsked()).containsExactlyInAnyOrder("spring", "summer", "autumn");
        assertThat(both.keepsOut(Set.of("summer", "autumn"))).isFalse();
        assertThat(both.keepsOut(Set.of("autumn"))).isTrue();
        assertThat(spring.keepsOut(Set.of())).isTrue();
        Condition either = new Condition.Any(List.of(spring, Condition.AmountAtLeast.gross(1)));
        assertThat(either.listsAsked()).isEmpty();
        assertThat(either.keepsOut(Set.of())).isFalse();
        assertThat(Condition.ALWAYS.keepsOut(Set.of())).isFalse();
    }

    private static List<Circumstance> reads(Condition condition) {
        LiveOffer live = LiveOffer.compile(offer("off").when(condition).offer(), Calendars.NONE);
        return java.util.Arrays.stream(Circumstance.values())
                .filter(live::reads)
                .toList();
    }

    @Test
    void findsTheOffersOfTheMerchantAndThoseOfAllThatRunNow() {
        LiveOffers live = live(
                offer("off_d"),
                offer("off_a").at("mer_1", "mer_2"),
                offer("off_b").at("mer_2"),
                offer("off_c").at("mer_1").running(NOON.plusSeconds(1), END),
                offer("off_e").at("mer_1").running(START, NOON),
                offer("off_f").at("mer_1").in("GBP"),
                offer("off_g").at("mer_1").running(NOON, END),
                offer("off_t").giving(new Benefit.TopUpBonus(Offers.stepList(1, 1))));
        Basket basket = Basket.ofAmount("CNY", 100);
        assertThat(found(live, "mer_1", SOMEBODY, basket)).containsExactly("off_a", "off_d", "off_g");
        assertThat(found(live, "mer_9", SOMEBODY, basket)).containsExactly("off_d");
        assertThat(found(live, "mer_1", SOMEBODY, Basket.ofAmount("JPY", 100))).isEmpty();
        assertThat(found(live, "mer_1", SOMEBODY, Basket.ofTopUp("CNY", 100))).containsExactly("off_t");
        assertThat(live.byId("off_f")).isPresent();
        assertThat(live.byId("off_x")).isEmpty();
        assertThat(live.size()).isEqualTo(8);
        assertThat(live.all()).extracting(each -> each.offer().id()).isSorted();
        assertThatThrownBy(() -> live(offer("off_a"), offer("off_a"))).hasMessageContaining("off_a");
    }

    @Test
    void findsByProductCategoryListTagAndTier() {
        LiveOffers live = live(
                offer("off_product")
                        .giving(new Benefit.FixedPrice(1, Goods.ofProducts("tea", "gum"), OptionalInt.empty())),
                offer("off_category").when(new Condition.QuantityAtLeast(1, Goods.ofCategories("cakes"))),
                offer("off_either")
                        .when(new Condition.AmountAtLeast(
                                1, Base.NET, new Goods(Set.of("gum"), Set.of("drinks"), Set.of()))),
                offer("off_list").when(new Condition.OnList(Set.of("lst_1"))),
                offer("off_tag").when(new Condition.All(List.of(new Condition.HasTag(Set.of("vip"))))),
                offer("off_tier").when(new Condition.InTiers(Set.of("gold", "silver"))),
                offer("off_any")
                        .when(new Condition.Any(List.of(
                                new Condition.InTiers(Set.of("gold")), new Condition.OnList(Set.of("lst_1"))))));
        Basket drinks = new Basket("CNY", List.of(line("tea", "drinks", 100, 1)));
        Basket cakes = new Basket("CNY", List.of(line("roll", "cakes", 100, 1)));
        assertThat(found(live, "mer_1", SOMEBODY, drinks)).containsExactly("off_any", "off_either", "off_product");
        assertThat(found(live, "mer_1", SOMEBODY, cakes)).containsExactly("off_any", "off_category");
        Customer known = new Customer(
                "cus_1",
                Optional.empty(),
                Optional.empty(),
                Optional.of("gold"),
                Set.of("vip"),
                Set.of("lst_1", "lst_2"),
                Set.of());
        assertThat(found(live, "mer_1", known, cakes))
                .containsExactly("off_any", "off_category", "off_list", "off_tag", "off_tier");
    }

    @Test
    void findsOffersByCouponOnlyForThoseWhoHaveOne() {
        LiveOffers live = live(
                offer("off_plain"),
                offer("off_coupon").byCoupon(),
                offer("off_listed").when(new Condition.OnList(Set.of("lst_1"))).byCoupon());
        Basket tea = new Basket("CNY", List.of(line("tea", "drinks", 100, 1)));
        assertThat(found(live, "mer_1", SOMEBODY, tea)).containsExactly("off_plain");
        assertThat(found(live, "mer_1", SOMEBODY.withCoupons(Set.of("off_coupon", "off_gone")), tea))
                .containsExactly("off_coupon", "off_plain");
        assertThat(found(live, "mer_1", SOMEBODY.withCoupons(Set.of("off_listed")), tea))
                .containsExactly("off_listed", "off_plain");
    }

    /** An offer that the index does not find would not have applied: random checkouts are priced with all and with the found. */
    @Test
    void findsEveryOfferThatWouldApply() {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        int left = 0;
        for (int n = 0; n < 2_000; n++) {
            PricingRequest all = RandomCheckout.of(seed + n);
            LiveOffers live = LiveOffers.of(all.candidates());
            List<LiveOffer> candidates =
                    live.candidates(new LiveOffers.PricingQuestion("mer_1", all.customer(), all.basket()), all.now());
            left += all.candidates().size() - candidates.size();
            PricingRequest found = PricingRequest.of(all.now(), all.setting(), all.customer(), all.basket(), candidates)
                    .with(all.stacking())
                    .drawnBy(all.drawSeed())
                    .with(all.standing());
            assertThat(Pricer.price(found).applied())
                    .as("-Dtongbao.seed=%d", seed + n)
                    .isEqualTo(Pricer.price(all).applied());
        }
        assertThat(left).isPositive();
    }

    @Test
    void amongTenThousandOffersFewAreLookedAt() {
        SplittableRandom random = new SplittableRandom(7);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Goods one = Goods.ofProducts("p" + random.nextInt(1_000));
            Offers each = offer("off_%05d".formatted(i)).giving(new Benefit.FixedPrice(50, one, OptionalInt.empty()));
            offers.add(i % 10 == 0 ? each.offer() : each.at("mer_" + i % 900).offer());
        }
        LiveOffers live = LiveOffers.compile(offers, Calendars.NONE);
        Basket basket = new Basket("CNY", List.of(line("p1", 100, 1), line("p2", 100, 1)));
        // A thousand hold everywhere for one of a thousand products each, and ten at this merchant.
        assertThat(found(live, "mer_1", SOMEBODY, basket)).hasSizeBetween(1, 20);
        assertThat(checkout(basket).with(offer("o")).discountMinor()).isEqualTo(1);
    }
}
