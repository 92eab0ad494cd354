package io.tongbao.payments;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What today adds up to; others' tests pay at the same server, so that only what came meanwhile is compared. */
@ServerTest
class TradeOverviewTests {
    private final Shops shops;
    private final World.Staff operator;

    TradeOverviewTests(World world, Ledger ledger) {
        this.shops = new Shops(world, ledger);
        this.operator = world.anOperator();
    }

    @Test
    void todayHasWhatWasPaidAndGivenBackSince() {
        Shops.Shop shop = shops.aShop();
        World.Someone regular = shops.aCustomerWith(100_000);
        shops.paid(shop, regular, 100);
        JsonNode before = today();
        JsonNode dayBefore = lastDay();
        String payment = shops.paid(shop, regular, 5_000).path("id").asString();
        shops.paid(shop, shops.aCustomerWith(1_000), 700);
        shop.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(1_500)), aKey())
                .expect(201);
        JsonNode after = today();

        assertThat(risen(before, after, "/moved/value")).isEqualTo(5_700);
        assertThat(risen(before, after, "/payments")).isEqualTo(2);
        assertThat(risen(before, after, "/customers"))
                .as("one was there before")
                .isEqualTo(1);
        assertThat(risen(before, after, "/newCustomers")).isEqualTo(1);
        assertThat(risen(before, after, "/refunded/value")).isEqualTo(1_500);
        assertThat(risen(before, after, "/refunds")).isEqualTo(1);
        JsonNode dayAfter = lastDay();
        assertThat(risen(dayBefore, dayAfter, "/moved/value")).isEqualTo(5_700);
        assertThat(risen(dayBefore, dayAfter, "/payments")).isEqualTo(2);
        assertThat(risen(dayBefore, dayAfter, "/refunded/value")).isEqualTo(1_500);
    }

    private static long risen(JsonNode before, JsonNode after, String field) {
        return after.at(field).asLong() - before.at(field).asLong();
    }

    /** Of thirty days the one that is today. */
    private JsonNode lastDay() {
        JsonNode days = operator.browser().get("/trade-days").expect(200).json();
        String through = days.path("through").asString();
        assertThat(LocalDate.parse(days.path("from").asString()).plusDays(29)).hasToString(through);
        for (JsonNode day : days.path("days")) {
            if (day.path("day").asString().equals(through)
                    && day.at("/moved/currency").asString().equals("CNY")) {
                return day;
            }
        }
        throw new AssertionError("Nothing moved in CNY today");
    }

    private JsonNode today() {
        for (JsonNode trade :
                operator.browser().get("/trade-overview").expect(200).json().path("today")) {
            if (trade.at("/moved/currency").asString().equals("CNY")) {
                return trade;
            }
        }
        throw new AssertionError("Nothing moved in CNY today");
    }
}
