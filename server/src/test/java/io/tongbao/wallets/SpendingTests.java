package io.tongbao.wallets;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.PaymentImport;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where a person's money went: by category and month, exactly, and under the categories that the person chose. */
@ServerTest
class SpendingTests {
    private final World world;
    private final Shops shops;
    private final PaymentImport history;

    SpendingTests(World world, Ledger ledger, PaymentImport history) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.history = history;
    }

    @Test
    void aMonthBeginsAtMidnightOfTheBusinessDayAndIsComparedWithTheFiveBeforeIt() {
        Someone customer = world.aCustomer();
        Someone another = world.aCustomer();
        Shop noodles = shops.aShop();
        paid(customer, noodles, 5, "2019-04-30T23:59:59+08:00");
        paid(customer, noodles, 10, "2019-05-01T00:00:00+08:00");
        paid(customer, noodles, 300, "2019-09-30T23:59:59+08:00");
        paid(customer, noodles, 1_000, "2019-10-01T00:00:00+08:00");
        paid(customer, noodles, 2_000, "2019-10-31T23:59:59+08:00");
        paid(customer, noodles, 7, "2019-11-01T00:00:00+08:00");
        paid(another, noodles, 99_999, "2019-10-15T12:00:00+08:00");
        await(() -> bills(customer, "").size() == 6);

        JsonNode spending = spending(customer, "2019-10");

        assertThat(spending).hasSize(1);
        assertThat(spending.at("/0/currency").asString()).isEqualTo("CNY");
        assertThat(spending.at("/0/category").asString()).isEqualTo("restaurant");
        assertThat(months(spending.path(0)))
                .containsExactly(
                        "2019-05 10 1", "2019-06 0 0", "2019-07 0 0", "2019-08 0 0", "2019-09 300 1", "2019-10 3000 2");
        assertThat(spending(customer, "2018-01")).isEmpty();
    }

    @Test
    void aRefundCountsInTheMonthInWhichItCame() {
        Someone customer = world.aCustomer();
        Shop noodles = shops.aShop();
        String partly = paid(customer, noodles, 1_000, "2019-09-10T12:00:00+08:00");
        String whole = paid(customer, noodles, 500, "2019-09-11T12:00:00+08:00");
        refunded(partly, 300, "2019-10-02T12:00:00+08:00");
        refunded(whole, 500, "2019-10-03T12:00:00+08:00");
        paid(customer, noodles, 200, "2019-10-04T12:00:00+08:00");
        await(() -> bills(customer, "").size() == 5);

        assertThat(months(spending(customer, "2019-10").path(0)).subList(4, 6))
                .containsExactly("2019-09 1500 2", "2019-10 -600 1");
    }

    /** What came as cashback was not spent; a top-up, a send and what was only asked for are no spending. */
    @Test
    void onlyWhatWasGivenAtMerchantsIsSpent() {
        Someone customer = shops.aCustomerWith(100_000);
        Someone friend = world.aCustomer();
        Shop noodles = shops.aShop();
        cashback(noodles, 1_000);
        customer.browser()
                .post("/sends", Map.of("recipientId", friend.id(), "amount", cny(70), "pin", World.PIN), aKey())
                .expect(201);
        JsonNode payment = shops.paid(noodles, customer, 10_000);
        assertThat(payment.at("/cashback/value").asLong()).isEqualTo(1_000);
        String month = YearMonth.now(world.clock().withZone(ZoneId.of("Asia/Shanghai")))
                .toString();
        await(() -> bills(customer, "").size() == 2);

        assertThat(months(spending(customer, month).path(0)).getLast()).isEqualTo(month + " 9000 1");
        assertThat(spending(friend, month)).isEmpty();

        noodles.till()
                .post("/payments/" + payment.path("id").asString() + "/refunds", Map.of("amount", cny(10_000)), aKey())
                .expect(201);
        await(() -> bills(customer, "").size() == 3);
        assertThat(months(spending(customer, month).path(0)).getLast()).isEqualTo(month + " 0 1");
    }

    @Test
    void aCorrectedCategoryIsKeptForTheMerchantAndForThisPersonOnly() {
        Someone customer = world.aCustomer();
        Someone another = world.aCustomer();
        Shop noodles = shops.aShop();
        Shop books = shops.aShop();
        for (Someone each : List.of(customer, another)) {
            paid(each, noodles, 1_000, "2019-09-10T12:00:00+08:00");
            paid(each, books, 400, "2019-10-10T12:00:00+08:00");
        }
        await(() -> bills(customer, "").size() == 2 && bills(another, "").size() == 2);

        correct(customer, books, "gifts");
        correct(customer, books, "books");

        JsonNode spending = spending(customer, "2019-10");
        assertThat(spending).hasSize(2);
        assertThat(spending.at("/0/category").asString()).isEqualTo("books");
        assertThat(months(spending.path(0)).getLast()).isEqualTo("2019-10 400 1");
        assertThat(months(spending.path(1)).get(4)).isEqualTo("2019-09 1000 1");
        // What is paid there later comes under it as well.
        paid(customer, books, 50, "2019-10-11T12:00:00+08:00");
        await(() -> bills(customer, "?category=books").size() == 2);
        assertThat(bills(customer, "?category=books&month=2019-09")).isEmpty();
        assertThat(bills(customer, "?category=restaurant&month=2019-09")).hasSize(1);
        assertThat(bills(customer, "?category=books"))
                .allMatch(bill -> bill.at("/spentAt/merchantId").asString().equals(books.id())
                        && bill.at("/spentAt/category").asString().equals("books")
                        && bill.at("/spentAt/corrected").asBoolean());
        JsonNode one = bills(another, "?month=2019-10").getFirst();
        assertThat(another.browser()
                        .get("/bills/" + one.path("id").asString())
                        .json()
                        .path("spentAt")
                        .toString())
                .isEqualTo("{\"merchantId\":\"" + books.id() + "\",\"category\":\"restaurant\",\"corrected\":false}");

        for (int times = 0; times < 2; times++) {
            customer.browser().delete("/spending-categories/" + books.id()).expect(204);
            assertThat(spending(customer, "2019-10")).hasSize(1);
        }
    }

    @Test
    void aMerchantThatOneHasNotPaidIsNotThere() {
        Someone customer = world.aCustomer();
        Someone another = world.aCustomer();
        Shop noodles = shops.aShop();
        paid(another, noodles, 1_000, "2019-10-10T12:00:00+08:00");
        await(() -> bills(another, "").size() == 1);

        for (String merchant : List.of(noodles.id(), "mer_00000000000000000000000000")) {
            customer.browser()
                    .put("/spending-categories/" + merchant, Map.of("category", "books"))
                    .expectProblem(404, "not-found");
            customer.browser().delete("/spending-categories/" + merchant).expectProblem(404, "not-found");
        }
        assertThat(spending(another, "2019-10").at("/0/category").asString()).isEqualTo("restaurant");
    }

    @Test
    void aMonthOrCategoryThatThereIsNotIsNamed() {
        Someone customer = world.aCustomer();
        Shop noodles = shops.aShop();
        for (String month : List.of("", "never", "2026-13", "1969-12", "%2B10000-01")) {
            assertThat(field(customer.browser().get("/spending?month=" + month)))
                    .isEqualTo("month");
        }
        customer.browser().get("/spending").expectProblem(400, "malformed");
        assertThat(field(customer.browser().get("/bills?category=yachts"))).isEqualTo("category");
        for (Map<String, String> body : List.of(Map.<String, String>of(), Map.of("category", "yachts"))) {
            assertThat(field(customer.browser().put("/spending-categories/" + noodles.id(), body)))
                    .isEqualTo("category");
        }
    }

    private static String field(Answer answer) {
        return answer.expectProblem(400, "invalid-field")
                .json()
                .at("/errors/0/field")
                .asString();
    }

    private String paid(Someone customer, Shop shop, long minor, String at) {
        return history.pay(new PaymentImport.Sale(
                        customer.id(),
                        shop.id(),
                        CNY,
                        aKey(),
                        List.of(new PaymentImport.Item("n", "面", Optional.empty(), minor, 1)),
                        instant(at)))
                .paymentId();
    }

    private void refunded(String paymentId, long minor, String at) {
        history.refund(new PaymentImport.Return(paymentId, aKey(), minor, instant(at)));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private void cashback(Shop shop, int basisPoints) {
        world.anOperator()
                .browser()
                .post(
                        "/offers",
                        Map.of(
                                "name",
                                "返现",
                                "currency",
                                "CNY",
                                "benefit",
                                Map.of("kind", "cashback", "basisPoints", basisPoints, "capMinor", 100_000),
                                "merchantIds",
                                List.of(shop.id()),
                                "startsAt",
                                "2026-01-01T00:00:00+08:00",
                                "endsAt",
                                "2035-01-01T00:00:00+08:00",
                                "budget",
                                Map.of("total", cny(100_000)),
                                "sponsors",
                                List.of(Map.of("sponsorId", "platform:spending", "name", "通宝", "percent", 100))),
                        aKey())
                .expect(201);
    }

    private static void correct(Someone customer, Shop shop, String category) {
        customer.browser()
                .put("/spending-categories/" + shop.id(), Map.of("category", category))
                .expect(204);
    }

    private static JsonNode spending(Someone customer, String month) {
        return customer.browser()
                .get("/spending?month=" + month)
                .expect(200)
                .json()
                .path("items");
    }

    private static List<String> months(JsonNode category) {
        return StreamSupport.stream(category.path("months").spliterator(), false)
                .map(in -> in.path("month").asString() + " "
                        + in.at("/spent/value").asLong() + " "
                        + in.path("payments").asLong())
                .toList();
    }

    private static List<JsonNode> bills(Someone customer, String query) {
        return StreamSupport.stream(
                        customer.browser()
                                .get("/bills" + query)
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }
}
