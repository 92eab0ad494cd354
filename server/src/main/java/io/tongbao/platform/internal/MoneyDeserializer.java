package io.tongbao.platform.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads an amount and refuses, by field, whatever isn't a whole number of minor units in a known currency. */
public final class MoneyDeserializer extends StdDeserializer<Money> {

    public MoneyDeserializer() {
        super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new FieldMismatch(
                    parser, "not-an-amount", "must be an object like {\"value\": 1280, \"currency\": \"CNY\"}");
        }
        @Nullable Long minor = null;
        @Nullable Currency currency = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "value" -> minor = minor(parser, token);
                case "currency" -> currency = currency(parser, token);
                default -> throw new FieldMismatch(parser, "unknown-field", "is not a field of an amount").at(name);
            }
        }
        if (minor == null) {
            throw new FieldMismatch(parser, "missing", "is missing").at("value");
        }
        if (currency == null) {
            throw new FieldMismatch(parser, "missing", "is missing").at("currency");
        }
        return new Money(minor, currency);
    }

    private static long minor(JsonParser parser, JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new FieldMismatch(parser, "not-whole", "must be a whole number of minor units").at("value");
        }
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() > Money.MAX_MINOR) {
            throw new FieldMismatch(parser, "too-large", "must be at most " + Money.MAX_MINOR).at("value");
        }
        if (parser.getLongValue() < 0) {
            throw new FieldMismatch(parser, "negative", "must not be negative").at("value");
        }
        return parser.getLongValue();
    }

    private static Currency currency(JsonParser parser, JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw new FieldMismatch(parser, "unknown-currency", "must be an ISO 4217 code").at("currency");
        }
        try {
            return Currency.of(parser.getString());
        } catch (IllegalArgumentException _) {
            throw new FieldMismatch(parser, "unknown-currency", "must be an ISO 4217 code").at("currency");
        }
    }
}
