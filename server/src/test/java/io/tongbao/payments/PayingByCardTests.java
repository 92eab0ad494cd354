package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.CardPayers.DECLINES;
import static io.tongbao.payments.CardPayers.DECLINES_LATE;
import static io.tongbao.payments.CardPayers.GOOD;
import static io.tongbao.payments.CardPayers.LATE;
import static io.tongbao.payments.CardPayers.NEVER_CALLS;
import static io.tongbao.payments.CardPayers.byCard;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.CardPayers.mixed;
import static io.tongbao.payments.CardPayers.pay;
import static io.tongbao.payments.CardPayers.payment;
import static io.tongbao.payments.CardPayers.state;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.TrialBalanceRow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Payments straight from a card: charged once and in the books once, whatever the bank does. */
@ServerTest
class PayingByCardTests {
    private final World world;
    private final Ledger ledger;
    private final Shops shops;
    private final JdbcClient jdbc;

    PayingByCardTests(World world, Ledger ledger, JdbcClient jdbc) {
        this.world = world;
        this.ledger = ledger;
        this.shops = new Shops(world, ledger);
        this.jdbc = jdbc;
    }

    /** Last four digits of sandbox cards and what becomes of a payment by them. */
    private static final Map<String, String> CARDS = Map.of(
            GOOD,
            "paid",
            DECLINES,
            "declined",
            LATE,
            "paid",
            "0028",
            "paid",
            "0036",
            "paid",
            "0044",
            "paid",
            DECLINES_LATE,
            "declined",
            NEVER_CALLS,
            "paid");

    @Test
    void everyCardEndsAsItsBankDecidesAndOnlyOnce() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(4_000);
        Map<String, String> expected = new LinkedHashMap<>();
        CARDS.forEach((last4, outcome) -> {
            JsonNode quote = quote(customer, shop, 1_500);
            Visitor.Answer answer = pay(customer, mixed(quote, link(customer, last4), 500));
            String id = answer.status() == 201
                    ? answer.json().path("id").asString()
                    : answer.expectProblem(422, "declined-by-bank")
                            .json()
                            .path("paymentId")
                            .asString();
            expected.put(id, outcome);
        });
        await(() ->
                expected.keySet().stream().noneMatch(id -> state(customer, id).equals("pending")));
        waitForLateNotices();

        expected.forEach((id, outcome) -> assertThat(state(customer, id)).as(id).isEqualTo(outcome));
        long paid = CARDS.values().stream().filter("paid"::equals).count();
        assertThat(paid).isEqualTo(6);
        Balance wallet = balance(Accounts.wallet(customer.id(), CNY).code());
        assertThat(wallet.posted()).isEqualTo(4_000 - 500 * paid);
        assertThat(wallet.reservedOut()).isZero();
        Balance merchant = balance(Accounts.merchant(shop.id(), CNY).code());
        assertThat(merchant.posted()).isEqualTo(1_500 * paid);
        assertThat(merchant.reservedIn()).isZero();
        assertThat(shops.balance(Accounts.orders(customer.id()))).isEqualTo(paid);
        assertThat(instructions(expected.keySet())).isEqualTo(CARDS.size());
        everyAssetSumsToZero();
    }

    @Test
    void allOfItFromTheCardIsOneReservationThenOnePayment() throws Exception {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String card = link(customer, LATE);
        JsonNode order = shops.order(shop, 3_200);
        try (Visitor.Events till = shop.till().listen("/merchant-events")) {
            JsonNode quote = shops.quote(customer, order.path("id").asString());
            JsonNode pending = pay(customer, byCard(quote, card)).expect(201).json();
            assertThat(pending.path("state").asString()).isEqualTo("pending");
            assertThat(pending.at("/funding/balance/value").asLong()).isZero();
            assertThat(pending.at("/funding/card/amount/value").asLong()).isEqualTo(3_200);
            assertThat(pending.at("/funding/card/name").asString()).endsWith("··0010");

            Balance merchant = balance(Accounts.merchant(shop.id(), CNY).code());
            assertThat(merchant.posted()).isZero();
            assertThat(merchant.reservedIn()).isEqualTo(3_200);
            assertThat(orderState(shop, order)).isEqualTo("pending");
            assertThat(till.next("payment.pending", Duration.ofSeconds(5))
                            .path("orderId")
                            .asString())
                    .isEqualTo(order.path("id").asString());

            String id = pending.path("id").asString();
            JsonNode received = till.next("payment.received", Duration.ofSeconds(20));
            assertThat(received.path("paymentId").asString()).isEqualTo(id);
            await(() -> state(customer, id).equals("paid"));
            assertThat(orderState(shop, order)).isEqualTo("paid");
            assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(3_200);
            assertThat(payment(customer, id).path("entryId").asString())
                    .isNotEqualTo(pending.path("entryId").asString());
            JsonNode seenByTheShop =
                    shop.till().get("/payments/" + id).expect(200).json();
            assertThat(seenByTheShop.at("/funding/card/amount/value").asLong()).isEqualTo(3_200);
            assertThat(seenByTheShop.at("/funding/card").has("name")
                            && !seenByTheShop.at("/funding/card/name").isNull())
                    .isFalse();
        }
    }

    @Test
    void aDeclineIsAnsweredAgainUnderItsKeyAndLeavesTheOrderToTheNextQuote() throws Exception {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(5_000);
        String order = shops.order(shop, 2_000).path("id").asString();
        JsonNode quote = shops.quote(customer, order);
        JsonNode inAnotherTab = shops.quote(customer, order);
        String card = link(customer, DECLINES);
        String key = aKey();
        try (Visitor.Events till = shop.till().listen("/merchant-events")) {
            JsonNode declined = customer.browser()
                    .post("/payments", mixed(quote, card, 700), key)
                    .expectProblem(422, "declined-by-bank")
                    .json();
            assertThat(declined.path("reason").asString()).isEqualTo("insufficient-funds");
            till.next("payment.pending", Duration.ofSeconds(5));
            assertThat(till.next("payment.declined", Duration.ofSeconds(5))
                            .path("orderId")
                            .asString())
                    .isEqualTo(order);
        }
        Balance wallet = balance(Accounts.wallet(customer.id(), CNY).code());
        assertThat(wallet.available()).isEqualTo(5_000);
        assertThat(wallet.reservedOut()).isZero();

        customer.browser().post("/payments", mixed(quote, card, 700), key).expectProblem(422, "declined-by-bank");
        customer.browser().post("/payments", mixed(quote, card, 701), key).expectProblem(422, "idempotency-key-reused");
        pay(customer, byCard(quote, link(customer, GOOD))).expectProblem(422, "declined-by-bank");
        shops.pay(customer, inAnotherTab, aKey()).expectProblem(409, "quote-expired");

        shops.pay(customer, shops.quote(customer, order), aKey()).expect(201);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(2_000);
        everyAssetSumsToZero();
    }

    @Test
    void manyTabsAndManyTriesAreOneCharge() throws Exception {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(9_000);
        World.Someone friend = shops.aCustomerWith(9_000);
        String order = shops.order(shop, 1_000).path("id").asString();
        String card = link(customer, LATE);
        JsonNode quote = shops.quote(customer, order);
        JsonNode another = shops.quote(customer, order);
        JsonNode friends = shops.quote(friend, order);
        List<Future<Visitor.Answer>> asked = new ArrayList<>();
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            // As many as PINs may be tried at the same time.
            for (int i = 0; i < 2; i++) {
                asked.add(tabs.submit(() -> pay(customer, byCard(quote, card))));
                asked.add(tabs.submit(() -> pay(customer, mixed(another, card, 100))));
            }
        }
        TreeSet<String> ids = new TreeSet<>();
        for (Future<Visitor.Answer> answer : asked) {
            JsonNode pending = answer.get().expect(201).json();
            assertThat(pending.path("state").asString()).isEqualTo("pending");
            ids.add(pending.path("id").asString());
        }
        assertThat(ids).hasSize(1);
        // While it waits: the balance does not pay it either, nor does somebody else, nor is a price shown.
        assertThat(shops.pay(customer, quote, aKey())
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(ids.first());
        shops.pay(friend, friends, aKey()).expectProblem(409, "order-pending");
        friend.browser().post("/quotes", Map.of("orderId", order)).expectProblem(409, "order-pending");
        shop.till()
                .post("/payments/" + ids.first() + "/refunds", Map.of("amount", cny(1)), aKey())
                .expectProblem(409, "payment-not-paid");

        await(() -> state(customer, ids.first()).equals("paid"));
        waitForLateNotices();
        assertThat(instructionsOf(customer)).isEqualTo(1);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
        Visitor.Answer again = pay(customer, byCard(quote, card));
        assertThat(again.status() == 201 || again.problem().equals("order-paid"))
                .isTrue();
        shops.pay(friend, friends, aKey()).expectProblem(409, "order-paid");
        assertThat(instructionsOf(customer)).isEqualTo(1);
    }

    @Test
    void aTillThatCancelsWhileTheBankThinksGetsTheOrderBackOnce() {
        for (String last4 : List.of(LATE, DECLINES_LATE)) {
            Shops.Shop shop = shops.aShop();
            World.Someone customer = shops.aCustomerWith(1_000);
            JsonNode order = shops.order(shop, 1_000);
            String path = "/orders/" + order.path("id").asString();
            JsonNode quote = shops.quote(customer, order.path("id").asString());
            String id = pay(customer, mixed(quote, link(customer, last4), 400))
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            for (int i = 0; i < 2; i++) {
                assertThat(shop.till()
                                .post(path + "/cancellation", Map.of(), aKey())
                                .expect(200)
                                .json()
                                .path("state")
                                .asString())
                        .isEqualTo("cancelling");
            }
            String end = last4.equals(LATE) ? "refunded" : "cancelled";
            await(() -> orderState(shop, order).equals(end));
            waitForLateNotices();
            assertThat(shop.till()
                            .post(path + "/cancellation", Map.of(), aKey())
                            .expect(200)
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo(end);
            assertThat(state(customer, id)).isEqualTo(last4.equals(LATE) ? "refunded" : "declined");
            await(() -> shops.balance(Accounts.wallet(customer.id(), CNY)) == 1_000);
            assertThat(balance(Accounts.wallet(customer.id(), CNY).code()).reservedOut())
                    .isZero();
            assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();
            customer.browser()
                    .post("/quotes", Map.of("orderId", order.path("id").asString()))
                    .expectProblem(409, end.equals("refunded") ? "order-paid" : "order-cancelled");
            await(() -> payOutsOf(customer) == (last4.equals(LATE) ? 600 : 0));
        }
        everyAssetSumsToZero();
    }

    @Test
    void aMerchantThatStandsStillWhenTheBankAnswersIsPaidWhenItMayBe() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        JsonNode quote = quote(customer, shop, 900);
        String id = pay(customer, byCard(quote, link(customer, LATE)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        shops.freeze(Accounts.merchant(shop.id(), CNY), Ledger.Freeze.BOTH);
        waitForLateNotices();
        assertThat(state(customer, id)).isEqualTo("pending");
        shops.freeze(Accounts.merchant(shop.id(), CNY), Ledger.Freeze.NONE);
        await(() -> state(customer, id).equals("paid"));
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(900);
    }

    @Test
    void aFrozenWalletPaysNothingByCardEither() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String card = link(customer, GOOD);
        JsonNode quote = quote(customer, shop, 900);
        shops.freeze(Accounts.wallet(customer.id(), CNY), Ledger.Freeze.OUT);
        pay(customer, byCard(quote, card)).expectProblem(422, "account-frozen");
        assertThat(instructionsOf(customer)).isZero();
        shops.freeze(Accounts.wallet(customer.id(), CNY), Ledger.Freeze.NONE);
        pay(customer, byCard(quote, card)).expect(201);
    }

    @Test
    void wrongFundingIsRefusedByItsField() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(10_000);
        World.Someone stranger = world.aCustomer();
        String card = link(customer, GOOD);
        String theirs = link(stranger, GOOD);
        JsonNode quote = quote(customer, shop, 1_000);
        Map<String, String> balances = Map.of(
                "{\"value\":0,\"currency\":\"CNY\"}", "funding.balance.value",
                "{\"value\":-1,\"currency\":\"CNY\"}", "funding.balance.value",
                "{\"value\":1000,\"currency\":\"CNY\"}", "funding.balance.value",
                "{\"value\":1001,\"currency\":\"CNY\"}", "funding.balance.value",
                "{\"value\":1.5,\"currency\":\"CNY\"}", "funding.balance.value");
        balances.forEach((balance, field) -> assertThat(customer.browser()
                        .post(
                                "/payments",
                                "{\"quoteId\":\"" + quote.path("id").asString() + "\",\"pin\":\"" + World.PIN
                                        + "\",\"funding\":{\"cardId\":\"" + card + "\",\"balance\":" + balance + "}}",
                                aKey())
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .as(balance)
                .isEqualTo(field));
        JsonNode pounds = pay(
                        customer,
                        CardPayers.body(
                                quote, Map.of("cardId", card, "balance", Map.of("value", 10, "currency", "GBP"))))
                .expectProblem(422, "wrong-currency")
                .json();
        assertThat(pounds.at("/errors/0/field").asString()).isEqualTo("funding.balance.currency");
        for (String other : List.of(theirs, "crd_nothing")) {
            assertThat(pay(customer, byCard(quote, other))
                            .expectProblem(400, "invalid-field")
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("funding.cardId");
        }
        assertThat(pay(customer, CardPayers.body(quote, Map.of()))
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("funding.cardId");
        JsonNode dear = quote(customer, shop, 30_000);
        JsonNode short_ = pay(customer, mixed(dear, card, 10_001))
                .expectProblem(422, "insufficient-balance")
                .json();
        assertThat(short_.at("/needed/value").asLong()).isEqualTo(10_001);
        assertThat(short_.at("/available/value").asLong()).isEqualTo(10_000);
        assertThat(instructionsOf(customer)).isZero();

        customer.browser().delete("/cards/" + card).expect(204);
        pay(customer, byCard(quote, card)).expectProblem(400, "invalid-field");
    }

    @Test
    void aCardThatIsRemovedMeanwhileStillPaysAndTheSameRequestIsStillAnswered() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String card = link(customer, LATE);
        JsonNode quote = quote(customer, shop, 800);
        String key = aKey();
        String id = customer.browser()
                .post("/payments", byCard(quote, card), key)
                .expect(201)
                .json()
                .path("id")
                .asString();
        customer.browser().delete("/cards/" + card).expect(204);
        assertThat(customer.browser()
                        .post("/payments", byCard(quote, card), key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        await(() -> state(customer, id).equals("paid"));
        assertThat(payment(customer, id).at("/funding/card/name").asString()).endsWith("··0010");
    }

    @Test
    void billsAndListsTellPendingPaidAndDeclinedApart() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        Map<String, String> ends = new LinkedHashMap<>();
        for (Map.Entry<String, String> card :
                Map.of(LATE, "paid", DECLINES_LATE, "declined").entrySet()) {
            String id = pay(customer, byCard(quote(customer, shop, 1_100), link(customer, card.getKey())))
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            ends.put(id, card.getValue());
        }
        await(() ->
                ends.keySet().stream().allMatch(id -> billState(customer, id).equals("pending")));
        assertThat(listed(shop, "pending")).containsExactlyInAnyOrderElementsOf(ends.keySet());
        assertThat(outOf(customer)).isZero();
        await(() -> ends.entrySet().stream()
                .allMatch(end -> billState(customer, end.getKey()).equals(end.getValue())));
        assertThat(outOf(customer)).isEqualTo(1_100);
        ends.forEach((id, end) -> assertThat(listed(shop, end)).containsExactly(id));
        assertThat(listed(shop, "pending")).isEmpty();
        JsonNode summary = shop.till().get("/merchant-summary").expect(200).json();
        assertThat(summary.at("/taken/value").asLong()).isEqualTo(1_100);
    }

    private static List<String> listed(Shops.Shop shop, String state) {
        List<String> ids = new ArrayList<>();
        shop.till()
                .get("/payments?state=" + state)
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private static String billState(World.Someone customer, String id) {
        Visitor.Answer bill = customer.browser().get("/bills/" + id);
        return bill.status() == 200 ? bill.json().path("state").asString() : "";
    }

    private long outOf(World.Someone customer) {
        YearMonth month = YearMonth.from(LocalDate.now(world.clock()));
        return customer.browser()
                .get("/bill-sums?month=" + month)
                .expect(200)
                .json()
                .at("/items/0/out/value")
                .asLong(0);
    }

    private static JsonNode quote(World.Someone customer, Shops.Shop shop, long minor) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json();
    }

    private static String orderState(Shops.Shop shop, JsonNode order) {
        return shop.till()
                .get("/orders/" + order.path("id").asString())
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private Balance balance(String account) {
        return ledger.balance(account).orElseThrow();
    }

    private long instructions(Iterable<String> references) {
        List<String> all = new ArrayList<>();
        references.forEach(all::add);
        return jdbc.sql("select count(*) from connectors.sandbox_instruction where reference = any(:references)")
                .param("references", all.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** How often the bank was told to charge a card of the customer's. */
    private long instructionsOf(World.Someone customer) {
        return jdbc.sql("""
                        select count(*) from connectors.sandbox_instruction i
                        join payments.card_errand e on e.id = i.reference
                        where e.customer_id = :customer and i.kind = 'charge'
                        """).param("customer", customer.id()).query(Long.class).single();
    }

    private long payOutsOf(World.Someone customer) {
        return jdbc.sql("""
                        select coalesce(sum(i.minor), 0)::bigint from connectors.sandbox_instruction i
                        join payments.card_errand e on e.id = i.reference
                        where e.customer_id = :customer and i.kind = 'pay_out' and i.state = 'done' and e.state = 'done'
                        """).param("customer", customer.id()).query(Long.class).single();
    }

    private void everyAssetSumsToZero() {
        Map<String, Long> sums = ledger.trialBalance().stream()
                .collect(Collectors.groupingBy(
                        row -> row.asset().code(), Collectors.summingLong(TrialBalanceRow::posted)));
        assertThat(sums.values()).allMatch(sum -> sum == 0);
    }

    /** The bank calls late, twice and out of order: whatever it may still say has been said then. */
    private static void waitForLateNotices() {
        try {
            Thread.sleep(3_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
