package io.tongbao.identity.internal;

import io.tongbao.identity.Role;
import io.tongbao.platform.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Decides by the table of routes. Routes are kept by method and first path segment, so that a request meets a handful of
 * patterns and not the whole table; of several that match the most specific decides, as it does for controllers.
 */
final class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {
    private static final String ANY_FIRST_SEGMENT = " *";

    private final Map<String, List<Rule>> rules = new HashMap<>();

    private record Rule(PathPattern pattern, Set<String> access) {}

    RouteAuthorization(Routes routes) {
        Set<String> known =
                java.util.Arrays.stream(Role.values()).map(Role::name).collect(Collectors.toSet());
        known.add(Routes.PUBLIC);
        known.add(Routes.SIGNED_IN);
        known.add(Routes.SCRAPER);
        for (Routes.Route route : routes.all()) {
            if (!known.containsAll(route.access())) {
                throw new IllegalStateException("routes.csv names an unknown role: " + route);
            }
            rules.computeIfAbsent(bucket(route.method(), route.path()), _ -> new ArrayList<>())
                    .add(new Rule(PathPatternParser.defaultInstance.parse(route.path()), route.access()));
        }
        rules.values().forEach(bucket -> bucket.sort((a, b) -> a.pattern().compareTo(b.pattern())));
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        String path = context.getRequest().getRequestURI();
        return rule(context.getRequest().getMethod(), path)
                .map(rule -> new AuthorizationDecision(allows(rule.access(), authentication)))
                .orElseGet(() -> new AuthorizationDecision(false));
    }

    private Optional<Rule> rule(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        String asked = method.equals("HEAD") ? "GET" : method;
        return Stream.concat(
                        rules.getOrDefault(bucket(asked, path), List.of()).stream(),
                        rules.getOrDefault(asked + ANY_FIRST_SEGMENT, List.of()).stream())
                .filter(rule -> rule.pattern().matches(parsed))
                .findFirst();
    }

    private static boolean allows(Set<String> access, Supplier<? extends @Nullable Authentication> authentication) {
        if (access.contains(Routes.PUBLIC)) {
            return true;
        }
        Authentication who = authentication.get();
        if (who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken) {
            return false;
        }
        return access.contains(Routes.SIGNED_IN)
                || who.getAuthorities().stream().anyMatch(role -> access.contains(role.getAuthority()));
    }

    private static String bucket(String method, String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        return first.contains("*") || first.contains("{") ? method + ANY_FIRST_SEGMENT : method + " " + first;
    }
}
