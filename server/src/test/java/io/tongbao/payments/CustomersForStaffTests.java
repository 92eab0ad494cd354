package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Staff find a customer without a personal word in an address, and read what befell the wallet. */
@ServerTest
class CustomersForStaffTests {
    private final World world;
    private final Shops shops;

    CustomersForStaffTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void aWholeNumberNamesOneCustomer() {
        World.Someone customer = named("王小明");
        Visitor operator = world.anOperator().browser();

        JsonNode found = search(operator, Map.of("phone", "+86 " + customer.phone()))
                .expect(200)
                .json();

        assertThat(ids(found)).containsExactly(customer.id());
        assertThat(found.at("/items/0/nameMasked").asString()).isEqualTo("王**");
        assertThat(found.at("/items/0/state").asString()).isEqualTo("none");
        assertThat(found.toString()).doesNotContain(customer.phone()).doesNotContain("小明");
        assertThat(ids(search(operator, Map.of("phone", world.aPhone()))
                        .expect(200)
                        .json()))
                .isEmpty();
    }

    @Test
    void theEndOfANumberIsFoundWithTheExactNameOnly() {
        World.Someone customer = named("欧阳娜娜" + System.nanoTime());
        String name =
                customer.browser().get("/me").expect(200).json().path("name").asString();
        String lastFour = lastFourOf(customer);
        World.Someone sameName = named(name);
        Visitor operator = world.anOperator().browser();

        assertThat(ids(search(operator, Map.of("lastFour", lastFour, "name", " " + name + " "))
                        .expect(200)
                        .json()))
                .containsExactly(customer.id());
        assertThat(ids(search(operator, Map.of("lastFour", lastFour, "name", name.substring(0, 3)))
                        .expect(200)
                        .json()))
                .isEmpty();
        assertThat(ids(search(operator, Map.of("lastFour", lastFourOf(sameName), "name", name))
                        .expect(200)
                        .json()))
                .containsExactly(sameName.id());
    }

    @Test
    void aSearchSaysWhatItLacks() {
        Visitor operator = world.anOperator().browser();
        assertThat(fieldOf(search(operator, Map.of("phone", "12")))).isEqualTo("phone");
        assertThat(fieldOf(search(operator, Map.of("name", "王小明")))).isEqualTo("lastFour");
        assertThat(fieldOf(search(operator, Map.of("lastFour", "1234")))).isEqualTo("name");
        assertThat(fieldOf(search(operator, Map.of("lastFour", "123x", "name", "王小明"))))
                .isEqualTo("lastFour");
        assertThat(fieldOf(search(operator, Map.of("phone", world.aPhone(), "lastFour", "1234"))))
                .isEqualTo("phone");
    }

    @Test
    void whoTriesManyNumbersHasToWait() {
        Visitor operator = world.anOperator().browser();
        for (int i = 0; i < 20; i++) {
            search(operator, Map.of("phone", world.aPhone())).expect(200);
        }
        assertThat(search(operator, Map.of("phone", world.aPhone()))
                        .expectProblem(429, "too-often")
                        .header("Retry-After"))
                .isPresent();
    }

    @Test
    void nobodyElseLooksCustomersUp() {
        World.Someone customer = world.aNewCustomer();
        Shops.Shop shop = shops.aShop();
        for (Visitor other : List.of(world.aNewCustomer().browser(), shop.till())) {
            search(other, Map.of("phone", customer.phone())).expectProblem(403, "forbidden");
            other.get("/customers").expectProblem(403, "forbidden");
            other.get("/customers/" + customer.id() + "/timeline").expectProblem(403, "forbidden");
        }
        search(world.aVisitor("console"), Map.of("phone", customer.phone())).expectProblem(401, "not-signed-in");
    }

    @Test
    void whoJoinedLastIsFirstPageByPage() {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            joined.addFirst(world.aNewCustomer().id());
        }
        Visitor operator = world.anOperator().browser();
        List<String> read = new ArrayList<>();
        String cursor = "";
        while (!read.containsAll(joined)) {
            JsonNode page =
                    operator.get("/customers?limit=1" + cursor).expect(200).json();
            read.addAll(ids(page));
            cursor = "&cursor=" + page.path("next").asString();
        }
        assertThat(read).doesNotHaveDuplicates().containsSubsequence(joined);
    }

    @Test
    void theTimelineTellsEverythingOnceAndLeadsToThePayment() {
        World.Someone customer = shops.aCustomerWith(50_000);
        World.Someone friend = named("张三丰");
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShopCalled("时间线小店");
        String payment = shops.paid(shop, customer, 1_000).path("id").asString();
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(300)), aKey())
                .expect(201);
        customer.browser()
                .post("/sends", Map.of("recipientId", friend.id(), "amount", cny(100), "pin", World.PIN), aKey())
                .expect(201);
        operator.put("/customers/" + customer.id() + "/freeze", Map.of("freeze", "out", "reason", "Phone lost"))
                .expect(200);

        await(() -> timeline(operator, customer, 50).size() == 4);
        List<JsonNode> whole = timeline(operator, customer, 50);

        assertThat(whole)
                .extracting(event -> event.path("kind").asString())
                .containsExactly("wallet_state", "send_out", "refund", "payment");
        assertThat(whole.get(0).at("/change/reason").asString()).isEqualTo("Phone lost");
        assertThat(whole.get(0).at("/change/changedByName").asString()).isNotEmpty();
        assertThat(whole.get(1).path("counterparty").asString()).isEqualTo("张**");
        assertThat(whole.get(1).at("/amount/value").asLong()).isEqualTo(-100);
        assertThat(whole.get(2).path("referenceId").asString()).isEqualTo(payment);
        assertThat(whole.get(3).path("counterparty").asString()).isEqualTo("时间线小店");
        assertThat(whole.toString()).doesNotContain(friend.phone()).doesNotContain("三丰");
        assertThat(timeline(operator, customer, 1)).isEqualTo(whole);
        operator.get("/customers/cus_00000000000000000000000000/timeline").expectProblem(404, "not-found");
    }

    private World.Someone named(String name) {
        World.Someone customer = world.aCustomer();
        customer.browser().put("/me/name", Map.of("name", name)).expect(200);
        return customer;
    }

    private static String lastFourOf(World.Someone customer) {
        return customer.phone().substring(customer.phone().length() - 4);
    }

    private static Visitor.Answer search(Visitor visitor, Map<String, String> body) {
        return visitor.post("/customer-searches", body);
    }

    private static String fieldOf(Visitor.Answer answer) {
        return answer.expectProblem(400, "invalid-field")
                .json()
                .at("/errors/0/field")
                .asString();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static List<JsonNode> timeline(Visitor operator, World.Someone customer, int limit) {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = operator.get("/customers/" + customer.id() + "/timeline?limit=" + limit + cursor)
                    .expect(200)
                    .json();
            Stream<JsonNode> items = page.path("items").valueStream();
            events.addAll(items.toList());
            if (page.path("next").isNull()) {
                return events;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }
}
