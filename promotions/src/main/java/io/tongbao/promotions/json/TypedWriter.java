package io.tongbao.promotions.json;

import io.tongbao.promotions.Reason;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the model's records as {@link TypedReader} reads them; sets and maps in order, so that equal values are equal texts. */
enum TypedWriter {
    /** Leaves out whatever is as it would be if it were absent. */
    SHORT,
    /** Leaves out only what is empty: for results. */
    FULL;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    JsonNode write(Object value, Type type) {
        return switch (value) {
            case JsonNode node -> node;
            case Optional<?> optional -> write(optional.orElseThrow(), Fields.argument(type, 0));
            case OptionalInt optional -> NODES.numberNode(optional.orElseThrow());
            case OptionalLong optional -> NODES.numberNode(optional.orElseThrow());
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            case Reason reason -> NODES.stringNode(reason.code());
            case Enum<?> constant -> NODES.stringNode(Fields.code(constant));
            case List<?> list -> array(list, Fields.argument(type, 0));
            case Set<?> set -> array(set.stream().sorted().toList(), Fields.argument(type, 0));
            case Map<?, ?> map -> map(map, Fields.argument(type, 1));
            case Record record -> record(record, Fields.raw(type));
            default -> NODES.stringNode(value.toString());
        };
    }

    private ArrayNode array(Collection<?> values, Type type) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(write(value, type)));
        return array;
    }

    private ObjectNode map(Map<?, ?> values, Type type) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key.toString(), write(value, type)));
        ObjectNode object = NODES.objectNode();
        object.setAll(sorted);
        return object;
    }

    /** @param type what may stand there: the record, or a sealed type of which it is one kind */
    ObjectNode record(Record record, Class<?> type) {
        ObjectNode object = NODES.objectNode();
        if (Fields.hasKinds(type)) {
            object.put(Fields.KIND, Fields.snake(record.getClass().getSimpleName()));
        }
        Map<String, Object> before = new HashMap<>();
        for (Fields.Field field : Fields.of(record.getClass()).byName.values()) {
            Object value = field.of(record);
            boolean left = this == FULL
                    ? isEmpty(value)
                    : field.absent() != null && value.equals(field.absent().of(before));
            if (!left) {
                object.set(field.name(), write(value, field.type()));
            }
            before.put(field.name(), value);
        }
        return object;
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalInt optional -> optional.isEmpty();
            case OptionalLong optional -> optional.isEmpty();
            default -> false;
        };
    }
}
