package io.tongbao.platform.internal.database;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartRefused;
import io.tongbao.platform.StartUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in the data folder: on the loopback only, by password only (scram), every commit on disk. It is
 * started with pg_ctl, in a session of its own, so that Ctrl-C reaches the server first and PostgreSQL last. If it dies
 * it is started again on the same port; if we were killed and it lived on, the next start stops it first.
 */
final class EmbeddedPostgres implements AutoCloseable {
    static final String DATABASE = "tongbao";
    static final String OWNER = "tongbao_owner";
    static final String SERVER = "tongbao_server";
    private static final String SUPERUSER = "postgres";
    private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path programs;
    private final Path files;
    private final Path logFile;
    private final int port;
    private final Passwords passwords;
    private volatile boolean closing;

    record Passwords(String superuser, String owner, String server) {}

    private EmbeddedPostgres(Path programs, DataFolder folder, int port) {
        this.programs = programs;
        this.files = folder.path().resolve("postgres");
        this.logFile = folder.path().resolve("postgres.log");
        this.port = port;
        this.passwords = new Passwords(
                folder.secret("database-superuser.password"),
                folder.secret("database-owner.password"),
                folder.secret("database-server.password"));
    }

    static EmbeddedPostgres start(DataFolder folder, StartUp startUp) {
        try {
            Path programs = startUp.step("Unpacking PostgreSQL's programs", () -> unpacked(folder));
            EmbeddedPostgres postgres = new EmbeddedPostgres(programs, folder, freePort());
            boolean fresh = !Files.exists(postgres.files.resolve("PG_VERSION"));
            if (fresh) {
                startUp.step("Making the database's files", postgres::makeFiles);
            }
            startUp.step("Starting PostgreSQL on port " + postgres.port, () -> {
                postgres.stopLeftOver();
                postgres.startServer();
            });
            postgres.makeRoles();
            postgres.watch();
            return postgres;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL does not start", e);
        }
    }

    private static Path unpacked(DataFolder folder) {
        try {
            return Binaries.unpacked(folder.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectionSettings owner() {
        return new ConnectionSettings(url(DATABASE), Optional.of(OWNER), Optional.of(passwords.owner()));
    }

    ConnectionSettings server() {
        return new ConnectionSettings(url(DATABASE), Optional.of(SERVER), Optional.of(passwords.server()));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Made under another name and renamed, so that a start killed half-way is made again. */
    private void makeFiles() {
        Path fresh = files.resolveSibling("postgres.new");
        Path passwordFile = files.resolveSibling("postgres.new.password");
        try {
            deleteTree(fresh);
            DataFolder.writePrivately(passwordFile, passwords.superuser() + "\n");
            run(
                    Duration.ofMinutes(2),
                    List.of(
                            programs.resolve("bin/initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8"));
            Files.writeString(
                    fresh.resolve("pg_hba.conf"),
                    "# Written by Tongbao: by password only, from this machine only.\n"
                            + "host all all 127.0.0.1/32 scram-sha-256\n");
            Files.move(fresh, files, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deleteQuietly(passwordFile);
        }
    }

    /** A server that outlived us is stopped; the folder's lock, which we hold, proves that no living Tongbao uses it. */
    private void stopLeftOver() {
        Optional<ProcessHandle> leftOver = postmaster();
        if (leftOver.isPresent() && leftOver.get().info().command().orElse("").endsWith("/postgres")) {
            log.info(
                    "Stopping the PostgreSQL (process {}) that a killed server left",
                    leftOver.get().pid());
            stopServer("fast");
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            List<String> lines = Files.readAllLines(files.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void startServer() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("max_connections", "100"),
                Map.entry("shared_buffers", "256MB"),
                Map.entry("max_wal_size", "4GB"),
                Map.entry("checkpoint_timeout", "10min"),
                Map.entry("track_wal_io_timing", "on"),
                Map.entry("shared_preload_libraries", "pg_stat_statements"),
                Map.entry("timezone", "UTC"));
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> options.add("-c " + name + "=" + value));
        run(
                Duration.ofMinutes(2),
                List.of(
                        programs.resolve("bin/pg_ctl").toString(),
                        "--pgdata=" + files,
                        "--log=" + logFile,
                        "--wait",
                        "--timeout=90",
                        "--options=" + String.join(" ", options),
                        "start"));
    }

    private void stopServer(String how) {
        run(
                Duration.ofMinutes(1),
                List.of(
                        programs.resolve("bin/pg_ctl").toString(),
                        "--pgdata=" + files,
                        "--mode=" + how,
                        "--wait",
                        "--timeout=50",
                        "stop"));
    }

    private void makeRoles() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, passwords.superuser());
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> role :
                    Map.of(OWNER, passwords.owner(), SERVER, passwords.server()).entrySet()) {
                if (!exists(statement, "select 1 from pg_roles where rolname = '" + role.getKey() + "'")) {
                    statement.execute("create role " + role.getKey() + " login password '" + role.getValue() + "'");
                }
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + OWNER);
                statement.execute("revoke all on database " + DATABASE + " from public");
                statement.execute("grant connect on database " + DATABASE + " to " + SERVER);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private void watch() {
        Thread.ofVirtual().name("postgres-watch").start(() -> {
            Duration pause = Duration.ofMillis(100);
            while (!closing) {
                try {
                    Optional<ProcessHandle> running = postmaster();
                    if (running.isPresent()) {
                        running.get().onExit().get();
                    }
                    if (closing) {
                        return;
                    }
                    log.warn("PostgreSQL is gone; starting it again");
                    startServer();
                    log.info("PostgreSQL is back");
                    pause = Duration.ofMillis(100);
                } catch (IllegalStateException | UncheckedIOException | ExecutionException e) {
                    log.warn("PostgreSQL did not start again, trying anew: {}", e.getMessage());
                    pause = pause.multipliedBy(2).compareTo(RESTART_PAUSE_MAX) < 0
                            ? pause.multipliedBy(2)
                            : RESTART_PAUSE_MAX;
                } catch (InterruptedException _) {
                    return;
                }
                sleep(pause);
            }
        });
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process of the running server, for health and for tests that kill it. */
    Optional<Long> processId() {
        return postmaster().map(ProcessHandle::pid);
    }

    private void run(Duration limit, List<String> command) {
        List<String> full = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a user namespace it sees itself as nobody.
            full.addAll(List.of("unshare", "-U"));
        }
        full.addAll(command);
        try {
            Path output = Files.createTempFile(files.getParent(), "postgres-", ".out");
            try {
                // To a file, not a pipe: the server inherits it and would keep a pipe open for ever.
                Process process = new ProcessBuilder(full)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            command.getFirst() + " took longer than " + limit.toSeconds() + " s");
                }
                if (process.exitValue() != 0) {
                    failed(
                            command.getFirst(),
                            Files.readString(output),
                            full.getFirst().equals("unshare"));
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command.getFirst(), e);
        }
    }

    private static void failed(String program, String output, boolean asRoot) {
        if (asRoot && output.contains("unshare")) {
            throw new StartRefused(
                    "PostgreSQL does not run as root, and this machine forbids user namespaces.",
                    "Start Tongbao as an ordinary user, or set TONGBAO_DATABASE_URL.");
        }
        throw new IllegalStateException(program + " failed: " + output.strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be deleted: {}", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        closing = true;
        if (postmaster().isPresent()) {
            stopServer("fast");
        }
    }
}
