package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An operator freezes, frees and closes a customer's wallet; who pays or is sent to then reads why it does not go. */
@ServerTest
class FrozenWalletTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient jdbc;

    FrozenWalletTests(World world, Ledger ledger, JdbcClient jdbc) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.jdbc = jdbc;
    }

    @Test
    void whatIsFrozenOutPaysNobodyUntilItIsFreed() {
        World.Someone customer = shops.aCustomerWith(5_000);
        World.Someone friend = shops.aCustomerWith(5_000);
        World.Staff operator = world.anOperator();
        Shops.Shop shop = shops.aShop();
        JsonNode quote = shops.quote(customer, shops.order(shop, 100).path("id").asString());

        JsonNode frozen = freeze(operator, customer, "out", "Phone reported stolen")
                .expect(200)
                .json();

        assertThat(frozen.path("state").asString()).isEqualTo("out");
        assertThat(frozen.at("/changed/reason").asString()).isEqualTo("Phone reported stolen");
        assertThat(frozen.at("/changed/changedByName").asString()).isNotEmpty();
        assertThat(frozen.path("balances").size()).isEqualTo(1);
        assertThat(frozen.toString()).doesNotContain(customer.phone());
        shops.pay(customer, quote, aKey()).expectProblem(422, "account-frozen");
        send(customer, friend).expectProblem(422, "account-frozen");
        send(friend, customer).expect(201);
        JsonNode wallet = customer.browser().get("/balances").expect(200).json();
        assertThat(wallet.path("items").size()).isEqualTo(1);
        assertThat(wallet.at("/items/0/frozen").asBoolean()).isTrue();

        freeze(operator, customer, "none", "Phone found").expect(200);

        shops.pay(customer, quote, aKey()).expect(201);
        assertThat(jdbc.sql("select body::text from events.event where stream = :stream"
                                + " and type = 'wallet.freeze_changed' order by batch")
                        .param("stream", customer.id())
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allMatch(body -> body.contains(operator.id()) && !body.contains("Phone"));
    }

    @Test
    void whatIsFrozenInGetsNothing() {
        World.Someone customer = shops.aCustomerWith(5_000);
        World.Someone friend = shops.aCustomerWith(5_000);
        freeze(world.anOperator(), customer, "in", "Suspected mule").expect(200);
        send(friend, customer).expectProblem(422, "account-frozen");
        send(customer, friend).expect(201);
    }

    @Test
    void onlyAnEmptyWalletIsClosedAndThenForGood() {
        World.Someone customer = shops.aCustomerWith(100);
        World.Someone friend = shops.aCustomerWith(5_000);
        World.Staff operator = world.anOperator();
        close(operator, customer).expectProblem(422, "wallet-not-empty");
        send(customer, friend).expect(201);

        assertThat(close(operator, customer).expect(200).json().path("state").asString())
                .isEqualTo("closed");

        send(friend, customer).expectProblem(422, "account-closed");
        send(customer, friend).expectProblem(422, "account-closed");
        freeze(operator, customer, "none", "Second thoughts").expectProblem(422, "account-closed");
        close(operator, customer).expectProblem(422, "account-closed");
    }

    @Test
    void aFreezeHasItsReason() {
        World.Someone customer = shops.aCustomerWith(100);
        JsonNode problem = world.anOperator()
                .browser()
                .put("/customers/" + customer.id() + "/freeze", Map.of("freeze", "out", "reason", " "))
                .expectProblem(400, "invalid-field")
                .json();
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("reason");
    }

    private static Visitor.Answer freeze(World.Staff operator, World.Someone customer, String what, String why) {
        return operator.browser().put("/customers/" + customer.id() + "/freeze", Map.of("freeze", what, "reason", why));
    }

    private static Visitor.Answer close(World.Staff operator, World.Someone customer) {
        return operator.browser().post("/customers/" + customer.id() + "/closure", Map.of("reason", "Asked for it"));
    }

    private static Visitor.Answer send(World.Someone from, World.Someone to) {
        return from.browser()
                .post("/sends", Map.of("recipientId", to.id(), "amount", cny(100), "pin", World.PIN), aKey());
    }
}
