package io.tongbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServerTest
class SigningInTests {
    private final World world;

    SigningInTests(World world) {
        this.world = world;
    }

    @Test
    void somebodyNewSignsUpWithACodeAndIsShownMasked() {
        World.Someone customer = world.aNewCustomer();

        JsonNode me = customer.browser().get("/me").expect(200).json();
        assertThat(me.path("id").asString()).startsWith("cus_").isEqualTo(customer.id());
        assertThat(me.path("roles").path(0).asString()).isEqualTo("CUSTOMER");
        assertThat(me.path("phoneMasked").asString()).contains("****").doesNotContain(customer.phone());
        assertThat(me.path("name").isNull()).isTrue();
        assertThat(me.path("pinSet").asBoolean()).isFalse();
        assertThat(me.at("/smallPaymentLimit/value").asLong(-1)).isZero();
    }

    @Test
    void aCodeIsGoodOnce() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
        Map<String, String> signIn = Map.of("app", "wallet", "phone", phone, "code", world.codeFor(phone));

        browser.post("/sessions", signIn).expect(201);
        browser.post("/sessions", signIn).expectProblem(422, "code-expired");
    }

    @Test
    void aCodeForTheWalletDoesNotOpenTheMerchantApp() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);

        browser.post("/sessions", Map.of("app", "merchant", "phone", phone, "code", world.codeFor(phone)))
                .expectProblem(422, "code-expired");
    }

    @Test
    void fiveWrongGuessesEndACode() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
        String code = world.codeFor(phone);
        Map<String, String> wrong =
                Map.of("app", "wallet", "phone", phone, "code", code.equals("000000") ? "000001" : "000000");

        for (int left = 4; left >= 0; left--) {
            JsonNode problem = browser.post("/sessions", wrong)
                    .expectProblem(422, "code-wrong")
                    .json();
            assertThat(problem.path("triesLeft").asInt()).isEqualTo(left);
        }
        browser.post("/sessions", Map.of("app", "wallet", "phone", phone, "code", code))
                .expectProblem(422, "code-expired");
    }

    @Test
    void aCodeEndsAfterFiveMinutes() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
        world.clock().advance(Duration.ofMinutes(5));

        browser.post("/sessions", Map.of("app", "wallet", "phone", phone, "code", world.codeFor(phone)))
                .expectProblem(422, "code-expired");
    }

    @Test
    void ofManyAsksAtOnceOneGetsACode() throws Exception {
        String phone = world.aPhone();
        List<Visitor> browsers =
                Stream.generate(() -> world.aVisitor("wallet")).limit(8).toList();
        browsers.forEach(browser -> browser.get("/me"));
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Visitor browser : browsers) {
                answers.add(callers.submit(() -> browser.post("/codes", Map.of("app", "wallet", "phone", phone))
                        .status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(202);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(7);
    }

    @Test
    void aSecondCodeWithinAMinuteIsTooOftenAndSaysWhenToAskAgain() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);

        Visitor.Answer refused =
                browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expectProblem(429, "too-often");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElse("0"))).isBetween(1, 60);
        world.clock().advance(Duration.ofMinutes(1));
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
    }

    @Test
    void wrongInputNamesTheField() {
        Visitor browser = world.aVisitor("wallet");

        assertField(browser.post("/codes", Map.of("app", "wallet", "phone", "12")), "phone", "not-a-phone");
        assertField(browser.post("/codes", Map.of("app", "wallet")), "phone", "missing");
        assertField(
                browser.post("/codes", "{\"app\":\"wallet\",\"phone\":\"13800000000\",\"x\":1}"), "x", "unknown-field");
        assertField(browser.post("/codes", Map.of("app", "till", "phone", "13800000000")), "app", "invalid");
        browser.post("/codes", "{\"app\":").expectProblem(400, "malformed");
        browser.post("/codes", "").expectProblem(400, "malformed");
    }

    private static void assertField(Visitor.Answer answer, String field, String code) {
        JsonNode error = answer.expectProblem(400, "invalid-field").json().at("/errors/0");
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("code").asString()).isEqualTo(code);
    }

    @Test
    void signingInAgainGivesANewTokenAndEndsTheOldOne() {
        World.Someone customer = world.aNewCustomer();
        String first = customer.browser().cookie("tongbao_wallet").orElseThrow();
        world.clock().advance(Duration.ofMinutes(1));
        customer.browser()
                .post("/codes", Map.of("app", "wallet", "phone", customer.phone()))
                .expect(202);
        customer.browser()
                .post(
                        "/sessions",
                        Map.of("app", "wallet", "phone", customer.phone(), "code", world.codeFor(customer.phone())))
                .expect(201);

        assertThat(customer.browser().cookie("tongbao_wallet").orElseThrow()).isNotEqualTo(first);
        assertThat(customer.browser()
                        .get("/sessions")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void signingOutEndsTheSession() {
        World.Someone customer = world.aNewCustomer();
        String token = customer.browser().cookie("tongbao_wallet").orElseThrow();

        customer.browser().delete("/sessions/current").expect(204);

        Visitor thief = world.aVisitor("wallet");
        assertThat(thief.send("GET", "/me", java.util.Optional.empty(), Map.of("Cookie", "tongbao_wallet=" + token))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void signingOutEverywhereEndsEverySessionOfThePersonAndNobodyElses() {
        World.Someone customer = world.aNewCustomer();
        World.Someone other = world.aNewCustomer();
        Visitor phone = customer.browser();
        world.clock().advance(Duration.ofMinutes(1));
        Visitor tablet = world.signedUp("wallet", customer.phone()).browser();

        tablet.delete("/sessions").expect(204);

        phone.get("/me").expectProblem(401, "not-signed-in");
        tablet.get("/me").expectProblem(401, "not-signed-in");
        other.browser().get("/me").expect(200);
    }

    @Test
    void aStrangersSessionCannotBeEnded() {
        World.Someone customer = world.aNewCustomer();
        World.Someone other = world.aNewCustomer();
        String session =
                customer.browser().get("/sessions").json().at("/items/0/id").asString();

        other.browser().delete("/sessions/" + session).expectProblem(404, "not-found");
        customer.browser().get("/me").expect(200);
    }

    @Test
    void aPostWithoutTheCsrfHeaderIsRefused() {
        World.Someone customer = world.aNewCustomer();
        customer.browser()
                .send("DELETE", "/sessions/current", java.util.Optional.empty(), Map.of("X-XSRF-TOKEN", "guessed"))
                .expectProblem(403, "csrf");
    }

    /** A page sends requests side by side: the answer to one must not take away the token of another. */
    @Test
    void theCsrfTokenTurnsAtSignInAndAtNoOtherTime() {
        String phone = world.aPhone();
        Visitor browser = world.aVisitor("wallet");
        browser.post("/codes", Map.of("app", "wallet", "phone", phone)).expect(202);
        String stranger = browser.cookie("XSRF-TOKEN").orElseThrow();
        browser.post("/sessions", Map.of("app", "wallet", "phone", phone, "code", world.codeFor(phone)))
                .expect(201);
        String signedIn = browser.cookie("XSRF-TOKEN").orElseThrow();
        assertThat(signedIn).isNotEqualTo(stranger);

        browser.get("/me").expect(200);
        browser.put("/me/name", Map.of("name", "张三")).expect(200);

        assertThat(browser.cookie("XSRF-TOKEN")).contains(signedIn);
    }

    @Test
    void theNameIsKeptAndShownMaskedToOthers() {
        World.Someone customer = world.aNewCustomer();
        JsonNode me = customer.browser()
                .put("/me/name", Map.of("name", "张三丰"))
                .expect(200)
                .json();

        assertThat(me.path("name").asString()).isEqualTo("张三丰");
        customer.browser().put("/me/name", Map.of("name", "a\u0000b")).expectProblem(400, "invalid-field");
        assertThat(new PersonName("张三丰")).hasToString("张**");
    }
}
