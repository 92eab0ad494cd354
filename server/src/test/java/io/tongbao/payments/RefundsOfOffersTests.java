package io.tongbao.payments;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Payments with an offer, given back in parts: whatever the parts, everything returns to where it came from. */
@ServerTest
class RefundsOfOffersTests {
    private static final long BUDGET = 1_000_000;

    private final World world;
    private final Shops shops;

    RefundsOfOffersTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    /** A payment with an offer of a random kind, between new people, and the accounts that it meets. */
    private final class Story {
        private final Random random;
        private final Shops.Shop shop = shops.aShop();
        private final World.Someone customer = shops.aCustomerWith(100_000);
        private final List<String> sponsors =
                List.of("brewer:" + shop.id(), "supplier:" + shop.id(), "house:" + shop.id());
        private final LocalDate day = LocalDate.now(world.clock());
        private final String campaign;
        private final JsonNode payment;

        Story(long seed) {
            this.random = new Random(seed);
            world.anOperator().browser().post("/offers", offer(), aKey()).expect(201);
            JsonNode quote = quote();
            this.campaign = quote.at("/applied/0/campaignId").asString();
            this.payment = shops.pay(customer, quote, aKey()).expect(201).json();
        }

        private Map<String, Object> offer() {
            Map<String, Object> offer = new LinkedHashMap<>();
            switch (random.nextInt(4)) {
                case 0 ->
                    offer.put(
                            "benefit",
                            Map.of(
                                    "kind",
                                    "spend_and_save",
                                    "steps",
                                    List.of(Map.of("thresholdMinor", 1_000, "offMinor", random.nextLong(1, 900)))));
                case 1 ->
                    offer.put(
                            "benefit",
                            Map.of("kind", "percent_off", "basisPoints", 1_250, "capMinor", random.nextLong(1, 2_000)));
                case 2 -> {
                    offer.put("benefit", Map.of("kind", "amount_off", "offMinor", random.nextLong(1, 900)));
                    offer.put(
                            "condition",
                            Map.of(
                                    "kind",
                                    "nth_order",
                                    "scope",
                                    random.nextBoolean() ? "wallet" : "merchant",
                                    "nth",
                                    1));
                }
                default ->
                    offer.put(
                            "benefit",
                            Map.of("kind", "cashback", "basisPoints", 777, "capMinor", random.nextLong(1, 2_000)));
            }
            offer.put("name", "退款");
            offer.put("currency", "CNY");
            offer.put("merchantIds", List.of(shop.id()));
            offer.put("startsAt", "2026-01-01T00:00:00+08:00");
            offer.put("endsAt", "2035-01-01T00:00:00+08:00");
            offer.put("budget", Map.of("total", cny(BUDGET), "perDay", cny(BUDGET)));
            offer.put("usesPerCustomer", 1);
            offer.put(
                    "sponsors",
                    List.of(
                            Map.of("sponsorId", sponsors.get(0), "name", "店", "percent", "33.33"),
                            Map.of("sponsorId", sponsors.get(1), "name", "牌", "percent", "16.67"),
                            Map.of("sponsorId", sponsors.get(2), "name", "宝", "percent", "50")));
            return offer;
        }

        JsonNode quote() {
            return customer.browser()
                    .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(random.nextLong(1_000, 20_000))))
                    .expect(201)
                    .json();
        }

        long of(String field) {
            return payment.at("/" + field + "/value").asLong();
        }

        String id() {
            return payment.path("id").asString();
        }

        Visitor.Answer refund(long amount) {
            return shop.till().post("/payments/" + id() + "/refunds", Map.of("amount", cny(amount)), aKey());
        }

        AccountKey wallet() {
            return Accounts.wallet(customer.id(), CNY);
        }

        long spentOfBudgets() {
            long left = 0;
            for (String sponsor : sponsors) {
                left += shops.balance(Accounts.budget(campaign, sponsor, CNY));
            }
            return BUDGET - left;
        }

        long spentOfDay() {
            return shops.balance(Accounts.day(campaign, day, CNY));
        }

        List<Long> counters() {
            return List.of(
                    shops.balance(Accounts.uses(campaign, customer.id())),
                    shops.balance(Accounts.orders(customer.id())),
                    shops.balance(Accounts.orders(customer.id(), shop.id())));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void partsOfAnySizeSumToWhatWasPaid(long seed) throws InterruptedException {
        Story story = new Story(seed);
        assertThat(story.of("discount") + story.of("cashback")).isPositive();
        assertThat(story.spentOfBudgets()).isEqualTo(story.of("discount") + story.of("cashback"));
        assertThat(story.spentOfDay()).isEqualTo(story.spentOfBudgets());
        assertThat(story.counters()).containsOnly(1L);
        if (seed % 2 == 0) {
            // The budget goes back to the day it came from, whenever that is.
            world.clock().advance(Duration.ofHours(25));
            // The cashback has been spent: it is taken off the cash that comes back.
            shops.post(
                    story.wallet(), AccountKey.outside("bank/tests/CNY", CNY.asset()), shops.balance(story.wallet()));
        }
        long walletBefore = shops.balance(story.wallet());
        long left = story.of("gross");
        long cash = 0;
        long takenBack = 0;
        long toBudget = 0;
        int refunds = 0;
        while (left > 0) {
            long part = refunds == 7 ? left : story.random.nextLong(1, left + 1);
            Map<String, Object> body = Map.of("amount", cny(part));
            JsonNode shown = story.shop
                    .till()
                    .post("/payments/" + story.id() + "/refunds/preview", body)
                    .expect(200)
                    .json();
            JsonNode refund = story.refund(part).expect(201).json();
            left -= part;
            refunds++;
            for (String field :
                    List.of("gross", "cashToCustomer", "cashbackTakenBack", "toBudget", "sponsors", "left")) {
                assertThat(refund.path(field)).as(field + " of " + refund).isEqualTo(shown.path(field));
            }
            assertThat(value(refund, "cashToCustomer") + value(refund, "toBudget"))
                    .isEqualTo(part);
            assertThat(value(refund, "left")).isEqualTo(left);
            long parts = 0;
            for (JsonNode sponsor : refund.path("sponsors")) {
                parts += value(sponsor, "discount") + value(sponsor, "cashback");
            }
            assertThat(parts).isEqualTo(value(refund, "toBudget"));
            cash += value(refund, "cashToCustomer");
            takenBack += value(refund, "cashbackTakenBack");
            toBudget += value(refund, "toBudget");

            assertThat(shops.balance(story.wallet())).isEqualTo(walletBefore + cash);
            assertThat(shops.balance(Accounts.merchant(story.shop.id(), CNY))).isEqualTo(left);
            assertThat(story.spentOfBudgets())
                    .isEqualTo(story.of("discount") + story.of("cashback") - toBudget)
                    .isEqualTo(story.spentOfDay());
            assertThat(story.counters()).containsOnly(left > 0 ? 1L : 0L);
        }
        assertThat(cash + takenBack).isEqualTo(story.of("paid"));
        assertThat(takenBack).isEqualTo(story.of("cashback"));
        assertThat(story.spentOfBudgets()).isZero();
        story.refund(1).expectProblem(422, "refund-above-left");
        assertThat(story.quote().path("applied").size()).as("the use came back").isEqualTo(1);
        billsCome(story, refunds, cash);
    }

    private void billsCome(Story story, int refunds, long cash) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (true) {
            JsonNode bills = story.customer
                    .browser()
                    .get("/bills?kind=refund&limit=50")
                    .expect(200)
                    .json()
                    .path("items");
            if (bills.size() == refunds) {
                long sum = 0;
                for (JsonNode bill : bills) {
                    assertThat(bill.path("referenceId").asString()).isEqualTo(story.id());
                    assertThat(bill.path("counterparty").asString()).isEqualTo("老王面馆");
                    sum += value(bill, "amount");
                }
                assertThat(sum).isEqualTo(cash);
                JsonNode paid = story.customer
                        .browser()
                        .get("/bills/" + story.id())
                        .expect(200)
                        .json();
                assertThat(paid.path("state").asString()).isEqualTo("refunded");
                return;
            }
            assertThat(Instant.now())
                    .as("bills %s of %s", bills.size(), refunds)
                    .isBefore(until);
            Thread.sleep(20);
        }
    }

    @Test
    void aPartDoesNotGiveTheUseBack() {
        Story story = new Story(11);
        story.refund(story.of("gross") - 1).expect(201);
        JsonNode quote = story.quote();
        assertThat(quote.path("applied").size()).isZero();
        assertThat(quote.at("/notApplied/0/code").asString()).isIn("uses-up", "not-first-order");
        story.refund(1).expect(201);
        assertThat(story.quote().path("applied").size()).isEqualTo(1);
    }

    @Test
    void refundsAtOnceNeverGiveBackMoreThanWasPaid() throws Exception {
        Story story = new Story(12);
        long half = story.of("gross") / 2 + 1;
        List<Callable<Visitor.Answer>> halves = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            halves.add(() -> story.refund(half));
        }
        int given = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Visitor.Answer> answer : threads.invokeAll(halves)) {
                if (answer.get().status() == 201) {
                    given++;
                } else {
                    assertThat(answer.get().problem()).isIn("refund-above-left", "conflict");
                }
            }
        }
        assertThat(given).isEqualTo(1);
        assertThat(shops.balance(Accounts.merchant(story.shop.id(), CNY))).isEqualTo(story.of("gross") - half);
    }

    /** Money of a frozen or closed wallet goes nowhere and comes from nowhere; said by name, and nothing half done. */
    @Test
    void aRefundToAFrozenWalletIsRefused() {
        Story story = new Story(13);
        shops.freeze(story.wallet(), Ledger.Freeze.IN);
        long merchant = shops.balance(Accounts.merchant(story.shop.id(), CNY));
        story.refund(100).expectProblem(422, "account-frozen");
        assertThat(shops.balance(Accounts.merchant(story.shop.id(), CNY))).isEqualTo(merchant);
        shops.freeze(story.wallet(), Ledger.Freeze.NONE);
        story.refund(100).expect(201);
    }

    private static long value(JsonNode of, String field) {
        return of.at("/" + field + "/value").asLong();
    }
}
