package io.tongbao.promotions;

import static io.tongbao.promotions.Offers.offer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HoldoutTests {

    @Test
    void hashesAsGrowthBookPublishes() throws Exception {
        try (InputStream file = HoldoutTests.class.getResourceAsStream("growthbook-hash-v2.json")) {
            JsonNode cases =
                    JsonMapper.shared().readTree(Objects.requireNonNull(file)).get("hash");
            assertThat(cases.size()).isEqualTo(3);
            for (JsonNode each : cases) {
                int bucket =
                        new BigDecimal(each.get(2).asString()).movePointRight(4).intValueExact();
                assertThat(Holdout.bucket(each.get(0).asString(), each.get(1).asString()))
                        .as(each.toString())
                        .isEqualTo(bucket);
            }
        }
    }

    @Test
    void keepsAboutItsPartOutAndAlwaysTheSame() {
        Offer twoPercent = offer("off_h").keepingOut(200).offer();
        Offer other = offer("off_i").keepingOut(200).offer();
        int kept = 0;
        int both = 0;
        for (int i = 0; i < 100_000; i++) {
            String customer = "cus_" + i;
            boolean out = Holdout.keepsOut(twoPercent, customer);
            assertThat(Holdout.keepsOut(twoPercent, customer)).isEqualTo(out);
            kept += out ? 1 : 0;
            both += out && Holdout.keepsOut(other, customer) ? 1 : 0;
        }
        // 2,000 of 100,000, five standard deviations are 221; 40 are out of both, five standard deviations are 32.
        assertThat(kept).isBetween(1_779, 2_221);
        assertThat(both).isBetween(8, 72);
    }

    @Test
    void keepsNobodyOutOfAnOfferWithoutHoldoutAndMoreOfALargerOne() {
        for (int i = 0; i < 10_000; i++) {
            String customer = "cus_" + i;
            assertThat(Holdout.keepsOut(offer("o").offer(), customer)).isFalse();
            if (Holdout.keepsOut(offer("o").keepingOut(100).offer(), customer)) {
                assertThat(Holdout.keepsOut(offer("o").keepingOut(101).offer(), customer))
                        .isTrue();
            }
        }
    }
}
