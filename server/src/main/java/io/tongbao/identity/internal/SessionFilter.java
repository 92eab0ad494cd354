package io.tongbao.identity.internal;

import io.tongbao.identity.App;
import io.tongbao.identity.Principal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Turns a session's cookie into the request's {@link Principal}. */
final class SessionFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(SessionFilter.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final SessionStore sessions;
    private final JsonMapper mapper;

    SessionFilter(SessionStore sessions, JsonMapper mapper) {
        this.sessions = sessions;
        this.mapper = mapper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SessionCookies.Presented> presented = SessionCookies.presented(request);
        if (presented.isPresent()) {
            try {
                sessions.find(
                                presented.get().token(),
                                presented.get().app(),
                                needsTheRow(request, presented.get().app()))
                        .ifPresent(SessionFilter::signIn);
            } catch (DataAccessException e) {
                log.warn(
                        "The database did not answer: {}",
                        e.getMostSpecificCause().getMessage());
                response.setHeader("Retry-After", "1");
                Problems.write(
                        response,
                        mapper,
                        ProblemType.BUSY,
                        "The database is not reachable at the moment. Ask again, with the same Idempotency-Key.");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** What moves value carries an Idempotency-Key; of what staff do, ending an offer moves its budget without one. */
    private static boolean needsTheRow(HttpServletRequest request, App app) {
        boolean changes = !READING.contains(request.getMethod());
        return request.getHeader(IdempotencyKey.HEADER) != null || (app == App.CONSOLE && changes);
    }

    private static void signIn(Principal principal) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(principal));
        SecurityContextHolder.setContext(context);
    }

    private static final class SignedIn extends AbstractAuthenticationToken {
        private final transient Principal principal;

        SignedIn(Principal principal) {
            super(principal.roles().stream()
                    .map(role -> new SimpleGrantedAuthority(role.name()))
                    .toList());
            this.principal = principal;
            setAuthenticated(true);
        }

        /** Asked for at every request; by default it would be the text of the whole principal. */
        @Override
        public String getName() {
            return principal.id();
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Principal getPrincipal() {
            return principal;
        }
    }
}
