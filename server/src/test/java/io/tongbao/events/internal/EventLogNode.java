package io.tongbao.events.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tongbao.events.Event;
import io.tongbao.events.Subscriber;
import io.tongbao.ledger.jdbc.LedgerMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** One node with an event log on a real PostgreSQL, connected as the role that may only append. */
final class EventLogNode implements AutoCloseable {
    private static final String SERVER_ROLE = "events_server";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String database;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    final HikariDataSource pool;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final JdbcTransactionManager transactions;
    final LogHead head;
    final LogReader reader;
    final SubscriberStore store;
    final JdbcEventLog log;
    final PolledLiveTail tail;

    private EventLogNode(String database) {
        this.database = database;
        this.pool = pool(database, SERVER_ROLE);
        JsonMapper json = JsonMapper.builder().build();
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new JdbcTransactionManager(pool);
        this.transaction = new TransactionTemplate(transactions);
        this.head = new LogHead(pool, jdbc);
        this.reader = new LogReader(jdbc, json);
        this.store = new SubscriberStore(jdbc, Clock.systemUTC());
        this.log = new JdbcEventLog(pool, json, Clock.systemUTC(), head);
        this.tail = new PolledLiveTail(head, reader);
    }

    private static final class Shared {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setRegisterShutdownHook(false)
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        postgres.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                run(postgres, "create role " + SERVER_ROLE + " login");
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void run(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A node on a database of its own. */
    static EventLogNode onFreshDatabase() {
        String name = "events_" + NUMBER.incrementAndGet();
        run(Shared.POSTGRES, "create database " + name);
        try (HikariDataSource owner = pool(name, "postgres")) {
            LedgerMigration.migrate(owner, SERVER_ROLE);
            Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:db/migration/events")
                    .schemas("events")
                    .placeholders(Map.of("server_role", SERVER_ROLE))
                    .load()
                    .migrate();
            JdbcClient jdbc = JdbcClient.create(owner);
            jdbc.sql(
                            "create table public.told (id bigint generated always as identity, subscriber text, stream text, word text)")
                    .update();
            jdbc.sql("create table public.thing (id int primary key, value int not null)")
                    .update();
            jdbc.sql("insert into public.thing values (1, 0)").update();
            jdbc.sql("grant all on public.told, public.thing to " + SERVER_ROLE).update();
        }
        return new EventLogNode(name);
    }

    /** A second node on the same database. */
    EventLogNode sibling() {
        EventLogNode sibling = new EventLogNode(database);
        open.push(sibling);
        return sibling;
    }

    private static HikariDataSource pool(String database, String role) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Shared.POSTGRES.getJdbcUrl(role, database));
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Starts the log's head and the subscribers, until the node is closed. */
    Subscribers start(Subscriber... subscribers) {
        Subscribers running = new Subscribers(
                List.of(subscribers), store, reader, head, transactions, Clock.systemUTC(), new SimpleMeterRegistry());
        head.start();
        tail.start();
        running.start();
        open.push(head::stop);
        open.push(tail::stop);
        open.push(running::stop);
        return running;
    }

    void publish(String stream, String word) {
        transaction.executeWithoutResult(status -> log.publish(new Event("word.said", stream, Map.of("word", word))));
    }

    /** What a subscriber has written, in the order it was told. */
    List<String> told(String subscriber) {
        return new ArrayList<>(
                jdbc.sql("select stream || ' ' || word as line from public.told where subscriber = :name order by id")
                        .param("name", subscriber)
                        .query((row, index) -> row.getString("line"))
                        .list());
    }

    Connection connection() throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        pool.close();
    }
}
