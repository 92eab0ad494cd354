package io.tongbao.kill;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One life of the server, with the sandbox bank and its own PostgreSQL, in a folder that outlives it. */
final class ServerProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Pattern INVITATION = Pattern.compile("/console/invitations/(\\S+)");

    private final Process process;
    private final Path data;
    private final CompletableFuture<String> invitation = new CompletableFuture<>();

    private ServerProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns once it serves. The demo's people are not filled in, and the first administrator is invited as in serve. */
    static ServerProcess start(Path data, int port) throws Exception {
        Process process = java(List.of(
                "org.springframework.boot.SpringApplication",
                "--spring.main.sources=io.tongbao.Tongbao",
                "--tongbao.mode=demo",
                "--tongbao.command=serve",
                "--tongbao.data=" + data,
                "--server.port=" + port));
        ServerProcess server = new ServerProcess(process, data);
        CompletableFuture<Boolean> serves = new CompletableFuture<>();
        Thread.startVirtualThread(() -> server.listen(serves));
        serves.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        return server;
    }

    private void listen(CompletableFuture<Boolean> serves) {
        List<String> said = new ArrayList<>();
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher link = INVITATION.matcher(line);
            if (link.find()) {
                invitation.complete(link.group(1));
            } else if (line.contains("Tongbao serves at")) {
                serves.complete(true);
            } else if (!serves.isDone()) {
                said.add(line);
            }
        });
        serves.completeExceptionally(new IOException("The server did not start: " + String.join("\n", said)));
    }

    /** Runs {@code ./tongbao verify} on the folder, which no server may be using. */
    static int verify(Path data, StringBuilder said) throws IOException, InterruptedException {
        Process verify = java(List.of("io.tongbao.Tongbao", "verify", "--data", data.toString()));
        said.append(new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return verify.waitFor();
    }

    /** On the tests' class path without the tests: their beans are not the server's. */
    private static Process java(List<String> arguments) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx384m",
                "-cp",
                classPath));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The token that makes the first administrator; there is one at the first start only. */
    String invitation() throws Exception {
        return invitation.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** PostgreSQL first, so that requests are under way when both are gone. */
    void killWithDatabase() throws IOException, InterruptedException {
        postmaster(data).orElseThrow().destroyForcibly();
        kill();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server did not stop");
        }
    }

    /** Whatever of it still runs: PostgreSQL outlives a killed server, as it is meant to. */
    static void leaveNothing(Path data) throws IOException {
        postmaster(data).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        Path file = data.resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"));
    }
}
