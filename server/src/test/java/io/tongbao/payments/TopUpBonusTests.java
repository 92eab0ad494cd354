package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.TrialBalanceRow;
import io.tongbao.wallets.WalletAccounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Money on top of a top-up: shown, held while the bank thinks, given once, spent at merchants only, and given back to where it was. */
@ServerTest
class TopUpBonusTests {
    private final World world;
    private final Shops shops;
    private final Ledger ledger;
    private final Visitor operator;
    private final List<String> opened = new ArrayList<>();

    TopUpBonusTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
        this.operator = world.anOperator().browser();
    }

    /** An offer on top-ups is for everybody, so none may stay. And whatever a test did, the books are even. */
    @AfterEach
    void endOffers() {
        opened.forEach(id -> operator.post("/offers/" + id + "/end", "").expect(200));
        assertThat(ledger.trialBalance().stream()
                        .filter(row -> row.asset().code().equals("CNY"))
                        .mapToLong(TrialBalanceRow::posted)
                        .sum())
                .isZero();
    }

    @Test
    void theBonusThatWasShownIsGivenNamedAndCounted() {
        String offer = open(anOffer(10_000));
        World.Someone customer = world.aCustomer();
        String card = link(customer, CardPayers.GOOD);

        JsonNode shown = quote(customer, card, 25_000);
        assertThat(shown.at("/bonus/value").asLong()).isEqualTo(2_000);
        assertThat(shown.at("/offers/0/name").asString()).isEqualTo("充200送20");
        assertThat(shown.at("/offers/0/sponsors/0/name").asString()).isEqualTo("银行");
        assertThat(shown.at("/offers/0/sponsors/0/bonus/value").asLong()).isEqualTo(500);
        assertThat(shown.at("/offers/0/sponsors/1/bonus/value").asLong()).isEqualTo(1_500);
        JsonNode less = quote(customer, card, 19_999);
        assertThat(less.at("/bonus/value").asLong()).isZero();
        assertThat(less.at("/notApplied/0/code").asString()).isEqualTo("below-threshold");

        JsonNode topUp =
                topUp(customer, card, 25_000, 2_000, aKey()).expect(201).json();
        assertThat(topUp.path("state").asString()).isEqualTo("settled");
        assertThat(topUp.at("/bonus/value").asLong()).isEqualTo(2_000);
        assertThat(topUp.at("/offers/0/offerId").asString()).isEqualTo(offer);
        assertThat(balances(customer)).isEqualTo(new Holds(25_000, 2_000));

        JsonNode known = operator.get("/offers/" + offer).expect(200).json();
        assertThat(known.at("/spent/value").asLong()).isEqualTo(2_000);
        assertThat(known.at("/spentToday/value").asLong()).isEqualTo(2_000);
        await(() -> uses(offer).size() == 1);
        assertThat(uses(offer).at("/0/bonus/value").asLong()).isEqualTo(2_000);
        assertThat(uses(offer).at("/0/paymentId").asString())
                .isEqualTo(topUp.path("id").asString());
        await(() -> bill(customer).path("id").asString().equals(topUp.path("id").asString()));
        assertThat(bill(customer).at("/amount/value").asLong()).isEqualTo(25_000);
        assertThat(bill(customer).at("/saved/value").asLong()).isEqualTo(2_000);
    }

    @Test
    void aLateBankChangesNothingOfWhatWasPromised() {
        String offer = open(anOffer(2_000));
        World.Someone customer = world.aCustomer();
        World.Someone other = world.aCustomer();
        String card = link(customer, CardPayers.LATE);
        String id = topUp(customer, card, 20_000, 2_000, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(topUp(customer, id).path("state").asString()).isEqualTo("pending");
        assertThat(balances(customer)).isEqualTo(new Holds(0, 0));
        // All of the budget is held for it.
        JsonNode none = quote(other, link(other, CardPayers.GOOD), 20_000);
        assertThat(none.at("/bonus/value").asLong()).isZero();
        assertThat(none.at("/notApplied/0/offerId").asString()).isEqualTo(offer);
        await(() -> topUp(customer, id).path("state").asString().equals("settled"));
        assertThat(balances(customer)).isEqualTo(new Holds(20_000, 2_000));
    }

    @Test
    void whatTheBankDeclinesGivesBudgetAndUseBack() {
        Map<String, Object> body = anOffer(2_000);
        body.put("usesPerCustomer", 1);
        String offer = open(body);
        World.Someone customer = world.aCustomer();
        String id = topUp(customer, link(customer, CardPayers.DECLINES_LATE), 20_000, 2_000, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        await(() -> topUp(customer, id).path("state").asString().equals("declined"));
        assertThat(balances(customer)).isEqualTo(new Holds(0, 0));
        topUp(customer, link(customer, CardPayers.GOOD), 20_000, 2_000, aKey()).expect(201);
        assertThat(balances(customer)).isEqualTo(new Holds(20_000, 2_000));
        assertThat(operator.get("/offers/" + offer)
                        .json()
                        .at("/budgetLeft/value")
                        .asLong())
                .isZero();
    }

    @Test
    void aBonusThatIsGoneIsToldAndNothingIsCharged() {
        open(anOffer(2_000));
        World.Someone first = world.aCustomer();
        World.Someone second = world.aCustomer();
        String card = link(second, CardPayers.GOOD);
        assertThat(quote(second, card, 20_000).at("/bonus/value").asLong()).isEqualTo(2_000);
        topUp(first, link(first, CardPayers.GOOD), 20_000, 2_000, aKey()).expect(201);

        String key = aKey();
        JsonNode changed = topUp(second, card, 20_000, 2_000, key)
                .expectProblem(409, "price-changed")
                .json();
        assertThat(changed.at("/topUpQuote/bonus/value").asLong()).isZero();
        assertThat(changed.at("/topUpQuote/notApplied/0/code").asString()).isEqualTo("budget-gone");
        topUp(second, card, 20_000, 2_000, key).expectProblem(409, "price-changed");
        assertThat(balances(second)).isEqualTo(new Holds(0, 0));
        topUp(second, card, 20_000, 0, aKey()).expect(201);
        assertThat(balances(second)).isEqualTo(new Holds(20_000, 0));
    }

    @Test
    void topUpsAtOnceGetABonusThatIsForOneUseOnce() throws Exception {
        Map<String, Object> body = anOffer(100_000);
        body.put("usesPerCustomer", 1);
        open(body);
        World.Someone customer = world.aCustomer();
        String card = link(customer, CardPayers.GOOD);
        List<Visitor.Answer> answers = together(6, () -> topUp(customer, card, 20_000, 2_000, aKey()));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(409, "price-changed"));
        assertThat(balances(customer)).isEqualTo(new Holds(20_000, 2_000));
    }

    @Test
    void aDoubleClickIsOneTopUpWithOneBonus() throws Exception {
        open(anOffer(100_000));
        World.Someone customer = world.aCustomer();
        String card = link(customer, CardPayers.GOOD);
        String key = aKey();
        List<Visitor.Answer> answers = together(6, () -> topUp(customer, card, 20_000, 2_000, key));
        assertThat(answers.stream()
                        .map(answer -> answer.expect(201).json().path("id").asString())
                        .distinct())
                .hasSize(1);
        await(() -> balances(customer).equals(new Holds(20_000, 2_000)));
        topUp(customer, card, 20_000, 1_999, key).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void whoStopsAnOfferWhileTheBankThinksStopsTheBonusAndNotTheMoney() {
        String offer = open(anOffer(100_000));
        World.Someone customer = world.aCustomer();
        String id = topUp(customer, link(customer, CardPayers.LATE), 20_000, 2_000, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        operator.post("/offers/" + offer + "/pause", "").expect(200);
        world.clock().advance(Duration.ofMinutes(90));
        await(() -> {
            world.clock().advance(Duration.ofMinutes(10));
            return topUp(customer, id).path("state").asString().equals("settled");
        });
        assertThat(topUp(customer, id).path("bonus").isMissingNode()
                        || topUp(customer, id).path("bonus").isNull())
                .isTrue();
        assertThat(balances(customer)).isEqualTo(new Holds(20_000, 0));
        operator.post("/offers/" + offer + "/resume", "").expect(200);
        assertThat(operator.get("/offers/" + offer)
                        .json()
                        .at("/budgetLeft/value")
                        .asLong())
                .isEqualTo(100_000);
    }

    @Test
    void bonusIsNeitherWithdrawnNorSent() {
        World.Someone customer = holding(1_000, 5_000);
        String card = link(customer, CardPayers.GOOD);
        customer.browser()
                .post("/withdrawals", Map.of("cardId", card, "amount", cny(1_001), "pin", World.PIN), aKey())
                .expectProblem(422, "insufficient-balance");
        customer.browser()
                .post(
                        "/sends",
                        Map.of("recipientId", world.aCustomer().id(), "amount", cny(1_001), "pin", World.PIN),
                        aKey())
                .expectProblem(422, "insufficient-balance");
        assertThat(balances(customer)).isEqualTo(new Holds(1_000, 5_000));
    }

    @Test
    void aPaymentTakesTheBonusFirstAndSaysSo() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = holding(3_000, 2_000);
        JsonNode quote =
                shops.quote(customer, shops.order(shop, 2_500).path("id").asString());
        assertThat(quote.at("/available/value").asLong()).isEqualTo(5_000);
        JsonNode paid = shops.pay(customer, quote, aKey()).expect(201).json();
        assertThat(paid.at("/funding/balance/value").asLong()).isEqualTo(2_500);
        assertThat(paid.at("/funding/bonus/value").asLong()).isEqualTo(2_000);
        String id = paid.path("id").asString();
        assertThat(CardPayers.payment(customer, id).at("/funding/bonus/value").asLong())
                .isEqualTo(2_000);
        assertThat(shop.till()
                        .get("/payments/" + id)
                        .expect(200)
                        .json()
                        .at("/funding/bonus")
                        .isObject())
                .isFalse();
        assertThat(balances(customer)).isEqualTo(new Holds(2_500, 0));
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(2_500);
        JsonNode tooMuch = shops.pay(
                        customer,
                        shops.quote(
                                customer, shops.order(shop, 2_501).path("id").asString()),
                        aKey())
                .expectProblem(422, "insufficient-balance")
                .json();
        assertThat(tooMuch.at("/available/value").asLong()).isEqualTo(2_500);
    }

    @Test
    void aPayCodeTakesTheBonusToo() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = holding(500, 2_000);
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                .expect(204);
        JsonNode code =
                customer.browser().post("/pay-codes", Map.of()).expect(201).json();
        String order = shops.order(shop, 2_100).path("id").asString();
        assertThat(shop.till()
                        .post(
                                "/orders/" + order + "/pay-code",
                                Map.of("payCode", code.path("code").asString()),
                                aKey())
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("paid");
        assertThat(balances(customer)).isEqualTo(new Holds(400, 0));
    }

    @Test
    void refundsInAnyPartsGoBackToBonusWalletAndCard() {
        long seed = Long.getLong("tongbao.seed", System.nanoTime());
        Random random = new Random(seed);
        Shops.Shop shop = shops.aShop();
        for (int round = 0; round < 4; round++) {
            long bonus = 1 + random.nextInt(400);
            long wallet = 1 + random.nextInt(400);
            long fromCard = 1 + random.nextInt(400);
            World.Someone customer = holding(wallet, bonus);
            String card = link(customer, CardPayers.GOOD);
            long gross = bonus + wallet + fromCard;
            JsonNode quote =
                    shops.quote(customer, shops.order(shop, gross).path("id").asString());
            JsonNode paid = CardPayers.pay(customer, CardPayers.mixed(quote, card, bonus + wallet))
                    .expect(201)
                    .json();
            assertThat(paid.path("state").asString()).isEqualTo("paid");
            assertThat(paid.at("/funding/bonus/value").asLong()).isEqualTo(bonus);
            assertThat(balances(customer)).isEqualTo(new Holds(0, 0));
            String id = paid.path("id").asString();

            long left = gross;
            long toBonus = 0;
            long toCard = 0;
            List<Long> parts = new ArrayList<>();
            while (left > 0) {
                long part = parts.size() == 5 ? left : 1 + random.nextInt((int) left);
                parts.add(part);
                left -= part;
            }
            Collections.shuffle(parts, random);
            for (long part : parts) {
                JsonNode planned = shop.till()
                        .post("/payments/" + id + "/refunds/preview", Map.of("amount", cny(part)))
                        .expect(200)
                        .json();
                JsonNode refund = shop.till()
                        .post("/payments/" + id + "/refunds", Map.of("amount", cny(part)), aKey())
                        .expect(201)
                        .json();
                assertThat(refund.at("/toBonus/value").asLong())
                        .as("seed %d", seed)
                        .isEqualTo(planned.at("/toBonus/value").asLong());
                toBonus += refund.at("/toBonus/value").asLong();
                toCard += refund.at("/toCard/amount/value").asLong(0);
            }
            assertThat(toBonus).as("seed %d", seed).isEqualTo(bonus);
            assertThat(toCard).as("seed %d", seed).isEqualTo(fromCard);
            assertThat(balances(customer)).as("seed %d", seed).isEqualTo(new Holds(wallet, bonus));
        }
    }

    /** The cashback went to the wallet and was spent; the shop can refund all the same, and the bonus bears it. */
    @Test
    void cashbackThatIsSpentIsKeptBackFromTheBonus() {
        Shops.Shop shop = shops.aShop();
        Map<String, Object> body = anOffer(10_000);
        body.put("name", "返10%");
        body.put("benefit", Map.of("kind", "cashback", "basisPoints", 1_000));
        body.put("merchantIds", List.of(shop.id()));
        open(body);
        World.Someone customer = holding(0, 1_000);
        JsonNode paid = shops.paid(shop, customer, 1_000);
        assertThat(balances(customer)).isEqualTo(new Holds(100, 0));
        shops.paid(shops.aShop(), customer, 100);
        JsonNode refund = shop.till()
                .post("/payments/" + paid.path("id").asString() + "/refunds", Map.of("amount", cny(1_000)), aKey())
                .expect(201)
                .json();
        assertThat(refund.at("/toBonus/value").asLong()).isEqualTo(900);
        assertThat(refund.at("/cashToCustomer/value").asLong()).isEqualTo(900);
        assertThat(balances(customer)).isEqualTo(new Holds(0, 900));
    }

    @Test
    void aWalletThatStandsStillPaysNothingFromItsBonusEither() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = holding(0, 2_000);
        String card = link(customer, CardPayers.GOOD);
        JsonNode quote = shops.quote(customer, shops.order(shop, 500).path("id").asString());
        for (io.tongbao.ledger.AccountKey purse : WalletAccounts.purses(customer.id(), CNY)) {
            shops.freeze(purse, Ledger.Freeze.OUT);
            shops.pay(customer, quote, aKey()).expectProblem(422, "account-frozen");
            shops.freeze(purse, Ledger.Freeze.NONE);
        }
        freeze(customer, "both");
        shops.pay(customer, quote, aKey()).expectProblem(422, "account-frozen");
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(1_000)), aKey())
                .expectProblem(422, "account-frozen");
        operator.post("/customers/" + customer.id() + "/closure", Map.of("reason", "x"))
                .expectProblem(422, "wallet-not-empty");
        freeze(customer, "none");
        shops.pay(customer, quote, aKey()).expect(201);
        assertThat(balances(customer)).isEqualTo(new Holds(0, 1_500));
        assertThat(operator.get("/customers/" + customer.id())
                        .expect(200)
                        .json()
                        .at("/balances/0/bonus/value")
                        .asLong())
                .isEqualTo(1_500);
    }

    @Test
    void namesWhatOfATopUpOfferCanNeverBe() {
        Shops.Shop shop = shops.aShop();
        Map<String, Object> atShop = anOffer(10_000);
        atShop.put("merchantIds", List.of(shop.id()));
        wrong(atShop, "merchantIds");
        Map<String, Object> ofGoods = anOffer(10_000);
        ofGoods.put("condition", Map.of("kind", "quantity_at_least", "units", 2));
        wrong(ofGoods, "condition");
        Map<String, Object> small = anOffer(1_999);
        wrong(small, "budget.total.value");
    }

    @Test
    void triesATopUpOffer() {
        JsonNode trial = operator.post(
                        "/offer-trials",
                        Map.of(
                                "offer", anOffer(10_000),
                                "lines", List.of(Map.of("unitPrice", cny(20_000), "quantity", 1))))
                .expect(200)
                .json();
        assertThat(trial.at("/payable/value").asLong()).isEqualTo(20_000);
        assertThat(trial.at("/bonus/value").asLong()).isEqualTo(2_000);
        assertThat(trial.at("/sponsors/1/bears/value").asLong()).isEqualTo(1_500);
    }

    @Test
    void wrongInputIsRefusedByItsField() {
        World.Someone customer = world.aCustomer();
        String card = link(customer, CardPayers.GOOD);
        Map<Map<String, Object>, String> wrong = Map.of(
                Map.of("cardId", card, "amount", cny(1_000), "bonus", Map.of("value", 1, "currency", "USD")),
                "bonus.currency",
                Map.of("cardId", card, "amount", cny(1_000), "bonus", cny(-1)),
                "bonus.value");
        wrong.forEach((body, field) -> assertThat(customer.browser()
                        .post("/top-ups", body, aKey())
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo(field));
        customer.browser()
                .post("/top-up-quotes", Map.of("cardId", "card_none", "amount", cny(1_000)))
                .expectProblem(400, "invalid-field");
        customer.browser()
                .post("/top-up-quotes", Map.of("cardId", card, "amount", cny(0)))
                .expectProblem(400, "invalid-field");
    }

    private void wrong(Map<String, Object> offer, String field) {
        JsonNode refused = operator.post("/offers", offer, aKey())
                .expectProblem(400, "invalid-field")
                .json();
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo(field);
    }

    private record Holds(long wallet, long bonus) {}

    private static Holds balances(World.Someone customer) {
        JsonNode balance =
                customer.browser().get("/balances").expect(200).json().at("/items/0");
        return new Holds(
                balance.at("/available/value").asLong(),
                balance.at("/bonus/value").asLong());
    }

    private World.Someone holding(long wallet, long bonus) {
        World.Someone customer = world.aCustomer();
        if (wallet > 0) {
            shops.fund(Accounts.wallet(customer.id(), CNY), wallet);
        }
        shops.fund(Accounts.bonus(customer.id(), CNY), bonus);
        return customer;
    }

    private void freeze(World.Someone customer, String what) {
        operator.put("/customers/" + customer.id() + "/freeze", Map.of("freeze", what, "reason", "x"))
                .expect(200);
    }

    private String open(Map<String, Object> body) {
        String id = operator.post("/offers", body, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        opened.add(id);
        return id;
    }

    /** 充200送20: a quarter is the bank's. */
    private static Map<String, Object> anOffer(long total) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "充200送20");
        body.put("currency", "CNY");
        body.put(
                "benefit",
                Map.of("kind", "top_up_bonus", "steps", List.of(Map.of("thresholdMinor", 20_000, "offMinor", 2_000))));
        body.put("startsAt", "2026-01-01T00:00:00+08:00");
        body.put("endsAt", "2035-01-01T00:00:00+08:00");
        body.put("budget", Map.of("total", cny(total)));
        body.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "bank:sandbox", "name", "银行", "percent", 25),
                        Map.of("sponsorId", "platform", "name", "通宝", "percent", 75)));
        return body;
    }

    private static JsonNode quote(World.Someone customer, String card, long minor) {
        return customer.browser()
                .post("/top-up-quotes", Map.of("cardId", card, "amount", cny(minor)))
                .expect(200)
                .json();
    }

    private static Visitor.Answer topUp(World.Someone customer, String card, long minor, long bonus, String key) {
        return customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(minor), "bonus", cny(bonus)), key);
    }

    private static JsonNode topUp(World.Someone customer, String id) {
        return customer.browser().get("/top-ups/" + id).expect(200).json();
    }

    private JsonNode uses(String offer) {
        return operator.get("/offers/" + offer + "/uses").expect(200).json().path("items");
    }

    private static JsonNode bill(World.Someone customer) {
        return customer.browser().get("/bills").expect(200).json().at("/items/0");
    }

    private static <T> List<T> together(int times, Callable<T> what) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> asked =
                    Stream.generate(() -> executor.submit(what)).limit(times).toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> each : asked) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
