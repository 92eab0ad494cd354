package io.tongbao.identity.internal;

import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.Gathering;
import io.tongbao.platform.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Payment PINs. A try is counted before the PIN is compared and taken back when it was right, so that many at once are
 * not more than five; the fifth wrong one locks the PIN for a while, and each lock begins anew with five tries.
 */
@Component
class PinKeeping implements Pins {
    static final int TRIES = 5;
    static final Duration LOCK = Duration.ofMinutes(30);
    private static final int GATHERED_MAX = 128;
    private static final int WAITS_FOR_OTHERS = 15;
    private static final Duration WAIT_FOR_OTHERS = Duration.ofMillis(200);
    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final JdbcClient database;
    private final BoundedHashing hashing;
    private final Clock clock;
    private final Gathering<String, Optional<Row>> rows = new Gathering<>(GATHERED_MAX, this::rows);

    PinKeeping(JdbcClient database, BoundedHashing hashing, Clock clock) {
        this.database = database;
        this.hashing = hashing;
        this.clock = clock;
    }

    /** What of a person's PIN the screens show. */
    record Kept(boolean isSet, Money smallPaymentLimit) {}

    sealed interface Setting {
        record Done() implements Setting {}

        record Weak() implements Setting {}

        record NotAllowed(PinCheck why) implements Setting {}
    }

    private record Row(String hash, int wrongTries, Optional<Instant> lockedUntil, Money smallPaymentLimit) {

        /** Until when, if it is locked now. */
        Optional<Instant> locked(Instant now) {
            return lockedUntil.filter(now::isBefore);
        }
    }

    @Override
    public PinCheck check(String personId, Money amount, Optional<String> pin) {
        Optional<Row> row = row(personId);
        if (row.isEmpty()) {
            return new PinCheck.NotSet();
        }
        Money limit = row.get().smallPaymentLimit();
        if (pin.isEmpty()) {
            boolean isSmall = amount.currency().equals(limit.currency()) && !amount.isAbove(limit);
            return isSmall ? new PinCheck.Allowed() : new PinCheck.Required();
        }
        return compare(personId, row.get(), pin.get());
    }

    @Override
    public PinCheck require(String personId, Optional<String> pin) {
        Optional<Row> row = row(personId);
        if (row.isEmpty()) {
            return new PinCheck.NotSet();
        }
        return pin.isEmpty() ? new PinCheck.Required() : compare(personId, row.get(), pin.get());
    }

    private PinCheck compare(String personId, Row row, String pin) {
        Instant now = clock.instant();
        Optional<Instant> locked = row.locked(now);
        if (locked.isPresent()) {
            return new PinCheck.Locked(locked.get());
        }
        int tries = countTryWhenOneIsLeft(personId, now);
        if (tries > TRIES) {
            return new PinCheck.Locked(lock(personId, now));
        }
        BoundedHashing.Verdict verdict =
                pin.matches("[0-9]{6}") ? hashing.matches(pin, row.hash()) : BoundedHashing.Verdict.DIFFERS;
        return switch (verdict) {
            case MATCHES -> {
                forgive(personId);
                yield new PinCheck.Allowed();
            }
            case BUSY -> {
                uncount(personId);
                yield new PinCheck.Busy(BUSY_FOR);
            }
            case DIFFERS ->
                tries == TRIES ? new PinCheck.Locked(lock(personId, now)) : new PinCheck.Wrong(TRIES - tries);
        };
    }

    /**
     * Tries that are being compared are counted as wrong until they are known to be right. So when none is left, those are
     * waited for: a right one gives them back. Who answers more than {@link #TRIES} has waited in vain, as after a crash.
     */
    private int countTryWhenOneIsLeft(String personId, Instant now) {
        for (int wait = 0; ; wait++) {
            int tries = countTry(personId, now);
            if (tries <= TRIES || wait == WAITS_FOR_OTHERS) {
                return tries;
            }
            uncount(personId);
            LockSupport.parkNanos(WAIT_FOR_OTHERS.toNanos());
            Optional<Row> row = row(personId);
            if (row.isEmpty() || row.get().locked(now).isPresent()) {
                return tries;
            }
        }
    }

    /** Counts one more try; after a lock has passed the count begins anew. */
    private int countTry(String personId, Instant now) {
        return database.sql("""
                        update identity.pin
                           set wrong_tries = case when locked_until <= :now then 1 else wrong_tries + 1 end,
                               locked_until = case when locked_until <= :now then null else locked_until end
                         where person_id = :person
                        returning wrong_tries
                        """)
                .param("now", Timestamp.from(now))
                .param("person", personId)
                .query(Integer.class)
                .single();
    }

    private Instant lock(String personId, Instant now) {
        return database.sql("""
                        update identity.pin set locked_until = coalesce(locked_until, :until)
                         where person_id = :person
                        returning locked_until
                        """)
                .param("until", Timestamp.from(now.plus(LOCK)))
                .param("person", personId)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private void forgive(String personId) {
        database.sql("update identity.pin set wrong_tries = 0, locked_until = null where person_id = :person")
                .param("person", personId)
                .update();
    }

    private void uncount(String personId) {
        database.sql("update identity.pin set wrong_tries = greatest(wrong_tries - 1, 0) where person_id = :person")
                .param("person", personId)
                .update();
    }

    /** Sets the first PIN, or another one with the present one. */
    Setting set(String personId, String pin, Optional<String> current) {
        if (isWeak(pin)) {
            return new Setting.Weak();
        }
        if (row(personId).isPresent()) {
            PinCheck check = require(personId, current);
            if (!(check instanceof PinCheck.Allowed)) {
                return new Setting.NotAllowed(check);
            }
        }
        Optional<String> hash = hashing.hash(pin);
        if (hash.isEmpty()) {
            return new Setting.NotAllowed(new PinCheck.Busy(BUSY_FOR));
        }
        int set = database.sql("""
                        insert into identity.pin (person_id, hash, small_payment_minor, small_payment_currency)
                        values (:person, :hash, 0, 'CNY')
                        on conflict (person_id) do update set hash = excluded.hash
                         where :changing
                        """)
                .param("person", personId)
                .param("hash", hash.get())
                .param("changing", current.isPresent())
                .update();
        // Nothing was set: another request set the first PIN meanwhile, and this one does not know it.
        return set == 1 ? new Setting.Done() : new Setting.NotAllowed(new PinCheck.Required());
    }

    Setting limitSmallPayments(String personId, Money limit, String pin) {
        PinCheck check = require(personId, Optional.of(pin));
        if (!(check instanceof PinCheck.Allowed)) {
            return new Setting.NotAllowed(check);
        }
        database.sql("""
                        update identity.pin set small_payment_minor = :minor, small_payment_currency = :currency
                         where person_id = :person
                        """)
                .param("minor", limit.minor())
                .param("currency", limit.currency().code())
                .param("person", personId)
                .update();
        return new Setting.Done();
    }

    Kept kept(String personId) {
        return row(personId)
                .map(row -> new Kept(true, row.smallPaymentLimit()))
                .orElseGet(() -> new Kept(false, Money.zero(Currency.of("CNY"))));
    }

    /** One digit repeated, a row of neighbours up or down, or two or three digits repeated. */
    static boolean isWeak(String pin) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < pin.length(); i++) {
            up &= pin.charAt(i) - pin.charAt(i - 1) == 1;
            down &= pin.charAt(i - 1) - pin.charAt(i) == 1;
        }
        boolean pairs = pin.substring(0, 2).repeat(3).equals(pin);
        boolean triples = pin.substring(0, 3).repeat(2).equals(pin);
        return up || down || pairs || triples;
    }

    private Optional<Row> row(String personId) {
        return rows.ask(personId);
    }

    private List<Optional<Row>> rows(List<String> personIds) {
        Map<String, Row> found = HashMap.newHashMap(personIds.size());
        database.sql("""
                        select person_id, hash, wrong_tries, locked_until, small_payment_minor, small_payment_currency
                          from identity.pin
                         where person_id = any(:persons)
                        """)
                .param("persons", personIds.toArray(String[]::new))
                .query((row, _) -> found.put(row.getString("person_id"), read(row)))
                .list();
        return personIds.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getString("hash"),
                row.getInt("wrong_tries"),
                Optional.ofNullable(row.getTimestamp("locked_until")).map(Timestamp::toInstant),
                Money.of(row.getLong("small_payment_minor"), row.getString("small_payment_currency")));
    }
}
