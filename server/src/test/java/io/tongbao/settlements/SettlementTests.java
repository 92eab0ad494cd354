package io.tongbao.settlements;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.CardPayers;
import io.tongbao.payments.Shops;
import io.tongbao.wallets.CardNumbers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What merchants are owed: settled net of fees, paid out once, and to the cent what the books say. */
@ServerTest
class SettlementTests {
    private final World world;
    private final Shops shops;
    private final Ledger ledger;
    private final World.Staff operator;

    SettlementTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
        this.operator = world.anOperator();
    }

    @Test
    void paysOutWhatWasTakenLessTheFeeOfEveryPayment() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        shops.paid(shop, customer, 10_000);
        shops.paid(shop, customer, 131);
        shops.paid(shop, customer, 132);

        JsonNode settlement = settled(shop);

        assertThat(minor(settlement, "taken")).isEqualTo(10_263);
        assertThat(minor(settlement, "fees")).as("38 + 0 + 1").isEqualTo(39);
        assertThat(minor(settlement, "paid")).isEqualTo(10_224);
        assertThat(settlement.path("payoutState").asString()).isEqualTo("paid");
        assertThat(shops.balance(merchant(shop))).isZero();
        assertThat(payable(shop)).isZero();
        JsonNode payout = own(shop, "/payouts").path(0);
        assertThat(minor(payout, "amount")).isEqualTo(10_224);
        assertThat(payout.path("state").asString()).isEqualTo("paid");
        List<Long> fees = new ArrayList<>();
        own(shop, "/settlements/" + settlement.path("id").asString() + "/lines")
                .forEach(line -> fees.add(minor(line, "fee")));
        assertThat(fees).containsExactly(38L, 0L, 1L);
        ties(shop);
    }

    @Test
    void givesBackTheFeeOfWhatIsRefundedToTheCent() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        String first = paid(shop, customer, 10_000);
        refund(shop, first, 3_333).expect(201);
        JsonNode one = settled(shop);
        assertThat(minor(one, "fees")).isEqualTo(38);
        assertThat(minor(one, "feesBack")).as("38 × 3333 / 10000 = 12.66").isEqualTo(12);
        assertThat(minor(one, "paid")).isEqualTo(10_000 - 3_333 - 38 + 12);

        paid(shop, customer, 20_000);
        refund(shop, first, 6_667).expect(201);
        JsonNode two = settled(shop);
        assertThat(minor(two, "fees")).isEqualTo(76);
        assertThat(minor(two, "feesBack")).as("the rest of 38").isEqualTo(26);
        assertThat(minor(two, "paid")).isEqualTo(20_000 - 6_667 - 76 + 26);
        ties(shop);
    }

    @Test
    void isMadeOnceHoweverOftenItIsAskedForAndByHowMany() throws Exception {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        paid(shop, customer, 5_000);
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Visitor.Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asked.add(both.submit(
                        () -> operator.browser().post("/settlement-runs", Map.of("merchantId", shop.id()))));
            }
            for (Future<Visitor.Answer> each : asked) {
                assertThat(each.get().status()).isIn(200, 409);
            }
        }
        run(shop);
        await(() -> own(shop, "/payouts").path(0).path("state").asString().equals("paid"));
        assertThat(own(shop, "/settlements").size()).isEqualTo(1);
        assertThat(own(shop, "/payouts").size()).isEqualTo(1);
        assertThat(minor(own(shop, "/payouts").path(0), "amount")).isEqualTo(5_000 - 19);
        ties(shop);
    }

    @Test
    void refundsMayRunAheadOfTakingsAndAreRepaidFromTheNext() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        String bought = paid(shop, customer, 10_000);
        settled(shop);

        refund(shop, bought, 10_000).expect(201);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(100_000);
        assertThat(shops.balance(Accounts.advance(shop.id(), CNY))).isEqualTo(-10_000);
        assertThat(minor(account(shop), "advanced")).isEqualTo(10_000);
        assertThat(minor(account(shop), "unsettled")).isEqualTo(-10_000);

        JsonNode below = settled(shop);
        assertThat(minor(below, "feesBack")).isEqualTo(38);
        assertThat(minor(below, "repaid")).isEqualTo(38);
        assertThat(minor(below, "paid")).isZero();
        assertThat(minor(below, "carried")).isEqualTo(-9_962);
        ties(shop);

        paid(shop, customer, 12_000);
        JsonNode after = settled(shop);
        assertThat(minor(after, "carriedIn")).isEqualTo(-9_962);
        assertThat(minor(after, "repaid")).isEqualTo(9_962);
        assertThat(minor(after, "paid")).as("12000 − 46 − 9962").isEqualTo(1_992);
        assertThat(shops.balance(Accounts.advance(shop.id(), CNY))).isZero();
        ties(shop);
    }

    @Test
    void noMoreIsAdvancedThanThePlanSays() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(1_000_000);
        String large = paid(shop, customer, 200_001);
        String small = paid(shop, customer, 1_000);
        settled(shop);
        refund(shop, large, 200_001).expectProblem(422, "merchant-balance-too-small");
        refund(shop, large, 199_000).expect(201);
        refund(shop, large, 1_001).expectProblem(422, "merchant-balance-too-small");
        refund(shop, small, 1_000).expect(201);
        refund(shop, large, 1).expectProblem(422, "merchant-balance-too-small");
        assertThat(shops.balance(Accounts.advance(shop.id(), CNY))).isEqualTo(-200_000);
        ties(shop);
    }

    @Test
    void aRefundAskedTwiceAtOnceIsLentOnce() throws Exception {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        String bought = paid(shop, customer, 10_000);
        settled(shop);
        String key = aKey();
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Visitor.Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asked.add(both.submit(
                        () -> shop.till().post("/payments/" + bought + "/refunds", Map.of("amount", cny(4_000)), key)));
            }
            for (Future<Visitor.Answer> each : asked) {
                each.get().expect(201);
            }
        }
        assertThat(shops.balance(Accounts.advance(shop.id(), CNY))).isEqualTo(-4_000);
        assertThat(shops.balance(merchant(shop))).isZero();
        ties(shop);
    }

    @Test
    void nothingIsPaidOutWithoutAnAccountOrWhileItIsHeld() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(100_000);
        paid(shop, customer, 10_000);
        assertThat(settled(shop).hasNonNull("payoutId")).isFalse();
        assertThat(payable(shop)).isEqualTo(9_962);

        hold(shop, "发票待核").expect(200);
        hold(shop, "again").expectProblem(409, "conflict");
        payee(shop, CardPayers.GOOD).expect(200);
        run(shop);
        assertThat(payable(shop)).isEqualTo(9_962);
        assertThat(account(shop).at("/hold/reason").asString()).isEqualTo("发票待核");

        operator.browser().delete("/merchants/" + shop.id() + "/payout-hold").expect(204);
        operator.browser().delete("/merchants/" + shop.id() + "/payout-hold").expectProblem(404, "not-found");
        run(shop);
        assertThat(payable(shop)).isZero();
        assertThat(own(shop, "/settlements").path(0).path("payoutState").asString())
                .isEqualTo("paid");
        ties(shop);
    }

    @Test
    void whatTheBankDeclinesStaysDueUntilThereIsAnotherAccount() {
        Shops.Shop shop = aShopPaidTo(CardPayers.DECLINES);
        World.Someone customer = shops.aCustomerWith(100_000);
        paid(shop, customer, 10_000);
        JsonNode settlement = settled(shop);
        assertThat(settlement.hasNonNull("payoutId")).isFalse();
        assertThat(payable(shop)).isEqualTo(9_962);
        assertThat(account(shop).at("/hold/byBank").asBoolean()).isTrue();
        assertThat(own(shop, "/payouts").path(0).path("state").asString()).isEqualTo("declined");
        run(shop);
        assertThat(own(shop, "/payouts").size()).isEqualTo(1);

        payee(shop, CardPayers.GOOD).expect(200);
        assertThat(account(shop).hasNonNull("hold")).isFalse();
        run(shop);
        assertThat(payable(shop)).isZero();
        assertThat(own(shop, "/payouts").path(0).path("state").asString()).isEqualTo("paid");
        ties(shop);
    }

    @Test
    void aSlowBankIsAskedUntilItAnswersAndPaysOnce() {
        Shops.Shop shop = aShopPaidTo(CardPayers.LATE);
        World.Someone customer = shops.aCustomerWith(100_000);
        paid(shop, customer, 10_000);
        assertThat(settled(shop).path("payoutState").asString()).isEqualTo("pending");
        run(shop);
        await(() -> own(shop, "/payouts").path(0).path("state").asString().equals("paid"));
        assertThat(own(shop, "/payouts").size()).isEqualTo(1);
        assertThat(payable(shop)).isZero();
        ties(shop);
    }

    @Test
    void aPlanOfItsOwnHoldsFromItsDayAndTheStandardOneBefore() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Staff administrator = world.anAdministrator();
        Map<String, Object> terms = Map.of(
                "nameZh",
                "试用",
                "nameEn",
                "Trial",
                "ratePpm",
                10_000,
                "cap",
                cny(50),
                "freePerMonth",
                cny(0),
                "advance",
                cny(0));
        String plan = administrator
                .browser()
                .post("/fee-plans", terms)
                .expect(201)
                .json()
                .path("id")
                .asString();
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), ZoneId.of("Asia/Shanghai"));
        Map<String, Object> fromToday = Map.of("planId", plan, "from", today.toString());
        operator.browser()
                .put("/merchants/" + shop.id() + "/fee-plan", fromToday)
                .expectProblem(400, "invalid-field");
        Map<String, Object> fromTomorrow =
                Map.of("planId", plan, "from", today.plusDays(1).toString());
        operator.browser()
                .put("/merchants/" + shop.id() + "/fee-plan", fromTomorrow)
                .expect(200);
        operator.browser()
                .put("/merchants/" + shop.id() + "/fee-plan", fromTomorrow)
                .expectProblem(409, "conflict");
        JsonNode account = account(shop);
        assertThat(account.at("/feePlan/ratePpm").asInt()).isEqualTo(3_800);
        assertThat(account.at("/nextFeePlan/ratePpm").asInt()).isEqualTo(10_000);
        assertThat(account.path("nextFeePlanFrom").asString())
                .isEqualTo(today.plusDays(1).toString());
    }

    @Test
    void theStatementAddsUpToWhatIsPaid() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        World.Someone customer = shops.aCustomerWith(100_000);
        String bought = paid(shop, customer, 10_000);
        refund(shop, bought, 2_500).expect(201);
        paid(shop, customer, 777);
        JsonNode settlement = settled(shop);
        String csv = shop.till()
                .get("/settlements/" + settlement.path("id").asString() + "/statement")
                .expect(200)
                .text();
        List<String> rows = csv.lines().skip(1).toList();
        long sum = rows.subList(0, rows.size() - 1).stream()
                .mapToLong(row -> cents(row.split(",", -1)[7]))
                .sum();
        assertThat(sum).isEqualTo(cents(rows.getLast().split(",", -1)[7])).isEqualTo(minor(settlement, "paid"));
        assertThat(rows).hasSize(3 + 5);
    }

    @Test
    void belongsToItsMerchantAlone() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        Shops.Shop other = shops.aShop();
        paid(shop, shops.aCustomerWith(1_000), 1_000);
        String id = settled(shop).path("id").asString();
        for (String path : List.of("", "/lines", "/statement")) {
            other.till().get("/settlements/" + id + path).expectProblem(404, "not-found");
            operator.browser().get("/settlements/" + id + path).expect(200);
        }
        assertThat(other.till()
                        .get("/settlements?merchantId=" + shop.id())
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void theDaysRunSettlesWithEverybodyWhatIsOver() {
        Shops.Shop shop = aShopPaidTo(CardPayers.GOOD);
        paid(shop, shops.aCustomerWith(10_000), 10_000);
        operator.browser().post("/settlement-runs", Map.of()).expect(200);
        assertThat(own(shop, "/settlements")).as("today is not over").isEmpty();
        ties(shop);
    }

    @Test
    void wrongTermsAreRefusedByTheirField() {
        Shops.Shop shop = shops.aShop();
        put(shop, "1234").expectProblem(400, "invalid-field");
        World.Staff administrator = world.anAdministrator();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("ratePpm", 1_000_001),
                Map.of("ratePpm", -1),
                Map.of("cap", cny(0)),
                Map.of("advance", cny(-1)),
                Map.of("advance", Map.of("value", 1, "currency", "USD")),
                Map.of("nameZh", " "))) {
            Map<String, Object> terms = new java.util.HashMap<>(
                    Map.of("nameZh", "试用", "nameEn", "Trial", "ratePpm", 1, "freePerMonth", cny(0), "advance", cny(0)));
            terms.putAll(wrong);
            administrator.browser().post("/fee-plans", terms).expectProblem(400, "invalid-field");
        }
        operator.browser()
                .post("/settlement-runs", Map.of("merchantId", "mer_00000000000000000000000000"))
                .expectProblem(400, "invalid-field");
    }

    /** What the merchant's account holds, less what was advanced, is what the last settlement carried on and what came since. */
    private void ties(Shops.Shop shop) {
        long books = shops.balance(merchant(shop)) + shops.balance(Accounts.advance(shop.id(), CNY));
        assertThat(minor(account(shop), "unsettled")).isEqualTo(books);
        assertThat(minor(account(shop), "payable")).isEqualTo(payable(shop));
    }

    private Shops.Shop aShopPaidTo(String last4) {
        Shops.Shop shop = shops.aShop();
        payee(shop, last4).expect(200);
        return shop;
    }

    private Visitor.Answer payee(Shops.Shop shop, String last4) {
        return put(shop, CardNumbers.endingIn(last4));
    }

    private static Visitor.Answer put(Shops.Shop shop, String number) {
        return shop.till().put("/settlement-account", Map.of("number", number, "holder", "上海老王餐饮有限公司"));
    }

    private String paid(Shops.Shop shop, World.Someone customer, long minor) {
        return shops.paid(shop, customer, minor).path("id").asString();
    }

    private static Visitor.Answer refund(Shops.Shop shop, String payment, long minor) {
        return shop.till().post("/payments/" + payment + "/refunds", Map.of("amount", cny(minor)), aKey());
    }

    private Visitor.Answer hold(Shops.Shop shop, String reason) {
        return operator.browser().put("/merchants/" + shop.id() + "/payout-hold", Map.of("reason", reason));
    }

    private void run(Shops.Shop shop) {
        shops.settle(shop, operator.browser()).expect(200);
    }

    private JsonNode settled(Shops.Shop shop) {
        int before = own(shop, "/settlements").size();
        run(shop);
        JsonNode all = own(shop, "/settlements");
        assertThat(all.size()).isEqualTo(before + 1);
        return all.path(0);
    }

    private static JsonNode own(Shops.Shop shop, String path) {
        return shop.till().get(path).expect(200).json().path("items");
    }

    private static JsonNode account(Shops.Shop shop) {
        return shop.till().get("/settlement-account").expect(200).json();
    }

    private static long minor(JsonNode in, String field) {
        return in.path(field).path("value").asLong();
    }

    private static long cents(String decimal) {
        return decimal.isEmpty()
                ? 0
                : new java.math.BigDecimal(decimal).movePointRight(2).longValueExact();
    }

    private static AccountKey merchant(Shops.Shop shop) {
        return Accounts.merchant(shop.id(), CNY);
    }

    private long payable(Shops.Shop shop) {
        return ledger.balance("payable/" + shop.id() + "/CNY")
                .map(Balance::posted)
                .orElse(0L);
    }
}
