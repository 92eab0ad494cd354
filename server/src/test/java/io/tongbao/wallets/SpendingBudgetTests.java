package io.tongbao.wallets;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.PaymentImport;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a person means to spend at most: counted as spending is, told at a merchant, and in nobody's way. */
@ServerTest
class SpendingBudgetTests {
    private final World world;
    private final Shops shops;
    private final PaymentImport history;

    SpendingBudgetTests(World world, Ledger ledger, PaymentImport history) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.history = history;
    }

    @Test
    void countsWhatWasSpentInTheMonthUnderThePersonsOwnCategories() {
        Someone customer = world.aCustomer();
        Someone another = world.aCustomer();
        Shop noodles = shops.aShop();
        Shop books = shops.aShop();
        paid(customer, noodles, 1_000, "2019-10-10T12:00:00+08:00");
        paid(customer, books, 400, "2019-10-11T12:00:00+08:00");
        paid(customer, noodles, 50, "2019-11-01T00:00:00+08:00");
        paid(another, noodles, 9_999, "2019-10-10T12:00:00+08:00");
        await(() -> customer.browser().get("/bills").json().path("items").size() == 3);
        customer.browser()
                .put("/spending-categories/" + books.id(), Map.of("category", "books"))
                .expect(204);

        set(customer, "restaurant", cny(100_000));
        set(customer, "restaurant", cny(120_000));
        set(customer, "books", cny(300));
        set(customer, "books", Map.of("value", 700, "currency", "USD"));

        assertThat(budgets(customer, "?month=2019-10"))
                .containsExactly("books 300 CNY 400", "restaurant 120000 CNY 1000", "books 700 USD 0");
        assertThat(budgets(customer, "?month=2019-11"))
                .containsExactly("books 300 CNY 0", "restaurant 120000 CNY 50", "books 700 USD 0");
        assertThat(budgets(customer, "")).contains("restaurant 120000 CNY 0");
        assertThat(budgets(customer, "?month=2019-10&merchantId=" + books.id()))
                .containsExactly("books 300 CNY 400", "books 700 USD 0");
        assertThat(budgets(customer, "?month=2019-10&merchantId=" + noodles.id()))
                .containsExactly("restaurant 120000 CNY 1000");
        assertThat(budgets(another, "?month=2019-10")).isEmpty();

        for (int times = 0; times < 2; times++) {
            customer.browser().delete("/spending-budgets/books?currency=CNY").expect(204);
            assertThat(budgets(customer, "?month=2019-10"))
                    .containsExactly("restaurant 120000 CNY 1000", "books 700 USD 0");
        }
    }

    @Test
    void refusesNoPayment() {
        Someone customer = shops.aCustomerWith(10_000);
        Shop noodles = shops.aShop();
        set(customer, "restaurant", cny(1));

        shops.paid(noodles, customer, 5_000);

        await(() -> budgets(customer, "").equals(List.of("restaurant 1 CNY 5000")));
    }

    @Test
    void whatIsNoBudgetIsNamedAtItsField() {
        Someone customer = world.aCustomer();
        assertThat(field(customer.browser().put("/spending-budgets/yachts", Map.of("amount", cny(1)))))
                .isEqualTo("category unknown");
        assertThat(field(customer.browser().put("/spending-budgets/books", Map.of("amount", cny(0)))))
                .isEqualTo("amount.value not-positive");
        assertThat(field(customer.browser().delete("/spending-budgets/books?currency=XYZ")))
                .isEqualTo("currency unknown");
        assertThat(field(customer.browser().get("/spending-budgets?month=2026-13")))
                .isEqualTo("month invalid");
    }

    private static String field(io.tongbao.Visitor.Answer answer) {
        var error = answer.expectProblem(400, "invalid-field").json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static void set(Someone customer, String category, Map<String, Object> amount) {
        customer.browser()
                .put("/spending-budgets/" + category, Map.of("amount", amount))
                .expect(204);
    }

    private static List<String> budgets(Someone customer, String query) {
        var items = customer.browser()
                .get("/spending-budgets" + query)
                .expect(200)
                .json()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(each -> each.path("category").asString() + " "
                        + each.at("/amount/value").asLong() + " "
                        + each.at("/amount/currency").asString() + " "
                        + each.at("/spent/value").asLong())
                .toList();
    }

    private void paid(Someone customer, Shop shop, long minor, String at) {
        history.pay(new PaymentImport.Sale(
                customer.id(),
                shop.id(),
                CNY,
                aKey(),
                List.of(new PaymentImport.Item("n", "面", Optional.empty(), minor, 1)),
                OffsetDateTime.parse(at).toInstant()));
    }
}
