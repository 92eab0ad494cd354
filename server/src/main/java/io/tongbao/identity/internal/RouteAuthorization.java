package io.tongbao.identity.internal;

import io.tongbao.identity.Role;
import io.tongbao.platform.Routes;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Decides by the table of routes. */
final class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {
    private final RouteMatching matching;

    RouteAuthorization(Routes routes, RouteMatching matching) {
        Set<String> known = Arrays.stream(Role.values()).map(Role::name).collect(Collectors.toSet());
        known.add(Routes.PUBLIC);
        known.add(Routes.SIGNED_IN);
        known.add(Routes.SCRAPER);
        for (Routes.Route route : routes.all()) {
            if (!known.containsAll(route.access())) {
                throw new IllegalStateException("routes.csv names an unknown role: " + route);
            }
        }
        this.matching = matching;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return matching.route(
                        context.getRequest().getMethod(), context.getRequest().getRequestURI())
                .map(route -> new AuthorizationDecision(allows(route.access(), authentication)))
                .orElseGet(() -> new AuthorizationDecision(false));
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
}
