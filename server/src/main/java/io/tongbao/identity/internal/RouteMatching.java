package io.tongbao.identity.internal;

import io.tongbao.platform.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which line of the table of routes a request meets. Routes are kept by method and first path segment, so that a request
 * meets a handful of patterns and not the whole table; of several that match the most specific is meant, as it is for
 * controllers.
 */
final class RouteMatching {
    private static final String ANY_FIRST_SEGMENT = " *";

    private final Map<String, List<Rule>> rules = new HashMap<>();

    private record Rule(PathPattern pattern, Routes.Route route) {}

    /** @param variables what stands in the path where the route has a name in braces */
    record Match(Routes.Route route, Map<String, String> variables) {}

    RouteMatching(Routes routes) {
        for (Routes.Route route : routes.all()) {
            rules.computeIfAbsent(bucket(route.method(), route.path()), _ -> new ArrayList<>())
                    .add(new Rule(PathPatternParser.defaultInstance.parse(route.path()), route));
        }
        rules.values().forEach(bucket -> bucket.sort((a, b) -> a.pattern().compareTo(b.pattern())));
    }

    Optional<Routes.Route> route(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return rule(method, path, parsed).map(Rule::route);
    }

    Optional<Match> match(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return rule(method, path, parsed)
                .flatMap(rule -> Optional.ofNullable(rule.pattern().matchAndExtract(parsed))
                        .map(found -> new Match(rule.route(), Map.copyOf(found.getUriVariables()))));
    }

    private Optional<Rule> rule(String method, String path, PathContainer parsed) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return Stream.concat(
                        rules.getOrDefault(bucket(asked, path), List.of()).stream(),
                        rules.getOrDefault(asked + ANY_FIRST_SEGMENT, List.of()).stream())
                .filter(rule -> rule.pattern().matches(parsed))
                .findFirst();
    }

    private static String bucket(String method, String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        return first.contains("*") || first.contains("{") ? method + ANY_FIRST_SEGMENT : method + " " + first;
    }
}
