package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example is what stands here. */
class ReadmeTests {
    private static final Path SOURCE = Path.of("src/test/java/io/tongbao/promotions/ReadmeTests.java");

    @Test
    void theExampleHoldsWhatItSays() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        Instant now = Instant.parse("2026-11-11T04:00:00Z");
        // README: from here
        Offer save = new Offer(
                "off_noodles",
                1,
                "cam_noodles",
                "满50减8",
                Benefit.SpendAndSave.of(new Benefit.SpendAndSave.Step(5_000, 800)),
                Condition.AmountAtLeast.gross(5_500),
                Set.of("mer_noodles"),
                Schedule.between(LocalDateTime.of(2026, 11, 1, 0, 0), LocalDateTime.of(2026, 12, 1, 0, 0), shanghai),
                new Offer.Budget(
                        1_000_000,
                        OptionalLong.of(50_000), // a day
                        OptionalLong.empty(), // at one merchant
                        OptionalLong.of(3), // uses per customer
                        OptionalLong.empty(), // uses per device
                        List.of(new SponsorShare("mer_noodles", 4_000), new SponsorShare("platform", 6_000)),
                        Offer.Edge.ALL_OR_NOTHING),
                Offer.Combining.PLAIN,
                0, // nobody held out
                shanghai,
                "CNY",
                false); // no coupon needed
        LiveOffers live = LiveOffers.compile(List.of(save), Calendars.NONE); // once per change

        Customer customer = Customer.of("cus_1");
        Basket basket = Basket.ofAmount("CNY", 5_600);
        List<LiveOffer> candidates =
                live.candidates(new LiveOffers.PricingQuestion("mer_noodles", customer, basket), now);
        PricingRequest request = PricingRequest.of(now, Setting.at("mer_noodles"), customer, basket, candidates);
        Judged judged = Pricer.judge(request);
        Standing standing = read(judged.worthAsking()); // yours: what is left, spent and used
        Pricing price = judged.price(standing, 0); // 0: nothing is drawn

        Refunding half = Refunds.plan(price.shares(), 0, 2_800);
        // README: to here
        assertThat(price.payableMinor()).isEqualTo(4_800);
        assertThat(price.applied().getFirst().sponsors())
                .extracting(AppliedOffer.SponsorPart::discountMinor)
                .containsExactly(320L, 480L);
        assertThat(half).isInstanceOfSatisfying(Refunding.Plan.class, plan -> {
            assertThat(plan.cashMinor()).isEqualTo(2_400);
            assertThat(plan.sponsors())
                    .extracting(PaidShares.Funded::discountMinor)
                    .containsExactly(160L, 240L);
        });
    }

    @Test
    void theReadmeShowsTheExampleAsItIs() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher shown = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL).matcher(readme);
        String source = Files.readString(SOURCE);
        int from = source.indexOf("\n", source.indexOf("// README: from here")) + 1;
        int to = source.lastIndexOf("\n", source.indexOf("// README: to here")) + 1;

        assertThat(shown.find()).isTrue();
        assertThat(shown.group(1))
                .isEqualTo(source.substring(from, to).stripTrailing().stripIndent() + "\n");
    }

    private static Standing read(List<LiveOffer> asked) {
        assertThat(asked).hasSize(1);
        Map<String, Long> left = Map.of("mer_noodles", 400_000L, "platform", 600_000L);
        return new Standing(0, 0, Map.of("off_noodles", new Standing.OfOffer(false, left, 0, 0, 0, 0)));
    }
}
