package io.tongbao.identity.internal;

import io.tongbao.platform.Routes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a collector of metrics in by its token, and to the metrics alone. It is nobody: no session and no role. */
final class ScraperFilter extends OncePerRequestFilter {
    private static final String METRICS = "/actuator/prometheus";
    private static final String BEARER = "Bearer ";

    private final byte[] token;

    ScraperFilter(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(METRICS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown != null && shown.startsWith(BEARER) && isToken(shown.substring(BEARER.length()))) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    "scraper", "", AuthorityUtils.createAuthorityList(Routes.SCRAPER)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private boolean isToken(String shown) {
        return MessageDigest.isEqual(shown.strip().getBytes(StandardCharsets.UTF_8), token);
    }
}
