package io.tongbao.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hashing as it is served, which the tests of the whole server do with little memory. */
class BoundedHashingTests {
    private final BoundedHashing hashing = new BoundedHashing(HashingCost.SERVED);

    @AfterEach
    void close() {
        hashing.close();
    }

    @Test
    void aHashSaysWhatItCost() {
        String hash = hashing.hash("135790").orElseThrow();

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.matches("135790", hash)).isEqualTo(BoundedHashing.Verdict.MATCHES);
        assertThat(hashing.matches("135791", hash)).isEqualTo(BoundedHashing.Verdict.DIFFERS);
        assertThat(hashing.hash("135790")).isNotEqualTo(hash);
    }

    @Test
    void aRushIsTurnedAwayBeyondAShortQueue() throws Exception {
        String hash = hashing.hash("135790").orElseThrow();

        try (ExecutorService rush = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BoundedHashing.Verdict>> all = IntStream.range(0, 200)
                    .mapToObj(_ -> rush.submit(() -> hashing.matches("135790", hash)))
                    .toList();
            int served = 0;
            for (Future<BoundedHashing.Verdict> one : all) {
                BoundedHashing.Verdict verdict = one.get();
                assertThat(verdict).isNotEqualTo(BoundedHashing.Verdict.DIFFERS);
                served += verdict == BoundedHashing.Verdict.MATCHES ? 1 : 0;
            }
            assertThat(served).isBetween(2, 199);
        }
    }
}
