package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;

import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.wallets.CardNumbers;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Paying with linked cards, which behave by their last four digits. */
public final class CardPayers {
    public static final String GOOD = "8888";
    public static final String DECLINES = "0002";
    public static final String LATE = "0010";
    public static final String DECLINES_LATE = "0051";
    public static final String NEVER_CALLS = "0069";
    public static final String TAKES_NOTHING_BACK = "0085";

    private CardPayers() {}

    public static String link(World.Someone customer, String last4) {
        return customer.browser()
                .post("/cards", Map.of("number", CardNumbers.endingIn(last4), "holder", "张三", "expiry", "12/39"))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    public static Map<String, Object> byCard(JsonNode quote, String card) {
        return body(quote, Map.of("cardId", card));
    }

    public static Map<String, Object> mixed(JsonNode quote, String card, long fromBalance) {
        return body(quote, Map.of("cardId", card, "balance", Shops.cny(fromBalance)));
    }

    public static Map<String, Object> body(JsonNode quote, Map<String, Object> funding) {
        Map<String, Object> body = new HashMap<>();
        body.put("quoteId", quote.path("id").asString());
        body.put("funding", funding);
        body.put("pin", World.PIN);
        return body;
    }

    public static Visitor.Answer pay(World.Someone customer, Map<String, Object> body) {
        return customer.browser().post("/payments", body, aKey());
    }

    public static JsonNode payment(World.Someone customer, String id) {
        return customer.browser().get("/payments/" + id).expect(200).json();
    }

    public static String state(World.Someone customer, String id) {
        return payment(customer, id).path("state").asString();
    }
}
