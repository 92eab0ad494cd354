package io.tongbao.kill;

import io.tongbao.Visitor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes to disk what it asks before it asks, and what it hears before it goes on; all it knows later is read from there.
 */
final class RememberingClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What can be claimed, and how it is said that nothing is left of it. */
    private static final Map<String, String> GONE =
            Map.of("/coupon-claims", "coupons-gone", "/benefit-claims", "benefits-gone");

    private final Path log;
    private final BufferedWriter writer;

    RememberingClient(Path log) throws IOException {
        this.log = log;
        this.writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @param who whose browser sends it */
    record Request(String key, int who, String path, String body) {}

    /** What was made, if the server said so; empty if it did not answer or was busy. */
    Optional<String> ask(Visitor browser, int who, String path, Map<String, Object> body) {
        Request request = new Request(UUID.randomUUID().toString(), who, path, JSON.writeValueAsString(body));
        note("ask " + JSON.writeValueAsString(request));
        return send(browser, request);
    }

    /**
     * The same request under the same key; true if its outcome is known now. A quote is written without waiting for the
     * disk and may be gone with the database, if nothing was paid by it: then nothing was done and nothing will be.
     */
    boolean askAgain(Visitor browser, Request request) {
        return send(browser, request).isPresent() || nothingDone().contains(request.key());
    }

    private Optional<String> send(Visitor browser, Request request) {
        Visitor.Answer answer;
        try {
            answer = browser.post(request.path(), request.body(), request.key());
        } catch (UncheckedIOException cut) {
            note("cut " + request.key() + " " + cut.getMessage());
            return Optional.empty();
        }
        if (answer.status() == 404 && request.path().equals("/payments")) {
            note("nothing " + request.key());
            return Optional.empty();
        }
        String gone = GONE.get(request.path());
        if (answer.status() == 409 && gone != null) {
            answer.expectProblem(409, gone);
            note("gone " + request.key());
            return Optional.empty();
        }
        if (answer.status() == 503) {
            note("busy " + request.key());
            return Optional.empty();
        }
        String id = answer.expect(201).json().path("id").asString();
        note("heard " + request.key() + " " + id);
        return Optional.of(id);
    }

    private synchronized void note(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every request asked, by its key, in order. */
    synchronized Map<String, Request> asked() throws IOException {
        Map<String, Request> asked = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("ask ")) {
                JsonNode request = JSON.readTree(line.substring(4));
                asked.put(request.path("key").asString(), JSON.treeToValue(request, Request.class));
            }
        }
        return asked;
    }

    /** What each acknowledged request made; throws if one was told of two things. */
    synchronized Map<String, String> heard() throws IOException {
        Map<String, String> heard = new HashMap<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("heard ")) {
                String[] words = line.split(" ", -1);
                String before = heard.put(words[1], words[2]);
                if (before != null && !before.equals(words[2])) {
                    throw new IllegalStateException(words[1] + " made both " + before + " and " + words[2]);
                }
            }
        }
        return heard;
    }

    /** The requests that were told that there is nothing to be done. */
    Set<String> nothingDone() {
        return told("nothing ");
    }

    /** The claims that were told that all is gone. */
    Set<String> gone() {
        return told("gone ");
    }

    private synchronized Set<String> told(String what) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(what))
                    .map(line -> line.substring(what.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was asked and not answered. */
    Map<String, Request> unknown() throws IOException {
        Map<String, Request> unknown = asked();
        unknown.keySet().removeAll(heard().keySet());
        unknown.keySet().removeAll(nothingDone());
        unknown.keySet().removeAll(gone());
        return unknown;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
