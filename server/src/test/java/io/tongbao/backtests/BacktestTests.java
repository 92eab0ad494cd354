package io.tongbao.backtests;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Back-tests through the API, over payments that were really made. */
@ServerTest
class BacktestTests {
    private static final Set<String> ENDED = Set.of("done", "stopped", "failed");
    private static final int[] AMOUNTS = {5_000, 6_000, 4_000, 9_000, 5_000, 7_000, 12_000};

    private final World world;
    private final Shops shops;
    private final JdbcClient database;
    private final Visitor writer;
    private final Visitor reviewer;
    private final Shops.Shop shop;

    BacktestTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.writer = world.anOperator().browser();
        this.reviewer = world.anOperator().browser();
        this.shop = shops.aShop();
    }

    /** The same payments are made once without the offer and once with it live: what it costs is what the back-test said. */
    @Test
    void costsWhatTheSameOfferLiveCosts() {
        pay();
        String id = written(plan(2_000, 800));
        JsonNode result = tested(List.of(draft(id, 1)));

        assertThat(result.at("/backtest/state").asString()).isEqualTo("done");
        assertThat(result.at("/backtest/looked").asLong())
                .isEqualTo(result.at("/backtest/total").asLong())
                .isGreaterThanOrEqualTo(AMOUNTS.length);
        JsonNode report = result.at("/reports/0");
        long cost = report.at("/reached/cost/value").asLong();
        assertThat(cost).isEqualTo(1_600);
        assertThat(report.at("/reached/payments").asLong()).isEqualTo(2);
        assertThat(report.at("/reached/customers").asLong()).isEqualTo(2);
        assertThat(report.at("/reached/amount/value").asLong()).isEqualTo(11_000);
        assertThat(report.at("/average/value").asLong()).isEqualTo(800);
        assertThat(report.at("/budget/value").asLong()).isEqualTo(2_000);
        assertThat(report.at("/left/value").asLong()).isEqualTo(400);
        assertThat(report.path("goneAt").asString()).isNotEmpty();
        assertThat(report.at("/merchants/0/merchantId").asString()).isEqualTo(shop.id());
        assertThat(report.at("/winners").findValuesAsString("customer"))
                .hasSize(2)
                .allMatch(name -> name.contains("*"));
        assertThat(sum(report.path("days"))).isEqualTo(cost);
        assertThat(sum(report.path("audiences"))).isEqualTo(cost);
        assertThat(report.path("days")).hasSize(7);
        assertThat(report.at("/days/6/left/value").asLong()).isEqualTo(400);
        assertThat(misses(report)).containsEntry("budget-gone", 4L);

        open(id);
        pay();
        long spent = 2_000
                - shops.balance(Accounts.budget(id, "bank:" + shop.id(), CNY))
                - shops.balance(Accounts.budget(id, "platform:" + shop.id(), CNY));
        assertThat(spent).isEqualTo(cost);

        Visitor.Answer file =
                writer.get("/backtests/" + result.at("/backtest/id").asString() + "/table.csv?table=merchants");
        assertThat(file.expect(200).text()).contains(shop.id() + ",").contains(",16.00,2,2,110.00");
    }

    @Test
    void comparesTwoVersionsWithoutTheLiveOneOfTheSameCampaign() {
        pay();
        String id = written(plan(100_000, 800));
        open(id);
        writer.post("/campaigns/" + id + "/versions", Map.of("base", 1, "plan", plan(100_000, 500), "why", "少给一点"))
                .expect(201);
        JsonNode result = tested(List.of(draft(id, 1), draft(id, 2)));

        assertThat(result.path("reports")).hasSize(2);
        assertThat(result.at("/reports/0/reached/cost/value").asLong()).isEqualTo(6 * 800);
        assertThat(result.at("/reports/1/reached/cost/value").asLong()).isEqualTo(6 * 500);
        // Nothing was taken from the offer that is live for it now, which is not among those beside.
        assertThat(result.at("/reports/0/interplay").findValuesAsString("name")).doesNotContain(name(800));
        assertThat(result.at("/backtest/drafts").findValuesAsString("name")).containsExactly(name(800), name(500));
        assertThat(writer.get("/backtests?campaign=" + id)
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(result.at("/backtest/id").asString());
    }

    /** Two offers that exclude each other: the better one of each payment, and both budgets. */
    @Test
    void testsAllOffersOfACampaignTogether() {
        pay();
        Map<String, Object> plan = plan(100_000, 800);
        Map<String, Object> second = new LinkedHashMap<>(offer(plan));
        second.put("name", "满20减3");
        second.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 2_000, "offMinor", 300))));
        second.put("budget", Map.of("total", cny(50_000)));
        offers(plan).add(second);
        String id = written(plan);
        JsonNode alone = tested(List.of(draft(written(plan(100_000, 800)), 1))).at("/reports/0");
        JsonNode both = tested(List.of(draft(id, 1))).at("/reports/0");

        assertThat(both.at("/budget/value").asLong()).isEqualTo(150_000);
        assertThat(both.at("/left/value").asLong())
                .isEqualTo(150_000 - both.at("/reached/cost/value").asLong());
        assertThat(both.at("/reached/payments").asLong())
                .isGreaterThanOrEqualTo(alone.at("/reached/payments").asLong());
        offers(plan).get(1).put("currency", "USD");
        writer.post("/campaigns", Map.of("plan", plan)).expectProblem(400, "invalid-field");
    }

    @Test
    void tellsWhatItTakesFromALiveOffer() {
        pay();
        open(written(plan(100_000, 800)));
        JsonNode report =
                tested(List.of(draft(written(plan(100_000, 1_000)), 1))).at("/reports/0");

        assertThat(report.at("/reached/cost/value").asLong()).isEqualTo(6_000);
        JsonNode met = report.at("/interplay/0");
        assertThat(report.path("interplay")).hasSize(1);
        assertThat(met.path("name").asString()).isEqualTo(name(800));
        assertThat(met.at("/without/value").asLong()).isEqualTo(4_800);
        assertThat(met.path("paymentsWithout").asLong()).isEqualTo(6);
        assertThat(met.at("/beside/value").asLong()).isZero();
    }

    @Test
    void theSameRequestIsTheSameBacktest() {
        String id = written(plan(2_000, 800));
        String key = aKey();
        Map<String, Object> asked = Map.of("drafts", List.of(draft(id, 1)), "days", 7);
        String first = writer.post("/backtests", asked, key)
                .expect(202)
                .json()
                .path("id")
                .asString();
        assertThat(writer.post("/backtests", asked, key)
                        .expect(202)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(first);
        writer.post("/backtests", Map.of("drafts", List.of(draft(id, 1)), "days", 8), key)
                .expectProblem(422, "idempotency-key-reused");
        awaitEnd(first);
        // What has ended stays as it is.
        assertThat(writer.post("/backtests/" + first + "/stop", Map.of())
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("done");
    }

    @Test
    void whatCantBeRunIsRefused() {
        String id = written(plan(2_000, 800));
        assertThat(fields(Map.of("drafts", List.of(draft(id, 9)), "days", 7))).containsExactly("drafts[0].version");
        assertThat(fields(Map.of("drafts", List.of(draft(id, 1)), "days", 0))).containsExactly("days");
        assertThat(fields(Map.of("drafts", List.of(), "days", 7))).containsExactly("drafts");
        Map<String, Object> bonus = plan(2_000, 800);
        offer(bonus)
                .put(
                        "benefit",
                        Map.of(
                                "kind",
                                "top_up_bonus",
                                "steps",
                                List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))));
        offer(bonus).remove("merchantIds");
        offer(bonus)
                .put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 100)));
        assertThat(fields(Map.of("drafts", List.of(draft(written(bonus), 1)), "days", 7)))
                .containsExactly("drafts[0].version");
        Map<String, Object> asked = Map.of("drafts", List.of(draft(id, 1)), "days", 7);
        shops.aCustomerWith(1_000).browser().post("/backtests", asked, aKey()).expectProblem(403, "forbidden");
        shop.owner().browser().get("/backtests").expectProblem(403, "forbidden");
    }

    /** A node that held the run has died: another begins it again and reckons all of it. */
    @Test
    void aRunWhoseNodeDiedIsBegunAgain() {
        pay();
        String id = tested(List.of(draft(written(plan(100_000, 800)), 1)))
                .at("/backtest/id")
                .asString();
        leftBehind(id, 1, false);
        JsonNode result = awaitEnd(id);
        assertThat(result.at("/backtest/state").asString()).isEqualTo("done");
        assertThat(result.at("/reports/0/reached/cost/value").asLong()).isEqualTo(4_800);

        // One of which node after node has died is given up.
        leftBehind(id, 3, false);
        result = awaitEnd(id);
        assertThat(result.at("/backtest/state").asString()).isEqualTo("failed");
        assertThat(result.at("/backtest/failure").asString()).isEqualTo("given-up");
        assertThat(result.path("reports")).isEmpty();
    }

    @Test
    void oneThatIsStoppedHasNoResult() {
        String id = tested(List.of(draft(written(plan(100_000, 800)), 1)))
                .at("/backtest/id")
                .asString();
        leftBehind(id, 1, true);
        JsonNode asked =
                writer.post("/backtests/" + id + "/stop", Map.of()).expect(200).json();
        assertThat(asked.path("state").asString()).isEqualTo("running");
        assertThat(asked.path("stopAsked").asBoolean()).isTrue();
        // Its node, or the next that has it, hears of it with the next page.
        database.sql("update backtests.backtest set held_until = now() - interval '1 second' where id = :id")
                .param("id", id)
                .update();
        JsonNode result = awaitEnd(id);
        assertThat(result.at("/backtest/state").asString()).isEqualTo("stopped");
        assertThat(result.path("reports")).isEmpty();
    }

    private void leftBehind(String id, int begun, boolean held) {
        database.sql("""
                        update backtests.backtest
                           set state = 'running', held_by = 'nod_dead', begun = :begun, result = null, ended_at = null,
                               held_until = now() + case when :held then interval '1 hour' else interval '-1 second' end
                         where id = :id
                        """)
                .param("id", id)
                .param("begun", begun)
                .param("held", held)
                .update();
    }

    private List<String> fields(Map<String, Object> asked) {
        return writer.post("/backtests", asked, aKey())
                .expectProblem(400, "invalid-field")
                .json()
                .path("errors")
                .findValuesAsString("field");
    }

    private JsonNode tested(List<Map<String, Object>> drafts) {
        return awaitEnd(writer.post("/backtests", Map.of("drafts", drafts, "days", 7), aKey())
                .expect(202)
                .json()
                .path("id")
                .asString());
    }

    private JsonNode awaitEnd(String id) {
        await(() -> ENDED.contains(read(id).at("/backtest/state").asString()));
        return read(id);
    }

    private JsonNode read(String id) {
        return writer.get("/backtests/" + id).expect(200).json();
    }

    private static long sum(JsonNode rows) {
        long sum = 0;
        for (JsonNode row : rows) {
            sum += row.at("/reached/cost/value").asLong();
        }
        return sum;
    }

    private static Map<String, Long> misses(JsonNode report) {
        Map<String, Long> misses = new LinkedHashMap<>();
        for (JsonNode miss : report.path("missed")) {
            misses.put(miss.path("reason").asString(), miss.path("payments").asLong());
        }
        return misses;
    }

    private void pay() {
        List<World.Someone> customers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            customers.add(shops.aCustomerWith(100_000));
        }
        for (int i = 0; i < AMOUNTS.length; i++) {
            shops.paid(shop, customers.get(i % customers.size()), AMOUNTS[i]);
        }
    }

    private static Map<String, Object> draft(String campaignId, int version) {
        return Map.of("campaignId", campaignId, "version", version);
    }

    private String written(Map<String, Object> plan) {
        return writer.post("/campaigns", Map.of("plan", plan, "why", "春季拉新"))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private void open(String id) {
        writer.post("/campaigns/" + id + "/review", Map.of("version", 1)).expect(200);
        reviewer.post("/campaigns/" + id + "/approval", Map.of("version", 1, "note", "同意"))
                .expect(200);
    }

    private static String name(long off) {
        return "满50减" + off / 100;
    }

    private Map<String, Object> plan(long total, long off) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("name", name(off));
        offer.put("currency", "CNY");
        offer.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", off))));
        offer.put("merchantIds", List.of(shop.id()));
        offer.put("startsAt", "2026-01-01T00:00:00+08:00");
        offer.put("endsAt", "2035-01-01T00:00:00+08:00");
        offer.put("budget", Map.of("total", cny(total)));
        offer.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "bank:" + shop.id(), "name", "面馆", "percent", 40),
                        Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 60)));
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", Objects.requireNonNull(offer.get("name")));
        plan.put("offers", new ArrayList<>(List.of(offer)));
        plan.put("placements", List.of("link"));
        plan.put("rules", Map.of("zh", "先到先得。", "en", "While it lasts."));
        return plan;
    }

    private static Map<String, Object> offer(Map<String, Object> plan) {
        return offers(plan).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> offers(Map<String, Object> plan) {
        return Objects.requireNonNull((List<Map<String, Object>>) plan.get("offers"));
    }
}
