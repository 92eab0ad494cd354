package io.tongbao.demo.internal;

import io.tongbao.platform.OwnAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The street goes on in real time while it is switched on: whoever's habits fit the hour comes to a shop, is asked for money and pays, all
 * through the public API. One after the other, some seconds between them; at night fewer.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class LiveStreet {
    private static final Logger log = LoggerFactory.getLogger(LiveStreet.class);
    /** So many of the street's people take part: each has a session, a PIN and a card of their own. */
    private static final int REGULARS = 40;

    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);
    private static final int BUSY_SECONDS_BETWEEN = 6;
    private static final int QUIET_SECONDS_BETWEEN = 45;
    private static final int TOP_UP_MINOR = 30_000;

    private final DemoStreet demo;
    private final DemoWorld world;
    private final StreetStore store;
    private final Supplier<OwnAddress> server;
    private final Clock clock;
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, ApiClient> clients = new HashMap<>();
    private volatile boolean stopping;

    LiveStreet(DemoStreet demo, DemoWorld world, StreetStore store, Supplier<OwnAddress> server, Clock clock) {
        this.demo = demo;
        this.world = world;
        this.store = store;
        this.server = server;
        this.clock = clock;
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    /** For as long as the server runs: looks whether it is switched on, and lets the next one come. */
    void run() {
        Street street = demo.street().orElseThrow();
        while (!stopping) {
            try {
                pause(store.isLive() ? somebodyComes(street) : LOOKS_EVERY);
            } catch (RuntimeException e) {
                if (!stopping) {
                    log.warn("Somebody of the street could not pay; another comes later: {}", e.getMessage());
                    pause(Duration.ofSeconds(QUIET_SECONDS_BETWEEN));
                }
            }
        }
    }

    /** Answers how long it is quiet after. */
    private Duration somebodyComes(Street street) {
        ZonedDateTime now = clock.instant().atZone(Street.ZONE);
        List<Street.Customer> regulars =
                street.customers().stream().filter(LiveStreet::isRegular).toList();
        List<Street.Customer> out = regulars.stream()
                .filter(customer -> outings(customer, now.getHour()).findAny().isPresent())
                .toList();
        List<Street.Customer> among = out.isEmpty() ? regulars : out;
        Street.Customer customer = among.get(random.nextInt(among.size()));
        List<String> wanted = outings(customer, now.getHour())
                .flatMap(outing -> outing.categories().stream())
                .toList();
        List<Street.Shop> open = street.shops().stream()
                .filter(shop -> wanted.isEmpty() || wanted.contains(shop.category()))
                .toList();
        Street.Shop shop = open.get(random.nextInt(open.size()));
        try {
            pays(customer, shop);
        } catch (RuntimeException e) {
            // A session may have ended: both sign in anew the next time.
            forget(customer.phone());
            forget(shop.ownerPhone());
            throw e;
        }
        int most = out.isEmpty() ? QUIET_SECONDS_BETWEEN : BUSY_SECONDS_BETWEEN;
        return Duration.ofMillis(random.nextInt(1_500, most * 1_000));
    }

    private static boolean isRegular(Street.Customer customer) {
        int apart = Street.Size.WHOLE.customers() / REGULARS;
        return customer.habit() != Habit.DORMANT && customer.number() % apart == 0;
    }

    private static Stream<Habit.Outing> outings(Street.Customer customer, int hour) {
        return customer.habit().outings().stream()
                .filter(outing -> hour >= outing.fromHour() && hour <= outing.toHour());
    }

    private void forget(String phone) {
        Optional.ofNullable(clients.remove(phone)).ifPresent(ApiClient::close);
    }

    private void pays(Street.Customer customer, Street.Shop shop) {
        ApiClient wallet = clients.computeIfAbsent(customer.phone(), _ -> world.signedInToPay(server.get(), customer));
        ApiClient till = clients.computeIfAbsent(
                shop.ownerPhone(), phone -> world.signedIn(server.get(), "merchant", phone, shop.owner()));
        List<Map<String, Object>> lines = Street.basket(random, shop).stream()
                .map(bought -> Map.<String, Object>of(
                        "name", bought.item().name(),
                        "product", bought.item().product(),
                        "category", shop.category(),
                        "unitPrice", DemoCast.cny(bought.item().priceMinor()),
                        "quantity", bought.quantity()))
                .toList();
        JsonNode order = till.post("/orders", Map.of("lines", lines));
        JsonNode quote =
                wallet.post("/quotes", Map.of("orderId", order.get("id").asString()));
        long toPay = quote.at("/payable/value").asLong();
        if (quote.at("/available/value").asLong() < toPay) {
            world.topUp(wallet, TOP_UP_MINOR + toPay);
        }
        wallet.post("/payments", Map.of("quoteId", quote.get("id").asString(), "pin", DemoCast.PIN));
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
