package io.tongbao.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The real shop's figures, worked out from the file alone: what every replay of it is held to. */
class RealShopTests {

    @Test
    void theFileSaysWhatWeSayItSays() throws IOException {
        ShopFacts facts = ShopFacts.of(ShopFacts.REAL_SHOP);

        assertThat(facts.rows()).isEqualTo(334_054);
        assertThat(facts.used()).isEqualTo(236_356);
        assertThat(facts.invoices()).isEqualTo(11_906);
        assertThat(facts.customers()).isEqualTo(3_370);
        assertThat(facts.grossMinor()).isEqualTo(5_455_405_18);
        assertThat(facts.refundedMinor()).isEqualTo(252_529_48);
        assertThat(facts.netMinor()).isEqualTo(5_202_875_70);
        assertThat(facts.partly()).isEqualTo(28);
        assertThat(facts.setAside()).containsEntry("cancellation_unmatched", 1_099L);
        assertThat(facts.rows())
                .isEqualTo(facts.used()
                        + facts.refunded()
                        + facts.setAside().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }
}
