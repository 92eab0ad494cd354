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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People claim coupons while the server is killed, and once PostgreSQL with it. Exactly as many are had as there were, whoever was
 * told yes has the coupon, and nobody who was told that all is gone has one by that claim.
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

    @Test
    void asManyAreHadAsThereWereAndNoYesIsTakenBack() throws Exception {
        Path data = folder.resolve("data");
        int port = ServerProcess.freePort();
        try (RememberingClient client = new RememberingClient(folder.resolve("client.log"))) {
            ServerProcess server = ServerProcess.start(data, port);
            try {
                Town town = new Town(port, server.invitation(), CUSTOMERS);
                String offerId = town.openCoupons(STOCK);
                boolean databaseToo = false;
                for (int enough : KILLED_AFTER) {
                    claimUntilKilled(town, client, offerId, server, enough, databaseToo);
                    databaseToo = true;
                    server = ServerProcess.start(data, port);
                    town.reconnect();
                }
                assertThat(client.unknown()).as("claims without an answer").isNotEmpty();
                for (Request request : client.unknown().values()) {
                    client.askAgain(town.customer(request.who()).browser(), request);
                }
                claimTheRest(town, client, offerId);
                for (Request request : client.asked().values()) {
                    client.askAgain(town.customer(request.who()).browser(), request);
                }
                asTheyWereTold(town, client, offerId);
                server.stop();
            } finally {
                server.kill();
            }
            StringBuilder said = new StringBuilder();
            assertThat(ServerProcess.verify(data, said)).as(said.toString()).isZero();
        }
    }

    private static void claimUntilKilled(
            Town town, RememberingClient client, String offerId, ServerProcess server, int enough, boolean databaseToo)
            throws Exception {
        AtomicInteger yes = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int who = line % town.size();
                lines.add(threads.submit(() -> {
                    while (claims(town, client, offerId, who)) {
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

    private static void claimTheRest(Town town, RememberingClient client, String offerId) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                int who = line % town.size();
                lines.add(threads.submit(() -> {
                    while (claims(town, client, offerId, who)) {
                        Thread.onSpinWait();
                    }
                }));
            }
            for (Future<?> line : lines) {
                line.get();
            }
        }
    }

    private static boolean claims(Town town, RememberingClient client, String offerId, int who) {
        return client.ask(town.customer(who).browser(), who, "/coupon-claims", Map.of("offerId", offerId))
                .isPresent();
    }

    private static void asTheyWereTold(Town town, RememberingClient client, String offerId) throws Exception {
        Map<String, String> heard = client.heard();
        assertThat(new HashSet<>(heard.values()))
                .as("coupons, none of two claims")
                .hasSize(STOCK);
        assertThat(heard).hasSize(STOCK).doesNotContainKeys(client.gone().toArray(String[]::new));
        assertThat(client.unknown()).isEmpty();
        Set<String> had = new HashSet<>();
        for (int who = 0; who < town.size(); who++) {
            had.addAll(town.coupons(who));
        }
        assertThat(had).isEqualTo(new HashSet<>(heard.values()));
        assertThat(town.couponsLeft(offerId)).isZero();
    }
}
