package io.tongbao.demo.internal;

import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the street's shops gave in its history; the first of them goes on. */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class StreetOffers {
    private final Offers offers;
    private final JsonMapper json;

    StreetOffers(Offers offers, JsonMapper json) {
        this.offers = offers;
        this.json = json;
    }

    /** Puts them live for the history's days; asked again it finds those of before. Answers their ids. */
    List<String> openForHistory(Street street, List<String> shopIds, Instant from, Instant until, String by) {
        return bodies(street, shopIds).entrySet().stream()
                .map(offer -> {
                    NewOffer body = json.convertValue(scheduled(offer.getValue(), from, until), NewOffer.class);
                    return switch (offers.openForHistory(body, new Offers.Asker(by, "street/" + offer.getKey()))) {
                        case Offers.OpenResult.Open open -> open.offerId();
                        case Offers.OpenResult no ->
                            throw new IllegalStateException(
                                    "The street's offer " + offer.getKey() + " is not taken: " + no);
                    };
                })
                .toList();
    }

    void end(List<String> ids, String by) {
        ids.forEach(id -> offers.end(id, by, ""));
    }

    /** The offer that goes on, as {@code POST /offers} takes it. */
    static Map<String, Object> goesOn(Street street, List<String> shopIds, Instant from, Instant until) {
        return scheduled(eat(street, shopIds), from, until);
    }

    private static Map<String, Object> scheduled(Map<String, Object> body, Instant from, Instant until) {
        Map<String, Object> scheduled = new HashMap<>(body);
        scheduled.put("currency", "CNY");
        scheduled.put("zone", Street.ZONE.getId());
        scheduled.put("startsAt", from.toString());
        scheduled.put("endsAt", until.toString());
        return scheduled;
    }

    private static Map<String, Map<String, Object>> bodies(Street street, List<String> shopIds) {
        return Map.of("eat", eat(street, shopIds), "greens", greens(street, shopIds), "first", first(shopIds));
    }

    private static Map<String, Object> eat(Street street, List<String> shopIds) {
        return Map.of(
                "name", "长街吃喝满减",
                "benefit",
                        Map.of(
                                "kind",
                                "spend_and_save",
                                "steps",
                                List.of(
                                        Map.of("thresholdMinor", 3_000, "offMinor", 300),
                                        Map.of("thresholdMinor", 6_000, "offMinor", 800))),
                "merchantIds", of(street, shopIds, List.of("restaurant", "tea_coffee", "bakery")),
                "budget", Map.of("total", DemoCast.cny(30_000_000), "perDay", DemoCast.cny(100_000)),
                "sponsors", List.of(sponsor("bank", "城市银行", "60"), sponsor("merchants", "参与商家", "40")));
    }

    private static Map<String, Object> greens(Street street, List<String> shopIds) {
        return Map.of(
                "name", "买菜返现 3%",
                "benefit", Map.of("kind", "cashback", "basisPoints", 300, "capMinor", 500, "base", "net"),
                "merchantIds", of(street, shopIds, List.of("grocery")),
                "budget", Map.of("total", DemoCast.cny(5_000_000)),
                "sponsors", List.of(sponsor("bank", "城市银行", "100")));
    }

    private static Map<String, Object> first(List<String> shopIds) {
        return Map.of(
                "name", "长街首单立减 ¥5",
                "benefit", Map.of("kind", "amount_off", "offMinor", 500),
                "condition",
                        Map.of(
                                "kind",
                                "all",
                                "parts",
                                List.of(
                                        Map.of("kind", "nth_order", "scope", "wallet", "nth", 1),
                                        Map.of("kind", "amount_at_least", "minor", 1_000))),
                "merchantIds", shopIds,
                "budget", Map.of("total", DemoCast.cny(500_000)),
                "sponsors", List.of(sponsor("bank", "城市银行", "100")));
    }

    private static List<String> of(Street street, List<String> shopIds, List<String> categories) {
        return IntStream.range(0, shopIds.size())
                .filter(n -> categories.contains(street.shops().get(n).category()))
                .mapToObj(shopIds::get)
                .toList();
    }

    private static Map<String, Object> sponsor(String id, String name, String percent) {
        return Map.of("sponsorId", id, "name", name, "percent", percent);
    }
}
