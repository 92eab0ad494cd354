package io.tongbao.identity.internal;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id for PINs and passwords. A hash costs 19 MiB and up to a fifth of a second of a core on purpose; so that guessing, or
 * a rush, can't starve the payments, at most two run at once and few may wait. They run on threads of their own: a request's
 * virtual thread would not let go of its carrier until the hash is done, and with it keep all other requests waiting.
 */
@Component
public class BoundedHashing implements AutoCloseable {
    private static final int AT_ONCE = 2;
    /** So few that each has its turn before its time is over: hashes that nobody waits for any more would take the turns of others. */
    private static final int WAITING_AT_MOST = 8;

    /** Some ten times what the queue takes on an idle machine: a busy one is slow, not full. */
    private static final long WAIT_SECONDS = 10;

    private final Argon2PasswordEncoder argon2;
    private final ThreadPoolExecutor hashers = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_AT_MOST),
            Thread.ofPlatform().daemon().name("hashing-", 1).factory());

    BoundedHashing(HashingCost cost) {
        this.argon2 = cost.encoder();
    }

    public enum Verdict {
        MATCHES,
        DIFFERS,
        /** Too many are waiting; nothing was compared. */
        BUSY
    }

    /** The hash to store; empty when too many are waiting. */
    public Optional<String> hash(String secret) {
        return inTurn(() -> required(argon2.encode(secret)));
    }

    public Verdict matches(String secret, String hash) {
        return inTurn(() -> argon2.matches(secret, hash) ? Verdict.MATCHES : Verdict.DIFFERS)
                .orElse(Verdict.BUSY);
    }

    private <T> Optional<T> inTurn(Callable<T> work) {
        Future<T> hashed;
        try {
            hashed = hashers.submit(work);
        } catch (RejectedExecutionException queueIsFull) {
            return Optional.empty();
        }
        try {
            return Optional.of(hashed.get(WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException _) {
            hashed.cancel(false);
            return Optional.empty();
        } catch (InterruptedException _) {
            hashed.cancel(false);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        hashers.shutdownNow();
    }

    private static String required(@org.jspecify.annotations.Nullable String hash) {
        if (hash == null) {
            throw new IllegalStateException("The encoder gave no hash");
        }
        return hash;
    }
}
