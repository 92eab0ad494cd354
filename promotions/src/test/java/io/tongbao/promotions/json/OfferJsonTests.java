package io.tongbao.promotions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tongbao.promotions.Base;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Level;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferJsonTests {
    private static final String OFFER = """
            {"form": 1, "id": "o", "zone": "Asia/Shanghai", "currency": "CNY",
             "benefit": {"kind": "spend_and_save", "steps": [{"thresholdMinor": 5000, "offMinor": 800}]},
             "schedule": {"start": "2026-11-01T00:00:00+08:00", "end": "2026-12-01T00:00:00+08:00"},
             "budget": {"totalMinor": 10000, "sponsors": [{"sponsorId": "m", "basisPoints": 10000}]}}
            """;

    @Test
    void readsWhatItWrites() {
        long seed = new Random().nextLong();
        RandomModel model = new RandomModel(new Random(seed));
        for (int i = 0; i < 500; i++) {
            Offer offer = model.any(Offer.class);
            assertThat(OfferJson.readOffer(OfferJson.write(offer)))
                    .as("seed %d", seed)
                    .isEqualTo(offer);
            assertThat(OfferJson.write(OfferJson.readOffer(OfferJson.write(offer))))
                    .as("seed %d", seed)
                    .isEqualTo(OfferJson.write(offer));
            Benefit benefit = model.any(Benefit.class);
            assertThat(OfferJson.readBenefit(OfferJson.write(benefit)))
                    .as("seed %d", seed)
                    .isEqualTo(benefit);
            assertThat(OfferJson.benefitIn(OfferJson.part(benefit), "benefit")).isEqualTo(benefit);
            Condition condition = model.any(Condition.class);
            assertThat(OfferJson.readCondition(OfferJson.write(condition)))
                    .as("seed %d", seed)
                    .isEqualTo(condition);
            assertThat(OfferJson.conditionIn(OfferJson.part(condition), "condition"))
                    .isEqualTo(condition);
            Stacking stacking = model.any(Stacking.class);
            assertThat(OfferJson.readStacking(OfferJson.write(stacking)))
                    .as("seed %d", seed)
                    .isEqualTo(stacking);
        }
    }

    @Test
    void leavesOutWhatIsAsIfAbsent() {
        assertThat(OfferJson.part(Benefit.AmountOff.ofOrder(500)))
                .hasToString("{\"kind\":\"amount_off\",\"offMinor\":500}");
        Offer offer = OfferJson.readOffer(OFFER);
        assertThat(offer.condition()).isEqualTo(Condition.ALWAYS);
        assertThat(offer.campaignId()).isEqualTo("o");
        assertThat(OfferJson.write(offer)).doesNotContain("condition", "campaignId", "combining", "edge", "holdout");
    }

    @Test
    void takesAPercentageAtThePaymentOfWhatIsLeft() {
        Benefit benefit = OfferJson.readBenefit(
                "{\"form\": 1, \"kind\": \"percent_off\", \"basisPoints\": 1000, \"level\": \"payment\"}");

        assertThat(((Benefit.PercentOff) benefit).level()).isEqualTo(Level.PAYMENT);
        assertThat(((Benefit.PercentOff) benefit).base()).isEqualTo(Base.NET);
    }

    /** What stands in a right offer, what stands there instead, and where and why it is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "form": 1                       | "form": 2                        | form                            | Only form 1 is known
            "form": 1,                      |                                  | form                            | A document says "form": 1
            "id": "o"                       | "id": 7                          | id                              | a text, not 7
            "id": "o"                       | "id": "o", "colour": "red"       | colour                          | is no field here; there are id, version
            "id": "o"                       | "id": "o", "id": "p"             | ``                              | Not JSON
            "id": "o"                       | "id": null                       | id                              | leave the field out
            "id": "o",                      |                                  | id                              | must be there
            Asia/Shanghai                   | Asia/Schanghai                   | zone                            | a known zone such as Asia/Shanghai
            spend_and_save                  | spend_and_safe                   | benefit.kind                    | one of [amount_off
            "kind": "spend_and_save",       |                                  | benefit.kind                    | must say one of [amount_off
            "thresholdMinor": 5000          | "thresholdMinor": "5000"         | benefit.steps[0].thresholdMinor | a whole number from 1 to 9007199254740991
            "thresholdMinor": 5000          | "thresholdMinor": 50.5           | benefit.steps[0].thresholdMinor | not 50.5
            "thresholdMinor": 5000          | "thresholdMinor": 5000.0         | benefit.steps[0].thresholdMinor | a whole number
            "thresholdMinor": 5000          | "thresholdMinor": 9007199254740992 | benefit.steps[0].thresholdMinor | to 9007199254740991
            "thresholdMinor": 5000          | "thresholdMinor": 99999999999999999999 | benefit.steps[0].thresholdMinor | to 9007199254740991
            "offMinor": 800                 | "offMinor": 0                    | benefit.steps[0].offMinor       | from 1 to
            "offMinor": 800                 | "offMinor": 5001                 | benefit.steps[0]                | more than its threshold
            "offMinor": 800}                | "offMinor": 800, "of": 1}        | benefit.steps[0].of             | there are thresholdMinor, offMinor
            "offMinor": 800}                | "offMinor": 800}, {"thresholdMinor": 5000, "offMinor": 900} | benefit | Each step asks for more and gives more
            "offMinor": 800}                | "offMinor": 800}, {"thresholdMinor": 6000, "offMinor": 800} | benefit | Each step asks for more and gives more
            "steps": [                      | "goods": {"products": ["a"], "exceptProducts": ["a"]}, "steps": [ | benefit.goods | both meant and excepted
            "steps": [                      | "base": "GROSS", "steps": [      | benefit.base                    | one of [gross, net]
            2026-12-01T00:00:00+08:00       | 2026-10-01T00:00:00+08:00        | schedule                        | ends after it starts
            2026-12-01T00:00:00+08:00       | 2026-12-01T00:00:00              | schedule.end                    | a time such as
            2026-12-01T00:00:00+08:00       | 2026-02-30T00:00:00+08:00        | schedule.end                    | a time such as
            "basisPoints": 10000            | "basisPoints": 9999              | budget                          | sum to 10000 basis points, not 9999
            "basisPoints": 10000            | "basisPoints": 10001             | budget.sponsors[0].basisPoints  | from 1 to 10000
            "basisPoints": 10000}           | "basisPoints": 5000}, {"sponsorId": "m", "basisPoints": 5000} | budget | Two shares of one sponsor
            "totalMinor": 10000             | "totalMinor": 10000, "edge": "half" | budget.edge                  | one of [all_or_nothing, rest]
            "id": "o"                       | "id": "o", "holdoutBasisPoints": 10000 | holdoutBasisPoints        | from 0 to 9999
            "id": "o"                       | "id": "o", "merchantIds": "m"    | merchantIds                     | a list
            "id": "o"                       | "id": "o", "merchantIds": ["m", "m"] | merchantIds[1]              | named twice
            "id": "o"                       | "id": "o", "condition": {"kind": "any", "parts": []} | condition   | can never be met
            "id": "o"                       | "id": "o", "condition": {"kind": "not", "part": {"kind": "in_stores"}} | condition.part.stores | must be there
            "id": "o"                       | "id": "o", "condition": {"kind": "all", "parts": [{"kind": "weekly_hours", "days": ["mon"], "from": "09:00", "to": "10:00"}]} | condition.parts[0].days[0] | one of [monday
            "id": "o"                       | "id": "o", "condition": {"kind": "weekly_hours", "days": ["monday"], "from": "24:00", "to": "10:00"} | condition.from | a time of day
            "id": "o"                       | "id": "o", "combining": {"exclusive": "yes"} | combining.exclusive | true or false
            """)
    void refusesWhatIsNotOfTheFormByItsPath(String right, String instead, String path, String problem) {
        assertThat(OFFER).contains(right);
        String wrong = OFFER.replaceFirst(
                java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(instead == null ? "" : instead));

        RefusedJson refused = catchThrowableOfType(RefusedJson.class, () -> OfferJson.readOffer(wrong));

        assertThat(refused).as(wrong).isNotNull();
        assertThat(refused.path()).isEqualTo(path == null ? "" : path);
        assertThat(refused.problem()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                                              | A document is an object
            {"form": 1                                       | Not JSON at line
            {"form": 1} {"form": 1}                          | Not JSON
            {"form": 1.0, "kind": "fee_off"}                 | Only form 1 is known
            {"form": 1, "kind": "percent_off", "basisPoints": 10001} | from 1 to 10000, not 10001
            {"form": 1, "kind": "amount_off", "offMinor": 1, "level": "shelf"} | It works at LINE, ORDER or PAYMENT
            {"form": 1, "kind": "amount_off", "offMinor": 1, "unitsPerLine": 2} | Units are counted at LINE only
            {"form": 1, "kind": "percent_off", "basisPoints": 1, "level": "payment", "base": "gross"} | of what is left to pay
            {"form": 1, "kind": "points_times", "timesBasisPoints": 10000} | from 10001 to 1000000
            {"form": 1, "kind": "every_spend", "thresholdMinor": 100, "offMinor": 101} | More is taken off than is spent
            {"form": 1, "kind": "bundle", "parts": [], "priceMinor": 1} | 1 to 20 parts
            """)
    void saysWhatIsWrongWithABenefit(String document, String problem) {
        assertThat(catchThrowableOfType(RefusedJson.class, () -> OfferJson.readBenefit(document)))
                .hasMessageContaining(problem);
    }
}
