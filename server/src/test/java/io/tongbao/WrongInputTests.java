package io.tongbao;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.RouteExamples.Caller;
import io.tongbao.RouteExamples.Example;
import io.tongbao.ledger.Ledger;
import io.tongbao.messaging.Inbox;
import io.tongbao.payments.Shops;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Routes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What people and programs get wrong, at every route that takes it: the answer is a problem of the list, names the field,
 * and is never an error on our side. What is wrong with one thing alone is tested where that thing is.
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongInputTests {
    private static final Set<String> CODES =
            Arrays.stream(ProblemType.values()).map(ProblemType::code).collect(Collectors.toSet());

    private final World world;
    private final Shops shops;
    private final RouteExamples examples;
    private final Map<String, Set<String>> table = Routes.committed().all().stream()
            .collect(Collectors.toMap(route -> route.method() + " " + route.path(), Routes.Route::access));

    WrongInputTests(World world, Ledger ledger, StumblingSubscriber stumbling, JdbcClient jdbc, Inbox inbox) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.examples = new RouteExamples(world, shops, stumbling, jdbc, inbox);
    }

    /** Bodies with one amount; %s is where it goes. */
    private Map<String, Amount> amounts() {
        String payment =
                shops.paid(examples.first.shop(), someone(), 1_000).path("id").asString();
        Visitor customer = examples.first.customer().browser();
        Visitor till = examples.first.owner().browser();
        Visitor operator = examples.operator.browser();
        String pin = "\"pin\":\"" + World.PIN + "\"";
        Map<String, Amount> all = new LinkedHashMap<>();
        all.put("/orders", new Amount(till, "amount", "{\"amount\":%s}"));
        all.put(
                "/orders ",
                new Amount(
                        till, "lines[0].unitPrice", "{\"lines\":[{\"name\":\"面\",\"unitPrice\":%s,\"quantity\":2}]}"));
        all.put(
                "/quotes",
                new Amount(
                        customer, "amount", "{\"qr\":\"" + examples.first.shop().qr() + "\",\"amount\":%s}"));
        all.put("/payments/" + payment + "/refunds", new Amount(till, "amount", "{\"amount\":%s}"));
        all.put("/payments/" + payment + "/refunds/preview", new Amount(till, "amount", "{\"amount\":%s}"));
        all.put("/top-ups", new Amount(customer, "amount", "{\"cardId\":\"crd_x\",\"amount\":%s}"));
        all.put("/top-up-quotes", new Amount(customer, "amount", "{\"cardId\":\"crd_x\",\"amount\":%s}"));
        all.put("/withdrawals", new Amount(customer, "amount", "{\"cardId\":\"crd_x\"," + pin + ",\"amount\":%s}"));
        all.put(
                "/sends",
                new Amount(
                        customer,
                        "amount",
                        "{\"recipientId\":\"" + examples.other.customer().id() + "\"," + pin + ",\"amount\":%s}"));
        all.put(
                "/money-requests",
                new Amount(
                        customer,
                        "amount",
                        "{\"payerId\":\"" + examples.other.customer().id() + "\",\"amount\":%s}"));
        all.put(
                "/bill-splits",
                new Amount(
                        customer,
                        "total",
                        "{\"people\":[{\"payerId\":\""
                                + examples.other.customer().id() + "\"}],\"total\":%s}"));
        all.put(
                "/bank-transfers",
                new Amount(
                        operator,
                        "amount",
                        "{\"direction\":\"in\",\"customerPhone\":\""
                                + examples.first.customer().phone() + "\",\"reference\":\"r\",\"amount\":%s}"));
        return all;
    }

    private record Amount(Visitor caller, String field, String body) {}

    @Test
    void anAmountThatIsNoneNamesItsField() {
        Map<String, String> wrong = Map.of(
                "{\"value\":0,\"currency\":\"CNY\"}", "value",
                "{\"value\":-1,\"currency\":\"CNY\"}", "value",
                "{\"value\":1.5,\"currency\":\"CNY\"}", "value",
                "{\"value\":1e2,\"currency\":\"CNY\"}", "value",
                "{\"value\":9007199254740992,\"currency\":\"CNY\"}", "value",
                "{\"value\":\"5\",\"currency\":\"CNY\"}", "value",
                "{\"value\":5,\"currency\":\"ZZZ\"}", "currency",
                "{\"value\":5}", "currency");
        List<String> failures = new ArrayList<>();
        amounts()
                .forEach((path, amount) -> wrong.forEach((value, field) -> {
                    Visitor.Answer answer =
                            amount.caller().post(path.strip(), amount.body().formatted(value), aKey());
                    String named = fields(answer);
                    if (answer.status() != 400
                            || !answer.problem().equals("invalid-field")
                            || !named.equals(amount.field() + "." + field)) {
                        failures.add(path + " " + value + " was answered " + answer.status() + " " + answer.text());
                    }
                }));
        assertThat(failures).isEmpty();
    }

    @Test
    void anotherCurrencyIsRefusedByName() {
        List<String> failures = new ArrayList<>();
        Map<String, Amount> all = amounts();
        // What staff confirm may be in any currency that a wallet can hold.
        all.remove("/bank-transfers");
        all.forEach((path, amount) -> {
            String typed = amount.body().formatted("{\"value\":5,\"currency\":\"JPY\"}");
            Visitor.Answer answer = amount.caller().post(path.strip(), typed, aKey());
            boolean named = fields(answer).startsWith(amount.field()) || path.equals("/top-ups");
            boolean cardFirst =
                    Set.of("/top-ups", "/top-up-quotes", "/withdrawals").contains(path)
                            && fields(answer).equals("cardId");
            if (!cardFirst && (!answer.problem().equals("wrong-currency") || !named)) {
                failures.add(path + " was answered " + answer.status() + " " + answer.text());
            }
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void whatMovesValueNeedsAKeyThatCanBeOne() {
        Map<String, String> keys =
                Map.of("", "idempotency-key-missing", "k".repeat(129), "invalid-field", "a b", "invalid-field");
        Set<String> moving = Set.of(
                "POST /payments",
                "POST /payments/{id}/refunds",
                "POST /orders/{id}/pay-code",
                "POST /orders/{id}/cancellation",
                "POST /top-ups",
                "POST /withdrawals",
                "POST /sends",
                "POST /money-requests",
                "POST /money-requests/{id}/payment",
                "POST /bill-splits",
                "POST /bank-transfers",
                "POST /bank-transfers/{id}/approval",
                "POST /benefits",
                "POST /benefits/{id}/batches",
                "POST /benefits/{id}/grants",
                "POST /benefit-claims",
                "POST /offers");
        List<String> failures = new ArrayList<>();
        examples.all().stream()
                .filter(example -> moving.contains(example.route()))
                .forEach(example -> {
                    Caller caller = caller(example);
                    String thing = example.thing().apply(caller);
                    Optional<Object> body = example.body().map(made -> made.apply(caller, thing));
                    keys.forEach((key, code) -> {
                        Map<String, String> headers = key.isEmpty() ? Map.of() : Map.of("Idempotency-Key", key);
                        Visitor.Answer answer =
                                caller.browser().send(example.method(), example.pathTo(thing), body, headers);
                        if (answer.status() != 400
                                || !answer.problem().equals(code)
                                || !fields(answer).equals("Idempotency-Key")) {
                            failures.add(example.route() + " with '" + key + "' was answered " + answer.status() + " "
                                    + answer.text());
                        }
                    });
                });
        assertThat(failures).isEmpty();
    }

    @Test
    void aBodyThatIsNoneIsMalformedAndAnUnknownFieldIsNamed() {
        List<String> failures = new ArrayList<>();
        takingBodies().forEach(example -> {
            Caller caller = caller(example);
            String thing = example.thing().apply(caller);
            for (String body : List.of("{\"", "[1]", "\"text\"", "12", "nonsense", "{} {}", "")) {
                expect(failures, example, body, send(caller, example, thing, body), "malformed", "");
            }
            expect(
                    failures,
                    example,
                    "unknown",
                    send(caller, example, thing, "{\"unheardOf\":1}"),
                    "invalid-field",
                    "unheardOf");
        });
        assertThat(failures).isEmpty();
    }

    /** U+0000, a lone half of a pair, and text without end, in every field that takes text and in every id. */
    @Test
    void textThatCannotBeKeptIsRefusedWhereverItStands() {
        List<String> failures = new ArrayList<>();
        takingBodies().forEach(example -> {
            Caller caller = caller(example);
            String thing = example.thing().apply(caller);
            JsonNode right = json(example.body().orElseThrow().apply(caller, thing));
            for (String field : right.propertyNames()) {
                // A PIN that is none is a wrong one: five of them lock it.
                if (!right.path(field).isString()
                        || field.toLowerCase(java.util.Locale.ROOT).contains("pin")) {
                    continue;
                }
                for (String text : List.of("\\u0000", "a\\u0000b", "\\ud83c", "x".repeat(100_000))) {
                    String body = right.toString()
                            .replace("\"" + field + "\":" + right.path(field), "\"" + field + "\":\"" + text + "\"");
                    Visitor.Answer answer = send(caller, example, thing, body);
                    if (answer.status() / 100 != 4 || !CODES.contains(answer.problem())) {
                        failures.add(example.route() + " " + field + "="
                                + text.substring(0, Math.min(8, text.length())) + " was answered " + answer.status()
                                + " " + answer.text());
                    }
                }
            }
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void idsAndQueriesThatCannotBeAreRefusedAndNeverAnErrorOfOurs() {
        List<String> failures = new ArrayList<>();
        examples.all().stream().filter(example -> example.path().contains("{")).forEach(example -> {
            Caller caller = caller(example);
            String thing = example.thing().apply(caller);
            Optional<Object> body = example.body().map(made -> made.apply(caller, thing));
            for (String id : List.of("%00", "a%00b", "%FF", "%ED%A0%80", "x".repeat(2_000), "%20", "..%2F..", "'")) {
                String path = example.path().replaceAll("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(id));
                refused(failures, caller.browser().send(example.method(), path, body, once()), path);
            }
        });
        Map<String, Caller> queries = new LinkedHashMap<>();
        for (String query :
                List.of("q=%00", "q=" + "x".repeat(3_000), "cursor=%00", "cursor=nonsense", "limit=0", "limit=x")) {
            queries.put("/orders?" + query, examples.first.owner());
            queries.put("/payments?" + query, examples.first.owner());
            queries.put("/bills?" + query, examples.first.customer());
            queries.put("/merchants?" + query, examples.operator);
            queries.put("/books/accounts?" + query, examples.operator);
        }
        for (String path : List.of(
                "/books/accounts?kind=%00",
                "/books/accounts/statement?code=%00",
                "/books/accounts/statement",
                "/books/entries?kind=%00",
                "/books/entries?cursor=x",
                "/books/entries/%EF%BC%91",
                "/books/entries/99999999999999999999",
                "/payments?merchantId=%00",
                "/payments?from=yesterday",
                "/merchants?status=%00",
                "/offers?state=%00",
                "/bank-transfers?state=gone",
                "/bank-transfers?cursor=%00")) {
            queries.put(path, examples.operator);
        }
        for (String path : List.of(
                "/bills?kind=x",
                "/bills?month=2026-13",
                "/bills?category=%00",
                "/bill-sums?month=%00",
                "/spending?month=%00",
                "/spending",
                "/spending-budgets?month=%00",
                "/spending-budgets?month=2026-11&merchantId=%00",
                "/statements.csv?from=never&to=2026-01-31&currency=CNY&language=zh",
                "/statements.csv?from=2026-01-01&to=2026-01-31&currency=%00&language=zh",
                "/statements.pdf?from=2026-01-01&to=2026-01-31&currency=CNY&language=fr",
                "/statements.pdf",
                "/recipients?phone=%00",
                "/money-requests",
                "/money-requests?direction=none",
                "/money-requests?direction=sent&state=x",
                "/money-requests?direction=sent&cursor=%00",
                "/bill-splits?cursor=x",
                "/notices?cursor=x",
                "/notices?cursor=%00",
                "/notices?limit=0")) {
            queries.put(path, examples.first.customer());
        }
        queries.put("/merchant-summary?day=2026-02-30", examples.first.owner());
        queries.put("/demo/mailbox?to=%00", examples.first.customer());
        queries.forEach((path, caller) -> {
            Visitor.Answer answer = caller.browser().get(path);
            // A long search finds nothing, and an unknown kind or group is one that nothing has.
            if (answer.status() != 200) {
                refused(failures, answer, path);
            }
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void aBodyOfAnotherKindIsRefused() {
        Visitor customer = examples.first.customer().browser();
        customer.send("POST", "/quotes", Optional.of("{}"), Map.of("Content-Type", "text/plain"))
                .expectProblem(415, "unsupported-media-type");
        customer.send(
                        "POST",
                        "/quotes",
                        Optional.of("a=b"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .expectProblem(415, "unsupported-media-type");
    }

    /** The books hold what fits into 2^53 - 1 of the least unit; more is refused before anything is asked of them. */
    @Test
    void anOrderThatSumsToTooMuchIsRefused() {
        String line =
                "{\"name\":\"金\",\"unitPrice\":{\"value\":9007199254740991,\"currency\":\"CNY\"},\"quantity\":1000000}";
        JsonNode refused = examples.first
                .owner()
                .browser()
                .post("/orders", "{\"lines\":[" + line + "," + line + "]}")
                .expectProblem(400, "invalid-field")
                .json();
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("lines");
    }

    @Test
    void emojiAndEveryScriptAreKept() {
        String note = "少辣 🌶️ Größe ß عربى";
        Visitor till = examples.first.owner().browser();
        String order = till.post("/orders", Map.of("amount", cny(100), "note", note))
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(till.get("/orders/" + order).json().path("note").asString()).isEqualTo(note);
        String payment =
                shops.paid(examples.first.shop(), someone(), 100).path("id").asString();
        assertThat(till.post("/payments/" + payment + "/refunds", Map.of("amount", cny(1), "reason", note), aKey())
                        .expect(201)
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo(note);
    }

    private World.Someone someone() {
        return shops.aCustomerWith(10_000);
    }

    /** Those that read a body; a tap on a button sends none. */
    private Stream<Example> takingBodies() {
        return examples.all().stream()
                .filter(example -> example.body().isPresent())
                .filter(example -> !NOTHING_IN_IT.contains(example.route()))
                // Its body is lines of JSON; PostingByHandTests sends the wrong ones.
                .filter(example -> !example.route().equals("POST /books/entries"))
                // Its body is a list of codes; BenefitTests sends the wrong ones.
                .filter(example -> !example.route().equals("POST /benefits/{id}/batches"))
                // Each call uses up a member of staff, who takes seconds to make; the bodies are like the others.
                .filter(example -> !example.route().startsWith("POST /staff-"));
    }

    /** Routes whose body says nothing, or nothing that must be said: it may be left out. */
    private static final Set<String> NOTHING_IN_IT = Set.of(
            "POST /orders/{id}/inquiry",
            "POST /orders/{id}/cancellation",
            "POST /pay-codes",
            "POST /pay-codes/{id}/refusal",
            "POST /offers/{id}/pause",
            "POST /offers/{id}/resume",
            "POST /offers/{id}/end",
            "POST /own-offers/{id}/pause",
            "POST /own-offers/{id}/resume",
            "POST /own-offers/{id}/end",
            "POST /coupon-code-batches/{id}/stop",
            "POST /subscribers/{name}/streams/{stream}/rerun");

    private Caller caller(Example example) {
        Set<String> access = table.getOrDefault(example.route(), Set.of());
        if (!example.by().isEmpty()) {
            return example.by().stream().map(Supplier::get).findFirst().orElseThrow();
        }
        if (access.contains(Routes.PUBLIC)) {
            return examples.aStranger();
        }
        return Stream.concat(examples.first.callers().stream(), Stream.of(examples.operator, examples.administrator))
                .filter(caller -> access.contains(caller.who().name()) || access.contains(Routes.SIGNED_IN))
                .findFirst()
                .orElseThrow();
    }

    private static Visitor.Answer send(Caller caller, Example example, String thing, String body) {
        return caller.browser().send(example.method(), example.pathTo(thing), Optional.of(body), once());
    }

    private static Map<String, String> once() {
        return Map.of("Idempotency-Key", aKey());
    }

    private static void expect(
            List<String> failures, Example example, String body, Visitor.Answer answer, String code, String field) {
        if (answer.status() != 400
                || !answer.problem().equals(code)
                || !fields(answer).contains(field)) {
            failures.add(example.route() + " " + body + " was answered " + answer.status() + " " + answer.text());
        }
    }

    private static void refused(List<String> failures, Visitor.Answer answer, String path) {
        if (answer.status() / 100 != 4 || !CODES.contains(answer.problem())) {
            failures.add(path.substring(0, Math.min(80, path.length())) + " was answered " + answer.status() + " "
                    + answer.text());
        }
    }

    private static String fields(Visitor.Answer answer) {
        if (answer.problem().isEmpty()) {
            return "";
        }
        List<String> named = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> named.add(error.path("field").asString()));
        return String.join(" ", named);
    }

    private static JsonNode json(Object body) {
        return Visitor.JSON.readTree(body instanceof String text ? text : Visitor.JSON.writeValueAsString(body));
    }
}
