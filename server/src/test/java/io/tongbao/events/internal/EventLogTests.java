package io.tongbao.events.internal;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.events.Event;
import io.tongbao.events.LiveTail;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.events.internal.LogReader.Place;
import io.tongbao.events.internal.TellingSubscriber.Rerun;
import io.tongbao.ledger.BatchNumbers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log's promises, on a real PostgreSQL with several connections: nothing is skipped, nothing is told twice, what one
 * row's lock ordered is told in that order, and a stream that fails hurts nobody else.
 */
class EventLogTests {
    private EventLogNode node = EventLogNode.onFreshDatabase();

    @BeforeEach
    void freshEach() {
        assertThat(node.head.read()).isZero();
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    /** Goal: a cursor must not pass over a batch whose number is lower but which commits later. */
    @Test
    void aLowerNumberThatCommitsLateIsToldAndNotSkipped() throws SQLException {
        try (Connection early = node.connection();
                Connection late = node.connection()) {
            long lower = take(early, "a", "lower");
            long higher = take(late, "a", "higher");
            assertThat(lower).isLessThan(higher);

            late.commit();
            assertThat(BatchNumbers.assignPositions(node.pool, 100)).isEqualTo(1);
            long head = node.head.read();
            assertThat(words(new Place(0, 0), head)).containsExactly("higher");

            early.commit();
            assertThat(BatchNumbers.assignPositions(node.pool, 100)).isEqualTo(1);
            assertThat(words(new Place(head, Place.END), node.head.read())).containsExactly("lower");
            assertThat(node.head.read()).as("positions are dense").isEqualTo(2);
        }
    }

    /**
     * Goal: two transactions that change one row are told in the order of the changes, also when the one that began first
     * changed it last and both get their positions at once.
     */
    @Test
    void conflictingTransactionsAreToldInTheOrderOfTheirChanges() throws Exception {
        try (Connection first = node.connection();
                Connection second = node.connection()) {
            execute(second, "select 1"); // begins first, changes last
            execute(first, "update public.thing set value = 1 where id = 1");
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    execute(second, "update public.thing set value = 2 where id = 1");
                    take(second, "a", "second");
                    second.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(() -> node.jdbc
                            .sql(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                            .query(Long.class)
                            .single()
                    == 1);
            take(first, "a", "first");
            first.commit();
            waiting.join();
        }
        assertThat(BatchNumbers.assignPositions(node.pool, 100)).isEqualTo(2);
        assertThat(words(new Place(0, 0), node.head.read())).containsExactly("first", "second");
    }

    @Test
    void anEventIsThereOnlyIfItsTransactionIs() {
        assertThatThrownBy(() -> node.log.publish(new Event("word.said", "a", Map.of())))
                .isInstanceOf(IllegalStateException.class);
        node.transaction.executeWithoutResult(status -> {
            node.log.publish(new Event("word.said", "a", Map.of("word", "never")));
            status.setRollbackOnly();
        });
        node.transaction.executeWithoutResult(status -> {
            node.log.publish(new Event("word.said", "a", Map.of("word", "one")));
            node.log.publish(new Event("word.said", "b", Map.of("word", "two")));
        });
        node.start();
        await(() -> node.head.read() == 1);
        assertThat(words(new Place(0, 0), 1)).containsExactly("one", "two");
    }

    @Test
    void theServersRoleCanOnlyAppend() {
        node.publish("a", "one");
        assertThatThrownBy(() ->
                        node.jdbc.sql("update events.event set type = 'x.y'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> node.jdbc.sql("delete from events.event").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> node.jdbc.sql("truncate events.event").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void partitionsAreMadeAhead() {
        int made = node.jdbc
                .sql("select events.make_partitions_ahead(25000000)")
                .query(Integer.class)
                .single();
        assertThat(made).isEqualTo(2);
        node.jdbc.sql("""
                        insert into events.event (batch, n, type, stream, body, recorded_at)
                        values (45000000, 0, 'a.b', 's', '{}', now())
                        """).update();
    }

    @Test
    void aSubscriberHearsEverythingOnceThoughTwoNodesRunIt() {
        EventLogNode other = node.sibling();
        Writing here = new Writing("words", node.jdbc);
        Writing there = new Writing("words", other.jdbc);
        node.start(here);
        other.start(there);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            (i % 2 == 0 ? node : other).publish("s" + i % 7, "w" + i);
            said.add("s" + i % 7 + " w" + i);
        }
        await(() -> node.told("words").size() >= said.size());
        assertThat(node.told("words")).containsExactlyInAnyOrderElementsOf(said);
        for (int stream = 0; stream < 7; stream++) {
            String prefix = "s" + stream + " ";
            assertThat(node.told("words").stream().filter(line -> line.startsWith(prefix)))
                    .containsExactlyElementsOf(said.stream()
                            .filter(line -> line.startsWith(prefix))
                            .toList());
        }
    }

    @Test
    void fiveFailuresParkTheStreamAloneAndItCanBeRunAgain() {
        Writing writing = new Writing("words", node.jdbc);
        writing.failOn = Set.of("poison");
        for (String word : List.of("one", "poison", "three")) {
            node.publish("bad", word);
            node.publish("good", word.equals("poison") ? "two" : word);
        }
        Subscribers running = node.start(writing);

        await(() -> node.store.parked(10).size() == 1 && node.told("words").size() == 4);
        assertThat(writing.failures.get()).isGreaterThanOrEqualTo(TellingSubscriber.FAILURES_BEFORE_PARKING);
        assertThat(node.told("words")).containsExactlyInAnyOrder("bad one", "good one", "good two", "good three");
        assertThat(node.store.parked(10).getFirst().stream()).isEqualTo("bad");
        assertThat(node.store.parked(10).getFirst().failures()).isEqualTo(5);
        assertThat(new SubscribersHealth(running).health().getStatus().getCode())
                .isEqualTo("DEGRADED");

        TellingSubscriber words = running.find("words").orElseThrow();
        assertThat(words.rerun("bad")).isInstanceOf(Rerun.FailedAgain.class);
        assertThat(node.store.parked(10).getFirst().failures()).isEqualTo(6);
        node.publish("bad", "four");
        await(() -> running.find("words").isPresent() && caughtUp("words"));
        assertThat(node.told("words")).as("the stream waits").doesNotContain("bad three", "bad four");

        writing.failOn = Set.of();
        assertThat(words.rerun("bad")).isEqualTo(new Rerun.Done(3));
        assertThat(node.told("words").stream().filter(line -> line.startsWith("bad")))
                .containsExactly("bad one", "bad poison", "bad three", "bad four");
        assertThat(node.store.parked(10)).isEmpty();
        assertThat(words.rerun("bad")).isInstanceOf(Rerun.NotParked.class);
        node.publish("bad", "five");
        await(() -> node.told("words").contains("bad five"));
    }

    @Test
    void theLiveTailHearsAnotherNodeWithinASecond() {
        EventLogNode other = node.sibling();
        node.start();
        List<RecordedEvent> heard = new CopyOnWriteArrayList<>();
        try (LiveTail.Subscription unused =
                node.tail.subscribe(event -> event.stream().equals("mine"), heard::add)) {
            Instant start = Instant.now();
            other.publish("other", "no");
            other.publish("mine", "yes");
            await(() -> !heard.isEmpty());
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(heard)
                .singleElement()
                .satisfies(event -> assertThat(event.text("word")).isEqualTo("yes"));
        node.publish("mine", "after closing");
        await(() -> node.head.read() == 3);
        assertThat(heard).hasSize(1);
    }

    /** In this order: what gets its position between the two questions is behind the lag that the second one tells. */
    private boolean caughtUp(String subscriber) {
        boolean positioned = node.jdbc
                        .sql("select count(*) from ledger.unpositioned")
                        .query(Long.class)
                        .single()
                == 0;
        return positioned
                && node.store.states().stream().anyMatch(state -> state.name().equals(subscriber) && state.lag() == 0);
    }

    private List<String> words(Place after, long upTo) {
        return node.reader.after(after, upTo, 100).stream()
                .map(event -> event.text("word"))
                .toList();
    }

    private static long take(Connection connection, String stream, String word) throws SQLException {
        long batch = BatchNumbers.take(connection);
        execute(connection, """
                insert into events.event (batch, n, type, stream, body, recorded_at)
                values (%d, 0, 'word.said', '%s', '{"word": "%s"}', now())
                """.formatted(batch, stream, word));
        return batch;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
    /** Writes down what it is told; fails on some words, after having written. */
    private static final class Writing implements Subscriber {
        private final String name;
        private final JdbcClient jdbc;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile Set<String> failOn = Set.of();

        private Writing(String name, JdbcClient jdbc) {
            this.name = name;
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> types() {
            return Set.of("word.said");
        }

        @Override
        public void on(RecordedEvent event) {
            jdbc.sql("insert into public.told (subscriber, stream, word) values (:name, :stream, :word)")
                    .param("name", name)
                    .param("stream", event.stream())
                    .param("word", event.text("word"))
                    .update();
            if (failOn.contains(event.text("word"))) {
                failures.incrementAndGet();
                throw new IllegalArgumentException("can't bear " + event.text("word"));
            }
        }
    }
}
