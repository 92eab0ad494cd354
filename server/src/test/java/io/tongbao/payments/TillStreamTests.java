package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the screens at a merchant's tills are told at once, and what a merchant reads of its day. */
@ServerTest
class TillStreamTests {
    private final World world;
    private final Shops shops;

    TillStreamTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void everyTillOfTheMerchantHearsOfAPaymentAndNoOther() throws Exception {
        Shops.Shop shop = shops.aShop();
        Shops.Shop neighbour = shops.aShop();
        World.Someone cashier = cashierOf(shop);
        World.Someone customer = shops.aCustomerWith(5_000);
        try (Visitor.Events owners = shop.till().listen("/merchant-events");
                Visitor.Events cashiers = cashier.browser().listen("/merchant-events?app=merchant");
                Visitor.Events neighbours = neighbour.till().listen("/merchant-events")) {
            String order = shops.order(shop, 1_280).path("id").asString();
            String payment = shops.pay(customer, shops.quote(customer, order), aKey())
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            for (Visitor.Events screen : java.util.List.of(owners, cashiers)) {
                JsonNode told = screen.next("payment.received", Duration.ofSeconds(5));
                assertThat(told.path("paymentId").asString()).isEqualTo(payment);
                assertThat(told.path("orderId").asString()).isEqualTo(order);
                assertThat(told.at("/gross/value").asLong()).isEqualTo(1_280);
                assertThat(told.path("customerMasked").asString()).contains("*").doesNotContain(customer.phone());
            }
            shop.till()
                    .post("/payments/" + payment + "/refunds", Map.of("amount", cny(280)), aKey())
                    .expect(201);
            JsonNode refunded = owners.next("payment.refunded", Duration.ofSeconds(5));
            assertThat(refunded.path("refundId").asString()).startsWith("ref_");
            assertThat(refunded.at("/paid/value").asLong()).isEqualTo(280);
            assertThat(neighbours.all()).isEmpty();
        }
    }

    @Test
    void aCashierWorksForOneMerchantUntilTheOwnerEndsIt() {
        Shops.Shop shop = shops.aShop();
        Shops.Shop neighbour = shops.aShop();
        World.Someone cashier = cashierOf(shop);
        String order = cashier.browser()
                .post("/orders", Map.of("amount", cny(100)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(shop.till()
                        .get("/orders/" + order)
                        .expect(200)
                        .json()
                        .path("merchantId")
                        .asString())
                .isEqualTo(shop.id());
        Map<String, Object> same = Map.of("phone", cashier.phone(), "name", "小李");
        shop.till().post("/cashiers", same).expectProblem(409, "conflict");
        neighbour.till().post("/cashiers", same).expectProblem(409, "conflict");
        neighbour
                .till()
                .post("/cashiers", Map.of("phone", shop.owner().phone(), "name", "老板"))
                .expectProblem(409, "conflict");
        cashier.browser()
                .post(
                        "/merchants",
                        Map.of(
                                "name", "自己的店",
                                "category", "restaurant",
                                "city", "上海",
                                "licenceNumber", "91310000MA1K00000X",
                                "contactName", "李"))
                .expectProblem(409, "conflict");

        JsonNode listed = shop.till().get("/cashiers").expect(200).json().at("/items/0");
        assertThat(listed.path("phoneMasked").asString()).contains("*").doesNotContain(cashier.phone());
        shop.till().delete("/cashiers/" + listed.path("id").asString()).expect(204);
        cashier.browser().get("/orders/" + order).expectProblem(401, "not-signed-in");
        assertThat(shop.till().get("/cashiers").json().path("items").size()).isZero();
        neighbour.till().post("/cashiers", same).expect(201);
    }

    @Test
    void aDaySumsWhatWasTakenRefundedAndWhoCame() {
        Shops.Shop shop = shops.aShop();
        World.Someone regular = shops.aCustomerWith(50_000);
        World.Someone passer = shops.aCustomerWith(50_000);
        shops.paid(shop, regular, 1_000);
        String first = java.time.LocalDate.now(world.clock()).toString();
        world.clock().advance(Duration.ofDays(1));
        String payment = shops.paid(shop, regular, 2_000).path("id").asString();
        shops.paid(shop, passer, 300);
        shops.paid(shop, passer, 40);
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(500)), aKey())
                .expect(201);

        JsonNode today = shop.till().get("/merchant-summary").expect(200).json();
        assertThat(today.at("/taken/value").asLong()).isEqualTo(2_340);
        assertThat(today.path("orders").asLong()).isEqualTo(3);
        assertThat(today.at("/refunds/value").asLong()).isEqualTo(500);
        assertThat(today.path("refundCount").asLong()).isEqualTo(1);
        assertThat(today.path("newCustomers").asLong()).isEqualTo(1);
        assertThat(today.path("returningCustomers").asLong()).isEqualTo(1);
        JsonNode before =
                shop.till().get("/merchant-summary?day=" + first).expect(200).json();
        assertThat(before.at("/taken/value").asLong()).isEqualTo(1_000);
        assertThat(before.at("/refunds/value").asLong()).isZero();
        assertThat(before.path("newCustomers").asLong()).isEqualTo(1);
    }

    private World.Someone cashierOf(Shops.Shop shop) {
        String phone = world.aPhone();
        shop.till().post("/cashiers", Map.of("phone", phone, "name", "小李")).expect(201);
        return world.signedUp("merchant", phone);
    }
}
