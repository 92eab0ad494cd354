package io.tongbao;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser of sorts: keeps cookies, sends the CSRF header as the apps do, names its app. Bodies are given as maps,
 * records or JSON text.
 */
public final class Visitor {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final String app;
    private final CookieManager cookies;
    private final HttpClient http;

    public Visitor(int port, String app) {
        this(URI.create("http://127.0.0.1:" + port), app, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Visitor(URI base, String app, CookieManager cookies) {
        this.base = base;
        this.app = app;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The same browser, still signed in, on new connections: the old ones died with their server. */
    public Visitor reconnected() {
        return new Visitor(base, app, cookies);
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    /** A file: its bytes as they came. */
    public HttpResponse<byte[]> file(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Tongbao-App", app)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer post(String path, Object body) {
        return send("POST", path, Optional.of(body), Map.of());
    }

    /** A POST that moves value. */
    public Answer post(String path, Object body, String idempotencyKey) {
        return send("POST", path, Optional.of(body), Map.of("Idempotency-Key", idempotencyKey));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, Optional.of(body), Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), Map.of());
    }

    public Answer send(String method, String path, Optional<Object> body, Map<String, String> headers) {
        if (!method.equals("GET") && cookie("XSRF-TOKEN").isEmpty()) {
            get("/actuator/health");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Tongbao-App", app)
                .method(
                        method,
                        body.map(Visitor::text)
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        body.ifPresent(content -> request.header("Content-Type", type(content)));
        cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A body of one JSON value a line; text is sent as it is. */
    public record Lines(List<?> values) {}

    /** A body that is a list for a spreadsheet. */
    public record Csv(String text) {}

    private static String type(Object content) {
        return switch (content) {
            case Lines _ -> "application/x-ndjson";
            case Csv _ -> "text/csv";
            default -> "application/json";
        };
    }

    private static String text(Object content) {
        return switch (content) {
            case String text -> text;
            case Csv csv -> csv.text();
            case Lines lines -> lines.values().stream().map(Visitor::text).collect(Collectors.joining("\n"));
            default -> JSON.writeValueAsString(content);
        };
    }

    /** Server-sent events, listened to until it is closed; the stream is open when this returns. */
    public Events listen(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Tongbao-App", app)
                .build();
        try {
            return new Events(http.send(request, HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a stream has told so far. */
    public static final class Events implements AutoCloseable {
        private final HttpResponse<Stream<String>> response;
        private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();

        private record Event(String name, String data) {}

        private Events(HttpResponse<Stream<String>> response) {
            this.response = response;
            Thread.startVirtualThread(this::read);
        }

        private void read() {
            String[] name = {""};
            try {
                response.body().forEach(line -> {
                    if (line.startsWith("event:")) {
                        name[0] = line.substring("event:".length()).strip();
                    } else if (line.startsWith("data:")) {
                        told.add(new Event(name[0], line.substring("data:".length())));
                    }
                });
            } catch (UncheckedIOException | IllegalStateException closed) {
                told.add(new Event("closed", "{}"));
            }
        }

        public int status() {
            return response.statusCode();
        }

        /** The next event, which must have this name and come in time. */
        public JsonNode next(String name, Duration within) throws InterruptedException {
            Event event = told.poll(within.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null || !event.name().equals(name)) {
                throw new AssertionError("Expected " + name + " but was told " + event);
            }
            return JSON.readTree(event.data());
        }

        /** What was told and not taken yet. */
        public List<String> all() {
            return told.stream().map(Event::toString).toList();
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** A body of one JSON value a line. */
        public List<JsonNode> lines() {
            return response.body().lines().map(JSON::readTree).toList();
        }

        /** The code of a problem, empty if it is none. */
        public String problem() {
            boolean isProblem = header("Content-Type").orElse("").startsWith("application/problem+json");
            return isProblem ? json().path("code").asString("") : "";
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** This answer, if it has the status; else the test fails with what came instead. */
        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError("Expected " + status + " but got " + status() + ": " + text());
            }
            return this;
        }

        public Answer expectProblem(int status, String code) {
            if (status() != status || !problem().equals(code)) {
                throw new AssertionError("Expected " + status + " " + code + " but got " + status() + ": " + text());
            }
            return this;
        }
    }
}
