package io.tongbao;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.RouteExamples.Caller;
import io.tongbao.RouteExamples.Example;
import io.tongbao.RouteExamples.Who;
import io.tongbao.identity.Totp;
import io.tongbao.ledger.Ledger;
import io.tongbao.messaging.Inbox;
import io.tongbao.payments.Shops;
import io.tongbao.platform.Routes;
import io.tongbao.platform.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What staff do leaves a line, whatever it is. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogTests {
    private final World world;
    private final JdbcClient jdbc;
    private final RouteExamples examples;
    private final Map<String, Route> table = Routes.committed().all().stream()
            .collect(Collectors.toMap(route -> route.method() + " " + route.path(), route -> route));

    AuditLogTests(World world, Ledger ledger, StumblingSubscriber stumbling, JdbcClient jdbc, Inbox inbox) {
        this.world = world;
        this.jdbc = jdbc;
        this.examples = new RouteExamples(world, new Shops(world, ledger), stumbling, jdbc, inbox);
    }

    @TestFactory
    Stream<DynamicTest> whateverStaffMayDoLeavesALine() {
        return examples.all().stream()
                .filter(example -> isWrittenDown(route(example)))
                .map(example -> DynamicTest.dynamicTest(example.route(), () -> leavesALine(example)));
    }

    private Route route(Example example) {
        return Objects.requireNonNull(table.get(example.route()), example.route());
    }

    private static boolean isWrittenDown(Route route) {
        Set<String> access = route.access();
        boolean forStaff =
                access.contains("OPERATOR") || access.contains("ADMINISTRATOR") || access.contains(Routes.SIGNED_IN);
        return forStaff && (route.changes() || route.discloses().isPresent());
    }

    private void leavesALine(Example example) {
        for (Caller staff : staffFor(example)) {
            String thing = example.thing().apply(staff);
            Visitor.Answer answer = example.call(staff, thing);
            JsonNode line = newestOf(staff.id(), example.route());
            assertThat(line.path("outcome").path("status").asInt()).isEqualTo(answer.status());
            assertThat(line.path("outcome").path("problem").asString("")).isEqualTo(answer.problem());
            if (Set.of("POST /offers", "POST /bank-transfers").contains(example.route())) {
                assertThat(line.path("things").toString())
                        .contains(answer.json().path("id").asString());
            }
            if (example.path().contains("{id}") && thing.matches("[a-z]+_[0-9a-z]{26}")) {
                assertThat(line.path("things").toString()).contains(thing);
            }
        }
    }

    /** Who may call it rightly, and for a signed-in route that is not for staff whoever of the staff tries. */
    private List<Caller> staffFor(Example example) {
        Set<String> access = route(example).access();
        List<Caller> named = example.by().stream()
                .map(Supplier::get)
                .filter(caller -> caller.who() == Who.OPERATOR || caller.who() == Who.ADMINISTRATOR)
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        return access.contains("ADMINISTRATOR") && !access.contains("OPERATOR")
                ? List.of(examples.administrator)
                : List.of(examples.operator);
    }

    /** The outcome is written when the answer has gone out, so it may come a moment after it. */
    private JsonNode newestOf(String staffId, String action) {
        List<JsonNode> found = new ArrayList<>();
        await(() -> {
            JsonNode newest = examples.administrator
                    .browser()
                    .send(
                            "GET",
                            "/audit-log?limit=1&staffId=" + staffId + "&action=" + encoded(action),
                            Optional.empty(),
                            Map.of())
                    .expect(200)
                    .json()
                    .at("/items/0");
            found.add(newest);
            return !newest.path("outcome").path("status").isMissingNode();
        });
        return found.getLast();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void whatIsRefusedIsThereToo() {
        World.Staff operator = world.anOperator();
        operator.browser().put("/limits", Map.of()).expectProblem(403, "forbidden");

        JsonNode line = newestOf(operator.id(), "PUT /limits");

        assertThat(line.at("/outcome/status").asInt()).isEqualTo(403);
        assertThat(line.at("/outcome/problem").asString()).isEqualTo("forbidden");
        assertThat(line.path("role").asString()).isEqualTo("OPERATOR");
    }

    @Test
    void signingInIsThereAndAWrongCodeToo() {
        World.Staff operator = world.anOperator();
        world.clock().advance(Totp.STEP);
        Visitor browser = world.aVisitor("console");
        browser.post("/staff-sessions", Map.of("email", operator.email(), "password", World.STAFF_PASSWORD))
                .expect(200);
        String right = world.totp(operator.totpSecret());
        browser.post("/staff-sessions/totp", Map.of("code", right.equals("000000") ? "000001" : "000000"))
                .expectProblem(422, "code-wrong");
        assertThat(newestOf(operator.id(), "POST /staff-sessions/totp")
                        .at("/outcome/problem")
                        .asString())
                .isEqualTo("code-wrong");

        browser.post("/staff-sessions/totp", Map.of("code", right)).expect(200);

        await(() -> newestOf(operator.id(), "POST /staff-sessions/totp")
                        .at("/outcome/status")
                        .asInt()
                == 200);
    }

    @Test
    void theServersRoleCanOnlyAdd() {
        for (String table : List.of("audit_line", "audit_thing", "audit_outcome")) {
            for (String change : List.of("UPDATE", "DELETE", "TRUNCATE")) {
                assertThat(jdbc.sql("select has_table_privilege(:role, :table, :change)")
                                .param("role", serverRole())
                                .param("table", "identity." + table)
                                .param("change", change)
                                .query(Boolean.class)
                                .single())
                        .as(change + " " + table)
                        .isFalse();
            }
        }
        assertThatThrownBy(() -> jdbc.sql("update identity.audit_line set action = 'nothing'")
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private String serverRole() {
        return jdbc.sql("select current_user").query(String.class).single();
    }

    @Test
    void whatSomebodyTypesIntoAPathIsNotKept() {
        World.Staff operator = world.anOperator();
        operator.browser().get("/customers/13800138000").expectProblem(404, "not-found");

        JsonNode line = newestOf(operator.id(), "GET /customers/{id}");

        assertThat(line.path("things")).isEmpty();
        assertThat(line.toString()).doesNotContain("13800138000");
        assertThat(line.path("discloses").asString()).isEqualTo("reveal");
    }

    @Test
    void aLookUpSaysWhomItFound() {
        World.Staff operator = world.anOperator();
        World.Someone customer = world.aNewCustomer();
        operator.browser()
                .post("/customer-searches", Map.of("phone", customer.phone()))
                .expect(200);

        JsonNode line = newestOf(operator.id(), "POST /customer-searches");

        assertThat(line.path("things").toString()).isEqualTo("[\"" + customer.id() + "\"]");
        assertThat(line.path("discloses").asString()).isEqualTo("reveal");
        assertThat(line.toString()).doesNotContain(customer.phone());
    }

    @Test
    void anOperatorSeesWhatTheyDidAndAnAdministratorAll() {
        World.Staff operator = world.anOperator();
        World.Staff other = world.anOperator();
        String customer = world.aNewCustomer().id();
        operator.browser().get("/customers/" + customer).expect(200);
        other.browser().get("/customers/" + customer).expect(200);

        assertThat(whoIn(operator.browser().get("/audit-log?thing=" + customer)))
                .containsExactly(operator.id());
        assertThat(whoIn(examples.administrator.browser().get("/audit-log?thing=" + customer)))
                .containsExactly(other.id(), operator.id());
        operator.browser().get("/audit-log?staffId=" + other.id()).expectProblem(403, "forbidden");
    }

    @Test
    void itIsReadByPageAndAsAFile() {
        World.Staff operator = world.anOperator();
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String customer = world.aNewCustomer().id();
            operator.browser().get("/customers/" + customer).expect(200);
            asked.addFirst(customer);
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.browser()
                    .get("/audit-log?limit=2&discloses=reveal" + cursor)
                    .expect(200)
                    .json();
            page.path("items").forEach(line -> read.add(line.at("/things/0").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(asked);

        List<String> file = operator.browser()
                .get("/audit-log.csv?discloses=reveal")
                .expect(200)
                .text()
                .lines()
                .toList();
        assertThat(file).hasSize(6);
        assertThat(file.getFirst()).startsWith("\uFEFFid,at,staffId");
        assertThat(file.get(1)).contains(asked.getFirst(), "GET /customers/{id}");
    }

    @Test
    void wrongFiltersAreNamed() {
        Visitor administrator = examples.administrator.browser();
        administrator.get("/audit-log?discloses=all").expectProblem(400, "invalid-field");
        administrator.get("/audit-log.csv?from=yesterday").expectProblem(400, "invalid-field");
        administrator.get("/audit-log?cursor=nonsense").expectProblem(400, "invalid-field");
        world.aNewCustomer().browser().get("/audit-log").expectProblem(403, "forbidden");
    }

    private static List<String> whoIn(Visitor.Answer answer) {
        List<String> who = new ArrayList<>();
        answer.expect(200)
                .json()
                .path("items")
                .forEach(line -> who.add(line.path("staffId").asString()));
        return who;
    }
}
