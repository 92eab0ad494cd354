package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a collector of metrics gets, and what else it does not. */
@ServerTest
class MetricsTests {
    private final World world;
    private final Shops shops;
    private final DataFolder folder;

    MetricsTests(World world, Ledger ledger, DataFolder folder) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.folder = folder;
    }

    private Visitor.Answer asked(String path, String token) {
        return world.aVisitor("console")
                .send("GET", path, Optional.empty(), Map.of("Authorization", "Bearer " + token));
    }

    @Test
    void aCollectorReadsTheBooksMetricsByTheTokenOfTheDataFolder() {
        shops.paid(shops.aShop(), shops.aCustomerWith(500), 100);
        world.anAdministrator()
                .browser()
                .post(
                        "/books/entries?onRefusal=goOn",
                        new Visitor.Lines(List.of(Map.of(
                                "post",
                                Map.of(
                                        "legs",
                                        List.of(Map.of(
                                                "from", "house/income/nothing/CNY",
                                                "to", "house/asset/nothing/CNY",
                                                "amount", 5)))))),
                        Shops.aKey())
                .expect(200);

        String metrics = asked("/actuator/prometheus", folder.secret("metrics.token"))
                .expect(200)
                .text();

        assertThat(metrics)
                .contains(
                        "tongbao_ledger_batch_entries_count",
                        "tongbao_ledger_batch_queued_seconds_sum",
                        "tongbao_ledger_batch_commit_seconds_max",
                        "tongbao_ledger_refused_total{reason=\"insufficient\"}",
                        "tongbao_ledger_busy_total");
    }

    @Test
    void theTokenOpensNothingElseAndNoOtherOpensTheMetrics() {
        String token = folder.secret("metrics.token");
        asked("/books/entries", token).expectProblem(401, "not-signed-in");
        asked("/actuator/prometheus", token + "x").expectProblem(401, "not-signed-in");
        asked("/actuator/prometheus", "").expectProblem(401, "not-signed-in");
        asked("/actuator/prometheus/", token).expectProblem(401, "not-signed-in");
    }
}
