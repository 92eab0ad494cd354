package io.tongbao.identity.internal;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id for PINs and passwords. A hash costs some twenty milliseconds of a core and 19 MiB on purpose; so that guessing, or a rush, can't starve the
 * payments, at most two run at once and few may wait.
 */
@Component
public class BoundedHashing {
    private static final int AT_ONCE = 2;
    private static final int WAITING_AT_MOST = 32;
    private static final long WAIT_SECONDS = 3;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    public enum Verdict {
        MATCHES,
        DIFFERS,
        /** Too many are waiting; nothing was compared. */
        BUSY
    }

    /** The hash to store; empty when too many are waiting. */
    public Optional<String> hash(String secret) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(required(argon2.encode(secret)));
        } finally {
            slots.release();
        }
    }

    public Verdict matches(String secret, String hash) {
        if (!enter()) {
            return Verdict.BUSY;
        }
        try {
            return argon2.matches(secret, hash) ? Verdict.MATCHES : Verdict.DIFFERS;
        } finally {
            slots.release();
        }
    }

    private boolean enter() {
        if (slots.getQueueLength() >= WAITING_AT_MOST) {
            return false;
        }
        try {
            return slots.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String required(@org.jspecify.annotations.Nullable String hash) {
        if (hash == null) {
            throw new IllegalStateException("The encoder gave no hash");
        }
        return hash;
    }
}
