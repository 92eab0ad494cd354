package io.tongbao.identity.internal;

import io.tongbao.identity.App;
import io.tongbao.identity.Principal;
import io.tongbao.identity.SessionOpening;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Sessions and requests: one cookie per app, out of reach of scripts, exchanged for a new one at each sign-in. */
@Component
class SessionCookies implements SessionOpening {
    static final String APP_HEADER = "Tongbao-App";
    private static final int DEVICE_MAX = 200;

    private final SessionStore sessions;
    private final CsrfTokenRepository csrfTokens;
    private final AuditLog audit;

    SessionCookies(SessionStore sessions, CsrfTokenRepository csrfTokens, AuditLog audit) {
        this.sessions = sessions;
        this.csrfTokens = csrfTokens;
        this.audit = audit;
    }

    record Presented(App app, String token) {}

    /** Which app asks: by header, by {@code ?app=} where no header can be sent, or the only one that is signed in. */
    static Optional<Presented> presented(HttpServletRequest request) {
        List<Presented> all = new ArrayList<>();
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (App app : App.values()) {
            Arrays.stream(cookies)
                    .filter(cookie -> cookie.getName().equals(app.cookie())
                            && !cookie.getValue().isEmpty())
                    .findFirst()
                    .ifPresent(cookie -> all.add(new Presented(app, cookie.getValue())));
        }
        Optional<String> named = Optional.ofNullable(request.getHeader(APP_HEADER))
                .or(() -> request.getMethod().equals("GET")
                        ? Optional.ofNullable(request.getParameter("app"))
                        : Optional.empty());
        if (named.isPresent()) {
            return all.stream()
                    .filter(one -> one.app().code().equals(named.get()))
                    .findFirst();
        }
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    @Override
    public void open(String subject, App app, HttpServletRequest request, HttpServletResponse response) {
        signIn(subject, app, request, response);
    }

    Principal signIn(String subject, App app, HttpServletRequest request, HttpServletResponse response) {
        if (app == App.CONSOLE) {
            audit.begin(request, subject);
        }
        cookie(request, app.cookie()).ifPresent(sessions::endByToken);
        String agent =
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
        String device = agent.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(DEVICE_MAX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        SessionStore.Opened opened = sessions.open(subject, app, device);
        set(response, request, app.cookie(), opened.token(), "/", opened.life());
        csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
        return opened.principal();
    }

    void signOut(Principal principal, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(principal.id(), principal.sessionId());
        set(response, request, principal.app().cookie(), "", "/", Duration.ZERO);
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name)
                                && !cookie.getValue().isEmpty())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void set(
            HttpServletResponse response,
            HttpServletRequest request,
            String name,
            String value,
            String path,
            Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .path(path)
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
