package io.tongbao.promotions.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document of cases: one case, or a list of them with what they share. What is {@code given} stands in every case that does not say
 * otherwise, field by field within objects; an object with a kind is taken or left whole, and so is a list. The {@code offer} that is
 * given stands likewise in every offer.
 */
final class CaseFile {
    static final int MAX_CASES = 10_000;

    static final String CASES = "cases";
    static final String GIVEN = "given";
    static final String OFFER = "offer";
    private static final String OFFERS = "offers";

    private CaseFile() {}

    /** A case and where in its document it stands. */
    record Placed(String path, PriceCase priced) {}

    static List<Placed> read(String text) {
        ObjectNode document = Documents.parse(text);
        if (!document.has(CASES)) {
            return List.of(new Placed("", TypedReader.read(document, PriceCase.class, "")));
        }
        for (String name : document.propertyNames()) {
            if (!Set.of(CASES, GIVEN).contains(name)) {
                throw new RefusedJson(name, "is no field beside cases; there are form, given, cases");
            }
        }
        ObjectNode given = given(document);
        JsonNode offer = given.remove(OFFER);
        if (!(document.get(CASES) instanceof ArrayNode cases) || cases.isEmpty() || cases.size() > MAX_CASES) {
            throw new RefusedJson(CASES, "must be a list of 1 to " + MAX_CASES + " cases");
        }
        List<Placed> read = new ArrayList<>(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            JsonNode whole = merged(given, cases.get(i));
            if (offer != null && whole.get(OFFERS) instanceof ArrayNode offers) {
                for (int j = 0; j < offers.size(); j++) {
                    offers.set(j, merged(offer, offers.get(j)));
                }
            }
            String path = CASES + "[" + i + "]";
            read.add(new Placed(path, TypedReader.read(whole, PriceCase.class, path)));
        }
        return read;
    }

    private static ObjectNode given(ObjectNode document) {
        JsonNode given = document.get(GIVEN);
        if (given == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(given instanceof ObjectNode fields)) {
            throw new RefusedJson(GIVEN, "must be an object, not " + TypedReader.shown(given));
        }
        Set<String> known = Fields.of(PriceCase.class).byName.keySet();
        for (String name : fields.propertyNames()) {
            if (!known.contains(name) && !name.equals(OFFER)) {
                throw new RefusedJson(
                        GIVEN + "." + name, "is no field here; there are offer, " + String.join(", ", known));
            }
        }
        return fields;
    }

    private static JsonNode merged(JsonNode under, JsonNode over) {
        if (!(under instanceof ObjectNode below)
                || !(over instanceof ObjectNode above)
                || below.has(Fields.KIND)
                || above.has(Fields.KIND)) {
            return over.deepCopy();
        }
        ObjectNode merged = below.deepCopy();
        for (Map.Entry<String, JsonNode> field : above.properties()) {
            JsonNode given = below.get(field.getKey());
            merged.set(field.getKey(), given == null ? field.getValue().deepCopy() : merged(given, field.getValue()));
        }
        return merged;
    }
}
