package io.tongbao.identity.internal;

import io.tongbao.identity.AuditNotes;
import io.tongbao.platform.TypeIds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The line of each request of staff: begun before anything is done, so that what can't be written is not done; with its
 * outcome once that is known. {@link AuditFilter} calls it for whoever is signed in, and whatever signs staff in for them.
 */
@Component
class AuditLog implements AuditNotes {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final String LINE = AuditLog.class.getName() + ".line";
    private static final String PROBLEM = AuditLog.class.getName() + ".problem";
    /** A phone number or a name that somebody types into a path is not one. */
    private static final Pattern ID = Pattern.compile("([a-z]{2,6})_[0-9a-z]{26}");

    private final AuditStore store;
    private final RouteMatching matching;
    private final Clock clock;

    AuditLog(AuditStore store, RouteMatching matching, Clock clock) {
        this.store = store;
        this.matching = matching;
        this.clock = clock;
    }

    /** Writes the line of a request for a route of the table. */
    void begin(HttpServletRequest request, String staffId) {
        matching.match(request.getMethod(), request.getRequestURI()).ifPresent(match -> begin(request, staffId, match));
    }

    void begin(HttpServletRequest request, String staffId, RouteMatching.Match match) {
        if (request.getAttribute(LINE) != null) {
            return;
        }
        String id = TypeIds.next("aud");
        List<String> things = match.variables().values().stream()
                .filter(AuditLog::isId)
                .distinct()
                .toList();
        store.begin(new AuditStore.Begun(id, clock.instant(), staffId, match.route(), things));
        request.setAttribute(LINE, id);
    }

    @Override
    public void concerns(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("Not an id: nothing else may stand in the audit log");
        }
        Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> request.getAttribute(LINE, RequestAttributes.SCOPE_REQUEST))
                .ifPresent(line -> store.concerns(line.toString(), id));
    }

    /** By which problem it was refused, if it was. */
    void refused(HttpServletRequest request, String problem) {
        request.setAttribute(PROBLEM, problem);
    }

    /** What was done can't be undone: an outcome that can't be written is told here, and its line stays without one. */
    void end(HttpServletRequest request, int status) {
        Optional<String> line = attribute(request, LINE);
        if (line.isEmpty()) {
            return;
        }
        try {
            Optional<String> problem = status < 400 ? Optional.empty() : attribute(request, PROBLEM);
            store.end(line.get(), new AuditStore.Outcome(clock.instant(), status, problem));
        } catch (DataAccessException e) {
            log.warn(
                    "The audit log's line {} stays without its outcome {}: {}",
                    line.get(),
                    status,
                    e.getMostSpecificCause().getMessage());
        }
    }

    private static Optional<String> attribute(HttpServletRequest request, String name) {
        return Stream.ofNullable(request.getAttribute(name))
                .map(Object::toString)
                .findFirst();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches() && TypeIds.matches(text.substring(0, text.indexOf('_')), text);
    }
}
