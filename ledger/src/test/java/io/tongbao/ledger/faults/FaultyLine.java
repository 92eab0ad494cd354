package io.tongbao.ledger.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between one ledger and PostgreSQL. It reads the messages of the protocol as they pass, so it knows when a
 * transaction is open and when a commit is on its way or answered, and can break the line just then.
 */
final class FaultyLine implements AutoCloseable {
    private static final int LONGEST_DELAY_MILLIS = 20;

    private final ServerSocket door;
    private final int postgresPort;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Runnable> atNextCommit = new AtomicReference<>();
    private final AtomicInteger answersToSwallow = new AtomicInteger();
    private final AtomicInteger swallowed = new AtomicInteger();
    private final AtomicInteger undelivered = new AtomicInteger();
    private final AtomicInteger delayed = new AtomicInteger();

    private volatile boolean slow;

    FaultyLine(int postgresPort) throws IOException {
        this.postgresPort = postgresPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Cuts every connection with an open transaction; answers how many. */
    int cutInTransaction() {
        int cut = 0;
        for (Pair pair : pairs) {
            if (pair.inTransaction) {
                pair.cut();
                cut++;
            }
        }
        return cut;
    }

    /** Holds the next commit back while this happens, and cuts its connection: the commit is never delivered. */
    void atNextCommit(Runnable incident) {
        atNextCommit.set(incident);
    }

    /** Lets the next commit through, but not its answer, and cuts its connection. */
    void swallowNextAnswer() {
        answersToSwallow.incrementAndGet();
    }

    void slow(boolean on) {
        slow = on;
    }

    int swallowed() {
        return swallowed.get();
    }

    int undelivered() {
        return undelivered.get();
    }

    int delayed() {
        return delayed.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket ledger = door.accept();
                try {
                    Pair pair = new Pair(ledger, new Socket(InetAddress.getLoopbackAddress(), postgresPort));
                    pairs.add(pair);
                    Thread.startVirtualThread(pair::questions);
                    Thread.startVirtualThread(pair::answers);
                } catch (IOException _) {
                    ledger.close(); // PostgreSQL is away
                }
            } catch (IOException _) {
                // the door was closed, or a connection on its way in
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        pairs.forEach(Pair::cut);
    }

    private final class Pair {
        private final Socket ledger;
        private final Socket postgres;
        private final Set<String> commits = new HashSet<>();

        private volatile boolean inTransaction;

        Pair(Socket ledger, Socket postgres) throws IOException {
            this.ledger = ledger;
            this.postgres = postgres;
            ledger.setTcpNoDelay(true);
            postgres.setTcpNoDelay(true);
        }

        void questions() {
            try (DataInputStream in = reading(ledger);
                    DataOutputStream out = writing(postgres)) {
                // the first message has no type
                byte[] startUp = in.readNBytes(in.readInt() - 4);
                out.writeInt(startUp.length + 4);
                out.write(startUp);
                out.flush();
                while (true) {
                    byte type = in.readByte();
                    byte[] body = in.readNBytes(in.readInt() - 4);
                    if (isCommit(type, body)) {
                        Runnable incident = atNextCommit.getAndSet(null);
                        if (incident != null) {
                            undelivered.incrementAndGet();
                            incident.run();
                            return;
                        }
                    }
                    pass(type, body, in, out);
                }
            } catch (IOException _) {
                // cut
            } finally {
                cut();
            }
        }

        void answers() {
            try (DataInputStream in = reading(postgres);
                    DataOutputStream out = writing(ledger)) {
                while (true) {
                    byte type = in.readByte();
                    byte[] body = in.readNBytes(in.readInt() - 4);
                    if (type == 'C' && text(body, 0).equals("COMMIT") && takes(answersToSwallow)) {
                        swallowed.incrementAndGet();
                        return;
                    }
                    if (type == 'Z') {
                        inTransaction = body[0] != 'I';
                    }
                    pass(type, body, in, out);
                }
            } catch (IOException _) {
                // cut
            } finally {
                cut();
            }
        }

        /** A parsed statement that says COMMIT is remembered by its name; binding it is the commit. */
        private boolean isCommit(byte type, byte[] body) {
            return switch (type) {
                case 'P' -> {
                    String name = text(body, 0);
                    if (isCommit(text(body, name.length() + 1))) {
                        commits.add(name);
                    } else {
                        commits.remove(name);
                    }
                    yield false;
                }
                case 'B' -> commits.contains(text(body, text(body, 0).length() + 1));
                case 'Q' -> isCommit(text(body, 0));
                default -> false;
            };
        }

        private static boolean isCommit(String statement) {
            return statement.equalsIgnoreCase("COMMIT");
        }

        private void pass(byte type, byte[] body, DataInputStream in, DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
            if (in.available() == 0) {
                if (slow) {
                    delayed.incrementAndGet();
                    LockSupport.parkNanos(
                            1_000_000L * ThreadLocalRandom.current().nextInt(1, LONGEST_DELAY_MILLIS));
                }
                out.flush();
            }
        }

        /** Without a farewell in either direction. */
        void cut() {
            pairs.remove(this);
            for (Socket socket : new Socket[] {ledger, postgres}) {
                try {
                    socket.close();
                } catch (IOException _) {
                    // closed already
                }
            }
        }
    }

    private static boolean takes(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private static DataInputStream reading(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    private static DataOutputStream writing(Socket socket) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** The text up to the next zero. */
    private static String text(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
