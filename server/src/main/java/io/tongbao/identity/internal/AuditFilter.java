package io.tongbao.identity.internal;

import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts what a member of staff asks for into the audit log: every route of the table that changes something, and of those
 * that read the ones that the table says disclose. It stands before the decision who may, so that what is refused is there too.
 */
final class AuditFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);

    private final RouteMatching matching;
    private final AuditLog audit;
    private final JsonMapper mapper;

    AuditFilter(RouteMatching matching, AuditLog audit, JsonMapper mapper) {
        this.matching = matching;
        this.audit = audit;
        this.mapper = mapper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            staff().ifPresent(staff -> matching.match(request.getMethod(), request.getRequestURI())
                    .filter(match ->
                            match.route().changes() || match.route().discloses().isPresent())
                    .ifPresent(match -> audit.begin(request, staff.id(), match)));
        } catch (DataAccessException e) {
            log.warn(
                    "Refused, since the audit log can't be written: {}",
                    e.getMostSpecificCause().getMessage());
            response.setHeader("Retry-After", "1");
            Problems.write(
                    response,
                    mapper,
                    ProblemType.BUSY,
                    "What staff do is written down first, which is not possible at the moment. Nothing was done; ask again.");
            return;
        }
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            if (!answered) {
                audit.end(request, ProblemType.INTERNAL.status());
            } else if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndOfAnswer(request, response));
            } else {
                audit.end(request, response.getStatus());
            }
        }
    }

    private static Optional<Principal> staff() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null
                        && who.getPrincipal() instanceof Principal principal
                        && (principal.isStaff() || principal.is(Role.BRAND_PARTNER))
                ? Optional.of(principal)
                : Optional.empty();
    }

    /** Of an answer that is streamed: its outcome is known when it has ended. */
    private final class EndOfAnswer implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private boolean broken;

        EndOfAnswer(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            audit.end(request, broken ? ProblemType.INTERNAL.status() : response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            broken = true;
        }

        @Override
        public void onError(AsyncEvent event) {
            broken = true;
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
