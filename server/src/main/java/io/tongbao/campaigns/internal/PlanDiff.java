package io.tongbao.campaigns.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What differs between two plans, field by field. */
final class PlanDiff {
    /** Told by their parts; any other field is told whole. */
    private static final Set<String> PARTED = Set.of("offer", "offer.budget", "rules");

    private PlanDiff() {}

    /** @param before absent where the field is new; after likewise */
    @Schema(name = "CampaignDifference")
    record Difference(
            @Schema(example = "offer.budget.total") @NotNull String field,

            @Schema(types = "object") Optional<JsonNode> before,
            @Schema(types = "object") Optional<JsonNode> after) {}

    static List<Difference> between(Plan before, Plan after, JsonMapper json) {
        Map<String, JsonNode> old = fields(json.valueToTree(before));
        Map<String, JsonNode> young = fields(json.valueToTree(after));
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(young.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            Optional<JsonNode> was = Optional.ofNullable(old.get(name));
            Optional<JsonNode> is = Optional.ofNullable(young.get(name));
            if (!was.equals(is)) {
                differences.add(new Difference(name, was, is));
            }
        }
        return differences;
    }

    private static Map<String, JsonNode> fields(JsonNode plan) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        collect("", plan, fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> into) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String field = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            JsonNode value = member.getValue();
            if (PARTED.contains(field) && value.isObject()) {
                collect(field, value, into);
            } else if (!value.isNull()) {
                into.put(field, value);
            }
        }
    }
}
