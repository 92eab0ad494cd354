package io.tongbao.payments;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The lists of staff: all refunds, all sends, and each list as the file that its filters leave. */
@ServerTest
class ListsForStaffTests {
    private final World world;
    private final Shops shops;

    ListsForStaffTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void refundsAreListedNewestFirstWithWhoseTheyWere() {
        World.Someone customer = shops.aCustomerWith(50_000);
        customer.browser().put("/me/name", Map.of("name", "王小明")).expect(200);
        Shops.Shop shop = shops.aShopCalled("退款清单店");
        String payment = shops.paid(shop, customer, 5_000).path("id").asString();
        String part = refund(shop, payment, 1_000);
        String rest = refund(shop, payment, 4_000);
        Visitor operator = world.anOperator().browser();

        List<JsonNode> all = pages(operator, "/refunds?merchantId=" + shop.id());

        assertThat(all).extracting(line -> line.path("id").asString()).containsExactly(rest, part);
        JsonNode last = all.getFirst();
        assertThat(last.path("full").asBoolean()).isTrue();
        assertThat(last.at("/merchant/name").asString()).isEqualTo("退款清单店");
        assertThat(last.path("customerMasked").asString()).isEqualTo("王**");
        assertThat(last.at("/gross/value").asLong()).isEqualTo(4_000);
        assertThat(last.path("paymentId").asString()).isEqualTo(payment);
        assertThat(idsOf(operator, "/refunds?merchantId=" + shop.id() + "&extent=part"))
                .containsExactly(part);
        assertThat(idsOf(operator, "/refunds?merchantId=" + shop.id() + "&atLeast=4000"))
                .containsExactly(rest);
        assertThat(idsOf(operator, "/refunds?q=" + part)).containsExactly(part);
        assertThat(idsOf(operator, "/refunds?q=" + payment)).containsExactly(rest, part);
        assertThat(idsOf(operator, "/refunds?merchantId=" + shop.id() + "&until=2020-01-01"))
                .isEmpty();
        operator.get("/refunds?atLeast=0").expectProblem(400, "invalid-field");
        operator.get("/refunds?extent=some").expectProblem(400, "invalid-field");
        assertThat(file(operator, "/refunds.csv?extent=part&merchantId=" + shop.id()))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(part + ",")
                .contains(",退款清单店,王**,CNY,10.00,");
    }

    @Test
    void sendsTellWhoToWhomAndNotWhatTheySaid() {
        World.Someone customer = shops.aCustomerWith(50_000);
        World.Someone friend = world.aCustomer();
        friend.browser().put("/me/name", Map.of("name", "张三丰")).expect(200);
        String small = send(customer, friend, 100);
        String large = send(customer, friend, 20_000);
        Visitor operator = world.anOperator().browser();

        List<JsonNode> all = pages(operator, "/sends?q=" + customer.id());

        assertThat(all).extracting(line -> line.path("id").asString()).containsExactly(large, small);
        assertThat(all.getFirst().at("/recipient/nameMasked").asString()).isEqualTo("张**");
        assertThat(all.getFirst().at("/sender/id").asString()).isEqualTo(customer.id());
        assertThat(all.toString()).doesNotContain("只给你看").doesNotContain(customer.phone());
        assertThat(idsOf(operator, "/sends?q=" + friend.id() + "&atLeast=20000"))
                .containsExactly(large);
        assertThat(idsOf(operator, "/sends?q=" + small)).containsExactly(small);
        assertThat(idsOf(operator, "/sends?q=" + friend.id() + "&from=2200-01-01"))
                .isEmpty();
        List<String> file = file(operator, "/sends.csv?q=" + customer.id());
        assertThat(file).hasSize(3);
        assertThat(file.get(1)).startsWith(large + ",").contains(",CNY,200.00,");
        assertThat(String.join("", file)).doesNotContain("只给你看");
    }

    @Test
    void aFileHoldsMoreThanAPageAndOnlyWhatTheFiltersLeave() {
        World.Someone customer = shops.aCustomerWith(500_000);
        Shops.Shop shop = shops.aShop();
        List<String> paid = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            paid.addFirst(shops.paid(shop, customer, 100 + i).path("id").asString());
        }
        Visitor operator = world.anOperator().browser();

        List<String> file = file(operator, "/payments.csv?merchantId=" + shop.id());

        assertThat(file.getFirst()).startsWith("\uFEFFid,at,merchantId");
        assertThat(file.subList(1, file.size()))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .isEqualTo(paid);
        assertThat(file(operator, "/payments.csv?state=refunded&merchantId=" + shop.id()))
                .hasSize(1);
        operator.get("/payments.csv?state=none").expectProblem(400, "invalid-field");
    }

    @Test
    void aMerchantsTimelineHasEachDecisionWithItsReason() {
        Shops.Shop shop = shops.aShop();
        Visitor operator = world.anOperator().browser();
        decide(operator, shop, Map.of("decision", "suspend", "reason", "投诉待查")).expect(200);
        decide(operator, shop, Map.of("decision", "suspend", "reason", "再停一次")).expectProblem(409, "conflict");
        decide(operator, shop, Map.of("decision", "approve")).expect(200);

        List<JsonNode> events = pages(operator, "/merchants/" + shop.id() + "/timeline?");

        assertThat(events)
                .extracting(event -> event.path("status").asString())
                .containsExactly("active", "suspended", "active");
        assertThat(events.get(1).path("reason").asString()).isEqualTo("投诉待查");
        assertThat(events.get(1).path("byName").asString()).isEqualTo("王工");
        operator.get("/merchants/mer_00000000000000000000000000/timeline").expectProblem(404, "not-found");
        shop.till().get("/merchants/" + shop.id() + "/timeline").expectProblem(403, "forbidden");
    }

    private static Visitor.Answer decide(Visitor operator, Shops.Shop shop, Map<String, String> decision) {
        return operator.post("/merchants/" + shop.id() + "/approval", decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/payments.csv",
                "/refunds.csv",
                "/sends.csv",
                "/customers.csv",
                "/merchants.csv",
                "/settlements.csv",
                "/bank-transfers.csv",
                "/books/entries.csv",
                "/refunds",
                "/sends"
            })
    void nobodyButStaffTakesThemOut(String path) {
        world.aNewCustomer().browser().get(path).expectProblem(403, "forbidden");
        shops.aShop().till().get(path).expectProblem(403, "forbidden");
        world.aVisitor("console").get(path).expectProblem(401, "not-signed-in");
    }

    private static String refund(Shops.Shop shop, String payment, long minor) {
        return shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(minor)), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static String send(World.Someone from, World.Someone to, long minor) {
        return from.browser()
                .post(
                        "/sends",
                        Map.of("recipientId", to.id(), "amount", cny(minor), "pin", World.PIN, "note", "只给你看"),
                        aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static List<String> idsOf(Visitor visitor, String path) {
        return pages(visitor, path).stream()
                .map(line -> line.path("id").asString())
                .toList();
    }

    /** All of it, a line a page. */
    private static List<JsonNode> pages(Visitor visitor, String path) {
        List<JsonNode> lines = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = visitor.get(path + "&limit=1" + cursor).expect(200).json();
            lines.addAll(page.path("items").valueStream().toList());
            if (page.path("next").isNull()) {
                return lines;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    private static List<String> file(Visitor visitor, String path) {
        return visitor.get(path).expect(200).text().lines().toList();
    }
}
