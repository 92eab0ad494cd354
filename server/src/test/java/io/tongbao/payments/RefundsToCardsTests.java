package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.CardPayers.GOOD;
import static io.tongbao.payments.CardPayers.LATE;
import static io.tongbao.payments.CardPayers.NEVER_CALLS;
import static io.tongbao.payments.CardPayers.TAKES_NOTHING_BACK;
import static io.tongbao.payments.CardPayers.byCard;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.CardPayers.mixed;
import static io.tongbao.payments.CardPayers.pay;
import static io.tongbao.payments.CardPayers.state;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What came from a card goes back to it, in the books at once and over the bank exactly once. */
@ServerTest
class RefundsToCardsTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient jdbc;

    RefundsToCardsTests(World world, Ledger ledger, JdbcClient jdbc) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.jdbc = jdbc;
    }

    @Test
    void anySequenceOfPartsSumsToWhatEachGave() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int story = 0; story < 4; story++) {
            Shops.Shop shop = shops.aShop();
            World.Someone customer = shops.aCustomerWith(20_000);
            long price = random.nextLong(500, 9_000);
            long balance = random.nextLong(1, price);
            String id = paid(customer, mixed(quote(customer, shop, price), link(customer, GOOD), balance));
            List<JsonNode> refunds = new ArrayList<>();
            for (long left = price; left > 0; ) {
                long amount = refunds.size() == 7 ? left : random.nextLong(1, left + 1);
                JsonNode refund = shop.till()
                        .post("/payments/" + id + "/refunds", Map.of("amount", cny(amount)), aKey())
                        .expect(201)
                        .json();
                assertThat(refund.at("/cashToCustomer/value").asLong())
                        .as("seed %d", seed)
                        .isEqualTo(amount);
                refunds.add(refund);
                left -= amount;
            }
            long toCard = refunds.stream()
                    .mapToLong(refund -> refund.at("/toCard/amount/value").asLong(0))
                    .sum();
            assertThat(toCard).as("seed %d", seed).isEqualTo(price - balance);
            assertThat(shops.balance(Accounts.wallet(customer.id(), CNY)))
                    .as("seed %d", seed)
                    .isEqualTo(20_000);
            assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();
            await(() -> paidOutTo(customer) == price - balance);
            assertThat(state(customer, id)).isEqualTo("refunded");
        }
    }

    @Test
    void aRefundInDoubtIsPaidOutOnce() {
        Shops.Shop shop = shops.aShop();
        for (String last4 : List.of(LATE, "0028", "0036", "0044", NEVER_CALLS)) {
            World.Someone customer = world.aCustomer();
            String id = paid(customer, byCard(quote(customer, shop, 2_000), link(customer, last4)));
            await(() -> state(customer, id).equals("paid"));
            String key = aKey();
            Map<String, Object> half = Map.of("amount", cny(1_000));
            JsonNode preview = shop.till()
                    .post("/payments/" + id + "/refunds/preview", half)
                    .expect(200)
                    .json();
            assertThat(preview.at("/toCard/value").asLong()).isEqualTo(1_000);
            for (int i = 0; i < 3; i++) {
                JsonNode refund = shop.till()
                        .post("/payments/" + id + "/refunds", half, key)
                        .expect(201)
                        .json();
                assertThat(refund.at("/toCard/amount/value").asLong()).isEqualTo(1_000);
            }
            assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(1_000);
            await(() -> toCard(customer, id).path("state").asString().equals("done"));
            assertThat(paidOutTo(customer)).isEqualTo(1_000);
            assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isZero();
            assertThat(toCard(customer, id).path("name").asString()).endsWith("··" + last4);
            shops.post(Accounts.merchant(shop.id(), CNY), Accounts.bank("tests", CNY), 1_000);
        }
    }

    @Test
    void whatTheCardDoesNotTakeBackGoesToTheWallet() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(500);
        String id = paid(customer, mixed(quote(customer, shop, 1_500), link(customer, TAKES_NOTHING_BACK), 500));
        JsonNode refund = shop.till()
                .post("/payments/" + id + "/refunds", Map.of("amount", cny(1_500)), aKey())
                .expect(201)
                .json();
        assertThat(refund.at("/toCard/state").asString()).isEqualTo("to_wallet");
        assertThat(toCard(customer, id).path("state").asString()).isEqualTo("to_wallet");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(1_500);
        assertThat(paidOutTo(customer)).isZero();
    }

    /** The cashback of a payment by card was spent: it is kept back from what the card gets. */
    @Test
    void cashbackIsTakenFromTheWalletOrElseKeptBackFromTheCard() {
        for (boolean spent : List.of(false, true)) {
            Shops.Shop shop = shops.aShop();
            Shops.Shop other = shops.aShop();
            World.Someone customer = world.aCustomer();
            world.anOperator().browser().post("/offers", cashback(shop), aKey()).expect(201);
            JsonNode quote = quote(customer, shop, 10_000);
            assertThat(quote.at("/cashback/value").asLong()).isEqualTo(1_000);
            String campaign = quote.at("/applied/0/campaignId").asString();
            String id = paid(customer, byCard(quote, link(customer, GOOD)));
            assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(1_000);
            if (spent) {
                shops.paid(other, customer, 1_000);
            }
            for (int part = 0; part < 2; part++) {
                JsonNode refund = shop.till()
                        .post("/payments/" + id + "/refunds", Map.of("amount", cny(5_000)), aKey())
                        .expect(201)
                        .json();
                assertThat(refund.at("/cashToCustomer/value").asLong()).isEqualTo(4_500);
                assertThat(refund.at("/toCard/amount/value").asLong()).isEqualTo(spent ? 4_500 : 5_000);
            }
            assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isZero();
            assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();
            assertThat(shops.balance(Accounts.budget(campaign, "house:" + shop.id(), CNY)))
                    .isEqualTo(100_000);
            await(() -> paidOutTo(customer) == (spent ? 9_000 : 10_000));
        }
    }

    private static Map<String, Object> cashback(Shops.Shop shop) {
        Map<String, Object> offer = new HashMap<>();
        offer.put("benefit", Map.of("kind", "cashback", "basisPoints", 1_000, "capMinor", 5_000));
        offer.put("name", "返现");
        offer.put("currency", "CNY");
        offer.put("merchantIds", List.of(shop.id()));
        offer.put("startsAt", "2026-01-01T00:00:00+08:00");
        offer.put("endsAt", "2035-01-01T00:00:00+08:00");
        offer.put("budget", Map.of("total", cny(100_000), "perDay", cny(100_000)));
        offer.put("sponsors", List.of(Map.of("sponsorId", "house:" + shop.id(), "name", "宝", "percent", "100")));
        return offer;
    }

    private static JsonNode toCard(World.Someone customer, String paymentId) {
        return customer.browser()
                .get("/payments/" + paymentId + "/refunds")
                .expect(200)
                .json()
                .at("/items/0/toCard");
    }

    private static String paid(World.Someone customer, Map<String, Object> body) {
        return pay(customer, body).expect(201).json().path("id").asString();
    }

    private static JsonNode quote(World.Someone customer, Shops.Shop shop, long minor) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json();
    }

    /** What the bank has paid out to the customer's cards for refunds, as both it and we know. */
    private long paidOutTo(World.Someone customer) {
        return jdbc.sql("""
                        select coalesce(sum(i.minor), 0)::bigint from connectors.sandbox_instruction i
                        join payments.card_errand e on e.id = i.reference and e.minor = i.minor
                        where e.customer_id = :customer and i.kind = 'pay_out' and i.state = 'done' and e.state = 'done'
                        """).param("customer", customer.id()).query(Long.class).single();
    }
}
