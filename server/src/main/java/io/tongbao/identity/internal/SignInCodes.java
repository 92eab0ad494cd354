package io.tongbao.identity.internal;

import io.tongbao.identity.App;
import io.tongbao.identity.CodeChannel;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.platform.SecretBox;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Codes for signing in by phone: six digits, five minutes, five guesses, one use, one live code for a phone and an app. What
 * is answered never tells whether the phone is known.
 */
@Component
class SignInCodes {
    static final Duration LIFE = Duration.ofMinutes(5);
    static final int GUESSES_MAX = 5;
    private static final List<Limit> BY_PHONE = List.of(
            new Limit(1, Duration.ofMinutes(1)), new Limit(6, Duration.ofHours(1)), new Limit(12, Duration.ofDays(1)));
    private static final List<Limit> BY_ADDRESS =
            List.of(new Limit(20, Duration.ofMinutes(10)), new Limit(100, Duration.ofDays(1)));
    private static final Logger log = LoggerFactory.getLogger(SignInCodes.class);

    private final JdbcClient database;
    private final CodeChannel channel;
    private final SecretBox secrets;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignInCodes(
            JdbcClient database, CodeChannel channel, SecretBox secrets, TransactionTemplate transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.channel = channel;
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Limit(int sendings, Duration within) {}

    sealed interface Sending {
        record Sent() implements Sending {}

        record TooOften(Duration retryAfter) implements Sending {}

        record NotConfigured() implements Sending {}

        record NotDelivered() implements Sending {}
    }

    sealed interface Guess {
        record Right() implements Guess {}

        record Wrong(int triesLeft) implements Guess {}

        /** Never sent, used, too old or guessed too often: not told apart. */
        record Expired() implements Guess {}
    }

    /**
     * @param address whence the request came; empty on the loopback, where everybody behind a proxy looks the same
     */
    Sending send(PhoneNumber phone, App app, Optional<String> address) {
        if (!channel.configured()) {
            return new Sending.NotConfigured();
        }
        Instant now = clock.instant();
        byte[] byPhone = secrets.fingerprint("code to phone", phone.e164());
        Optional<byte[]> byAddress = address.map(text -> secrets.fingerprint("code from address", text));
        Optional<Duration> wait = transaction.execute(_ -> waitOrRemember(byPhone, byAddress, now));
        if (wait.isPresent()) {
            return new Sending.TooOften(wait.get());
        }
        String code = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
        database.sql("""
                        insert into identity.sign_in_code (phone_fingerprint, app, code_fingerprint, guesses, expires_at)
                        values (:phone, :app, :code, 0, :expires)
                        on conflict (phone_fingerprint, app) do update
                           set code_fingerprint = excluded.code_fingerprint, guesses = 0, expires_at = excluded.expires_at
                        """)
                .param("phone", phoneFingerprint(phone))
                .param("app", app.code())
                .param("code", codeFingerprint(phone, app, code))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
        try {
            channel.sendCode(phone, code, LIFE);
            return new Sending.Sent();
        } catch (CodeChannel.CodeNotSent e) {
            log.warn("A code was not sent: {}", e.getMessage());
            return new Sending.NotDelivered();
        }
    }

    /** One after the other for a phone and for an address, so that many at once are not more than the limit. */
    private Optional<Duration> waitOrRemember(byte[] byPhone, Optional<byte[]> byAddress, Instant now) {
        takeTurns(byPhone);
        byAddress.ifPresent(this::takeTurns);
        Optional<Duration> wait =
                wait(byPhone, BY_PHONE, now).or(() -> byAddress.flatMap(a -> wait(a, BY_ADDRESS, now)));
        if (wait.isEmpty()) {
            remember(byPhone, now);
            byAddress.ifPresent(target -> remember(target, now));
        }
        return wait;
    }

    private void takeTurns(byte[] target) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(encode(:target, 'hex'), 0))")
                .param("target", target)
                .query((row, _) -> row.getRow())
                .list();
    }

    /** The guess is counted before it is judged, so that many at once are not more than five. */
    Guess guess(PhoneNumber phone, App app, String code) {
        record Counted(byte[] fingerprint, int guesses) {}
        Optional<Counted> counted = database.sql("""
                        update identity.sign_in_code set guesses = guesses + 1
                         where phone_fingerprint = :phone and app = :app and guesses < :max and expires_at > :now
                        returning code_fingerprint, guesses
                        """)
                .param("phone", phoneFingerprint(phone))
                .param("app", app.code())
                .param("max", GUESSES_MAX)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Counted(row.getBytes("code_fingerprint"), row.getInt("guesses")))
                .optional();
        if (counted.isEmpty()) {
            return new Guess.Expired();
        }
        if (!MessageDigest.isEqual(
                codeFingerprint(phone, app, code), counted.get().fingerprint())) {
            return new Guess.Wrong(GUESSES_MAX - counted.get().guesses());
        }
        int used = database.sql("""
                        delete from identity.sign_in_code
                         where phone_fingerprint = :phone and app = :app and code_fingerprint = :code
                        """)
                .param("phone", phoneFingerprint(phone))
                .param("app", app.code())
                .param("code", counted.get().fingerprint())
                .update();
        return used == 1 ? new Guess.Right() : new Guess.Expired();
    }

    private Optional<Duration> wait(byte[] target, List<Limit> limits, Instant now) {
        for (Limit limit : limits) {
            List<Instant> sent = database.sql("""
                            select sent_at from identity.code_sending
                             where target_fingerprint = :target and sent_at > :since and sent_at < :ahead
                             order by sent_at desc
                             limit :sendings
                            """)
                    .param("target", target)
                    .param("since", Timestamp.from(now.minus(limit.within())))
                    // Another node's clock may be a little ahead; what lies further ahead is of a clock that went back.
                    .param("ahead", Timestamp.from(now.plus(LIFE)))
                    .param("sendings", limit.sendings())
                    .query((row, _) -> row.getTimestamp(1).toInstant())
                    .list();
            if (sent.size() == limit.sendings()) {
                return Optional.of(Duration.between(now, sent.getLast().plus(limit.within())));
            }
        }
        return Optional.empty();
    }

    private void remember(byte[] target, Instant now) {
        database.sql("insert into identity.code_sending (target_fingerprint, sent_at) values (:target, :now)")
                .param("target", target)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Called by a worker: neither old codes nor the memory of old sendings are kept. */
    void forgetOld() {
        Instant now = clock.instant();
        database.sql("delete from identity.code_sending where sent_at < :old")
                .param("old", Timestamp.from(now.minus(Duration.ofDays(1))))
                .update();
        database.sql("delete from identity.sign_in_code where expires_at < :old")
                .param("old", Timestamp.from(now))
                .update();
    }

    private byte[] phoneFingerprint(PhoneNumber phone) {
        return secrets.fingerprint("code's phone", phone.e164());
    }

    private byte[] codeFingerprint(PhoneNumber phone, App app, String code) {
        return secrets.fingerprint("code", phone.e164() + " " + app.code() + " " + code);
    }
}
