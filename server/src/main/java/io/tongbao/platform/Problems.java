package io.tongbao.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Problem details as a body, the same from controllers and from the security filters. */
public final class Problems {
    private Problems() {}

    public static ProblemDetail body(ProblemException problem) {
        ProblemDetail body = body(problem.type(), problem.detail(), problem.fields());
        problem.members().forEach(body::setProperty);
        return body;
    }

    public static ProblemDetail body(ProblemType type, String detail, List<ProblemException.FieldProblem> fields) {
        ProblemDetail body = ProblemDetail.forStatus(HttpStatusCode.valueOf(type.status()));
        body.setType(URI.create(type.uri().toString()));
        body.setTitle(type.title());
        body.setDetail(detail);
        body.setProperty("code", type.code());
        if (!fields.isEmpty()) {
            body.setProperty("errors", fields);
        }
        return body;
    }

    /** For filters, which no controller advice sees. */
    public static void write(HttpServletResponse response, JsonMapper mapper, ProblemType type, String detail)
            throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri().toString());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", detail);
        body.put("code", type.code());
        response.setStatus(type.status());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("application/problem+json");
        response.getOutputStream().write(mapper.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }
}
