package io.tongbao.tills;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Drawers go from hand to hand, each counted in and out, and the owner signs what the day came to. */
@ServerTest
class ShiftTests {
    private final World world;
    private final Shops shops;

    ShiftTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void aDrawerIsCountedInAndOutAndHandedOver() {
        Shops.Shop shop = shops.aShop();
        Visitor morning = aCashierOf(shop, "小王");
        Visitor evening = aCashierOf(shop, "小李");
        String first = open(morning, Map.of("cash", cny(20_000)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String order = cash(morning, 3_200);
        cash(morning, 1_800);
        // By others and by other machines: not in this drawer.
        cash(shop.till(), 9_900);
        tender(morning, order(morning, 700), "outside_card");
        morning.post("/orders/" + order + "/tender/refunds", Map.of("amount", cny(500)), aKey())
                .expect(201);

        JsonNode now = morning.get("/shifts/" + first).expect(200).json();
        assertThat(value(now, "cashTaken")).isEqualTo(5_000);
        assertThat(value(now, "cashRefunded")).isEqualTo(500);
        assertThat(value(now, "expected")).isEqualTo(24_500);
        JsonNode left = close(morning, first, 24_500, 15_000).expect(200).json().path("closed");
        assertThat(value(left, "difference")).isZero();

        JsonNode waits = evening.get("/shifts/current").expect(200).json().path("handOvers");
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).path("shiftId").asString()).isEqualTo(first);
        assertThat(waits.get(0).path("name").asString()).isEqualTo("小王");
        assertThat(value(waits.get(0), "left")).isEqualTo(15_000);
        JsonNode second = open(evening, Map.of("cash", cny(14_900), "takenOverFrom", first))
                .expect(201)
                .json();
        assertThat(second.path("takenOverFrom").asString()).isEqualTo(first);
        assertThat(shop.till().get("/shifts/current").expect(200).json().path("handOvers"))
                .isEmpty();
        assertThat(shop.till()
                        .get("/shifts/current")
                        .expect(200)
                        .json()
                        .path("others")
                        .get(0)
                        .path("name")
                        .asString())
                .isEqualTo("小李");
        // What was taken after the morning's end is not the morning's.
        cash(morning, 400);
        assertThat(value(morning.get("/shifts/" + first).expect(200).json(), "expected"))
                .isEqualTo(24_500);
    }

    @Test
    void aDrawerThatDiffersMustBeExplained() {
        Shops.Shop shop = shops.aShop();
        Visitor cashier = aCashierOf(shop, "小王");
        String shift = open(cashier, Map.of("cash", cny(10_000)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        cash(cashier, 2_000);

        close(cashier, shift, 11_900, 10_000).expectProblem(422, "drawer-differs");
        JsonNode closed = cashier.post("/shifts/" + shift + "/closing", closing(11_900, 10_000, "找零多给了一元"))
                .expect(200)
                .json()
                .path("closed");
        assertThat(value(closed, "difference")).isEqualTo(-100);
        assertThat(closed.path("note").asString()).isEqualTo("找零多给了一元");
        cashier.post("/shifts/" + shift + "/closing", closing(11_900, 10_000, "找零多给了一元"))
                .expect(200);
        close(cashier, shift, 12_000, 10_000).expectProblem(409, "shift-closed");
        open(cashier, Map.of("cash", cny(10_000))).expect(201);
        close(cashier, shift, 11_900, 12_000).expectProblem(400, "invalid-field");
    }

    @Test
    void nobodyWorksTwiceAndNoDrawerHasTwoHands() {
        Shops.Shop shop = shops.aShop();
        Visitor owner = shop.till();
        String shift = open(owner, Map.of("cash", cny(0)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        open(owner, Map.of("cash", cny(0))).expectProblem(409, "shift-open");
        close(owner, shift, 0, 0).expect(200);
        List<Visitor> cashiers =
                IntStream.range(0, 4).mapToObj(n -> aCashierOf(shop, "收银" + n)).toList();
        List<CompletableFuture<Integer>> race = cashiers.stream()
                .map(cashier -> CompletableFuture.supplyAsync(
                        () -> open(cashier, Map.of("cash", cny(0), "takenOverFrom", shift))
                                .status()))
                .toList();
        assertThat(race.stream().map(CompletableFuture::join).sorted()).containsExactly(201, 409, 409, 409);
        open(owner, Map.of("cash", cny(0), "takenOverFrom", "shf_01h455vb4pex5vsknk084sn02q"))
                .expectProblem(409, "shift-taken-over");
        open(owner, Map.of("cash", Map.of("value", 1, "currency", "USD"))).expectProblem(422, "wrong-currency");
        Shops.Shop other = shops.aShop();
        open(other.till(), Map.of("cash", cny(0), "takenOverFrom", shift)).expectProblem(409, "shift-taken-over");
    }

    @Test
    void aShiftIsItsCashiersAndTheOwners() {
        Shops.Shop shop = shops.aShop();
        Visitor one = aCashierOf(shop, "小王");
        Visitor other = aCashierOf(shop, "小李");
        String shift =
                open(one, Map.of("cash", cny(0))).expect(201).json().path("id").asString();
        other.get("/shifts/" + shift).expect(404);
        close(other, shift, 0, 0).expect(404);
        shops.aShop().till().get("/shifts/" + shift).expect(404);
        assertThat(other.get("/shifts").expect(200).json().path("items")).isEmpty();
        assertThat(shop.till().get("/shifts").expect(200).json().path("items")).hasSize(1);
        // One who went home without counting: the owner does it.
        JsonNode closed = close(shop.till(), shift, 0, 0).expect(200).json();
        assertThat(closed.path("name").asString()).isEqualTo("小王");
        assertThat(closed.path("closed").path("byName").asString()).isEqualTo("王小明");
    }

    @Test
    void theListGoesOnPageByPage() {
        Shops.Shop shop = shops.aShop();
        for (int n = 0; n < 5; n++) {
            String shift = open(shop.till(), Map.of("cash", cny(n)))
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            close(shop.till(), shift, n, 0).expect(200);
        }
        JsonNode page = shop.till().get("/shifts?limit=3").expect(200).json();
        assertThat(page.path("items").valueStream().map(shift -> value(shift, "cash")))
                .containsExactly(4L, 3L, 2L);
        JsonNode next = shop.till()
                .get("/shifts?limit=3&cursor=" + page.path("next").asString())
                .expect(200)
                .json();
        assertThat(next.path("items").valueStream().map(shift -> value(shift, "cash")))
                .containsExactly(1L, 0L);
        assertThat(next.path("next").isNull()).isTrue();
        shop.till().get("/shifts?cursor=nonsense").expectProblem(400, "invalid-field");
    }

    @Test
    void aDayIsSignedAsItWasSeenAndSaysWhenItChanged() {
        Shops.Shop shop = shops.aShop();
        Visitor owner = shop.till();
        Visitor cashier = aCashierOf(shop, "小王");
        String shift = open(cashier, Map.of("cash", cny(0)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        cash(cashier, 1_000);
        String seen = version(owner);
        sign(owner, seen).expectProblem(409, "shift-open");
        close(cashier, shift, 1_000, 0).expect(200);
        cash(cashier, 300);
        sign(owner, seen).expectProblem(409, "day-close-changed");
        JsonNode signed = sign(owner, version(owner)).expect(200).json();
        assertThat(signed.path("signature").path("changed").asBoolean()).isFalse();
        assertThat(signed.path("signature").path("byName").asString()).isEqualTo("王小明");
        assertThat(signed.path("shifts")).hasSize(1);
        sign(owner, version(owner)).expect(200);

        cash(cashier, 50);
        JsonNode later = owner.get("/day-close").expect(200).json();
        assertThat(later.path("signature").path("changed").asBoolean()).isTrue();
        assertThat(value(later.path("signature").path("signedRows").get(0), "taken"))
                .isEqualTo(1_300);
        assertThat(value(later.path("rows").get(0), "taken")).isEqualTo(1_350);
        sign(owner, version(owner)).expect(200);
        JsonNode cashiers = cashier.get("/day-close").expect(200).json();
        assertThat(cashiers.path("version").isNull() || cashiers.path("version").isMissingNode())
                .isTrue();
        assertThat(cashiers.path("signature").path("changed").asBoolean()).isFalse();
        cashier.post("/day-close/signature", Map.of("day", today(), "version", version(owner)))
                .expect(403);
    }

    private Visitor aCashierOf(Shops.Shop shop, String name) {
        String phone = world.aPhone();
        shop.till().post("/cashiers", Map.of("phone", phone, "name", name)).expect(201);
        return world.signedUp("merchant", phone).browser();
    }

    private static Visitor.Answer open(Visitor till, Map<String, Object> body) {
        return till.post("/shifts", body);
    }

    private static Visitor.Answer close(Visitor till, String shift, long counted, long left) {
        return till.post("/shifts/" + shift + "/closing", Map.of("counted", cny(counted), "left", cny(left)));
    }

    private static Map<String, Object> closing(long counted, long left, String note) {
        return Map.of("counted", cny(counted), "left", cny(left), "note", note);
    }

    private Visitor.Answer sign(Visitor owner, String version) {
        return owner.post("/day-close/signature", Map.of("day", today(), "version", version));
    }

    private static String version(Visitor owner) {
        return owner.get("/day-close").expect(200).json().path("version").asString();
    }

    private String today() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneId.of("Asia/Shanghai"))
                .toString();
    }

    private static String order(Visitor till, long minor) {
        return till.post("/orders", Map.of("amount", cny(minor)))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static String cash(Visitor till, long minor) {
        String order = order(till, minor);
        tender(till, order, "cash");
        return order;
    }

    private static void tender(Visitor till, String order, String kind) {
        till.post("/orders/" + order + "/tender", Map.of("kind", kind)).expect(200);
    }

    private static long value(JsonNode of, String amount) {
        return of.path(amount).path("value").asLong();
    }
}
