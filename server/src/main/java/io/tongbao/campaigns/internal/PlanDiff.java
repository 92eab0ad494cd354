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
    private static final String OFFERS = "offers";

    /** Told by their parts, as the offers are that both have; any other field is told whole. */
    private static final Set<String> PARTED = Set.of("budget", "rules");

    private PlanDiff() {}

    /** @param before absent where the field is new; after likewise */
    @Schema(name = "CampaignDifference")
    record Difference(
            @Schema(example = "offers[0].budget.total") @NotNull
            String field,

            @Schema(types = "object") Optional<JsonNode> before,
            @Schema(types = "object") Optional<JsonNode> after) {}

    static List<Difference> between(Plan before, Plan after, JsonMapper json) {
        int offersInBoth = Math.min(before.offers().size(), after.offers().size());
        Map<String, JsonNode> old = fields(json.valueToTree(before), offersInBoth);
        Map<String, JsonNode> young = fields(json.valueToTree(after), offersInBoth);
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

    private static Map<String, JsonNode> fields(JsonNode plan, int offersInBoth) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : plan.properties()) {
            if (member.getKey().equals(OFFERS)) {
                for (int place = 0; place < member.getValue().size(); place++) {
                    String name = OFFERS + "[" + place + "]";
                    JsonNode offer = member.getValue().get(place);
                    if (place < offersInBoth) {
                        collect(name, offer, fields);
                    } else {
                        fields.put(name, offer);
                    }
                }
            } else {
                add(member.getKey(), member.getKey(), member.getValue(), fields);
            }
        }
        return fields;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> into) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            add(member.getKey(), path + "." + member.getKey(), member.getValue(), into);
        }
    }

    private static void add(String name, String path, JsonNode value, Map<String, JsonNode> into) {
        if (PARTED.contains(name) && value.isObject()) {
            collect(path, value, into);
        } else if (!value.isNull()) {
            into.put(path, value);
        }
    }
}
