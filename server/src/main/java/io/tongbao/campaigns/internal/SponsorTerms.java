package io.tongbao.campaigns.internal;

import io.tongbao.offers.NewOffer;
import io.tongbao.offers.SponsorIds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sponsor is asked to accept: its own share and whether it pays in before, and the offers with their budgets and schedule. Two plans with the same fingerprint
 * ask the same of it: the names, the page, its rules and how others divide the rest are no part of it.
 */
final class SponsorTerms {
    private SponsorTerms() {}

    record Share(String sponsorId, String name, String terms) {}

    /** Of those who are asked, in the plan's order. */
    static List<Share> of(Plan plan, JsonMapper json) {
        JsonNode whole = json.valueToTree(plan.offers());
        return plan.sponsors().stream()
                .filter(sponsor -> SponsorIds.isAsked(Objects.requireNonNull(sponsor.sponsorId())))
                .map(sponsor -> new Share(
                        Objects.requireNonNull(sponsor.sponsorId()),
                        Objects.requireNonNull(sponsor.name()),
                        fingerprint(whole, sponsor)))
                .toList();
    }

    private static String fingerprint(JsonNode offers, NewOffer.Sponsor sponsor) {
        ArrayNode asked = (ArrayNode) offers.deepCopy();
        for (JsonNode offer : asked) {
            ObjectNode terms = (ObjectNode) offer;
            terms.remove(List.of("name", "sponsors"));
            terms.put("share", number(Objects.requireNonNull(sponsor.percent())));
            terms.put("prefunded", Boolean.TRUE.equals(sponsor.prefunded()));
            Optional.ofNullable(terms.get("holdoutPercent"))
                    .filter(percent -> !percent.isNull())
                    .ifPresent(percent -> terms.put("holdoutPercent", number(percent)));
        }
        StringBuilder text = new StringBuilder();
        write(asked, text);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A percentage may be written as text. */
    private static BigDecimal number(JsonNode percent) {
        return new BigDecimal(percent.asString().strip());
    }

    /** In one way, whatever the order of names, with what is absent and what is null alike, and numbers as numbers. */
    private static void write(JsonNode node, StringBuilder into) {
        if (node.isObject()) {
            into.append('{');
            node.properties().stream()
                    .filter(member -> !member.getValue().isNull())
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> {
                        into.append(member.getKey()).append(':');
                        write(member.getValue(), into);
                        into.append(',');
                    });
            into.append('}');
        } else if (node.isArray()) {
            into.append('[');
            node.forEach(element -> {
                write(element, into);
                into.append(',');
            });
            into.append(']');
        } else if (node.isNumber()) {
            into.append(node.decimalValue().stripTrailingZeros().toPlainString());
        } else {
            into.append(node);
        }
    }
}
