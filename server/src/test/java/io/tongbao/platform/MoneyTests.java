package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class MoneyTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Body(Money amount) {}

    @Test
    void readsWholeMinorUnitsOfAKnownCurrencyUpToTheLastExactNumber() {
        assertThat(read("{\"value\": 1280, \"currency\": \"CNY\"}")).isEqualTo(Money.of(1_280, "CNY"));
        assertThat(read("{\"currency\": \"JPY\", \"value\": 9007199254740991}"))
                .isEqualTo(Money.of(9_007_199_254_740_991L, "JPY"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"value\": 12.5, \"currency\": \"CNY\"}; value",
                "{\"value\": 1e3, \"currency\": \"CNY\"}; value",
                "{\"value\": \"12\", \"currency\": \"CNY\"}; value",
                "{\"value\": -1, \"currency\": \"CNY\"}; value",
                "{\"value\": 9007199254740992, \"currency\": \"CNY\"}; value",
                "{\"value\": 99999999999999999999999, \"currency\": \"CNY\"}; value",
                "{\"value\": null, \"currency\": \"CNY\"}; value",
                "{\"currency\": \"CNY\"}; value",
                "{\"value\": 1}; currency",
                "{\"value\": 1, \"currency\": \"cny\"}; currency",
                "{\"value\": 1, \"currency\": 156}; currency",
                "{\"value\": 1, \"currency\": \"CNY\", \"scale\": 2}; scale",
                "12; ",
                "\"12.00\"; "
            })
    void refusesTheRestAndNamesTheField(String amount, String field) {
        String path = field == null ? "amount" : "amount." + field;
        assertThatThrownBy(() -> read(amount))
                .isInstanceOfSatisfying(
                        DatabindException.class, e -> assertThat(path(e)).isEqualTo(path));
    }

    @Test
    void currenciesDontMix() {
        assertThatThrownBy(() -> Money.of(1, "CNY").plus(Money.of(1, "GBP")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Money read(String amount) {
        return JSON.readValue("{\"amount\": " + amount + "}", Body.class).amount();
    }

    private static String path(DatabindException e) {
        return String.join(
                ".",
                e.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .toList());
    }
}
