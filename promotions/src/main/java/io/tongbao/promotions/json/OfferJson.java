package io.tongbao.promotions.json;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON form of offers, their parts and their stacking.
 *
 * <p>Fields are named as the records' components. Where one of several records may stand, {@code kind} says which, by its name in lower
 * snake_case. Names of enums are lower snake_case, amounts whole numbers, instants ISO 8601 with an offset. What is absent has its
 * default ({@link Defaults}): no cap, all goods, gross, at the order, always; defaults are not written. Whatever is not of the form is
 * refused with its path ({@link RefusedJson}), unknown fields as well.
 *
 * <p>A document that stands alone says {@code "form": 1}; a part of another does not, as that one says it.
 */
public final class OfferJson {
    public static final int FORM = 1;

    private OfferJson() {}

    public static Offer readOffer(String document) {
        return read(document, Offer.class);
    }

    public static Benefit readBenefit(String document) {
        return read(document, Benefit.class);
    }

    public static Condition readCondition(String document) {
        return read(document, Condition.class);
    }

    public static Stacking readStacking(String document) {
        return read(document, Stacking.class);
    }

    public static String write(Offer offer) {
        return document(offer, Offer.class);
    }

    public static String write(Benefit benefit) {
        return document(benefit, Benefit.class);
    }

    public static String write(Condition condition) {
        return document(condition, Condition.class);
    }

    public static String write(Stacking stacking) {
        return document(stacking, Stacking.class);
    }

    /**
     * A part of another document.
     *
     * @param path of the part within its document, for the refusal
     */
    public static Benefit benefitIn(JsonNode part, String path) {
        return TypedReader.read(part, Benefit.class, path);
    }

    /**
     * A part of another document.
     *
     * @param path of the part within its document, for the refusal
     */
    public static Condition conditionIn(JsonNode part, String path) {
        return TypedReader.read(part, Condition.class, path);
    }

    public static JsonNode part(Benefit benefit) {
        return TypedWriter.SHORT.write(benefit, Benefit.class);
    }

    public static JsonNode part(Condition condition) {
        return TypedWriter.SHORT.write(condition, Condition.class);
    }

    /**
     * Refuses a condition that can't be compiled, by the path of the part of it that is to blame: an expression that is not right, a
     * calendar that is not there.
     *
     * @param path of the condition within its document
     */
    public static void checkCompiles(Condition condition, Calendars calendars, String path) {
        switch (condition) {
            case Condition.All all -> checkParts(all.parts(), calendars, path);
            case Condition.Any any -> checkParts(any.parts(), calendars, path);
            case Condition.Not not -> checkCompiles(not.part(), calendars, path + ".part");
            default -> {
                // a leaf
            }
        }
        try {
            LiveOffer.checkCompiles(condition, calendars);
        } catch (IllegalArgumentException e) {
            throw new RefusedJson(path, String.valueOf(e.getMessage()));
        }
    }

    private static void checkParts(List<Condition> parts, Calendars calendars, String path) {
        for (int i = 0; i < parts.size(); i++) {
            checkCompiles(parts.get(i), calendars, path + ".parts[" + i + "]");
        }
    }

    private static <T> T read(String document, Class<T> type) {
        return TypedReader.read(Documents.parse(document), type, "");
    }

    private static String document(Object value, Class<?> type) {
        ObjectNode document = Documents.start();
        document.setAll((ObjectNode) TypedWriter.SHORT.write(value, type));
        return Documents.text(document);
    }
}
