package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.platform.Routes;
import io.tongbao.platform.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The table of routes against the routes that are there, and every protected one against those whom it is not for. */
@ServerTest
class RouteTests {
    /** Served by Boot, by springdoc, or as files. */
    private static final Set<String> NOT_CONTROLLERS = Set.of("/actuator/health", "/v3/api-docs", "/");

    private final World world;
    private final RequestMappingHandlerMapping controllers;
    private final Routes routes = Routes.committed();

    RouteTests(World world, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        this.world = world;
        this.controllers = controllers;
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
    void everyProtectedRouteIsRefusedToAStranger() {
        Visitor stranger = world.aVisitor("wallet");
        List<String> open = new ArrayList<>();
        for (Route route : protectedRoutes()) {
            Visitor.Answer answer = ask(stranger, route);
            if (answer.status() != 401 || !answer.problem().equals("not-signed-in")) {
                open.add(route + " answered " + answer.status());
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void everyRouteOfOneRoleIsRefusedToTheOthers() {
        Map<String, Visitor> callers = Map.of(
                "CUSTOMER", world.aNewCustomer().browser(),
                "nobody's employee", world.signedUp("merchant", world.aPhone()).browser(),
                "OPERATOR", world.anOperator().browser());
        List<String> open = new ArrayList<>();
        for (Route route : protectedRoutes()) {
            callers.forEach((role, caller) -> {
                if (!route.access().contains(role) && !route.access().contains(Routes.SIGNED_IN)) {
                    Visitor.Answer answer = ask(caller, route);
                    if (answer.status() != 403 || !answer.problem().equals("forbidden")) {
                        open.add(route + " answered " + answer.status() + " to " + role);
                    }
                }
            });
        }
        assertThat(open).isEmpty();
    }

    private List<Route> protectedRoutes() {
        return routes.all().stream()
                .filter(route -> !route.access().contains(Routes.PUBLIC))
                .toList();
    }

    private static Visitor.Answer ask(Visitor caller, Route route) {
        String path = route.path().replaceAll("\\{[^}]*}", "x");
        Optional<Object> body = route.method().equals("GET") ? Optional.empty() : Optional.of("{}");
        return caller.send(route.method(), path, body, Map.of("Idempotency-Key", "route-test"));
    }
}
