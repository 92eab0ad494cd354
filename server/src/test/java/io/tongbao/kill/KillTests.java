package io.tongbao.kill;

import static io.tongbao.kill.Town.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.kill.RememberingClient.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Customers pay and top up while the server is killed (kill -9), and in one round PostgreSQL with it. After each start
 * they ask again, under the same keys, for what they got no answer to. At the end: nothing that was acknowledged is lost,
 * nothing is doubled, every top-up under way has settled once, and {@code verify} finds the books right.
 */
class KillTests {
    private static final int ROUNDS = 3;
    private static final int UNCOUNTED_AT_MOST = 5;
    private static final int ACKNOWLEDGED = 500;
    private static final int CUSTOMERS = 6;
    private static final int LINES = 24;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = ServerProcess.freePort();
    }

    @AfterEach
    void leaveNothing() throws IOException {
        ServerProcess.leaveNothing(folder.resolve("data"));
    }

    @Test
    void losesNothingAndDoublesNothingWhenItIsKilled() throws Exception {
        Path data = folder.resolve("data");
        try (RememberingClient client = new RememberingClient(folder.resolve("client.log"))) {
            ServerProcess server = ServerProcess.start(data, port);
            Town town;
            try {
                town = new Town(port, server.invitation(), CUSTOMERS);
                int counted = 0;
                for (int round = 0; counted < ROUNDS; round++) {
                    assertThat(round).as("rounds, %s counted", counted).isLessThan(ROUNDS + UNCOUNTED_AT_MOST);
                    counted += round(town, client, server, counted == 1) ? 1 : 0;
                    server = ServerProcess.start(data, port);
                    town.reconnect();
                    askForTheUnknown(town, client);
                }
                askAgainForSomeOfTheKnown(town, client);
                nothingIsLostOrDoubled(town, client);
                server.stop();
            } finally {
                server.kill();
            }
            StringBuilder said = new StringBuilder();
            assertThat(ServerProcess.verify(data, said)).as(said.toString()).isZero();
        }
    }

    /** One life's end; true if enough was acknowledged and at least one outcome is unknown. */
    private static boolean round(Town town, RememberingClient client, ServerProcess server, boolean databaseToo)
            throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int who = line % town.size();
                boolean topsUp = line < town.size();
                lines.add(threads.submit(() -> {
                    while (topsUp ? topUp(town, client, who) : pay(town, client, who)) {
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            int enough = ACKNOWLEDGED + ThreadLocalRandom.current().nextInt(200);
            while (acknowledged.get() < enough && server.isAlive()) {
                Thread.sleep(1);
            }
            if (databaseToo) {
                server.killWithDatabase();
            } else {
                server.kill();
            }
            for (Future<?> line : lines) {
                line.get();
            }
        }
        return acknowledged.get() >= ACKNOWLEDGED && !client.unknown().isEmpty();
    }

    private static boolean topUp(Town town, RememberingClient client, int who) {
        Town.Customer customer = town.customer(who);
        long amount = ThreadLocalRandom.current().nextLong(100, 1_000);
        return client.ask(customer.browser(), who, "/top-ups", Map.of("cardId", customer.card(), "amount", cny(amount)))
                .isPresent();
    }

    private static boolean pay(Town town, RememberingClient client, int who) {
        Town.Customer customer = town.customer(who);
        long amount = ThreadLocalRandom.current().nextLong(1, 10);
        String quote;
        try {
            io.tongbao.Visitor.Answer answer =
                    customer.browser().post("/quotes", Map.of("qr", town.qr(), "amount", cny(amount)));
            if (answer.status() == 503) {
                return false;
            }
            quote = answer.expect(201).json().path("id").asString();
        } catch (UncheckedIOException cut) {
            return false;
        }
        // Half of the customers give one cent of it from the balance and the rest from the card.
        boolean byCard = who % 2 == 0 && amount > 1;
        Map<String, Object> body = byCard
                ? Map.of("quoteId", quote, "funding", Map.of("cardId", customer.card(), "balance", cny(1)))
                : Map.of("quoteId", quote);
        return client.ask(customer.browser(), who, "/payments", body).isPresent();
    }

    private static void askForTheUnknown(Town town, RememberingClient client) throws IOException {
        for (Request request : client.unknown().values()) {
            assertThat(client.askAgain(town.customer(request.who()).browser(), request))
                    .as("answer to %s", request)
                    .isTrue();
        }
    }

    /** They are told what they were told before; the client itself refuses to hear of another. */
    private static void askAgainForSomeOfTheKnown(Town town, RememberingClient client) throws IOException {
        int number = 0;
        for (Request request : client.asked().values()) {
            if (number++ % 16 == 0) {
                client.askAgain(town.customer(request.who()).browser(), request);
            }
        }
    }

    private static void nothingIsLostOrDoubled(Town town, RememberingClient client) throws Exception {
        Map<String, String> heard = client.heard();
        Map<String, Request> asked = client.asked();
        asked.keySet().removeAll(client.nothingDone());
        assertThat(heard.keySet()).isEqualTo(asked.keySet());
        Set<String> payments = new HashSet<>();
        Map<String, Request> topUps = new HashMap<>();
        asked.forEach((key, request) -> {
            String id = String.valueOf(heard.get(key));
            if (request.path().equals("/payments")) {
                assertThat(payments.add(id)).as("%s is of two keys", id).isTrue();
            } else {
                assertThat(topUps.put(id, request)).as("%s is of two keys", id).isNull();
            }
        });
        Instant until = Instant.now().plus(Duration.ofSeconds(40));
        Town.Taken taken = town.taken();
        while (!taken.payments().equals(payments) && Instant.now().isBefore(until)) {
            Thread.sleep(200);
            taken = town.taken();
        }
        assertThat(taken.payments()).isEqualTo(payments);

        long[] toppedUp = new long[town.size()];
        for (Map.Entry<String, Request> topUp : topUps.entrySet()) {
            int who = topUp.getValue().who();
            while (!town.topUpState(who, topUp.getKey()).equals("settled")) {
                assertThat(Instant.now()).as("%s settles", topUp).isBefore(until);
                Thread.sleep(50);
            }
            toppedUp[who] +=
                    JSON.readTree(topUp.getValue().body()).at("/amount/value").asLong();
        }
        long left = 0;
        for (int who = 0; who < town.size(); who++) {
            left += town.balance(who);
        }
        long first = 1_000_000L * town.size();
        assertThat(left).isEqualTo(first + Arrays.stream(toppedUp).sum() - taken.fromBalances());
    }
}
