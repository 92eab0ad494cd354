package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a till takes outside the house: each order once, whether with a wallet or in cash. */
@ServerTest
class TenderTests {
    @Test
    void theCodeOfAStoresCounterSaysWhereItWasPaid() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(10_000);
        JsonNode store = shop.till()
                .post("/stores", Map.of("name", "春熙路店", "address", "春熙路 8 号"))
                .expect(201)
                .json();
        String code = store.path("qr").asString();
        payByCode(customer, code, 700);
        payByCode(customer, shop.qr(), 200);
        assertThat(shop.till()
                        .get("/merchants/mine/table-stand.pdf?language=zh&storeId="
                                + store.path("id").asString())
                        .status())
                .isEqualTo(200);
        shop.till()
                .get("/merchants/mine/table-stand.pdf?language=zh&storeId=sto_none")
                .expectProblem(400, "invalid-field");
        assertThat(shop.till()
                        .get("/day-close")
                        .expect(200)
                        .json()
                        .path("rows")
                        .valueStream()
                        .map(row -> row.path("storeName").asString("") + " "
                                + row.path("taken").path("value").asLong()))
                .containsExactlyInAnyOrder("春熙路店 700", " 200");
        // A code outlives its store: the money is the shop's all the same.
        shop.till().delete("/stores/" + store.path("id").asString()).expect(204);
        payByCode(customer, code, 100);
        assertThat(shops.balance(Accounts.merchant(shop.id(), Shops.CNY))).isEqualTo(1_000);
        // Whose store it is not, is none of this shop's.
        String other = shops.aShop()
                .till()
                .post("/stores", Map.of("name", "别家", "address", "别处"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        shop.till()
                .get("/merchants/mine/table-stand.pdf?language=zh&storeId=" + other)
                .expectProblem(400, "invalid-field");
    }

    private void payByCode(World.Someone customer, String code, long minor) {
        JsonNode quote = customer.browser()
                .post("/quotes", Map.of("qr", code, "amount", cny(minor)))
                .expect(201)
                .json();
        shops.pay(customer, quote, aKey()).expect(201);
    }

    private final World world;
    private final Shops shops;
    private final TillSums sums;

    TenderTests(World world, Ledger ledger, TillSums sums) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.sums = sums;
    }

    @Test
    void anOrderPaidInCashSaysWhatGoesBackAndCantBePaidAgain() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(10_000);
        String order = shops.order(shop, 3_200).path("id").asString();
        JsonNode quote = shops.quote(customer, order);

        JsonNode paid = tender(shop, order, Map.of("kind", "cash", "received", cny(5_000)))
                .expect(200)
                .json();

        assertThat(paid.path("state").asString()).isEqualTo("paid");
        assertThat(paid.path("tender").path("kind").asString()).isEqualTo("cash");
        assertThat(paid.path("tender").path("change").path("value").asLong()).isEqualTo(1_800);
        assertThat(paid.path("paymentId").isMissingNode()
                        || paid.path("paymentId").isNull())
                .isTrue();
        shops.pay(customer, quote, aKey()).expectProblem(409, "order-paid");
        shop.till().post("/orders/" + order + "/cancellation", Map.of(), aKey()).expectProblem(409, "order-paid");
        tender(shop, order, Map.of("kind", "cash", "received", cny(5_000))).expect(200);
        tender(shop, order, Map.of("kind", "outside_card")).expectProblem(409, "order-paid");
        assertThat(shops.balance(Accounts.wallet(customer.id(), Shops.CNY))).isEqualTo(10_000);
        assertThat(shops.balance(Accounts.merchant(shop.id(), Shops.CNY))).isZero();
        assertThat(shops.balance(Accounts.tendered(shop.id()))).isEqualTo(1);
    }

    @Test
    void ofAWalletAndCashAtOnceOnlyOneTakesTheOrder() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = shops.aCustomerWith(100_000);
        long byWallet = 0;
        int rounds = 12;
        for (int i = 0; i < rounds; i++) {
            String order = shops.order(shop, 1_000).path("id").asString();
            JsonNode quote = shops.quote(customer, order);
            CompletableFuture<Visitor.Answer> wallet =
                    CompletableFuture.supplyAsync(() -> shops.pay(customer, quote, aKey()));
            Visitor.Answer cash = tender(shop, order, Map.of("kind", "cash"));
            int paid = wallet.join().status();

            assertThat(List.of(paid, cash.status()))
                    .satisfiesAnyOf(
                            both -> assertThat(both).isEqualTo(List.of(201, 409)),
                            both -> assertThat(both).isEqualTo(List.of(409, 200)));
            byWallet += paid == 201 ? 1 : 0;
        }
        assertThat(shops.balance(Accounts.merchant(shop.id(), Shops.CNY))).isEqualTo(byWallet * 1_000);
        assertThat(shops.balance(Accounts.tendered(shop.id()))).isEqualTo(rounds - byWallet);
    }

    @Test
    void whatIsHandedBackIsNoMoreThanWasTaken() {
        Shops.Shop shop = shops.aShop();
        String order = shops.order(shop, 3_000).path("id").asString();
        giveBack(shop, order, 100, aKey()).expectProblem(409, "payment-not-paid");
        tender(shop, order, Map.of("kind", "outside_card")).expect(200);

        String key = aKey();
        String first =
                giveBack(shop, order, 1_000, key).expect(201).json().path("id").asString();
        assertThat(giveBack(shop, order, 1_000, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(first);
        giveBack(shop, order, 999, key).expectProblem(422, "idempotency-key-reused");
        giveBack(shop, order, 2_001, aKey()).expectProblem(422, "refund-above-left");
        List<CompletableFuture<Integer>> race = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> giveBack(shop, order, 1_500, aKey()).status()))
                .toList();
        assertThat(race.stream().map(CompletableFuture::join).sorted()).containsExactly(201, 422, 422, 422);
        giveBack(shop, order, 500, aKey()).expect(201);

        JsonNode now = shop.till().get("/orders/" + order).expect(200).json();
        assertThat(now.path("state").asString()).isEqualTo("refunded");
        assertThat(now.path("refunded").path("value").asLong()).isEqualTo(3_000);
        assertThat(shop.till()
                        .get("/orders/" + order + "/tender/refunds")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void aWrongTenderIsRefusedAtItsField() {
        Shops.Shop shop = shops.aShop();
        String order = shops.order(shop, 3_000).path("id").asString();
        tender(shop, order, Map.of("kind", "wallet")).expectProblem(400, "invalid-field");
        tender(shop, order, Map.of("kind", "cash", "received", cny(2_999))).expectProblem(400, "invalid-field");
        tender(shop, order, Map.of("kind", "outside_card", "received", cny(3_000)))
                .expectProblem(400, "invalid-field");
        tender(shops.aShop(), order, Map.of("kind", "cash")).expect(404);
        assertThat(shop.till()
                        .get("/orders/" + order)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("open");
    }

    @Test
    void aDaysTakingsAreToldApartByPersonStoreAndTender() {
        Shops.Shop shop = shops.aShop();
        JsonNode store = shop.till()
                .post("/stores", Map.of("name", "春熙路店", "address", "春熙路 8 号"))
                .expect(201)
                .json();
        String storeId = store.path("id").asString();
        shop.till().post("/stores", Map.of("name", "春熙路店", "address", "别处")).expectProblem(409, "conflict");
        String phone = world.aPhone();
        shop.till()
                .post("/cashiers", Map.of("phone", phone, "name", "小李", "storeId", storeId))
                .expect(201);
        World.Someone cashier = world.signedUp("merchant", phone);
        Shops.Shop counter = new Shops.Shop(shop.id(), shop.qr(), cashier);
        World.Someone customer = shops.aCustomerWith(100_000);

        shops.paid(counter, customer, 1_000);
        String cash = shops.order(counter, 2_000).path("id").asString();
        tender(counter, cash, Map.of("kind", "cash")).expect(200);
        giveBack(shop, cash, 700, aKey()).expect(201);
        String byCard = shops.order(shop, 5_000).path("id").asString();
        tender(shop, byCard, Map.of("kind", "outside_card")).expect(200);
        counter.till()
                .post("/orders", Map.of("amount", cny(100), "storeId", "sto_01m83nt6t9e9at0931na2t8kng"))
                .expectProblem(400, "invalid-field");

        List<TillSums.Sum> found = sums.of(
                shop.id(),
                Shops.CNY,
                world.clock().instant().minus(Duration.ofDays(1)),
                world.clock().instant().plus(Duration.ofDays(1)));
        assertThat(found)
                .containsExactlyInAnyOrder(
                        sum(cashier, Optional.of(storeId), TenderKind.WALLET, 1_000, 1, 0, 0),
                        sum(cashier, Optional.of(storeId), TenderKind.CASH, 2_000, 1, 0, 0),
                        sum(shop.owner(), Optional.of(storeId), TenderKind.CASH, 0, 0, 700, 1),
                        sum(shop.owner(), Optional.empty(), TenderKind.OUTSIDE_CARD, 5_000, 1, 0, 0));
        JsonNode close = shop.till().get("/day-close").expect(200).json().path("rows");
        assertThat(close.size()).isEqualTo(4);
        JsonNode own = counter.till().get("/day-close").expect(200).json().path("rows");
        assertThat(own.size()).isEqualTo(2);
        for (JsonNode row : own) {
            assertThat(row.path("name").asString()).isEqualTo("小李");
            assertThat(row.path("storeName").asString()).isEqualTo("春熙路店");
        }
        JsonNode stores = shop.till()
                .get("/merchant-report?from=%s&to=%s".formatted(day(-1), day(1)))
                .expect(200)
                .json()
                .path("stores");
        assertThat(stores.size()).isEqualTo(1);
        assertThat(stores.path(0).path("name").asString()).isEqualTo("春熙路店");
        assertThat(stores.path(0).path("taken").path("value").asLong()).isEqualTo(1_000);
    }

    private String day(int ahead) {
        return world.clock()
                .instant()
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toLocalDate()
                .plusDays(ahead)
                .toString();
    }

    private static TillSums.Sum sum(
            World.Someone who,
            Optional<String> store,
            TenderKind kind,
            long taken,
            long count,
            long refunded,
            long refunds) {
        return new TillSums.Sum(Optional.of(who.id()), store, kind, taken, count, refunded, refunds);
    }

    private static Visitor.Answer tender(Shops.Shop shop, String order, Map<String, ?> body) {
        return shop.till().post("/orders/" + order + "/tender", body);
    }

    private static Visitor.Answer giveBack(Shops.Shop shop, String order, long minor, String key) {
        return shop.till().post("/orders/" + order + "/tender/refunds", Map.of("amount", cny(minor)), key);
    }
}
