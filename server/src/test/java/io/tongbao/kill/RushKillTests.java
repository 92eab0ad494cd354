package io.tongbao.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.kill.RememberingClient.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People claim coupons, or a third party's benefit, while the server is killed, and once PostgreSQL with it. Exactly as many are had as there
 * were, whoever was told yes has it, and nobody who was told that all is gone has one by that claim.
 */
class RushKillTests {
    private static final int STOCK = 1_500;
    private static final int CUSTOMERS = 6;
    private static final int LINES = 24;
    private static final List<Integer> KILLED_AFTER = List.of(400, 400);

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothing() throws Exception {
        ServerProcess.leaveNothing(folder.resolve("data"));
    }

    /** What is claimed: by which request, what a customer has of it, and how many nobody has. */
    private record Rush(
            String path, Map<String, Object> body, Function<Integer, Set<String>> had, Supplier<Long> left) {}

    @Test
    void asManyAreHadAsThereWereAndNoYesIsTakenBack() throws Exception {
        survives(
                town -> {
                    String offer = town.openCoupons(STOCK);
                    return new Rush(
                            "/coupon-claims", Map.of("offerId", offer), town::coupons, () -> town.couponsLeft(offer));
                },
                _ -> {});
    }

    @Test
    void eachHasACodeOfItsOwn() throws Exception {
        List<String> codes =
                IntStream.range(0, STOCK).mapToObj(n -> "VIP-" + (100_000 + n)).toList();
        survives(
                town -> {
                    String benefit = town.openBenefit(codes);
                    return new Rush(
                            "/benefit-claims",
                            Map.of("benefitId", benefit),
                            town::benefits,
                            () -> town.benefitsLeft(benefit));
                },
                town -> {
                    List<String> had = new ArrayList<>();
                    for (int who = 0; who < town.size(); who++) {
                        had.addAll(town.codes(who));
                    }
                    assertThat(had).containsExactlyInAnyOrderElementsOf(codes);
                });
    }

    private void survives(Function<Town, Rush> opening, Consumer<Town> inTheEnd) throws Exception {
        Path data = folder.resolve("data");
        int port = ServerProcess.freePort();
        try (RememberingClient client = new RememberingClient(folder.resolve("client.log"))) {
            ServerProcess server = ServerProcess.start(data, port);
            try {
                Town town = new Town(port, server.invitation(), CUSTOMERS);
                Rush rush = opening.apply(town);
                boolean databaseToo = false;
                for (int enough : KILLED_AFTER) {
                    claimUntilKilled(town, client, rush, server, enough, databaseToo);
                    databaseToo = true;
                    server = ServerProcess.start(data, port);
                    town.reconnect();
                }
                assertThat(client.unknown()).as("claims without an answer").isNotEmpty();
                for (Request request : client.unknown().values()) {
                    client.askAgain(town.customer(request.who()).browser(), request);
                }
                claimTheRest(town, client, rush);
                for (Request request : client.asked().values()) {
                    client.askAgain(town.customer(request.who()).browser(), request);
                }
                asTheyWereTold(town, client, rush);
                inTheEnd.accept(town);
                server.stop();
            } finally {
                server.kill();
            }
            StringBuilder said = new StringBuilder();
            assertThat(ServerProcess.verify(data, said)).as(said.toString()).isZero();
        }
    }

    private static void claimUntilKilled(
            Town town, RememberingClient client, Rush rush, ServerProcess server, int enough, boolean databaseToo)
            throws Exception {
        AtomicInteger yes = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int who = line % town.size();
                lines.add(threads.submit(() -> {
                    while (claims(town, client, rush, who)) {
                        yes.incrementAndGet();
                    }
                }));
            }
            while (yes.get() < enough && server.isAlive()) {
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
    }

    private static void claimTheRest(Town town, RememberingClient client, Rush rush) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int who = line % town.size();
                lines.add(threads.submit(() -> {
                    while (claims(town, client, rush, who)) {
                        Thread.onSpinWait();
                    }
                }));
            }
            for (Future<?> line : lines) {
                line.get();
            }
        }
    }

    private static boolean claims(Town town, RememberingClient client, Rush rush, int who) {
        return client.ask(town.customer(who).browser(), who, rush.path(), rush.body())
                .isPresent();
    }

    private static void asTheyWereTold(Town town, RememberingClient client, Rush rush) throws Exception {
        Map<String, String> heard = client.heard();
        assertThat(new HashSet<>(heard.values())).as("none of two claims").hasSize(STOCK);
        assertThat(heard).hasSize(STOCK).doesNotContainKeys(client.gone().toArray(String[]::new));
        assertThat(client.unknown()).isEmpty();
        Set<String> had = new HashSet<>();
        for (int who = 0; who < town.size(); who++) {
            had.addAll(rush.had().apply(who));
        }
        assertThat(had).isEqualTo(new HashSet<>(heard.values()));
        assertThat(rush.left().get()).isZero();
    }
}
