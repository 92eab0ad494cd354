package io.tongbao.promotions.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a result is not as expected. Of an object only the fields that are expected are compared; a list has as many members as are
 * expected, in their order; an expected null says that nothing is there.
 */
final class Differences {
    private final ArrayNode found = JsonNodeFactory.instance.arrayNode();

    private Differences() {}

    static ArrayNode between(JsonNode expected, JsonNode result) {
        Differences differences = new Differences();
        differences.compare(expected, result, "");
        return differences.found;
    }

    private void compare(JsonNode expected, @Nullable JsonNode was, String path) {
        if (expected.isObject() && was != null && was.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                compare(field.getValue(), was.get(field.getKey()), TypedReader.within(path, field.getKey()));
            }
        } else if (expected.isArray() && was != null && was.isArray() && expected.size() == was.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(expected.get(i), was.get(i), path + "[" + i + "]");
            }
        } else if (!isAsExpected(expected, was)) {
            ObjectNode difference = found.addObject().put("path", path);
            difference.set("expected", expected);
            if (was != null) {
                difference.set("was", was);
            }
        }
    }

    /** Numbers by value: the one may be read as an int and the other as a long. */
    private static boolean isAsExpected(JsonNode expected, @Nullable JsonNode was) {
        if (was == null || expected.isNull()) {
            return was == null && expected.isNull();
        }
        if (expected.isIntegralNumber() && was.isIntegralNumber()) {
            return expected.bigIntegerValue().equals(was.bigIntegerValue());
        }
        return expected.equals(was);
    }
}
