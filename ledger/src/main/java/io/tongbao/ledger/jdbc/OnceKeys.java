package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What has happened once already: the batch's once-keys as found in the database after the locks, and those that the batch
 * adds. The probe also takes the batch number and tells the transaction's id and up to when the books are closed, so these
 * cost no round trip more.
 */
final class OnceKeys {
    private static final String PROBE = """
            select b.batch, b.xid, k.key, k.content, k.entry, k.refusal, b.closed_us
            from (select nextval('ledger.batch_number') as batch, pg_current_xact_id()::text as xid,
                         (select (extract(epoch from closed_until) * 1000000)::bigint from ledger.period) as closed_us) b
            left join lateral (
              select key, content, entry, refusal from ledger.once_key where key = any(?)
            ) k on true
            """;

    private final long batch;
    private final String transaction;
    private final long closedUntil;
    private final Map<OnceKey.Digest, Outcome> outcomes;
    private final List<Kept> fresh = new ArrayList<>();

    /** What came of the first use of a key. */
    record Outcome(OnceKey.Digest content, OptionalLong entry, Optional<Refusal> refusal) {}

    record Kept(OnceKey.Digest key, Outcome outcome) {}

    private OnceKeys(long batch, String transaction, long closedUntil, Map<OnceKey.Digest, Outcome> outcomes) {
        this.batch = batch;
        this.transaction = transaction;
        this.closedUntil = closedUntil;
        this.outcomes = outcomes;
    }

    /** Only after the locks and in a statement of its own: earlier, it misses what another node has just inserted. */
    static OnceKeys probe(Connection connection, Collection<Entry> entries) throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        entries.forEach(
                entry -> entry.onceKeys().forEach(key -> keys.add(key.key().bytes())));
        Map<OnceKey.Digest, Outcome> outcomes = new HashMap<>();
        long batch = 0;
        String transaction = "";
        long closedUntil = 0;
        try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
            statement.setArray(1, connection.createArrayOf("bytea", keys.toArray(new byte[0][])));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    batch = rows.getLong(1);
                    transaction = rows.getString(2);
                    closedUntil = rows.getLong(7);
                    byte[] key = rows.getBytes(3);
                    if (key != null) {
                        outcomes.put(new OnceKey.Digest(key), outcome(rows));
                    }
                }
            }
        }
        return new OnceKeys(batch, transaction, closedUntil, outcomes);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        OnceKey.Digest content = new OnceKey.Digest(row.getBytes(4));
        String refusal = row.getString(6);
        return refusal == null
                ? new Outcome(content, OptionalLong.of(row.getLong(5)), Optional.empty())
                : new Outcome(content, OptionalLong.empty(), Optional.of(RefusalText.read(refusal)));
    }

    long batch() {
        return batch;
    }

    /** The transaction's id, to ask after it if its commit gets no answer. */
    String transaction() {
        return transaction;
    }

    /** Nothing takes effect before this instant any more; microseconds. */
    long closedUntil() {
        return closedUntil;
    }

    Optional<Outcome> of(OnceKey key) {
        return Optional.ofNullable(outcomes.get(key.key()));
    }

    /** The entries that the keys found lead to. */
    Set<Long> entries() {
        Set<Long> entries = new LinkedHashSet<>();
        outcomes.values().forEach(outcome -> outcome.entry().ifPresent(entries::add));
        return entries;
    }

    /** Every key of the entry now leads to it; keys that led there before stay. */
    void keepEntry(List<OnceKey> keys, long entry) {
        for (OnceKey key : keys) {
            keep(key, new Outcome(key.content(), OptionalLong.of(entry), Optional.empty()));
        }
    }

    /** The refusal stays under the keys that keep refusals. */
    void keepRefusal(List<OnceKey> keys, Refusal refusal) {
        for (OnceKey key : keys) {
            if (key.keepsRefusal()) {
                keep(key, new Outcome(key.content(), OptionalLong.empty(), Optional.of(refusal)));
            }
        }
    }

    private void keep(OnceKey key, Outcome outcome) {
        if (outcomes.putIfAbsent(key.key(), outcome) == null) {
            fresh.add(new Kept(key.key(), outcome));
        }
    }

    /** Takes back what was kept since then, because the entries that kept it are undone. */
    void forgetFrom(int kept) {
        List<Kept> undone = fresh.subList(kept, fresh.size());
        undone.forEach(each -> outcomes.remove(each.key()));
        undone.clear();
    }

    /** What the batch adds. */
    List<Kept> fresh() {
        return fresh;
    }
}
