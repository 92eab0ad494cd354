package io.tongbao.promotions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrongCasesTests {
    private static final String LINE = "{\"id\": \"a\", \"unitPriceMinor\": 1000}";

    private static String aCase(String lines, String offer, String besides) {
        return """
                {"form": 1, "given": {"offer": {"zone": "Asia/Shanghai", "currency": "CNY",
                   "benefit": {"kind": "amount_off", "offMinor": 100},
                   "schedule": {"start": "2026-11-01T00:00:00+08:00", "end": "2026-12-01T00:00:00+08:00"},
                   "budget": {"totalMinor": 10000, "sponsors": [{"sponsorId": "m", "basisPoints": 10000}]}}},
                 "cases": [{"name": "n", "now": "2026-11-11T00:00:00+08:00", "setting": {"merchantId": "m"},
                   "customer": {"id": "c"}, "basket": {"currency": "CNY", "lines": [%s]}, "offers": [%s]%s}]}
                """.formatted(lines, offer, besides);
    }

    private static RefusedJson refused(String text) {
        RefusedJson refused = catchThrowableOfType(RefusedJson.class, () -> PriceCases.run(text));
        assertThat(refused).as(text).isNotNull();
        return refused;
    }

    private static void assertRefused(String text, String path, String problem) {
        RefusedJson refused = refused(text);
        assertThat(refused.path()).isEqualTo("cases[0]." + path);
        assertThat(refused.problem()).contains(problem);
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": \"" + i + "\", \"unitPriceMinor\": 1}")
                .collect(Collectors.joining(","));
    }

    @Test
    void refusesABasketOfNoLinesOrTooMany() {
        assertRefused(aCase("", "", ""), "basket", "A basket has 1 to 10000 lines: 0");
        assertRefused(aCase(lines(10_001), "", ""), "basket", "A basket has 1 to 10000 lines: 10001");
    }

    @Test
    void pricesTheLargestBasket() {
        String text =
                aCase(lines(10_000), "{\"id\": \"o\"}", ", \"expected\": {\"payableMinor\": 9900, \"exact\": true}");

        assertThat(PriceCases.run(text).asExpected()).isTrue();
    }

    @Test
    void refusesAmountsAboveTheLimit() {
        assertRefused(
                aCase("{\"id\": \"a\", \"unitPriceMinor\": 9007199254740992}", "", ""),
                "basket.lines[0].unitPriceMinor",
                "from 0 to 9007199254740991, not 9007199254740992");
        assertRefused(
                aCase("{\"id\": \"a\", \"unitPriceMinor\": 9007199254740991, \"quantity\": 2}", "", ""),
                "basket.lines[0]",
                "A line's amount must be from 0 to 2^53 - 1");
        assertRefused(
                aCase(
                        "{\"id\": \"a\", \"unitPriceMinor\": 9007199254740991}, {\"id\": \"b\", \"unitPriceMinor\": 1}",
                        "",
                        ""),
                "basket",
                "A basket's amount must be from 0 to 2^53 - 1");
        assertRefused(
                aCase("{\"id\": \"a\", \"unitPriceMinor\": -1}", "", ""), "basket.lines[0].unitPriceMinor", "not -1");
        assertRefused(
                aCase("{\"id\": \"a\", \"unitPriceMinor\": 1, \"quantity\": 0}", "", ""),
                "basket.lines[0].quantity",
                "from 1 to 2147483647, not 0");
    }

    @Test
    void refusesIdsThatAreThereTwice() {
        assertRefused(aCase(LINE + "," + LINE, "", ""), "basket", "Two lines bear the id a");
        assertRefused(aCase(LINE, "{\"id\": \"o\"}, {\"id\": \"o\"}", ""), "offers[1].id", "two offers bear the id o");
        assertRefused(
                aCase("{\"id\": \"fee\", \"unitPriceMinor\": 1}", "", ""), "basket.lines[0]", "can't bear the id fee");
        assertRefused(
                aCase(
                        LINE,
                        "",
                        ", \"stacking\": {\"root\": {\"id\": \"g\", \"mode\": \"all\", \"groups\": [{\"id\": \"g\", \"mode\": \"best\"}]}}"),
                "stacking",
                "Two groups bear the id g");
    }

    @Test
    void refusesNamesOfWhatIsNotThere() {
        assertRefused(
                aCase(LINE, "{\"id\": \"o\", \"combining\": {\"group\": \"g\"}}", ""),
                "offers[0].combining.group",
                "the stacking has no group g");
        assertRefused(
                aCase(
                        LINE,
                        "{\"id\": \"o\", \"condition\": {\"kind\": \"on_calendar\", \"calendar\": \"cn\", \"labels\": [\"workday\"]}}",
                        ""),
                "offers[0].condition",
                "There is no calendar cn");
        assertRefused(aCase(LINE, "", ", \"left\": {\"o\": {}}"), "left.o", "there is no offer o");
        assertRefused(
                aCase(LINE, "", ", \"refunds\": [{\"b\": {\"units\": 1}}]"),
                "refunds[0].b",
                "the payment has no line b");
    }

    @Test
    void refusesExpressionsThatDoNotCompileOrAreTooLarge() {
        assertRefused(
                aCase(LINE, cel("gross >"), ""), "offers[0].condition", "Not an expression that is true or false");
        assertRefused(
                aCase(LINE, cel("gross + 1"), ""), "offers[0].condition", "Not an expression that is true or false");
        assertRefused(aCase(LINE, cel("grass > 1"), ""), "offers[0].condition", "grass");
        assertRefused(aCase(LINE, cel("tier > 1"), ""), "offers[0].condition", "Not an expression");
        assertRefused(
                aCase(LINE, cel("gross > 1" + " ".repeat(1_000)), ""),
                "offers[0].condition",
                "at most 1000 characters");
        assertRefused(
                aCase(LINE, cel("(".repeat(100) + "true" + ")".repeat(100)), ""),
                "offers[0].condition",
                "Not an expression");
    }

    @Test
    void namesThePartOfAConditionThatIsToBlame() {
        String condition =
                "{\"id\": \"o\", \"condition\": {\"kind\": \"all\", \"parts\": [{\"kind\": \"new_customer\", \"days\": 1},"
                        + "{\"kind\": \"not\", \"part\": {\"kind\": \"cel\", \"expression\": \"grass > 1\"}}]}}";

        assertRefused(aCase(LINE, condition, ""), "offers[0].condition.parts[1].part", "grass");
    }

    @Test
    void refusesHugeNumbersAndDeepNestingAtOnce() {
        assertRefused(
                aCase("{\"id\": \"a\", \"unitPriceMinor\": 1e400000000}", "", ""),
                "basket.lines[0].unitPriceMinor",
                "must be a whole number");
        String deep = "{\"form\": 1, \"kind\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(catchThrowableOfType(RefusedJson.class, () -> OfferJson.readCondition(deep)))
                .hasMessageContaining("Not JSON");
    }

    private static String cel(String expression) {
        return "{\"id\": \"o\", \"condition\": {\"kind\": \"cel\", \"expression\": \"" + expression + "\"}}";
    }

    @Test
    void refusesConditionsThatAreTooLarge() {
        String parts = IntStream.range(0, 200)
                .mapToObj(_ -> "{\"kind\": \"new_customer\", \"days\": 1}")
                .collect(Collectors.joining(","));

        assertRefused(
                aCase(LINE, "{\"id\": \"o\", \"condition\": {\"kind\": \"all\", \"parts\": [" + parts + "]}}", ""),
                "offers[0].condition",
                "A condition has at most 200 parts");
    }

    @Test
    void refusesRefundsThatAreNone() {
        assertRefused(aCase(LINE, "", ", \"refunds\": [{}]"), "refunds[0]", "A refund is more than zero");
        assertRefused(aCase(LINE, "", ", \"refunds\": [{\"a\": {}}]"), "refunds[0].a", "Either units or grossMinor");
        assertRefused(
                aCase(LINE, "", ", \"refunds\": [{\"a\": {\"units\": 1, \"grossMinor\": 1}}]"),
                "refunds[0].a",
                "Either units or grossMinor");
    }

    @Test
    void refusesDaysThatAreNone() {
        assertRefused(
                aCase(LINE, "", ", \"calendars\": {\"cn\": {\"2026-02-30\": [\"x\"]}}"),
                "calendars.cn.2026-02-30",
                "a date such as 2026-11-11");
        String text = aCase(LINE, "", "")
                .replace("\"id\": \"c\"", "\"id\": \"c\", \"birthday\": {\"month\": 2, \"day\": 30}");
        assertRefused(text, "customer.birthday", "Not a day of the year: 2/30");
        assertRefused(text.replace("\"month\": 2", "\"month\": 13"), "customer.birthday.month", "from 1 to 12, not 13");
    }

    @Test
    void refusesWhatIsGivenAndUnknown() {
        RefusedJson refused = refused(aCase(LINE, "", "").replace("\"given\": {", "\"given\": {\"basked\": {}, "));

        assertThat(refused.path()).isEqualTo("given.basked");
        assertThat(refused(aCase(LINE, "", "").replace("\"cases\"", "\"colour\": 1, \"cases\""))
                        .path())
                .isEqualTo("colour");
        assertThat(refused("{\"form\": 1, \"cases\": []}").path()).isEqualTo("cases");
    }
}
