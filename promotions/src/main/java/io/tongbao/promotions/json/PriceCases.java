package io.tongbao.promotions.json;

import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.PaidShares;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Refunding;
import io.tongbao.promotions.Refunds;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prices cases that are written in JSON: the form of docs/api/price.md. Every case is answered with its whole result, or where it
 * says what is expected, with the differences from that; a case that differs with both.
 */
public final class PriceCases {
    /** Lines of more units are not told unit by unit. */
    public static final int MAX_UNITS = 1_000;

    private PriceCases() {}

    /**
     * What came of the cases.
     *
     * @param json the answer, as a document
     * @param asExpected whether no case differs from what it expects
     */
    public record Outcome(String json, boolean asExpected) {}

    /**
     * Prices every case of the document.
     *
     * @throws RefusedJson if the text is not of the form, or its offers can't be
     */
    public static Outcome run(String text) {
        List<CaseFile.Placed> cases = CaseFile.read(text);
        ObjectNode answer = Documents.start();
        ArrayNode answers = JsonNodeFactory.instance.arrayNode(cases.size());
        boolean asExpected = true;
        for (CaseFile.Placed placed : cases) {
            PriceCase each = placed.priced();
            ObjectNode result = result(each, placed.path());
            ObjectNode one = answers.addObject().put("name", each.name());
            boolean differs = false;
            if (each.expected().isPresent()) {
                ArrayNode differences = Differences.between(each.expected().get(), result);
                one.set("differences", differences);
                differs = !differences.isEmpty();
            }
            if (differs || each.expected().isEmpty()) {
                one.set("result", result);
            }
            asExpected &= !differs;
        }
        answer.put("asExpected", asExpected);
        answer.set(CaseFile.CASES, answers);
        return new Outcome(Documents.text(answer), asExpected);
    }

    private static ObjectNode result(PriceCase priced, String path) {
        Pricing pricing = Pricer.price(request(priced, path));
        ObjectNode result = TypedWriter.FULL.record(pricing, Pricing.class);
        result.remove("basket");
        PaidShares shares = pricing.shares();
        result.set("shares", shares(shares));
        if (!priced.refunds().isEmpty()) {
            result.set("refunds", refunds(priced, shares, path));
        }
        return result;
    }

    private static PricingRequest request(PriceCase priced, String path) {
        Calendars calendars = new Calendars(priced.calendars());
        List<LiveOffer> live = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < priced.offers().size(); i++) {
            Offer offer = priced.offers().get(i);
            String at = TypedReader.within(path, "offers[" + i + "]");
            if (!ids.add(offer.id())) {
                throw new RefusedJson(at + ".id", "two offers bear the id " + offer.id());
            }
            offer.combining().group().ifPresent(group -> checkGroup(group, priced.stacking(), at));
            live.add(compiled(offer, calendars, at));
        }
        for (String id : priced.left().keySet()) {
            if (!ids.contains(id)) {
                throw new RefusedJson(TypedReader.within(path, "left." + id), "there is no offer " + id);
            }
        }
        return new PricingRequest(
                priced.now(),
                priced.setting(),
                priced.customer().customer(),
                priced.basket(),
                priced.drawSeed(),
                priced.stacking(),
                live,
                standing(priced),
                Map.of());
    }

    private static void checkGroup(String group, Stacking stacking, String path) {
        List<Stacking.Group> groups = new ArrayList<>(List.of(stacking.root()));
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).id().equals(group)) {
                return;
            }
            groups.addAll(groups.get(i).groups());
        }
        throw new RefusedJson(path + ".combining.group", "the stacking has no group " + group);
    }

    private static LiveOffer compiled(Offer offer, Calendars calendars, String path) {
        OfferJson.checkCompiles(offer.condition(), calendars, path + ".condition");
        return LiveOffer.compile(offer, calendars);
    }

    private static Standing standing(PriceCase priced) {
        Map<String, Standing.OfOffer> offers = new HashMap<>();
        for (Offer offer : priced.offers()) {
            PriceCase.Left left = priced.left().getOrDefault(offer.id(), PriceCase.Left.ALL);
            Map<String, Long> budget = left.budgetLeftMinor().orElseGet(() -> whole(offer.budget()));
            offers.put(
                    offer.id(),
                    new Standing.OfOffer(
                            left.paused(),
                            budget,
                            left.spentTodayMinor(),
                            left.spentAtMerchantMinor(),
                            left.uses(),
                            left.usesOnDevice()));
        }
        return new Standing(
                priced.customer().ordersInWallet(), priced.customer().ordersAtMerchant(), offers);
    }

    private static Map<String, Long> whole(Offer.Budget budget) {
        long[] parts = budget.bySponsor(budget.totalMinor());
        Map<String, Long> bySponsor = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            bySponsor.put(budget.sponsors().get(i).sponsorId(), parts[i]);
        }
        return bySponsor;
    }

    private static ObjectNode shares(PaidShares shares) {
        ObjectNode node = TypedWriter.FULL.record(shares, PaidShares.class);
        ArrayNode lines = (ArrayNode) node.get("lines");
        for (int i = 0; i < lines.size(); i++) {
            PaidShares.Line line = shares.lines().get(i);
            if (line.quantity() <= MAX_UNITS) {
                ArrayNode units = ((ObjectNode) lines.get(i)).putArray("units");
                for (PaidShares.Unit unit : line.units(0, line.quantity())) {
                    units.add(TypedWriter.FULL.record(unit, PaidShares.Unit.class));
                }
            }
        }
        return node;
    }

    /** Each refund on what the ones before have left; one that asks for more than is left changes nothing. */
    private static ArrayNode refunds(PriceCase priced, PaidShares shares, String path) {
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        Map<String, Long> before = new HashMap<>();
        for (int i = 0; i < priced.refunds().size(); i++) {
            String at = TypedReader.within(path, "refunds[" + i + "]");
            Map<String, Long> asked = new HashMap<>();
            priced.refunds().get(i).forEach((line, part) -> asked.put(line, part.of(unitPrice(shares, line, at))));
            Refunding answer = planned(shares, before, asked, at);
            if (answer instanceof Refunding.Plan) {
                asked.forEach((line, gross) -> before.merge(line, gross, Long::sum));
            }
            answers.add(TypedWriter.FULL.record((Record) answer, Refunding.class));
        }
        return answers;
    }

    private static Refunding planned(
            PaidShares shares, Map<String, Long> before, Map<String, Long> asked, String path) {
        try {
            return Refunds.plan(shares, before, asked);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RefusedJson(path, String.valueOf(e.getMessage()));
        }
    }

    private static long unitPrice(PaidShares shares, String line, String path) {
        for (PaidShares.Line each : shares.lines()) {
            if (each.id().equals(line)) {
                return each.unitPriceMinor();
            }
        }
        throw new RefusedJson(path + "." + line, "the payment has no line " + line);
    }
}
