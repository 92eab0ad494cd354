package io.tongbao.payments.internal;

import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Codes that a customer shows at a till: 18 digits, of which 16 are random (53 bits), for one payment within a minute.
 * The code itself is told once, to the customer; the database has its keyed hash, since so few bits could be tried out.
 */
@Service
class PayCodes {
    static final Duration LIVES_FOR = Duration.ofSeconds(60);
    private static final String PREFIX = "28";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PayCodeStore store;
    private final SecretBox secrets;
    private final Clock clock;

    PayCodes(PayCodeStore store, SecretBox secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    record Issued(PayCodeStore.PayCode payCode, String code) {}

    /** @param device that shows it, by its fingerprint */
    Issued issue(String customerId, String device) {
        Instant now = clock.instant();
        PayCodeStore.PayCode payCode = new PayCodeStore.PayCode(
                TypeIds.next("pco"), customerId, device, now, now.plus(LIVES_FOR), Optional.empty(), Optional.empty());
        String code = PREFIX + "%016d".formatted(RANDOM.nextLong(10_000_000_000_000_000L));
        store.insert(payCode, hash(code));
        return new Issued(payCode, code);
    }

    /** Whoever holds the code, live or not. */
    Optional<PayCodeStore.PayCode> find(String code) {
        return FORM.matcher(code).matches() ? store.findByHash(hash(code)) : Optional.empty();
    }

    private byte[] hash(String code) {
        return secrets.fingerprint("pay code", code);
    }
}
