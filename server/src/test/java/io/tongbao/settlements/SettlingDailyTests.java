package io.tongbao.settlements;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.CardPayers;
import io.tongbao.payments.Shops;
import io.tongbao.wallets.CardNumbers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Days that go by, on a server of its own whose clock nobody else looks at. */
@ServerTest
@TestPropertySource(properties = "tongbao.test.own-server=settling-daily")
class SettlingDailyTests {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final World world;
    private final Shops shops;
    private Optional<World.Someone> owner = Optional.empty();

    SettlingDailyTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void everyDayIsSettledOnceItIsOverAlsoAfterDaysWithoutARun() {
        Shops.Shop shop = shops.aShop();
        owner = Optional.of(shop.owner());
        owner(shop)
                .browser()
                .put("/settlement-account", Map.of("number", CardNumbers.endingIn(CardPayers.GOOD), "holder", "王小明"))
                .expect(200);
        forwardTo(LocalTime.NOON);
        LocalDate first = today();
        String bought = pays(shop, 10_000);
        pays(shop, 20_000);
        assertThat(run().path("settled").asInt()).as("today is not over").isZero();

        forwardTo(LocalTime.NOON);
        pays(shop, 30_000);
        forwardTo(LocalTime.NOON);
        forwardTo(LocalTime.NOON);
        owner(shop)
                .browser()
                .post("/payments/" + bought + "/refunds", Map.of("amount", cny(5_000)), aKey())
                .expect(201);

        JsonNode ran = run();
        assertThat(ran.path("settled").asInt()).isEqualTo(2);
        assertThat(ran.path("through").asString()).isEqualTo(first.plusDays(2).toString());
        JsonNode days = settlements(shop);
        assertThat(days.size()).isEqualTo(2);
        assertThat(days.path(1).path("day").asString()).isEqualTo(first.toString());
        assertThat(minor(days.path(1), "taken")).isEqualTo(30_000);
        assertThat(minor(days.path(1), "fees")).isEqualTo(38 + 76);
        assertThat(days.path(0).path("day").asString())
                .isEqualTo(first.plusDays(1).toString());
        assertThat(minor(days.path(0), "taken")).isEqualTo(30_000);
        // the refund of the third day has taken 5,000 of what the account held: so much less was there to be paid
        assertThat(minor(days.path(0), "paid") + minor(days.path(1), "paid")).isEqualTo(60_000 - 5_000 - 114 - 114);
        assertThat(run().path("settled").asInt()).isZero();

        forwardTo(LocalTime.NOON);
        assertThat(run().path("settled").asInt()).isEqualTo(1);
        JsonNode last = settlements(shop).path(0);
        assertThat(minor(last, "carriedIn")).isEqualTo(5_000);
        assertThat(minor(last, "refunded")).isEqualTo(5_000);
        assertThat(minor(last, "feesBack")).as("38 × 5000 / 10000").isEqualTo(19);
        assertThat(minor(last, "paid")).isEqualTo(19);
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isZero();
        assertThat(run().path("settled").asInt()).isZero();
    }

    private String pays(Shops.Shop shop, long minor) {
        World.Someone customer = shops.aCustomerWith(minor);
        Shops.Shop today = new Shops.Shop(shop.id(), shop.qr(), owner(shop));
        return shops.paid(today, customer, minor).path("id").asString();
    }

    /** Signed in anew each day: sessions end while the days go by. */
    private World.Someone owner(Shops.Shop shop) {
        World.Someone today =
                owner.orElseGet(() -> world.signedUp("merchant", shop.owner().phone()));
        owner = Optional.of(today);
        return today;
    }

    private JsonNode run() {
        return world.anOperator()
                .browser()
                .post("/settlement-runs", Map.of())
                .expect(200)
                .json();
    }

    private JsonNode settlements(Shops.Shop shop) {
        return owner(shop).browser().get("/settlements").expect(200).json().path("items");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock().instant(), ZONE);
    }

    /** To this hour of the next day. */
    private void forwardTo(LocalTime hour) {
        ZonedDateTime now = world.clock().instant().atZone(ZONE);
        world.clock().advance(Duration.between(now, now.plusDays(1).with(hour)));
        owner = Optional.empty();
    }

    private static long minor(JsonNode in, String field) {
        return in.path(field).path("value").asLong();
    }
}
