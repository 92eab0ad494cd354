package io.tongbao.events;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.StumblingSubscriber;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.platform.TypeIds;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see of the log's readers, and how they run again what was parked. */
@ServerTest
class SubscribersTests {
    private final World world;
    private final StumblingSubscriber stumbling;

    SubscribersTests(World world, StumblingSubscriber stumbling) {
        this.world = world;
        this.stumbling = stumbling;
    }

    @Test
    void aStreamThatFailsIsParkedAloneAndRunAgainFromWhereItStopped() throws InterruptedException {
        Visitor operator = world.anOperator().browser();
        String stream = TypeIds.next("cus");
        String other = TypeIds.next("cus");
        String rerun = "/subscribers/" + StumblingSubscriber.NAME + "/streams/" + stream + "/rerun";
        operator.post(rerun, Map.of()).expectProblem(404, "not-found");

        stumbling.stumbleOn(stream);
        await(() -> operator.get("/subscribers").expect(200).text().contains(stream));
        JsonNode parked = parked(operator, stream);
        assertThat(parked.path("failures").asInt()).isEqualTo(5);
        assertThat(parked.path("error").asString()).isEqualTo("IllegalStateException");
        // The health page reads the lag at most once a second.
        await(() -> operator.get("/actuator/health").text().contains("DEGRADED"));

        // The others go on; the parked stream's later events wait.
        stumbling.tell(stream);
        stumbling.tell(other);
        await(() -> stumbling.took(other) == 1);
        assertThat(stumbling.took(stream)).isZero();

        operator.post(rerun, Map.of()).expectProblem(422, "stream-failed-again");
        assertThat(parked(operator, stream).path("failures").asInt()).isGreaterThan(5);
        stumbling.goOnWith(stream);
        assertThat(operator.post(rerun, Map.of())
                        .expect(200)
                        .json()
                        .path("told")
                        .asLong())
                .isEqualTo(2);
        assertThat(stumbling.took(stream)).isEqualTo(2);
        operator.post(rerun, Map.of()).expectProblem(404, "not-found");
        stumbling.tell(stream);
        await(() -> stumbling.took(stream) == 3);
    }

    @Test
    void everyReaderIsListedAndKeepsUp() throws InterruptedException {
        Visitor operator = world.anOperator().browser();
        world.aNewCustomer();
        await(() -> {
            for (JsonNode reader :
                    operator.get("/subscribers").expect(200).json().path("items")) {
                if (reader.path("lag").asLong() > 0) {
                    return false;
                }
            }
            return true;
        });
        assertThat(operator.get("/subscribers").json().path("items").findValuesAsString("name"))
                .contains("bills", StumblingSubscriber.NAME)
                .doesNotHaveDuplicates();
    }

    private static JsonNode parked(Visitor operator, String stream) {
        for (JsonNode reader : operator.get("/subscribers").expect(200).json().path("items")) {
            for (JsonNode each : reader.path("parkedStreams")) {
                if (each.path("stream").asString().equals(stream)) {
                    return each;
                }
            }
        }
        throw new AssertionError(stream + " is not parked");
    }
}
