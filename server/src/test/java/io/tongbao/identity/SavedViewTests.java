package io.tongbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A member of staff keeps filters under names of their own. */
@ServerTest
class SavedViewTests {
    private final World world;

    SavedViewTests(World world) {
        this.world = world;
    }

    @Test
    void aViewIsKeptRenamedAndForgotten() {
        Visitor operator = world.anOperator().browser();
        JsonNode saved = save(operator, "refunds", " 大额退款 ", Map.of("atLeast", "100000"))
                .expect(201)
                .json();
        String id = saved.path("id").asString();

        assertThat(names(operator, "refunds")).containsExactly("大额退款");
        assertThat(names(operator, "payments")).isEmpty();

        JsonNode changed = operator.put(
                        "/saved-views/" + id, Map.of("name", "全额退款", "filters", Map.of("extent", "full")))
                .expect(200)
                .json();

        assertThat(changed.path("list").asString()).isEqualTo("refunds");
        JsonNode listed =
                operator.get("/saved-views?list=refunds").expect(200).json().at("/items/0");
        assertThat(listed.path("name").asString()).isEqualTo("全额退款");
        assertThat(listed.path("filters").toString()).isEqualTo("{\"extent\":\"full\"}");

        operator.delete("/saved-views/" + id).expect(204);

        assertThat(names(operator, "refunds")).isEmpty();
        operator.delete("/saved-views/" + id).expectProblem(404, "not-found");
    }

    @Test
    void aViewIsItsMembersAlone() {
        Visitor operator = world.anOperator().browser();
        Visitor other = world.anAdministrator().browser();
        String id = save(operator, "sends", "我的", Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();

        assertThat(names(other, "sends")).isEmpty();
        other.put("/saved-views/" + id, Map.of("name", "x", "filters", Map.of()))
                .expectProblem(404, "not-found");
        other.delete("/saved-views/" + id).expectProblem(404, "not-found");
        assertThat(names(operator, "sends")).containsExactly("我的");
    }

    @Test
    void aNameStandsForOneViewOfAList() {
        Visitor operator = world.anOperator().browser();
        save(operator, "offers", "一", Map.of()).expect(201);
        String second = save(operator, "offers", "二", Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
        save(operator, "merchants", "一", Map.of()).expect(201);

        assertThat(save(operator, "offers", "一", Map.of())
                        .expectProblem(409, "conflict")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("name");
        operator.put("/saved-views/" + second, Map.of("name", "一", "filters", Map.of()))
                .expectProblem(409, "conflict");
    }

    @Test
    void aListTakesTwentyAndNothingStrange() {
        Visitor operator = world.anOperator().browser();
        for (int i = 0; i < 20; i++) {
            save(operator, "entries", "v" + i, Map.of()).expect(201);
        }
        save(operator, "entries", "one more", Map.of()).expectProblem(400, "invalid-field");
        save(operator, "nothing", "x", Map.of()).expectProblem(400, "invalid-field");
        save(operator, "sends", " ", Map.of()).expectProblem(400, "invalid-field");
        save(operator, "sends", "x", Map.of("a b", "c")).expectProblem(400, "invalid-field");
        save(operator, "sends", "x", Map.of("q", "y".repeat(101))).expectProblem(400, "invalid-field");
        operator.get("/saved-views?list=nothing").expectProblem(400, "invalid-field");
        world.aNewCustomer().browser().get("/saved-views?list=sends").expectProblem(403, "forbidden");
    }

    private static Visitor.Answer save(Visitor visitor, String list, String name, Map<String, String> filters) {
        return visitor.post("/saved-views", Map.of("list", list, "name", name, "filters", filters));
    }

    private static List<String> names(Visitor visitor, String list) {
        return visitor.get("/saved-views?list=" + list)
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(view -> view.path("name").asString())
                .toList();
    }
}
