package io.tongbao.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.internal.MoneyDeserializer;
import java.util.Objects;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An amount in minor units. In JSON {@code {"value": 1280, "currency": "CNY"}}; on the way in the value is a whole number
 * from 0 to 2^53 − 1, the largest that JavaScript reads exactly. On the way out it may be negative (a bill's direction).
 */
@JsonDeserialize(using = MoneyDeserializer.class)
@Schema(name = "Money", description = "An amount in minor units: 1280 CNY is 12.80 yuan.")
public record Money(
        @JsonProperty("value")
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1280",
                description = "Minor units; a request takes whole numbers from 0 to 9007199254740991.")
        long minor,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                type = "string",
                implementation = String.class,
                example = "CNY",
                description = "ISO 4217 code.")
        Currency currency) {

    public static final long MAX_MINOR = (1L << 53) - 1;

    public Money {
        Objects.requireNonNull(currency, "currency is null");
        if (minor > MAX_MINOR || minor < -MAX_MINOR) {
            throw new ArithmeticException("An amount of " + minor + " is not below 2^53");
        }
    }

    public static Money of(long minor, String currencyCode) {
        return new Money(minor, Currency.of(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public Money negated() {
        return new Money(-minor, currency);
    }

    public boolean isAbove(Money other) {
        return minor > sameCurrency(other).minor;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "Amounts of " + currency.code() + " and " + other.currency.code() + " don't mix");
        }
        return other;
    }
}
