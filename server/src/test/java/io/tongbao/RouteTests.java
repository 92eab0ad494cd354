package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.RouteExamples.Caller;
import io.tongbao.RouteExamples.Example;
import io.tongbao.RouteExamples.Who;
import io.tongbao.ledger.Ledger;
import io.tongbao.messaging.Inbox;
import io.tongbao.payments.Shops;
import io.tongbao.platform.Routes;
import io.tongbao.platform.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The table of routes against the routes that are there; and every route reached by its rightful caller and refused to a
 * stranger, to the wrong roles, to another customer and to another merchant, with ids that exist ({@link RouteExamples}).
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTests {
    /** Served by Boot, by springdoc, or as files. */
    private static final Set<String> NOT_CONTROLLERS =
            Set.of("/actuator/health", "/actuator/prometheus", "/v3/api-docs", "/", "/wallet-worker.js");

    private final World world;
    private final RequestMappingHandlerMapping controllers;
    private final Routes routes = Routes.committed();
    private final Map<String, Set<String>> table = routes.all().stream()
            .collect(Collectors.toMap(route -> route.method() + " " + route.path(), Route::access));
    private final RouteExamples examples;
    private final Caller newcomer;

    RouteTests(
            World world,
            Ledger ledger,
            StumblingSubscriber stumbling,
            JdbcClient jdbc,
            Inbox inbox,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        this.world = world;
        this.controllers = controllers;
        this.examples = new RouteExamples(world, new Shops(world, ledger), stumbling, jdbc, inbox);
        this.newcomer = examples.aNewcomer();
    }

    @Test
    void theTableNamesEveryRouteAndNoOther() {
        Set<String> mapped = new TreeSet<>();
        controllers.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("io.tongbao")) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    mapping.getPatternValues().forEach(path -> mapped.add(key(method.name(), path)));
                }
            }
        });
        Set<String> written = routes.all().stream()
                .filter(route ->
                        !NOT_CONTROLLERS.contains(route.path()) && !route.path().contains("*"))
                .map(route -> key(route.method(), route.path()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).isEqualTo(mapped);
    }

    private static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void theTableNamesNoRouteTwice() {
        List<String> keys = routes.all().stream()
                .map(route -> key(route.method(), route.path()))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void theExamplesNameEveryRouteAndNoOther() {
        assertThat(examples.all()).extracting(Example::route).containsExactlyInAnyOrderElementsOf(table.keySet());
    }

    @Test
    void whatTheTableDoesNotNameIsRefused() {
        world.aVisitor("wallet").get("/actuator/env").expectProblem(401, "not-signed-in");
        examples.administrator.browser().get("/actuator/env").expectProblem(403, "forbidden");
    }

    /** Those whom a route is not for don't get in, and after all of them the one whom it is for still does. */
    @TestFactory
    Stream<DynamicTest> letsInWhomTheTableNamesAndNobodyElse() {
        return examples.all().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.route(), () -> assertThat(failures(example)).isEmpty()));
    }

    private List<String> failures(Example example) {
        Set<String> access = table.getOrDefault(example.route(), Set.of());
        List<String> failures = new ArrayList<>();
        boolean refusedToOthersYet = false;
        for (Caller caller : callersOf(example, access)) {
            String thing = example.thing().apply(caller);
            if (!refusedToOthersYet) {
                failures.addAll(letInByRole(example, access, thing));
                refusedToOthersYet = true;
            }
            others(caller).ifPresent(stranger -> failures.addAll(letInToAnothers(example, stranger, thing)));
            if (example.reach() == Example.Reach.STREAM) {
                try (Visitor.Events events = caller.browser().listen(example.pathTo(thing))) {
                    expect(failures, caller.who().name(), "200", Integer.toString(events.status()));
                }
                continue;
            }
            Visitor.Answer answer = example.call(caller, thing);
            boolean notBuilt = example.reach() == Example.Reach.FILE && answer.status() == 404;
            if (answer.status() / 100 != 2 && !notBuilt) {
                failures.add(caller.who() + " was answered " + answer.status() + " " + answer.text());
            }
            if (example.reach() == Example.Reach.LISTED && !answer.text().contains(thing)) {
                failures.add(caller.who() + " does not find " + thing + " in " + answer.text());
            }
        }
        return failures;
    }

    private List<Caller> callersOf(Example example, Set<String> access) {
        if (!example.by().isEmpty()) {
            return example.by().stream().map(Supplier::get).toList();
        }
        if (access.contains(Routes.PUBLIC)) {
            return List.of(examples.aStranger());
        }
        return roles().filter(caller -> mayReach(caller, access)).toList();
    }

    private Stream<Caller> roles() {
        return Stream.concat(
                examples.first.callers().stream(), Stream.of(examples.operator, examples.administrator, newcomer));
    }

    /** An administrator may do what an operator may. */
    private static boolean mayReach(Caller caller, Set<String> access) {
        return access.contains(Routes.SIGNED_IN)
                || access.contains(caller.who().name())
                || (caller.who() == Who.ADMINISTRATOR && access.contains(Who.OPERATOR.name()));
    }

    private List<String> letInByRole(Example example, Set<String> access, String thing) {
        List<String> failures = new ArrayList<>();
        if (access.contains(Routes.PUBLIC)) {
            return failures;
        }
        expect(failures, "nobody", "401 not-signed-in", said(example.call(examples.aStranger(), thing)));
        roles().filter(caller -> !mayReach(caller, access))
                .forEach(caller ->
                        expect(failures, caller.who().name(), "403 forbidden", said(example.call(caller, thing))));
        return failures;
    }

    private Optional<Caller> others(Caller caller) {
        return switch (caller.who()) {
            case CUSTOMER -> Optional.of(examples.other.customer());
            case MERCHANT_OWNER -> Optional.of(examples.other.owner());
            case CASHIER -> Optional.of(examples.other.cashier());
            case BRAND_PARTNER -> Optional.of(examples.other.partner());
            case STRANGER, NEWCOMER, OPERATOR, ADMINISTRATOR -> Optional.empty();
        };
    }

    /** Of the same role but not concerned: refused as if the thing did not exist. */
    private static List<String> letInToAnothers(Example example, Caller another, String thing) {
        List<String> failures = new ArrayList<>();
        switch (example.reach()) {
            case PRIVATE -> {
                Visitor.Answer refused = example.call(another, thing);
                expect(failures, "another " + another.who(), example.refusal(), said(refused));
                String madeUp = RouteExamples.madeUp(thing);
                String nothing = example.call(another, madeUp).text().replace(madeUp, thing);
                expect(failures, "another " + another.who() + " learns of it and", nothing, refused.text());
            }
            case LISTED -> {
                String listed = example.call(another, thing).expect(200).text();
                if (listed.contains(thing)) {
                    failures.add("another " + another.who() + " finds " + thing + " in " + listed);
                }
            }
            case SHARED, STREAM, FILE -> {}
        }
        return failures;
    }

    private static void expect(List<String> failures, String who, String expected, String said) {
        if (!said.equals(expected)) {
            failures.add(who + " was answered " + said + " and not " + expected);
        }
    }

    private static String said(Visitor.Answer answer) {
        return answer.status() + " " + answer.problem();
    }
}
