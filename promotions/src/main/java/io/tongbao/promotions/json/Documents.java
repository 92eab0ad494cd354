package io.tongbao.promotions.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON documents as text, which say what form they are of. */
final class Documents {
    private static final String FORM = "form";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Documents() {}

    /** The document's fields without its form, which must be the one that is known here. */
    static ObjectNode parse(String text) {
        JsonNode document;
        try {
            document = MAPPER.readTree(text);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new RefusedJson("", "Not JSON" + place + ": " + e.getOriginalMessage());
        }
        if (!(document instanceof ObjectNode fields)) {
            throw new RefusedJson("", "A document is an object, not " + TypedReader.shown(document));
        }
        JsonNode form = fields.get(FORM);
        if (form == null) {
            throw new RefusedJson(FORM, "A document says \"form\": " + OfferJson.FORM);
        }
        if (!form.isIntegralNumber() || !form.canConvertToLong() || form.longValue() != OfferJson.FORM) {
            throw new RefusedJson(FORM, "Only form " + OfferJson.FORM + " is known, not " + TypedReader.shown(form));
        }
        fields.remove(FORM);
        return fields;
    }

    static ObjectNode start() {
        return JsonNodeFactory.instance.objectNode().put(FORM, OfferJson.FORM);
    }

    static String text(JsonNode document) {
        return MAPPER.writeValueAsString(document);
    }
}
