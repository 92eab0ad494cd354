package io.tongbao.demo.internal;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A small street is brought in: the books have what the plan says, to the cent, and twice is once. */
@ServerTest
class StreetHistoryTests {
    private final World world;
    private final Shops shops;
    private final StreetHistory history;
    private final StreetOffers offers;

    StreetHistoryTests(World world, Ledger ledger, StreetHistory history, StreetOffers offers) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.history = history;
        this.offers = offers;
    }

    @Test
    void whatIsPlannedIsInTheBooksAndTwiceIsOnce() {
        LocalDate lastDay =
                LocalDate.ofInstant(world.clock().instant(), Street.ZONE).minusDays(1);
        Street street = Street.plan(11, lastDay, new Street.Size(20, 30));
        List<Shops.Shop> opened = street.shops().stream()
                .map(shop -> shops.aShopCalled(shop.name()))
                .toList();
        List<World.Someone> people =
                IntStream.range(0, 20).mapToObj(_ -> world.aCustomer()).toList();
        StreetHistory.Members members = new StreetHistory.Members(
                opened.stream().map(Shops.Shop::id).toList(),
                people.stream().map(World.Someone::id).toList());
        List<String> past = offers.openForHistory(
                street,
                members.shops(),
                street.days().getFirst().date().atStartOfDay(Street.ZONE).toInstant(),
                lastDay.plusDays(1).atStartOfDay(Street.ZONE).toInstant(),
                "stf_of_tests");

        StreetHistory.Figures figures = history.bringIn(street, members, (_, _, _) -> {});

        long planned = street.days().stream()
                .flatMap(day -> day.visits().stream())
                .mapToLong(Street.Visit::minor)
                .sum();
        long backs = street.days().stream()
                .flatMap(day -> day.visits().stream())
                .flatMap(visit -> visit.back().stream())
                .mapToLong(Street.Back::minor)
                .sum();
        long given = street.days().stream()
                .flatMap(day -> day.gifts().stream())
                .mapToLong(Street.Gift::minor)
                .sum();
        assertThat(figures.payments()).isPositive();
        assertThat(figures.takenMinor()).isEqualTo(planned);
        assertThat(figures.refundedMinor()).isEqualTo(backs);
        assertThat(figures.sentMinor()).isEqualTo(given).isPositive();
        assertThat(atShops(members)).isEqualTo(planned - backs);

        assertThat(history.bringIn(street, members, (_, _, _) -> {})).isEqualTo(figures);
        assertThat(atShops(members)).isEqualTo(planned - backs);
        offers.end(past, "stf_of_tests");

        // Each stands on its day: in what a shop took, and in what a friend sent.
        Street.Visit first = street.days().stream()
                .flatMap(day -> day.visits().stream())
                .findFirst()
                .orElseThrow();
        JsonNode report = opened.get(first.shop())
                .till()
                .get("/merchant-report?from=" + street.days().getFirst().date() + "&to=" + lastDay)
                .expect(200)
                .json();
        assertThat(report.path("days").valueStream().map(day -> day.path("day").asString()))
                .contains(first.at().atZone(Street.ZONE).toLocalDate().toString());
        Street.Gift gift = street.days().stream()
                .flatMap(day -> day.gifts().stream())
                .findFirst()
                .orElseThrow();
        await(() -> people.get(gift.from())
                .browser()
                .get("/bills?kind=send_out&limit=100")
                .json()
                .path("items")
                .valueStream()
                .anyMatch(bill -> bill.path("at").asString().equals(gift.at().toString())));
    }

    private long atShops(StreetHistory.Members members) {
        return members.shops().stream()
                .mapToLong(id -> shops.balance(Accounts.merchant(id, Shops.CNY)))
                .sum();
    }
}
