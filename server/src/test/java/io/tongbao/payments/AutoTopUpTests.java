package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.wallets.WalletAccounts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A wallet that tops itself up: when it was allowed, no further than it was allowed, and never from a card that says no. */
@ServerTest
class AutoTopUpTests {
    private final World world;
    private final Shops shops;
    private final Ledger ledger;

    AutoTopUpTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    @Test
    void comesWhenWhatIsSentLeavesLessThanWasSaidAndNotBefore() {
        World.Someone customer = shops.aCustomerWith(20_000);
        World.Someone friend = world.aCustomer();
        String card = link(customer, CardPayers.GOOD);
        JsonNode allowed =
                allow(customer, card, 10_000, 5_000, 50_000).expect(200).json();
        assertThat(allowed.at("/today/value").asLong()).isZero();

        send(customer, friend, 10_000);
        send(customer, friend, 1);
        await(() -> available(customer) == 9_999 + 5_000);

        assertThat(bills(customer, "top_up").size()).isEqualTo(1);
        assertThat(now(customer).at("/today/value").asLong()).isEqualTo(5_000);
        String id = bills(customer, "top_up").at("/0/referenceId").asString();
        JsonNode made = customer.browser().get("/top-ups/" + id).expect(200).json();
        assertThat(made.path("automatic").asBoolean()).isTrue();
        assertThat(made.path("state").asString()).isEqualTo("settled");
    }

    @Test
    void endsForTheDayAtWhatWasAllowedForADay() {
        World.Someone customer = shops.aCustomerWith(10_000);
        World.Someone friend = world.aCustomer();
        allow(customer, link(customer, CardPayers.GOOD), 10_000, 5_000, 9_999).expect(200);
        send(customer, friend, 4_000);
        await(() -> available(customer) == 11_000);
        send(customer, friend, 4_000);
        // what the log told after the send has been read when another's top-up is there
        World.Someone other = shops.aCustomerWith(10_000);
        allow(other, link(other, CardPayers.GOOD), 10_000, 5_000, 5_000).expect(200);
        send(other, friend, 100);
        await(() -> available(other) == 14_900);
        assertThat(available(customer)).isEqualTo(7_000);
    }

    @Test
    void stopsWhenTheBankDeclinesUntilItIsAllowedAnew() {
        World.Someone customer = shops.aCustomerWith(10_000);
        World.Someone friend = world.aCustomer();
        allow(customer, link(customer, CardPayers.DECLINES), 10_000, 5_000, 50_000)
                .expect(200);
        send(customer, friend, 1_000);
        await(() -> now(customer).hasNonNull("stopped"));
        assertThat(now(customer).path("stopped").asString()).isEqualTo("insufficient-funds");
        assertThat(now(customer).at("/today/value").asLong()).isZero();
        assertThat(available(customer)).isEqualTo(9_000);

        allow(customer, link(customer, CardPayers.GOOD), 10_000, 5_000, 50_000).expect(200);
        assertThat(now(customer).hasNonNull("stopped")).isFalse();
        send(customer, friend, 1_000);
        await(() -> available(customer) == 13_000);
    }

    @Test
    void isTakenBackAndEndsWithItsCard() {
        World.Someone customer = shops.aCustomerWith(10_000);
        String card = link(customer, CardPayers.GOOD);
        customer.browser().get("/auto-top-up").expectProblem(404, "not-found");
        allow(customer, card, 10_000, 5_000, 50_000).expect(200);
        customer.browser().delete("/cards/" + card).expect(204);
        assertThat(now(customer).path("stopped").asString()).isEqualTo("card-removed");
        customer.browser().delete("/auto-top-up").expect(204);
        customer.browser().get("/auto-top-up").expectProblem(404, "not-found");
        customer.browser().delete("/auto-top-up").expectProblem(404, "not-found");
    }

    @Test
    void needsThePinAndTermsThatCanHold() {
        World.Someone customer = shops.aCustomerWith(10_000);
        String card = link(customer, CardPayers.GOOD);
        String another = link(shops.aCustomerWith(1), CardPayers.GOOD);
        put(customer, card, 100, 100, 100, Map.of()).expectProblem(422, "pin-required");
        put(customer, card, 100, 100, 100, Map.of("pin", "000000")).expectProblem(422, "pin-wrong");
        refused(allow(customer, another, 100, 100, 100), "cardId", "not-found");
        refused(allow(customer, card, 0, 100, 100), "below.value", "not-positive");
        refused(allow(customer, card, 100, 0, 100), "amount.value", "not-positive");
        refused(allow(customer, card, 100, 101, 100), "perDay.value", "below-amount");
        allow(customer, card, 100, 5_000_001, 5_000_001).expectProblem(422, "limit-exceeded");
        Map<String, Object> dollars = Map.of("below", Map.of("value", 1, "currency", "USD"), "pin", World.PIN);
        refused(put(customer, card, 100, 100, 100, dollars), "below.currency", "wrong-currency");
        customer.browser().get("/auto-top-up").expectProblem(404, "not-found");
    }

    @Test
    void limitsTellWhatIsLeftToday() {
        World.Someone customer = shops.aCustomerWith(10_000);
        send(customer, world.aCustomer(), 1_000);
        topUp(customer, link(customer, CardPayers.GOOD), 2_000);
        JsonNode limits = customer.browser().get("/limits/today").expect(200).json();
        assertThat(left(limits, "send")).isEqualTo(5_000_000 - 1_000);
        assertThat(left(limits, "top_up")).isEqualTo(10_000_000 - 2_000);
        assertThat(left(limits, "withdrawal")).isEqualTo(5_000_000);
    }

    private static long left(JsonNode limits, String kind) {
        for (JsonNode limit : limits.path("items")) {
            if (limit.path("kind").asString().equals(kind)
                    && limit.at("/left/currency").asString().equals("CNY")) {
                return limit.at("/left/value").asLong();
            }
        }
        throw new AssertionError("No such limit: " + kind);
    }

    private static Visitor.Answer allow(World.Someone customer, String card, long below, long amount, long perDay) {
        return put(customer, card, below, amount, perDay, Map.of("pin", World.PIN));
    }

    private static Visitor.Answer put(
            World.Someone customer, String card, long below, long amount, long perDay, Map<String, Object> besides) {
        Map<String, Object> body = new HashMap<>(
                Map.of("cardId", card, "below", cny(below), "amount", cny(amount), "perDay", cny(perDay)));
        body.putAll(besides);
        return customer.browser().put("/auto-top-up", body);
    }

    private static void refused(Visitor.Answer answer, String field, String code) {
        JsonNode error = answer.expectProblem(400, "invalid-field").json().at("/errors/0");
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("code").asString()).isEqualTo(code);
    }

    private static JsonNode now(World.Someone customer) {
        return customer.browser().get("/auto-top-up").expect(200).json();
    }

    private static void send(World.Someone from, World.Someone to, long minor) {
        from.browser()
                .post("/sends", Map.of("recipientId", to.id(), "amount", cny(minor), "pin", World.PIN), aKey())
                .expect(201);
    }

    private static void topUp(World.Someone customer, String card, long minor) {
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(minor)), aKey())
                .expect(201);
    }

    private long available(World.Someone customer) {
        return ledger.balance(WalletAccounts.key(customer.id(), CNY).code())
                .orElseThrow()
                .available();
    }

    private static JsonNode bills(World.Someone customer, String kind) {
        await(() -> !customer.browser()
                .get("/bills?kind=" + kind)
                .json()
                .path("items")
                .isEmpty());
        return customer.browser().get("/bills?kind=" + kind).json().path("items");
    }
}
