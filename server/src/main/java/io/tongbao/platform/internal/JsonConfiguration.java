package io.tongbao.platform.internal;

import io.tongbao.ledger.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** What JSON we take: nothing unknown, nothing twice, no text for numbers, no fractions for whole numbers, no U+0000. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule("tongbao")
                        .addSerializer(new CurrencySerializer())
                        .addDeserializer(String.class, new TextDeserializer()));
    }

    /** Refuses, by field, what no database and no screen can hold; what else a text may be each field says itself. */
    private static final class TextDeserializer extends StringDeserializer {
        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            @Nullable String text = super.deserialize(parser, context);
            if (text != null && !KeptText.canKeep(text)) {
                throw new FieldMismatch(parser, KeptText.CODE, KeptText.MESSAGE);
            }
            return text;
        }
    }

    private static final class CurrencySerializer extends StdSerializer<Currency> {
        CurrencySerializer() {
            super(Currency.class);
        }

        @Override
        public void serialize(Currency currency, JsonGenerator json, SerializationContext context) {
            json.writeString(currency.code());
        }
    }
}
