package io.tongbao.ledger.kill;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Pays on many lines at once and writes down what it asks and what it hears, each before it goes on. */
final class Client implements AutoCloseable {
    private static final int LINES = 64;

    private final Path log;
    private final BufferedWriter writer;
    private final AtomicLong numbers = new AtomicLong();

    Client(Path log) throws IOException {
        this.log = log;
        this.writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Pays until the lines break; the caller learns how many payments are acknowledged by looking at the counter. */
    List<Future<?>> payUntilCutOff(int port, AtomicInteger acknowledged, ExecutorService threads) {
        List<Future<?>> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(threads.submit(() -> payUntilCutOff(port, acknowledged)));
        }
        return lines;
    }

    private void payUntilCutOff(int port, AtomicInteger acknowledged) {
        try (Line line = new Line(port)) {
            while (ask(line, numbers.incrementAndGet())) {
                acknowledged.incrementAndGet();
            }
        } catch (IOException e) {
            note("cut " + e.getMessage());
        }
    }

    /** Asks again for everything that got no answer. */
    void askAgain(int port) throws IOException {
        try (Line line = new Line(port)) {
            for (long number : unknown()) {
                if (!ask(line, number)) {
                    throw new IOException("No answer to " + number + ", and nobody was killed");
                }
            }
        }
    }

    private boolean ask(Line line, long number) throws IOException {
        note("ask " + number);
        String answer = line.ask(number + " w" + number % 50 + " " + (1 + number % 9));
        if (answer == null) {
            return false;
        }
        note("heard " + answer);
        return true;
    }

    private synchronized void note(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The payments asked for that got no answer yet, from the log. */
    synchronized Set<Long> unknown() throws IOException {
        Set<Long> asked = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("ask ")) {
                asked.add(Long.parseLong(line.substring(4)));
            }
        }
        asked.removeAll(heard().keySet());
        return asked;
    }

    /** The entry of each acknowledged payment, from the log; throws if one payment was told of two entries. */
    synchronized Map<Long, Long> heard() throws IOException {
        Map<Long, Long> heard = new HashMap<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("heard ")) {
                String[] words = line.split(" ", -1);
                if (!words[2].equals("POSTED") && !words[2].equals("REPEATED")) {
                    throw new IllegalStateException("Not posted: " + line);
                }
                Long before = heard.put(Long.parseLong(words[1]), Long.parseLong(words[3]));
                if (before != null && before != Long.parseLong(words[3])) {
                    throw new IllegalStateException("Told of two entries: " + line + " and " + before);
                }
            }
        }
        return heard;
    }

    static ExecutorService threads() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final PrintWriter questions;
        private final BufferedReader answers;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            questions = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** Null when the line is cut, at its end or in the middle of an answer. */
        @org.jspecify.annotations.Nullable
        String ask(String question) {
            questions.println(question);
            try {
                return answers.readLine();
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
