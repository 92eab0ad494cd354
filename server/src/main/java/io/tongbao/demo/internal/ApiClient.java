package io.tongbao.demo.internal;

import io.tongbao.platform.OwnAddress;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person at one of the apps, over HTTP: the demo world is made by such clients, so that nothing in it came about in a way that a customer, a
 * merchant or an operator hasn't. Not safe for several threads.
 */
final class ApiClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI server;
    private final String app;
    private final JsonMapper json;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;

    ApiClient(OwnAddress server, String app, JsonMapper json) {
        this.server = server.local();
        this.app = app;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .sslContext(server.trust())
                .connectTimeout(PATIENCE)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, Optional.of(body));
    }

    JsonNode put(String path, Map<String, ?> body) {
        return send("PUT", path, Optional.of(body));
    }

    private JsonNode send(String method, String path, Optional<Map<String, ?>> body) {
        if (!method.equals("GET") && csrfToken().isEmpty()) {
            exchange("GET", "/me", Optional.empty());
        }
        HttpResponse<String> response = exchange(method, path, body);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s %s answered %d: %s".formatted(method, path, response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
    }

    private HttpResponse<String> exchange(String method, String path, Optional<Map<String, ?>> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Tongbao-App", app)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.map(content -> HttpRequest.BodyPublishers.ofString(json.writeValueAsString(content)))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        csrfToken().ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("%s %s got no answer".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while filling the demo world", e);
        }
    }

    private Optional<String> csrfToken() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst();
    }
}
