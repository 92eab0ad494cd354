package io.tongbao.coupons.internal;

import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the codes of batches, some thousands in a transaction with the count of them, so that it goes on where it was after any stop. A code that is one
 * already is simply not made; another takes its place.
 */
@Component
class MakingCodes implements RunsInBackground {
    private static final int AT_ONCE = 10_000;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

    private final CodeStore store;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore wanted = new Semaphore(0);
    private final BackgroundLoop loop = new BackgroundLoop("making-codes", this::turn);

    MakingCodes(CodeStore store, TransactionTemplate transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    /** A batch has come. */
    void wake() {
        wanted.release();
    }

    private void turn() throws InterruptedException {
        if (!makeSome()) {
            wanted.tryAcquire(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            wanted.drainPermits();
        }
    }

    /** Answers whether there was a batch to make. */
    private boolean makeSome() {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<CodeStore.Batch> found = store.lockUnfinished();
            found.ifPresent(batch -> {
                CodePattern pattern = CodePattern.parse(batch.pattern()).orElseThrow();
                long missing = Math.min(AT_ONCE, batch.wanted() - batch.made());
                Set<String> codes = new HashSet<>();
                while (codes.size() < missing) {
                    codes.add(pattern.code(random));
                }
                store.made(batch.id(), store.add(batch.id(), codes));
            });
            return found.isPresent();
        }));
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
