package io.tongbao.ledger.faults;

import io.tongbao.ledger.jdbc.LedgerMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A PostgreSQL of one's own, as durable as in earnest, with migrated books in it. It can be killed with all its processes
 * at once, as by a power cut but for the kernel's pages, and started again on the same files and the same port.
 */
public final class KillablePostgres implements AutoCloseable {
    private static final String SERVER_ROLE = "ledger_server";
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "60");

    private final EmbeddedPostgres postgres;
    private final Path files;
    private final Path programs;

    private KillablePostgres(EmbeddedPostgres postgres, Path files) throws IOException {
        this.postgres = postgres;
        this.files = files;
        this.programs = Path.of(ProcessHandle.of(postmaster())
                        .flatMap(process -> process.info().command())
                        .orElseThrow())
                .resolveSibling("pg_ctl");
    }

    public static KillablePostgres start(Path folder) throws IOException, SQLException {
        Path files = folder.resolve("postgres");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(files);
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres postgres = builder.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + SERVER_ROLE + " login");
        }
        LedgerMigration.migrate(postgres.getPostgresDatabase(), SERVER_ROLE);
        return new KillablePostgres(postgres, files);
    }

    /** Kills every process of it with SIGKILL. The first is stopped before, so that it makes no more meanwhile. */
    public void kill() {
        try {
            long postmaster = postmaster();
            Signal.STOP.send(postmaster);
            List<Long> all = new ArrayList<>();
            ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> all.add(child.pid()));
            all.add(postmaster);
            for (long process : all) {
                Signal.KILL.send(process);
            }
            for (long process : all) {
                Signal.awaitDeath(process);
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL was not killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again after a kill, on what is on the disk. */
    public void startAgain() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root; in a user namespace it sees itself as nobody
            command.addAll(List.of("unshare", "-U"));
        }
        StringBuilder options = new StringBuilder("-p " + postgres.getPort());
        SETTINGS.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        command.addAll(List.of(
                programs.toString(),
                "--pgdata=" + files,
                "--log=" + files.resolveSibling("postgres.log"),
                "--wait",
                "--options=" + options,
                "start"));
        try {
            Path output = files.resolveSibling("pg_ctl.out");
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("PostgreSQL does not start again: " + Files.readString(output)
                        + Files.readString(files.resolveSibling("postgres.log")));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The number of its first process. */
    long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(files.resolve("postmaster.pid")).getFirst().strip());
    }

    int port() {
        return postgres.getPort();
    }

    /** Connects as the role that may only append; every connection is a new one. */
    public DataSource server() {
        return postgres.getDatabase(SERVER_ROLE, "postgres");
    }

    public DataSource owner() {
        return postgres.getPostgresDatabase();
    }

    /** The address through another port, such as a proxy's. */
    static String url(int port, String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + SERVER_ROLE + "&ApplicationName=" + name
                + "&sslmode=disable&gssEncMode=disable";
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
