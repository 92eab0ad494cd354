package io.tongbao.platform.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@ServerTest
class DatabaseOutageTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final Database database;

    DatabaseOutageTests(World world, Database database) {
        this.world = world;
        this.database = database;
    }

    @Test
    void aKilledPostgresIsStartedAgainAndRequestsMeanwhileAreToldBusy() throws InterruptedException {
        World.Someone customer = world.aNewCustomer();
        long before = database.embeddedProcessId().orElseThrow();

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        Set<String> answers = new TreeSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Visitor.Answer answer = customer.browser().get("/sessions");
            answers.add(answer.status() + " " + answer.problem());
            boolean restarted =
                    database.embeddedProcessId().filter(now -> now != before).isPresent();
            if (answer.status() == 200 && restarted) {
                break;
            }
            assertThat(System.nanoTime())
                    .as("back in time; so far: %s", answers)
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
        assertThat(answers).isSubsetOf("200 ", "503 busy");
    }
}
