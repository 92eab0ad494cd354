package io.tongbao.books;

import static io.tongbao.payments.Shops.CNY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.RouteExamples;
import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The books as staff see them: chart, holds, the past, what came of an entry, and closing. */
@ServerTest
class BooksTests {
    private final World world;
    private final Shops shops;
    private final Ledger ledger;

    BooksTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    private static String of(String path, String code) {
        return "/books/accounts/" + path + "code=" + URLEncoder.encode(code, StandardCharsets.UTF_8);
    }

    private static JsonNode item(JsonNode items, String field, String value) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path(field).asString().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + items));
    }

    @Test
    void theChartSaysWhatIsHeldAndWhatIsCounted() {
        shops.paid(shops.aShop(), shops.aCustomerWith(500), 100);
        Visitor staff = world.anOperator().browser();

        JsonNode chart = staff.get("/books/chart").expect(200).json().path("items");
        JsonNode wallet = item(chart, "name", "wallet");
        assertThat(wallet.path("nature").asString()).isEqualTo("liability");
        assertThat(wallet.path("mayGoNegative").asBoolean()).isFalse();
        assertThat(wallet.path("keepsHistory").asBoolean()).isTrue();
        assertThat(item(chart, "name", "orders").path("keepsHistory").asBoolean())
                .isFalse();
        assertThat(item(chart, "name", "import").path("mayGoNegative").asBoolean())
                .isTrue();

        JsonNode rows = staff.get("/books/trial-balance").expect(200).json();
        assertThat(item(rows.path("items"), "kind", "merchant").path("posted").asLong())
                .isPositive();
        rows.path("totals")
                .forEach(total -> assertThat(total.path("posted").asLong())
                        .as("%s", total)
                        .isZero());
        assertThat(staff.get("/books/accounts?kind=merchant&limit=5")
                        .expect(200)
                        .json()
                        .at("/items/0/code")
                        .asString())
                .startsWith("merchant/");
    }

    @Test
    void whatHoldsMyMoneyHasAnAnswer() {
        World.Someone customer = shops.aCustomerWith(5_000);
        String wallet = Accounts.wallet(customer.id(), CNY).code();
        Entry keep = Entry.of(
                "test",
                new Action.Reserve(
                        List.of(Leg.of(Accounts.wallet(customer.id(), CNY), Accounts.imported(CNY), 1_200)),
                        Duration.ofHours(2),
                        "a bicycle"));
        long reservation = ((PostResult.Posted) ledger.post(keep)).entryId();
        Visitor staff = world.anOperator().browser();

        JsonNode held = staff.get(of("balance?", wallet)).expect(200).json();
        assertThat(held.at("/account/available").asLong()).isEqualTo(3_800);
        assertThat(held.path("holds").size()).isEqualTo(1);
        assertThat(held.at("/holds/0/purpose").asString()).isEqualTo("a bicycle");
        assertThat(held.at("/holds/0/direction").asString()).isEqualTo("out");
        assertThat(held.at("/holds/0/amount").asLong()).isEqualTo(1_200);

        ledger.post(Entry.of("test", new Action.Settle(reservation, List.of(200L))));
        ledger.post(Entry.of("test", new Action.Release(reservation)));
        JsonNode story = staff.get("/books/entries/" + reservation).expect(200).json();
        assertThat(story.at("/reservation/purpose").asString()).isEqualTo("a bicycle");
        assertThat(story.at("/reservation/left/0").asLong()).isZero();
        assertThat(story.path("later").size()).isEqualTo(2);
        assertThat(story.at("/later/0/phase").asString()).isEqualTo("settle");
        assertThat(story.at("/later/0/amount").asLong()).isEqualTo(200);
        assertThat(story.at("/later/1/phase").asString()).isEqualTo("release");
        staff.get(of("balance?", "wallet/nobody/CNY")).expectProblem(404, "not-found");
    }

    @Test
    void anEntryLeadsToThePaymentAndToItsRefund() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(2_000);
        String payment = shops.paid(shop, customer, 700).path("id").asString();
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", Shops.cny(300)), Shops.aKey())
                .expect(201);
        Visitor staff = world.anOperator().browser();
        JsonNode lines = staff.get(
                        of("statement?", Accounts.wallet(customer.id(), CNY).code()))
                .expect(200)
                .json()
                .path("items");
        String entry = item(lines, "kind", "payment").path("entryId").asString();

        JsonNode story = staff.get("/books/entries/" + entry).expect(200).json();
        JsonNode told = item(story.path("events"), "type", "payment.received");
        assertThat(told.at("/body/paymentId").asString()).isEqualTo(payment);
        assertThat(story.at("/later/0/phase").asString()).isEqualTo("reverse");
        assertThat(story.at("/later/0/amount").asLong()).isEqualTo(300);
        String refund = story.at("/later/0/id").asString();
        assertThat(staff.get("/books/entries/" + refund)
                        .expect(200)
                        .json()
                        .at("/entry/origin")
                        .asString())
                .isEqualTo(entry);
    }

    /** Another test's clock may have gone ahead of this one's, and an account's entries are recorded in order. */
    private Instant recordedLast(String account) {
        return ledger.statement(account, new StatementQuery(Optional.empty(), 1))
                .lines()
                .getFirst()
                .recordedAt();
    }

    @Test
    void aBalanceAtAnInstantStaysWhatItWas() {
        World.Someone customer = shops.aCustomerWith(1_000);
        String wallet = Accounts.wallet(customer.id(), CNY).code();
        Instant then = recordedLast(wallet);
        world.clock().advance(Duration.between(world.clock().instant(), then).plusMinutes(3));
        shops.paid(shops.aShop(), customer, 400);
        Instant later = recordedLast(wallet);
        world.clock().advance(Duration.between(world.clock().instant(), later).plusMinutes(3));
        Visitor staff = world.anOperator().browser();

        assertThat(staff.get(of("balance-at?at=" + then + "&", wallet))
                        .expect(200)
                        .json()
                        .path("posted")
                        .asLong())
                .isEqualTo(1_000);
        assertThat(staff.get(of("balance-at?at=" + later + "&", wallet))
                        .expect(200)
                        .json()
                        .path("posted")
                        .asLong())
                .isEqualTo(600);
        staff.get("/books/trial-balance?at=" + then)
                .expect(200)
                .json()
                .path("totals")
                .forEach(total -> assertThat(total.path("posted").asLong())
                        .as("%s", total)
                        .isZero());
        staff.get(of("balance-at?at=" + then + "&by=heart&", wallet)).expectProblem(400, "invalid-field");
        staff.get(of(
                        "balance-at?at=" + then + "&",
                        Accounts.orders(customer.id()).code()))
                .expectProblem(422, "history-not-kept");
        staff.get(of("balance-at?at=2190-01-01T00:00:00Z&", wallet)).expectProblem(400, "invalid-field");
        staff.get("/books/trial-balance?at=" + world.clock().instant()).expectProblem(400, "invalid-field");
    }

    @Test
    void theBooksAreClosedOnceAndStayClosed() {
        Visitor chief = world.anAdministrator().browser();
        Instant until = RouteExamples.laterToClose();

        JsonNode closed = chief.post("/books/closing", Map.of("until", until.toString()))
                .expect(200)
                .json();
        assertThat(Instant.parse(closed.path("closedUntil").asString())).isEqualTo(until);
        chief.post("/books/closing", Map.of("until", until.toString())).expectProblem(422, "books-closed");
        chief.post("/books/closing", Map.of("until", world.clock().instant().toString()))
                .expectProblem(400, "invalid-field");
        chief.post("/books/closing", Map.of()).expectProblem(400, "invalid-field");
        world.anOperator()
                .browser()
                .post("/books/closing", Map.of("until", until.toString()))
                .expectProblem(403, "forbidden");
        assertThat(Instant.parse(chief.get("/books/closing")
                        .expect(200)
                        .json()
                        .path("closedUntil")
                        .asString()))
                .isEqualTo(until);
    }
}
