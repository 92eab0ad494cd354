package io.tongbao.wallets;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static io.tongbao.wallets.MoneyRequestTests.named;
import static io.tongbao.wallets.MoneyRequestTests.pay;
import static io.tongbao.wallets.MoneyRequestTests.pin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bill that is split is asked for in parts that sum to it, and who made it sees what became of each. */
@ServerTest
class BillSplitTests {
    private final World world;
    private final Shops shops;

    BillSplitTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void equalPartsSumToTheWholeAndWhoPaysAndRefusesIsSeen() {
        Someone host = named(world.aCustomer(), "李小龙");
        List<Someone> friends =
                Stream.generate(() -> shops.aCustomerWith(10_000)).limit(3).toList();
        JsonNode split = split(host, Map.of("total", cny(10_003), "people", people(friends), "note", "火锅"))
                .expect(201)
                .json();
        assertThat(amounts(split)).containsExactly(2_501L, 2_501L, 2_500L);
        assertThat(split.at("/own/value").asLong()).isEqualTo(2_501);
        assertThat(split.at("/open/value").asLong()).isEqualTo(7_502);

        pay(friends.get(0), request(split, 0), pin()).expect(200);
        friends.get(1)
                .browser()
                .post("/money-requests/" + request(split, 1) + "/refusal", Map.of())
                .expect(200);
        String id = split.path("id").asString();
        JsonNode now = host.browser().get("/bill-splits/" + id).expect(200).json();
        assertThat(states(now)).containsExactly("paid", "refused", "open");
        assertThat(now.at("/paid/value").asLong()).isEqualTo(2_501);
        assertThat(now.at("/open/value").asLong()).isEqualTo(2_500);
        assertThat(shops.balance(WalletAccounts.key(host.id(), CNY))).isEqualTo(2_501);

        JsonNode closed = host.browser()
                .post("/bill-splits/" + id + "/closure", Map.of())
                .expect(200)
                .json();
        assertThat(states(closed)).containsExactly("paid", "refused", "cancelled");
        pay(friends.get(2), request(split, 2), pin()).expectProblem(409, "request-ended");
        assertThat(shops.balance(WalletAccounts.key(friends.get(2).id(), CNY))).isEqualTo(10_000);

        friends.get(0).browser().get("/bill-splits/" + id).expectProblem(404, "not-found");
        JsonNode theirs = friends.get(0)
                .browser()
                .get("/money-requests/" + request(split, 0))
                .expect(200)
                .json();
        assertThat(theirs.path("splitId").isNull()).isTrue();
        assertThat(host.browser()
                        .get("/bill-splits")
                        .expect(200)
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void aPaidBillIsSplitByPartsOfTheirOwn() {
        Someone host = shops.aCustomerWith(10_000);
        Someone friend = shops.aCustomerWith(10_000);
        Someone other = world.aCustomer();
        shops.paid(shops.aShop(), host, 9_000);
        String bill = aBillOf(host);
        Map<String, Object> body = Map.of(
                "billId",
                bill,
                "people",
                List.of(
                        Map.of("payerId", friend.id(), "amount", cny(4_000)),
                        Map.of("payerId", other.id(), "amount", cny(5_000))));
        String key = aKey();
        JsonNode split =
                host.browser().post("/bill-splits", body, key).expect(201).json();
        assertThat(split.at("/total/value").asLong()).isEqualTo(9_000);
        assertThat(split.at("/own/value").asLong()).isZero();
        assertThat(host.browser()
                        .post("/bill-splits", body, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(split.path("id").asString());
        split(friend, body).expectProblem(400, "invalid-field");
    }

    @Test
    void whatCannotBeSplitIsRefusedByItsField() {
        Someone host = world.aCustomer();
        Someone friend = world.aCustomer();
        List<Map<String, Object>> one = people(List.of(friend));
        Map<String, Object> part = Map.of("payerId", friend.id(), "amount", cny(101));
        refused(host, Map.of("total", cny(1), "people", one), "total.value");
        refused(host, Map.of("total", cny(100), "people", List.of(part)), "total.value");
        refused(host, Map.of("people", one), "total");
        refused(host, Map.of("total", cny(100), "billId", "pay_x", "people", one), "total");
        refused(host, Map.of("billId", "pay_x", "people", one), "billId");
        refused(host, Map.of("total", cny(100), "people", List.of()), "people");
        refused(host, Map.of("total", cny(100), "people", List.of(one.getFirst(), one.getFirst())), "people");
        refused(
                host,
                Map.of(
                        "total",
                        cny(500),
                        "people",
                        List.of(part, Map.of("payerId", world.aCustomer().id()))),
                "people");
        split(host, Map.of("total", cny(100), "people", people(List.of(host)))).expectProblem(422, "self-send");
        split(host, Map.of("total", cny(100), "people", List.of(Map.of("payerId", "cus_00000000000000000000000000"))))
                .expectProblem(404, "recipient-not-found");
        assertThat(host.browser()
                        .get("/bill-splits")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(friend.browser()
                        .get("/money-requests?direction=received")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    // ---- what people do ------------------------------------------------------------------------------------------

    private static List<Map<String, Object>> people(List<Someone> friends) {
        return friends.stream()
                .map(friend -> Map.<String, Object>of("payerId", friend.id()))
                .toList();
    }

    private static Answer split(Someone host, Map<String, Object> body) {
        return host.browser().post("/bill-splits", body, aKey());
    }

    private static void refused(Someone host, Map<String, Object> body, String field) {
        assertThat(split(host, body)
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo(field);
    }

    private static String request(JsonNode split, int at) {
        return split.at("/requests/" + at + "/id").asString();
    }

    private static List<Long> amounts(JsonNode split) {
        return each(split).map(request -> request.at("/amount/value").asLong()).toList();
    }

    private static List<String> states(JsonNode split) {
        return each(split).map(request -> request.path("state").asString()).toList();
    }

    private static Stream<JsonNode> each(JsonNode split) {
        JsonNode requests = split.path("requests");
        return IntStream.range(0, requests.size()).mapToObj(requests::path);
    }

    private static String aBillOf(Someone someone) {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        List<String> found = new ArrayList<>();
        while (found.isEmpty()) {
            assertThat(Instant.now()).as("the payment's bill").isBefore(until);
            someone.browser()
                    .get("/bills?kind=payment")
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(bill -> found.add(bill.path("id").asString()));
        }
        return found.getFirst();
    }
}
