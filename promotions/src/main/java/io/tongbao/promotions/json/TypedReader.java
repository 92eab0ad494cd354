package io.tongbao.promotions.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads the model's records from a tree of JSON, along their components. By hand rather than by Jackson's own binding, since every
 * refusal must say its path and what would be right in words that a customer of the API can use, and what the records refuse in their
 * constructors as well.
 */
final class TypedReader {
    private static final int MAX_SHOWN = 60;

    /** The field whose number is read, which bounds it. */
    private final Class<?> record;

    private final String field;

    private TypedReader(Class<?> record, String field) {
        this.record = record;
        this.field = field;
    }

    static <T> T read(JsonNode node, Class<T> type, String path) {
        return type.cast(new TypedReader(type, "").value(node, type, path));
    }

    /** A value as a refusal shows it. */
    static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Object value(JsonNode node, Type type, String path) {
        Class<?> raw = Fields.raw(type);
        if (raw == JsonNode.class) {
            return node;
        }
        if (node.isNull()) {
            throw new RefusedJson(path, "null says nothing: leave the field out");
        }
        if (raw == Optional.class) {
            return Optional.of(value(node, Fields.argument(type, 0), path));
        }
        if (raw == OptionalInt.class) {
            return OptionalInt.of((int) number(node, true, path));
        }
        if (raw == OptionalLong.class) {
            return OptionalLong.of(number(node, false, path));
        }
        if (raw == int.class || raw == Integer.class) {
            return (int) number(node, true, path);
        }
        if (raw == long.class || raw == Long.class) {
            return number(node, false, path);
        }
        if (raw == boolean.class) {
            if (!node.isBoolean()) {
                throw new RefusedJson(path, "must be true or false, not " + shown(node));
            }
            return node.booleanValue();
        }
        if (raw == List.class) {
            return list(node, Fields.argument(type, 0), path);
        }
        if (raw == Set.class) {
            return set(node, Fields.argument(type, 0), path);
        }
        if (raw == Map.class) {
            return map(node, Fields.argument(type, 0), Fields.argument(type, 1), path);
        }
        if (Fields.hasKinds(raw)) {
            return oneOf(node, raw, path);
        }
        return raw.isRecord() ? record(node, raw, Set.of(), path) : text(node, raw, path);
    }

    private long number(JsonNode node, boolean isInt, String path) {
        Ranges.Range range = Ranges.of(record, field, isInt);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || !range.has(node.longValue())) {
            throw new RefusedJson(
                    path,
                    "must be a whole number from " + range.least() + " to " + range.most() + ", not " + shown(node));
        }
        return node.longValue();
    }

    private static Object text(JsonNode node, Class<?> type, String path) {
        if (type == String.class) {
            return text(node, "a text", path, text -> text);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (node.isString() && Fields.code((Enum<?>) constant).equals(node.stringValue())) {
                    return constant;
                }
            }
            throw new RefusedJson(path, "must be one of " + codes(type) + ", not " + shown(node));
        }
        if (type == Instant.class) {
            return text(
                    node,
                    "a time such as 2026-11-11T00:00:00+08:00",
                    path,
                    text -> OffsetDateTime.parse(text).toInstant());
        }
        if (type == LocalDate.class) {
            return text(node, "a date such as 2026-11-11", path, LocalDate::parse);
        }
        if (type == LocalTime.class) {
            return text(node, "a time of day such as 18:30", path, LocalTime::parse);
        }
        if (type == ZoneId.class) {
            return text(node, "a known zone such as Asia/Shanghai", path, ZoneId::of);
        }
        throw new IllegalStateException("The form has no " + type);
    }

    private static <T> T text(JsonNode node, String wanted, String path, Function<String, T> parse) {
        if (node.isString()) {
            try {
                return parse.apply(node.stringValue());
            } catch (DateTimeException e) {
                throw new RefusedJson(path, "must be " + wanted + ", not " + shown(node));
            }
        }
        throw new RefusedJson(path, "must be " + wanted + ", not " + shown(node));
    }

    private static List<String> codes(Class<?> type) {
        List<String> codes = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            codes.add(Fields.code((Enum<?>) constant));
        }
        return codes;
    }

    private List<Object> list(JsonNode node, Type type, String path) {
        if (!node.isArray()) {
            throw new RefusedJson(path, "must be a list, not " + shown(node));
        }
        List<Object> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            values.add(value(node.get(i), type, path + "[" + i + "]"));
        }
        return values;
    }

    private Set<Object> set(JsonNode node, Type type, String path) {
        Set<Object> values = new LinkedHashSet<>();
        for (Object value : list(node, type, path)) {
            if (!values.add(value)) {
                throw new RefusedJson(path + "[" + values.size() + "]", "is named twice: " + value);
            }
        }
        return values;
    }

    private Map<Object, Object> map(JsonNode node, Type keys, Type type, String path) {
        checkObject(node, path);
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = within(path, entry.getKey());
            Object key = keys == String.class ? entry.getKey() : date(entry.getKey(), at);
            values.put(key, value(entry.getValue(), type, at));
        }
        return values;
    }

    private static LocalDate date(String text, String path) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedJson(path, "must be a date such as 2026-11-11, not " + text);
        }
    }

    private static Object oneOf(JsonNode node, Class<?> type, String path) {
        checkObject(node, path);
        Map<String, Class<?>> kinds = Fields.kinds(type);
        JsonNode kind = node.get(Fields.KIND);
        Class<?> record = kind == null || !kind.isString() ? null : kinds.get(kind.stringValue());
        if (record == null) {
            String wanted = "one of " + List.copyOf(kinds.keySet());
            throw new RefusedJson(
                    within(path, Fields.KIND),
                    kind == null ? "must say " + wanted : "must be " + wanted + ", not " + shown(kind));
        }
        return record(node, record, Set.of(Fields.KIND), path);
    }

    private static Object record(JsonNode node, Class<?> record, Set<String> besides, String path) {
        checkObject(node, path);
        Fields fields = Fields.of(record);
        for (String name : node.propertyNames()) {
            if (!fields.byName.containsKey(name) && !besides.contains(name)) {
                throw new RefusedJson(
                        within(path, name), "is no field here; there are " + String.join(", ", fields.byName.keySet()));
            }
        }
        Map<String, Object> values = HashMap.newHashMap(fields.byName.size());
        List<Object> arguments = new ArrayList<>(fields.byName.size());
        for (Fields.Field field : fields.byName.values()) {
            String at = within(path, field.name());
            JsonNode given = node.get(field.name());
            Object value;
            if (given != null) {
                value = new TypedReader(record, field.name()).value(given, field.type(), at);
            } else if (field.absent() != null) {
                value = field.absent().of(values);
            } else {
                throw new RefusedJson(at, "must be there");
            }
            values.put(field.name(), value);
            arguments.add(value);
        }
        try {
            return fields.constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException
                    || e.getCause() instanceof ArithmeticException
                    || e.getCause() instanceof DateTimeException) {
                throw new RefusedJson(path, String.valueOf(e.getCause().getMessage()));
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkObject(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new RefusedJson(path, "must be an object, not " + shown(node));
        }
    }
}
