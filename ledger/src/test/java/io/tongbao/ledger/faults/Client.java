package io.tongbao.ledger.faults;

import io.tongbao.ledger.faults.Question.What;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Pays on many lines at once, over all ledgers, and writes down what it asks and what it hears, each before it goes on:
 * "ask 17 PAY may 3 5", then "heard 17 POSTED 4711" or "lost 17". What it did not hear the outcome of it asks again under
 * the same number, now on this ledger, now on another.
 */
final class Client implements AutoCloseable {
    private static final int LINES = 48;
    private static final int CUSTOMERS = 50;
    private static final int PATIENCE_MILLIS = 1_200;
    private static final int TRIES = 10;
    private static final long ASKS_AGAIN_FOR = 60_000_000_000L;

    private final BufferedWriter log;
    private final List<LedgerNode> nodes;
    private final SplittableRandom choices;
    private final AtomicLong numbers = new AtomicLong();
    private final List<AtomicInteger> acknowledged = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<Long, Question> unknown = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> lines = new ArrayList<>();

    private volatile boolean resting;

    Client(Path log, List<LedgerNode> nodes, SplittableRandom choices) throws IOException {
        this.log = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.nodes = nodes;
        this.choices = choices;
        nodes.forEach(_ -> acknowledged.add(new AtomicInteger()));
    }

    /** Begins to pay on all lines, half of them at home on each ledger. */
    void pay() {
        resting = false;
        for (int i = 0; i < LINES; i++) {
            Line line = new Line(i % nodes.size(), choices.split());
            lines.add(threads.submit(line::payUntilRest));
        }
    }

    /** Ends what is under way and begins nothing new. */
    void rest() throws ExecutionException, InterruptedException {
        resting = true;
        for (Future<?> line : lines) {
            line.get();
        }
        lines.clear();
    }

    /** How many entries this ledger has acknowledged so far. */
    int acknowledged(LedgerNode node) {
        return acknowledged.get(nodes.indexOf(node)).get();
    }

    int acknowledged() {
        return acknowledged.stream().mapToInt(AtomicInteger::get).sum();
    }

    /** How many questions got no answer so far, once for each time. */
    int lost() {
        return lost.get();
    }

    /** How often a ledger said that it is busy. */
    int busy() {
        return busy.get();
    }

    /** Asks again for everything whose outcome is unknown, until none is left. */
    void askAgain() throws IOException {
        long giveUp = System.nanoTime() + ASKS_AGAIN_FOR;
        try (Line line = new Line(0, choices.split())) {
            for (Question question : new TreeMap<>(unknown).values()) {
                int node = line.choices.nextInt(nodes.size());
                while (!line.askOnce(node, question).isFinal()) {
                    if (System.nanoTime() > giveUp) {
                        throw new IOException("No answer to " + question + ", and nothing is broken any more");
                    }
                    LockSupport.parkNanos(20_000_000);
                    node = (node + 1) % nodes.size();
                }
            }
        }
    }

    private synchronized void note(String line) {
        try {
            log.write(line + "\n");
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        resting = true;
        threads.close();
        log.close();
    }

    private enum Heard {
        POSTED,
        REFUSED,
        BUSY,
        UNKNOWN,
        /** Nobody there to ask. */
        AWAY
    }

    /** @param entry if it is posted */
    private record Answer(Heard heard, long entry) {
        boolean isFinal() {
            return heard == Heard.POSTED || heard == Heard.REFUSED;
        }

        boolean isPosted() {
            return heard == Heard.POSTED;
        }
    }

    /** One thread's lines to all ledgers. */
    private final class Line implements AutoCloseable {
        private final int home;
        private final SplittableRandom choices;
        private final @Nullable Connection[] connections = new @Nullable Connection[nodes.size()];

        Line(int home, SplittableRandom choices) {
            this.home = home;
            this.choices = choices;
        }

        void payUntilRest() {
            try (this) {
                while (!resting) {
                    long customer = choices.nextInt(CUSTOMERS);
                    long amount = choices.nextInt(2, 10);
                    switch (choices.nextInt(10)) {
                        case 0 -> ask(What.OVERDRAW, true, customer, amount);
                        case 1 -> ask(What.PAY_CAPPED, false, customer, amount);
                        case 2 -> reserve(customer, amount);
                        case 3 -> giveBack(customer, amount);
                        default -> ask(What.PAY, false, customer, amount);
                    }
                }
            }
        }

        private void reserve(long customer, long amount) {
            Answer kept = ask(What.RESERVE, false, customer, amount);
            if (!kept.isPosted()) {
                return;
            }
            switch (choices.nextInt(4)) {
                case 0 -> ask(What.SETTLE, false, kept.entry(), amount);
                case 1 -> {
                    if (ask(What.SETTLE, false, kept.entry(), 1).isPosted()) {
                        ask(What.SETTLE, true, kept.entry(), amount);
                        ask(What.RELEASE, false, kept.entry(), 0);
                    }
                }
                case 2 -> {
                    if (ask(What.RELEASE, false, kept.entry(), 0).isPosted()) {
                        ask(What.SETTLE, true, kept.entry(), 1);
                    }
                }
                default -> {
                    // stays reserved
                }
            }
        }

        private void giveBack(long customer, long amount) {
            Answer paid = ask(What.PAY, false, customer, amount);
            if (paid.isPosted() && ask(What.REVERSE, false, paid.entry(), 1).isPosted()) {
                ask(What.REVERSE, true, paid.entry(), amount);
            }
        }

        /** Some of what is busy is never asked again, some of what is unknown only after the round. */
        private Answer ask(What what, boolean sureToBeRefused, long subject, long amount) {
            Question question = new Question(numbers.incrementAndGet(), what, sureToBeRefused, subject, amount);
            Answer answer = new Answer(Heard.AWAY, 0);
            int node = home;
            for (int tries = 0; tries < TRIES && !resting; tries++) {
                answer = askOnce(node, question);
                switch (answer.heard()) {
                    case POSTED, REFUSED -> {
                        return answer;
                    }
                    case BUSY -> {
                        if (choices.nextInt(3) == 0) {
                            return answer;
                        }
                        LockSupport.parkNanos(20_000_000);
                        node = choices.nextInt(nodes.size());
                    }
                    case UNKNOWN -> {
                        if (choices.nextInt(2) == 0) {
                            return answer;
                        }
                        node = (node + 1) % nodes.size();
                    }
                    case AWAY -> {
                        LockSupport.parkNanos(20_000_000);
                        node = (node + 1) % nodes.size();
                    }
                }
            }
            return answer;
        }

        Answer askOnce(int node, Question question) {
            Connection connection = connection(node);
            if (connection == null) {
                return new Answer(Heard.AWAY, 0);
            }
            note("ask " + question.write());
            String said = connection.ask(question.write());
            if (said == null) {
                note("lost " + question.number());
                connection.close();
                connections[node] = null;
                return notKnown(question);
            }
            note("heard " + said);
            String[] words = said.split(" ", 4);
            return switch (words[1]) {
                case "POSTED", "REPEATED" -> {
                    unknown.remove(question.number());
                    acknowledged.get(node).incrementAndGet();
                    yield new Answer(Heard.POSTED, Long.parseLong(words[2]));
                }
                case "REFUSED" -> {
                    unknown.remove(question.number());
                    yield new Answer(Heard.REFUSED, 0);
                }
                case "BUSY" -> {
                    busy.incrementAndGet();
                    yield new Answer(Heard.BUSY, 0);
                }
                case "UNKNOWN" -> notKnown(question);
                default -> throw new IllegalStateException(said);
            };
        }

        private Answer notKnown(Question question) {
            lost.incrementAndGet();
            unknown.put(question.number(), question);
            return new Answer(Heard.UNKNOWN, 0);
        }

        private @Nullable Connection connection(int node) {
            Connection connection = connections[node];
            if (connection == null) {
                try {
                    connection = new Connection(nodes.get(node).port());
                } catch (IOException _) {
                    return null;
                }
                connections[node] = connection;
            }
            return connection;
        }

        @Override
        public void close() {
            for (Connection connection : connections) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final PrintWriter questions;
        private final BufferedReader answers;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            questions = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** Null when the line is cut, at its end or in the middle of an answer, or nobody answers in time. */
        @Nullable
        String ask(String question) {
            questions.println(question);
            try {
                return answers.readLine();
            } catch (IOException _) {
                return null;
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // closed already
            }
        }
    }
}
