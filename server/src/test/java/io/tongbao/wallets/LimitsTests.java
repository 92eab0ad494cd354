package io.tongbao.wallets;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How much goes at once, in a day, and without a PIN. */
@ServerTest
class LimitsTests {
    /** As installed: 20,000.00 at once and 50,000.00 a day. */
    private static final long SEND_EACH = 2_000_000;

    private final World world;
    private final Shops shops;

    LimitsTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void aDaysSendsEndAtTheLimitAlsoWhenTheyComeAtOnce() throws Exception {
        World.Someone sender = shops.aCustomerWith(20_000_000);
        World.Someone recipient = world.aCustomer();
        withoutPin(sender, 200_000);
        send(sender, recipient, SEND_EACH, World.PIN).expect(201);
        send(sender, recipient, SEND_EACH, World.PIN).expect(201);
        // 10,000.00 is left for today; eight times 2,000.00 at once are three too many.
        List<Callable<Visitor.Answer>> sends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sends.add(() -> send(sender, recipient, 200_000, ""));
        }
        int sent = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Visitor.Answer> answer : threads.invokeAll(sends)) {
                if (answer.get().status() == 201) {
                    sent++;
                } else {
                    answer.get().expectProblem(422, "limit-exceeded");
                }
            }
        }
        assertThat(sent).isEqualTo(5);
        JsonNode refused = send(sender, recipient, 1, "")
                .expectProblem(422, "limit-exceeded")
                .json();
        assertThat(refused.path("period").asString()).isEqualTo("day");
        assertThat(refused.at("/left/value").asLong()).isZero();
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("amount");
        assertThat(shops.balance(Accounts.wallet(recipient.id(), CNY))).isEqualTo(5_000_000);

        world.clock().advance(Duration.ofDays(1));
        send(sender, recipient, 1, "").expect(201);
    }

    @Test
    void whatIsSmallGoesWithoutAPinAndNoMore() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(100_000);
        pay(shop, customer, 1).expectProblem(422, "pin-required");
        withoutPin(customer, 1_000);
        pay(shop, customer, 1_000).expect(201);
        pay(shop, customer, 1_001).expectProblem(422, "pin-required");
        send(customer, world.aCustomer(), 1_000, "").expect(201);
        send(customer, world.aCustomer(), 1_001, "").expectProblem(422, "pin-required");
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(1_000), "pin", "904713"))
                .expectProblem(422, "pin-wrong");
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(200_001), "pin", World.PIN))
                .expectProblem(400, "invalid-field");
        withoutPin(customer, 0);
        pay(shop, customer, 1).expectProblem(422, "pin-required");
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
    }

    /** Hong Kong dollars, of which no other test moves any. */
    @Test
    void anAdministratorSetsALimitForAllFromNowOn() {
        Visitor administrator = world.anAdministrator().browser();
        Map<String, Object> each = Map.of("value", 100, "currency", "HKD");
        Map<String, Object> day = Map.of("value", 150, "currency", "HKD");
        administrator
                .put("/limits", Map.of("kind", "send", "each", day, "day", each))
                .expectProblem(400, "invalid-field");
        administrator
                .put("/limits", Map.of("kind", "send", "each", each, "day", day))
                .expect(200);
        assertThat(world.aNewCustomer().browser().get("/limits").expect(200).text())
                .contains("{\"kind\":\"send\",\"each\":{\"value\":100,\"currency\":\"HKD\"},\"day\":{\"value\":150");
        World.Someone sender = world.aCustomer();
        Map<String, Object> body = Map.of(
                "recipientId", world.aCustomer().id(),
                "amount", Map.of("value", 101, "currency", "HKD"),
                "pin", World.PIN);
        JsonNode refused = sender.browser()
                .post("/sends", body, aKey())
                .expectProblem(422, "limit-exceeded")
                .json();
        assertThat(refused.path("period").asString()).isEqualTo("each");
    }

    private static void withoutPin(World.Someone customer, long limit) {
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(limit), "pin", World.PIN))
                .expect(204);
    }

    private static Visitor.Answer pay(Shops.Shop shop, World.Someone customer, long minor) {
        String quote = customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return customer.browser().post("/payments", Map.of("quoteId", quote), aKey());
    }

    private static Visitor.Answer send(World.Someone from, World.Someone to, long minor, String pin) {
        Map<String, Object> body = pin.isEmpty()
                ? Map.of("recipientId", to.id(), "amount", cny(minor))
                : Map.of("recipientId", to.id(), "amount", cny(minor), "pin", pin);
        return from.browser().post("/sends", body, aKey());
    }
}
