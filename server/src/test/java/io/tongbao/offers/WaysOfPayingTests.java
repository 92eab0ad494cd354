package io.tongbao.offers;

import static io.tongbao.payments.CardPayers.DECLINES;
import static io.tongbao.payments.CardPayers.GOOD;
import static io.tongbao.payments.CardPayers.byCard;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.CardPayers.mixed;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.identity.People;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.CardPayers;
import io.tongbao.payments.Shops;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Offers that ask how it is paid, by which channel and by whom: what is shown is what is charged, or the customer is asked again. */
@ServerTest
class WaysOfPayingTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient database;
    private final People people;
    private final Clock clock;

    WaysOfPayingTests(World world, Ledger ledger, JdbcClient database, People people, Clock clock) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.people = people;
        this.clock = clock;
    }

    @Test
    void anOfferForACardIsInThePriceForTheCardOnlyAndThatIsCharged() {
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        String card = link(customer, GOOD);
        String offer = open(operator, shop, paidWith("card", "sandbox"), 500);

        JsonNode balance = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(balance.at("/payable/value").asLong()).isEqualTo(5_000);
        assertThat(balance.at("/source/kind").asString()).isEqualTo("balance");
        assertThat(balance.path("dependsOnSource").asBoolean()).isTrue();
        assertThat(balance.at("/notApplied/0/code").asString()).isEqualTo("other-source");
        assertThat(balance.at("/notApplied/0/condition").asString())
                .isEqualTo("paid with kind [card] issuer [sandbox]");

        JsonNode byCard =
                quote(customer, shop, Map.of("cardId", card)).expect(201).json();
        assertThat(byCard.at("/payable/value").asLong()).isEqualTo(4_500);
        assertThat(byCard.at("/applied/0/offerId").asString()).isEqualTo(offer);
        assertThat(byCard.path("source"))
                .isEqualTo(json(Map.of("kind", "card", "issuer", "sandbox", "brand", brandOf(customer))));

        JsonNode paid =
                CardPayers.pay(customer, byCard(byCard, card)).expect(201).json();
        assertThat(paid.at("/paid/value").asLong()).isEqualTo(4_500);
        assertThat(paid.at("/funding/card/amount/value").asLong()).isEqualTo(4_500);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(20_000);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(5_000);
        assertThat(operator.get("/offers/" + offer).json().at("/spent/value").asLong())
                .isEqualTo(500);
    }

    @Test
    void anotherFundingThanThePricesIsAskedAgainWithItsOwnPrice() {
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        String card = link(customer, GOOD);
        open(operator, shop, paidWith("card", "sandbox"), 500);

        // The balance's price, paid by card: cheaper, and still asked again.
        JsonNode forBalance = quote(customer, shop, Map.of()).expect(201).json();
        JsonNode changed = CardPayers.pay(customer, byCard(forBalance, card))
                .expectProblem(409, "price-changed")
                .json()
                .path("quote");
        assertThat(changed.at("/payable/value").asLong()).isEqualTo(4_500);
        assertThat(changed.at("/source/kind").asString()).isEqualTo("card");
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();

        // The card's price, paid from the balance: dearer, and asked again; before a wrong PIN is counted.
        JsonNode back = customer.browser()
                .post("/payments", Map.of("quoteId", changed.path("id").asString(), "pin", "000000"), aKey())
                .expectProblem(409, "price-changed")
                .json()
                .path("quote");
        assertThat(back.at("/payable/value").asLong()).isEqualTo(5_000);
        assertThat(back.at("/source/kind").asString()).isEqualTo("balance");

        // A part by card is by card; the card's quote is the same price for it.
        JsonNode paid = CardPayers.pay(customer, mixed(changed, card, 1_000))
                .expect(201)
                .json();
        assertThat(paid.at("/paid/value").asLong()).isEqualTo(4_500);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(19_000);

        // A quote that was paid answers with its payment, whatever it is to be paid with now.
        assertThat(shops.pay(customer, changed, aKey()).expect(201).json().path("id"))
                .isEqualTo(paid.path("id"));
    }

    @Test
    void anotherCardOfTheSameBankAndNetworkPaysTheSamePrice() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String declines = link(customer, DECLINES);
        String good = link(customer, GOOD);
        open(world.anOperator().browser(), shop, paidWith("card", "sandbox"), 500);
        JsonNode quote =
                quote(customer, shop, Map.of("cardId", declines)).expect(201).json();
        CardPayers.pay(customer, byCard(quote, good)).expect(201);
    }

    @Test
    void aPriceThatDoesNotDependOnTheSourceIsPaidWithAny() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        String card = link(customer, GOOD);
        open(world.anOperator().browser(), shop, Map.of("kind", "amount_at_least", "minor", 1_000), 500);
        JsonNode quote = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(quote.path("dependsOnSource").asBoolean()).isFalse();
        assertThat(CardPayers.pay(customer, byCard(quote, card))
                        .expect(201)
                        .json()
                        .at("/paid/value")
                        .asLong())
                .isEqualTo(4_500);
    }

    @Test
    void anExpressionMayAskForTheSourceToo() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        open(world.anOperator().browser(), shop, Map.of("kind", "cel", "expression", "source == 'balance'"), 500);
        JsonNode quote = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(quote.at("/payable/value").asLong()).isEqualTo(4_500);
        assertThat(quote.path("dependsOnSource").asBoolean()).isTrue();
    }

    @Test
    void namesTheFieldOfAFundingThatCanNotBe() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        String card = link(customer, GOOD);
        String foreign = link(world.aCustomer(), GOOD);
        assertThat(field(quote(customer, shop, Map.of("cardId", foreign)))).isEqualTo("funding.cardId");
        assertThat(field(quote(customer, shop, Map.of("cardId", card, "balance", cny(0)))))
                .isEqualTo("funding.balance.value");
        Visitor.Answer pounds =
                quote(customer, shop, Map.of("cardId", card, "balance", Map.of("value", 1, "currency", "GBP")));
        pounds.expectProblem(422, "wrong-currency");
        assertThat(pounds.json().at("/errors/0/field").asString()).isEqualTo("funding.balance.currency");
    }

    @Test
    void aPayCodeIsPaidFromTheBalanceByItsOwnChannel() {
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(900_000);
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                .expect(204);
        open(operator, shop, paidWith("card", "sandbox"), 500);
        open(operator, shop, Map.of("kind", "in_channels", "channels", List.of("pay_code")), 300);
        JsonNode scanned = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(scanned.at("/discount/value").asLong()).isZero();
        assertThat(scanned.path("notApplied").findValuesAsString("code"))
                .containsExactlyInAnyOrder("other-source", "other-channel");

        String small = shops.order(shop, 5_000).path("id").asString();
        JsonNode charged = charge(shop, customer, small);
        assertThat(charged.path("state").asString()).isEqualTo("paid");
        assertThat(charged.at("/payment/discount/value").asLong()).isEqualTo(300);

        // The code's order keeps its channel when it must be confirmed in the wallet; another's quote of it does not.
        String large = shops.order(shop, 400_000).path("id").asString();
        assertThat(charge(shop, customer, large).path("state").asString()).isEqualTo("pin_needed");
        JsonNode asked = shops.quote(customer, large);
        assertThat(asked.at("/discount/value").asLong()).isEqualTo(300);
        assertThat(shops.quote(world.aCustomer(), large).at("/discount/value").asLong())
                .isZero();
        String paid =
                shops.pay(customer, asked, aKey()).expect(201).json().path("id").asString();
        assertThat(channelOf(paid)).isEqualTo("pay_code");
        String other = shops.paid(shop, customer, 1_000).path("id").asString();
        assertThat(channelOf(other)).isEqualTo("qr");
    }

    /** A day ends at midnight in Shanghai, not in UTC. */
    @Test
    void aCustomerIsNewForDaysOfTheHousesCalendar() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        open(world.anOperator().browser(), shop, Map.of("kind", "new_customer", "days", 1), 500);
        assertThat(discountFor(customer, shop)).isEqualTo(500);

        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), clock.getZone()).minusDays(1);
        joined(customer, yesterday, "00:00:00");
        assertThat(discountFor(customer, shop)).isEqualTo(500);
        joined(customer, yesterday.minusDays(1), "23:59:59");
        JsonNode quote = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(quote.at("/discount/value").asLong()).isZero();
        assertThat(quote.at("/notApplied/0/code").asString()).isEqualTo("not-new");
        assertThat(quote.at("/notApplied/0/seen").asString()).isEqualTo("2");
    }

    /** Whoever is imported joined when the history first tells of them, however late that was brought in. */
    @Test
    void somebodyImportedJoinedWhenTheHistoryBegan() {
        Instant first = Instant.parse("2010-12-01T08:26:00Z");
        String reference = "shop/" + aKey();
        String id = people.registerImported(reference, first.plusSeconds(60));
        assertThat(people.registerImported(reference, first)).isEqualTo(id);
        assertThat(people.registerImported(reference, first.plusSeconds(90))).isEqualTo(id);
        assertThat(people.joinedAt(List.of(id, "cus_nobody"))).isEqualTo(Map.of(id, first));
    }

    @Test
    void theQuoteNamesWhatCameNextAndThePaymentForgetsIt() {
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(20_000);
        Map<String, Object> always = Map.of("kind", "amount_at_least", "minor", 1);
        open(operator, shop, always, 500);
        String second = open(operator, shop, always, 300);
        JsonNode quote = quote(customer, shop, Map.of()).expect(201).json();
        assertThat(quote.at("/discount/value").asLong()).isEqualTo(500);
        assertThat(quote.at("/runnerUp/offers/0/offerId").asString()).isEqualTo(second);
        assertThat(quote.at("/runnerUp/discount/value").asLong()).isEqualTo(300);
        assertThat(quote.at("/runnerUp/worth/value").asLong()).isEqualTo(300);
        String payment =
                shops.pay(customer, quote, aKey()).expect(201).json().path("id").asString();
        assertThat(database.sql("select (price ->> 'runnerUp') is null from payments.payment where id = :id")
                        .param("id", payment)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void anOfferBeingWrittenIsTriedAsItWouldBePaid() {
        Visitor operator = world.anOperator().browser();
        Shops.Shop shop = shops.aShop();
        Map<String, Object> condition = Map.of(
                "kind",
                "all",
                "parts",
                List.of(
                        paidWith("card", "sandbox"),
                        Map.of("kind", "in_channels", "channels", List.of("pay_code")),
                        Map.of("kind", "new_customer", "days", 7)));
        Map<String, Object> trial = new HashMap<>(Map.of(
                "offer",
                offer(shop, condition, 500),
                "lines",
                List.of(Map.of("unitPrice", cny(5_000), "quantity", 1))));
        assertThat(missOf(operator, trial)).isEqualTo("other-source");
        trial.put("source", Map.of("kind", "card", "issuer", "sandbox"));
        assertThat(missOf(operator, trial)).isEqualTo("other-channel");
        trial.put("channel", "pay_code");
        trial.put("joinedDaysAgo", 8);
        assertThat(missOf(operator, trial)).isEqualTo("not-new");
        trial.put("joinedDaysAgo", 7);
        assertThat(operator.post("/offer-trials", trial)
                        .expect(200)
                        .json()
                        .at("/discount/value")
                        .asLong())
                .isEqualTo(500);

        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "source", Map.of("kind", "cash"), "channel", "till", "joinedDaysAgo", -1)
                .entrySet()) {
            Map<String, Object> body = new HashMap<>(trial);
            body.put(wrong.getKey(), wrong.getValue());
            Visitor.Answer answer = operator.post("/offer-trials", body);
            answer.expectProblem(400, "invalid-field");
            assertThat(answer.json().at("/errors/0/field").asString()).startsWith(wrong.getKey());
        }
    }

    private static String missOf(Visitor operator, Map<String, Object> trial) {
        return operator.post("/offer-trials", trial)
                .expect(200)
                .json()
                .at("/notApplied/code")
                .asString();
    }

    private long discountFor(World.Someone customer, Shops.Shop shop) {
        return quote(customer, shop, Map.of())
                .expect(201)
                .json()
                .at("/discount/value")
                .asLong();
    }

    private void joined(World.Someone customer, LocalDate day, String time) {
        database.sql(
                        "update identity.person set joined_at = (:local)::timestamp at time zone 'Asia/Shanghai' where id = :id")
                .param("local", day + " " + time)
                .param("id", customer.id())
                .update();
    }

    private String channelOf(String payment) {
        return database.sql("select channel from payments.payment where id = :id")
                .param("id", payment)
                .query(String.class)
                .single();
    }

    private static String brandOf(World.Someone customer) {
        return customer.browser().get("/cards").json().at("/items/0/brand").asString();
    }

    private static JsonNode json(Object value) {
        return tools.jackson.databind.json.JsonMapper.shared().valueToTree(value);
    }

    private static String field(Visitor.Answer answer) {
        return answer.expectProblem(400, "invalid-field")
                .json()
                .at("/errors/0/field")
                .asString();
    }

    /** Of 50.00, from the shop's static code. */
    private static Visitor.Answer quote(World.Someone customer, Shops.Shop shop, Map<String, Object> funding) {
        Map<String, Object> body = new HashMap<>(Map.of("qr", shop.qr(), "amount", cny(5_000)));
        if (!funding.isEmpty()) {
            body.put("funding", funding);
        }
        return customer.browser().post("/quotes", body);
    }

    private static JsonNode charge(Shops.Shop shop, World.Someone customer, String order) {
        String code = customer.browser()
                .post("/pay-codes", Map.of())
                .expect(201)
                .json()
                .path("code")
                .asString();
        return shop.till()
                .post("/orders/" + order + "/pay-code", Map.of("payCode", code), aKey())
                .expect(200)
                .json();
    }

    private static Map<String, Object> paidWith(String kind, String issuer) {
        return Map.of("kind", "paid_with", "kinds", List.of(kind), "issuers", List.of(issuer));
    }

    private static String open(Visitor operator, Shops.Shop shop, Map<String, Object> condition, long off) {
        return operator.post("/offers", offer(shop, condition, off), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static Map<String, Object> offer(Shops.Shop shop, Map<String, Object> condition, long off) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "减" + off);
        body.put("currency", "CNY");
        body.put("benefit", Map.of("kind", "amount_off", "offMinor", off));
        body.put("condition", condition);
        body.put("merchantIds", List.of(shop.id()));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(1_000_000)));
        body.put("sponsors", List.of(Map.of("sponsorId", "platform", "name", "通宝", "percent", 100)));
        return body;
    }
}
