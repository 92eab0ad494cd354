package io.tongbao.payments;

import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.merchants.ShownDocuments;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Merchants and customers with money, for tests of payments. */
public final class Shops {
    public static final Currency CNY = Currency.of("CNY");

    private final World world;
    private final Ledger ledger;

    public Shops(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /** @param qr the static code */
    public record Shop(String id, String qr, World.Someone owner) {
        public Visitor till() {
            return owner.browser();
        }
    }

    public Shop aShop() {
        return aShopCalled("老王面馆");
    }

    public Shop aShopCalled(String name) {
        World.Someone owner = world.signedUp("merchant", world.aPhone());
        JsonNode applied = owner.browser()
                .post(
                        "/merchants",
                        Map.of(
                                "name", name,
                                "category", "restaurant",
                                "city", "上海",
                                "licenceNumber", "91310000MA1K00000X",
                                "contactName", "王小明"))
                .expect(201)
                .json();
        String id = applied.path("id").asString();
        ShownDocuments.allRequired(owner.browser(), world.anOperator().browser(), id);
        world.anOperator()
                .browser()
                .post("/merchants/" + id + "/approval", Map.of("decision", "approve"))
                .expect(200);
        return new Shop(id, applied.path("qr").asString(), owner);
    }

    public World.Someone aCustomerWith(long minor) {
        World.Someone customer = world.aCustomer();
        fund(Accounts.wallet(customer.id(), CNY), minor);
        return customer;
    }

    public void fund(AccountKey account, long minor) {
        post(AccountKey.outside("bank/tests/CNY", CNY.asset()), account, minor);
    }

    public void post(AccountKey from, AccountKey to, long minor) {
        PostResult result = ledger.post(Entry.post("test", List.of(Leg.of(from, to, minor))));
        if (!(result instanceof PostResult.Posted)) {
            throw new AssertionError(result.toString());
        }
    }

    public void freeze(AccountKey account, Ledger.Freeze freeze) {
        ledger.freeze(account, freeze);
    }

    public long balance(AccountKey account) {
        return ledger.balance(account.code()).map(Balance::posted).orElse(0L);
    }

    public JsonNode order(Shop shop, long minor) {
        return shop.till()
                .post("/orders", Map.of("amount", cny(minor)))
                .expect(201)
                .json();
    }

    public JsonNode quote(World.Someone customer, String orderId) {
        return customer.browser()
                .post("/quotes", Map.of("orderId", orderId))
                .expect(201)
                .json();
    }

    public Visitor.Answer pay(World.Someone customer, JsonNode quote, String key) {
        return customer.browser()
                .post("/payments", Map.of("quoteId", quote.path("id").asString(), "pin", World.PIN), key);
    }

    /** A payment of this amount, all the way. */
    public JsonNode paid(Shop shop, World.Someone customer, long minor) {
        JsonNode quote = quote(customer, order(shop, minor).path("id").asString());
        return pay(customer, quote, aKey()).expect(201).json();
    }

    /** Settles with the shop up to now. */
    public Visitor.Answer settle(Shop shop, Visitor operator) {
        return operator.post("/settlement-runs", Map.of("merchantId", shop.id()));
    }

    public static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    public static String aKey() {
        return UUID.randomUUID().toString();
    }
}
