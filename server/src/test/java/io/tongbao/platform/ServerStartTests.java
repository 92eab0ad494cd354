package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServerTest
class ServerStartTests {
    private final World world;

    ServerStartTests(World world) {
        this.world = world;
    }

    @Test
    void healthShowsThatCommitsReachTheDisk() {
        JsonNode health =
                world.aVisitor("wallet").get("/actuator/health").expect(200).json();

        JsonNode durability = health.at("/components/durability/details");
        assertThat(durability.path("fsync").asString()).isEqualTo("on");
        assertThat(durability.path("synchronous_commit").asString()).isEqualTo("on");
        assertThat(durability.path("full_page_writes").asString()).isEqualTo("on");
    }

    @Test
    void aStrangerIsRefusedWhateverIsNotInTheTable() {
        Visitor stranger = world.aVisitor("wallet");
        stranger.get("/no-such-route").expectProblem(401, "not-signed-in");
        stranger.post("/no-such-route", "{}").expectProblem(401, "not-signed-in");
    }
}
