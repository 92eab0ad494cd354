package io.tongbao.ledger.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Two ledgers on one PostgreSQL and a client that pays over both. In each round one thing breaks while payments are under
 * way and is mended; then everything unknown is asked again. Which, when and on which ledger comes from the seed.
 */
final class Rounds implements AutoCloseable {
    private static final int ACKNOWLEDGED = 500;
    private static final int ACKNOWLEDGED_AFTER = 50;
    private static final int PAUSES_TRIED = 200;
    private static final long PAST_THE_LOCK_TIMEOUT = 600_000_000L;
    private static final long LATE_FOR = 300_000_000L;
    private static final long WITHIN = 30_000_000_000L;

    private final KillablePostgres postgres;
    private final List<LedgerNode> nodes = new ArrayList<>();
    private final Client client;
    private final Random seeded;
    private final List<Fault> next = new ArrayList<>();
    private final Map<Fault, Injected> injected = new EnumMap<>(Fault.class);

    /** What a kind of fault did, over all rounds that count. */
    record Injected(int rounds, int acknowledged, int lost, int busy, int inDoubt, Duration took) {
        Injected and(Injected more) {
            return new Injected(
                    rounds + more.rounds,
                    acknowledged + more.acknowledged,
                    lost + more.lost,
                    busy + more.busy,
                    inDoubt + more.inDoubt,
                    took.plus(more.took));
        }
    }

    Rounds(KillablePostgres postgres, Path folder, Path log, long seed) throws IOException {
        this.postgres = postgres;
        this.seeded = new Random(seed);
        for (String name : List.of("ledger-one", "ledger-two")) {
            LedgerNode node = new LedgerNode(name, folder, postgres.port());
            nodes.add(node);
            node.start();
        }
        this.client = new Client(log, nodes, new SplittableRandom(seed));
    }

    /** One round; true if its fault happened and enough was acknowledged, before and after, for it to count. */
    boolean round() throws Exception {
        if (next.isEmpty()) {
            next.addAll(List.of(Fault.values()));
            Collections.shuffle(next, seeded);
        }
        Fault fault = next.removeLast();
        LedgerNode struck = nodes.get(seeded.nextInt(nodes.size()));
        long began = System.nanoTime();
        int acknowledged = client.acknowledged();
        int lost = client.lost();
        int busy = client.busy();
        int inDoubt = askedAfterCommits();

        client.pay();
        awaitAcknowledged(acknowledged + 100 + seeded.nextInt(300));
        boolean happened = happens(fault, struck);
        for (LedgerNode node : nodes) {
            int before = client.acknowledged(node);
            await(() -> client.acknowledged(node) >= before + ACKNOWLEDGED_AFTER, node.name() + " goes on");
        }
        awaitAcknowledged(acknowledged + ACKNOWLEDGED);
        client.rest();

        Injected did = new Injected(
                1,
                client.acknowledged() - acknowledged,
                client.lost() - lost,
                client.busy() - busy,
                askedAfterCommits() - inDoubt,
                Duration.ofNanos(System.nanoTime() - began));
        boolean counts = happened && (!fault.leavesACommitInDoubt() || did.inDoubt > 0);
        if (counts) {
            injected.merge(fault, did, Injected::and);
        } else {
            next.add(fault);
        }
        return counts;
    }

    /** Asks for what is still unknown. */
    void askAgain() throws IOException {
        client.askAgain();
    }

    /** What happened in the rounds that counted. */
    Map<Fault, Injected> injected() {
        return injected;
    }

    /** Lets the fault happen and mends what it broke; true if it certainly happened while something was under way. */
    private boolean happens(Fault fault, LedgerNode struck) throws Exception {
        FaultyLine line = struck.line();
        return switch (fault) {
            case LEDGER_KILLED -> {
                boolean killed = struck.kill();
                struck.start();
                yield killed;
            }
            case LEDGER_PAUSED -> paused(struck, false);
            case LEDGER_PAUSED_TOO_LONG -> paused(struck, true);
            case POSTGRES_KILLED -> {
                long before = postgres.postmaster();
                postgres.kill();
                postgres.startAgain();
                yield postgres.postmaster() != before;
            }
            case POSTGRES_KILLED_AT_A_COMMIT -> {
                int before = line.undelivered();
                long postmaster = postgres.postmaster();
                line.atNextCommit(postgres::kill);
                await(() -> !Signal.lives(postmaster), "PostgreSQL dies");
                postgres.startAgain();
                yield line.undelivered() > before;
            }
            case LINE_CUT -> {
                int[] cut = new int[1];
                await(() -> (cut[0] = line.cutInTransaction()) > 0, "a transaction is cut");
                yield cut[0] > 0;
            }
            case LINE_SLOW -> {
                int before = line.delayed();
                line.slow(true);
                LockSupport.parkNanos(LATE_FOR);
                line.slow(false);
                yield line.delayed() >= before + 10;
            }
            case COMMIT_NOT_DELIVERED -> {
                int before = line.undelivered();
                line.atNextCommit(() -> {});
                await(() -> line.undelivered() > before, "a commit is lost");
                yield true;
            }
            case COMMIT_NOT_ANSWERED -> {
                int before = line.swallowed();
                line.swallowNextAnswer();
                await(() -> line.swallowed() > before, "an answer is lost");
                yield true;
            }
        };
    }

    /** Stops the process with a transaction open, for longer than the other waits or than PostgreSQL does. */
    private boolean paused(LedgerNode struck, boolean tooLong) throws Exception {
        for (int tries = 0; tries < PAUSES_TRIED; tries++) {
            struck.signal(Signal.STOP);
            try {
                // what PostgreSQL was working on when the process stopped comes to its end
                LockSupport.parkNanos(20_000_000);
                if (openTransactions(struck) > 0) {
                    LockSupport.parkNanos(PAST_THE_LOCK_TIMEOUT);
                    if (tooLong) {
                        await(() -> openTransactions(struck) == 0, "PostgreSQL ends an idle transaction");
                    }
                    return tooLong || openTransactions(struck) > 0;
                }
            } finally {
                struck.signal(Signal.CONT);
            }
            LockSupport.parkNanos(seeded.nextInt(1, 5_000_000));
        }
        return false;
    }

    /** Transactions that have changed or locked something and wait for the process to go on. */
    private int openTransactions(LedgerNode node) {
        try (Connection connection = postgres.owner().getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select count(*) from pg_stat_activity
                        where application_name = ? and state = 'idle in transaction' and backend_xid is not null
                        """)) {
            statement.setString(1, node.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int askedAfterCommits() throws IOException {
        int asked = 0;
        for (LedgerNode node : nodes) {
            asked += node.askedAfterCommits();
        }
        return asked;
    }

    private void awaitAcknowledged(int enough) {
        await(() -> client.acknowledged() >= enough, enough + " entries are acknowledged");
    }

    private static void await(BooleanSupplier condition, String what) {
        long giveUp = System.nanoTime() + WITHIN;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Waited in vain until " + what);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        for (LedgerNode node : nodes) {
            node.close();
        }
    }
}
