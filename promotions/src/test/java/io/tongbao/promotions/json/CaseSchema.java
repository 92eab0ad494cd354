package io.tongbao.promotions.json;

import io.tongbao.promotions.Offer;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema of the cases' form, from the records. What a document gives to all its cases may be missing in each: there the records have
 * a second definition, {@code -part}, in which nothing must be.
 */
final class CaseSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    private CaseSchema() {}

    static ObjectNode of(List<JsonNode> examples) {
        return new CaseSchema().document(examples);
    }

    private ObjectNode document(List<JsonNode> examples) {
        ObjectNode schema = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Prices to work out, form " + OfferJson.FORM);
        ArrayNode either = schema.putArray("oneOf");
        ObjectNode one = fields(PriceCase.class, false);
        ((ObjectNode) one.get("properties")).set("form", form());
        ((ArrayNode) one.get("required")).add("form");
        either.add(one);
        ObjectNode given = fields(PriceCase.class, true);
        ((ObjectNode) given.get("properties")).set(CaseFile.OFFER, reference(Offer.class, true));
        ObjectNode many = either.addObject().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = many.putObject("properties");
        properties.set("form", form());
        properties.set(CaseFile.GIVEN, given);
        properties
                .putObject(CaseFile.CASES)
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", CaseFile.MAX_CASES)
                .set("items", reference(PriceCase.class, true));
        many.putArray("required").add("form").add(CaseFile.CASES);
        ArrayNode shown = schema.putArray("examples");
        examples.forEach(shown::add);
        schema.putObject("$defs").setAll(definitions);
        return schema;
    }

    private static ObjectNode form() {
        return NODES.objectNode().put("const", OfferJson.FORM);
    }

    private ObjectNode schema(Type type, Class<?> record, String field, boolean part) {
        Class<?> raw = Fields.raw(type);
        if (raw == Optional.class) {
            return schema(Fields.argument(type, 0), record, field, part);
        }
        if (raw == int.class || raw == OptionalInt.class) {
            return number(Ranges.of(record, field, true));
        }
        if (raw == long.class || raw == Long.class || raw == OptionalLong.class) {
            return number(Ranges.of(record, field, false));
        }
        if (raw == List.class || raw == Set.class) {
            boolean partly = part && record == PriceCase.class;
            ObjectNode list = NODES.objectNode().put("type", "array");
            list.set("items", schema(Fields.argument(type, 0), record, field, partly));
            return raw == Set.class ? list.put("uniqueItems", true) : list;
        }
        if (raw == Map.class) {
            ObjectNode map = NODES.objectNode().put("type", "object");
            if (Fields.argument(type, 0) == LocalDate.class) {
                map.putObject("propertyNames").put("format", "date");
            }
            map.set("additionalProperties", schema(Fields.argument(type, 1), record, field, false));
            return map;
        }
        if (raw == JsonNode.class) {
            return NODES.objectNode().put("type", "object");
        }
        if (raw.isEnum()) {
            ObjectNode names = NODES.objectNode();
            ArrayNode codes = names.putArray("enum");
            for (Object constant : raw.getEnumConstants()) {
                codes.add(Fields.code((Enum<?>) constant));
            }
            return names;
        }
        return Fields.hasKinds(raw) || raw.isRecord() ? reference(raw, part) : leaf(raw);
    }

    private static ObjectNode leaf(Class<?> type) {
        if (type == boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        ObjectNode text = NODES.objectNode().put("type", "string");
        if (type == Instant.class) {
            return text.put("format", "date-time");
        }
        if (type == LocalDate.class) {
            return text.put("format", "date");
        }
        if (type == LocalTime.class) {
            return text.put("pattern", "^[0-2][0-9]:[0-5][0-9]");
        }
        return type == ZoneId.class ? text.put("description", "a zone such as Asia/Shanghai") : text;
    }

    private static ObjectNode number(Ranges.Range range) {
        return NODES.objectNode()
                .put("type", "integer")
                .put("minimum", range.least())
                .put("maximum", range.most());
    }

    private ObjectNode reference(Class<?> type, boolean part) {
        boolean partly =
                part && !Fields.hasKinds(type) && !Fields.of(type).byName.containsKey(Fields.KIND);
        String name = name(type) + (partly ? "-part" : "");
        if (!definitions.containsKey(name)) {
            ObjectNode definition = NODES.objectNode();
            definitions.put(name, definition); // before its fields: a condition has conditions in it
            definition.setAll(Fields.hasKinds(type) ? kinds(type) : fields(type, partly));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    /** {@code Offer.Budget}; records of the same simple name are told apart by what they are in. */
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private ObjectNode kinds(Class<?> type) {
        ObjectNode kinds = NODES.objectNode();
        ArrayNode either = kinds.putArray("oneOf");
        Fields.kinds(type).forEach((code, record) -> {
            ObjectNode fields = fields(record, false);
            ((ObjectNode) fields.get("properties")).putObject(Fields.KIND).put("const", code);
            ((ArrayNode) fields.get("required")).insert(0, Fields.KIND);
            either.add(fields);
        });
        return kinds;
    }

    private ObjectNode fields(Class<?> record, boolean part) {
        ObjectNode object = NODES.objectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (Fields.Field field : Fields.of(record).byName.values()) {
            properties.set(field.name(), schema(field.type(), record, field.name(), part));
            if (field.absent() == null) {
                required.add(field.name());
            }
        }
        if (!part) {
            object.set("required", required);
        }
        return object;
    }
}
