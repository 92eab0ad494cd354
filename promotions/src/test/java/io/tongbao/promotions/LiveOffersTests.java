package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.END;
import static io.tongbao.promotions.Offers.NOON;
import static io.tongbao.promotions.Offers.START;
import static io.tongbao.promotions.Offers.offer;
import static io.tongbao.promotions.Offers.steps;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LiveOffersTests {

    @Test
    void findsTheOffersOfTheMerchantAndThoseOfAllThatRunNow() {
        LiveOffers live = LiveOffers.compile(List.of(
                offer("off_d").giving(steps(1, 1)).offer(),
                offer("off_a").at("mer_1", "mer_2").offer(),
                offer("off_b").at("mer_2").offer(),
                offer("off_c").at("mer_1").running(NOON.plusSeconds(1), END).offer(),
                offer("off_e").at("mer_1").running(START, NOON).offer(),
                offer("off_f").at("mer_1").in("GBP").offer(),
                offer("off_g").at("mer_1").running(NOON, END).offer()));
        assertThat(live.candidates("mer_1", "CNY", NOON))
                .extracting(found -> found.offer().id())
                .containsExactly("off_a", "off_d", "off_g");
        assertThat(live.candidates("mer_9", "CNY", NOON))
                .extracting(found -> found.offer().id())
                .containsExactly("off_d");
        assertThat(live.candidates("mer_1", "JPY", NOON)).isEmpty();
        assertThat(live.byId("off_f")).isPresent();
        assertThat(live.size()).isEqualTo(7);
    }

    @Test
    @Tag("long")
    void pricesAmongTenThousandLiveOffersInLessThanAMillisecond() {
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Offers each = offer("off_%05d".formatted(i)).giving(steps(1_000 + i * 10L, 100 + i % 900));
            // A tenth holds everywhere, the rest at one of nine hundred merchants.
            offers.add(i % 10 == 0 ? each.offer() : each.at("mer_" + i % 900).offer());
        }
        LiveOffers live = LiveOffers.compile(offers);
        Basket basket = Basket.ofAmount("CNY", 50_000);
        long[] nanos = new long[3_000];
        for (int i = 0; i < nanos.length; i++) {
            String merchant = "mer_" + i % 900;
            long began = System.nanoTime();
            PricingRequest request =
                    PricingRequest.of(NOON, merchant, "cus_1", basket, live.candidates(merchant, "CNY", NOON));
            List<LiveOffer> worthAsking = Pricer.worthAsking(request);
            long asked = System.nanoTime() - began;
            Standing standing = Offers.fresh(worthAsking);
            began = System.nanoTime();
            Pricing pricing = Pricer.price(request.with(standing));
            nanos[i] = asked + System.nanoTime() - began;
            assertThat(pricing.applied()).hasSize(1);
        }
        long[] warm = Arrays.copyOfRange(nanos, 1_000, nanos.length);
        Arrays.sort(warm);
        Duration median = Duration.ofNanos(warm[warm.length / 2]);
        System.out.println("Pricing among 10,000 live offers, 1,000 of them candidates: median " + median);
        assertThat(median).isLessThan(Duration.ofMillis(1));
    }
}
