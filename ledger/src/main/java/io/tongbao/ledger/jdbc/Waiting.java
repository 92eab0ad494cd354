package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Together;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a caller handed over in one go, and the answers that the caller waits for: one entry, or several in their order. */
final class Waiting {
    private final List<Entry> entries;
    private final Together.OnRefusal onRefusal;
    private final boolean expiry;
    private final CompletableFuture<List<PostResult>> answers = new CompletableFuture<>();
    private final long since = System.nanoTime();

    /** Set by the writer when the database would not take this even alone. */
    private @Nullable Refusal rejected;

    private Waiting(List<Entry> entries, Together.OnRefusal onRefusal, boolean expiry) {
        this.entries = List.copyOf(entries);
        this.onRefusal = onRefusal;
        this.expiry = expiry;
    }

    static Waiting posting(Entry entry) {
        return new Waiting(List.of(entry), Together.OnRefusal.GO_ON, false);
    }

    /** Entries that are judged one after the other, with nothing in between. */
    static Waiting posting(List<Entry> entries, Together.OnRefusal onRefusal) {
        return new Waiting(entries, onRefusal, false);
    }

    /** Lets go of a reservation, but only if its time has passed when it is judged. */
    static Waiting expiring(long reservation) {
        Entry release = Entry.of("expiry", new Entry.Action.Release(reservation));
        return new Waiting(List.of(release), Together.OnRefusal.GO_ON, true);
    }

    List<Entry> entries() {
        return entries;
    }

    Together.OnRefusal onRefusal() {
        return onRefusal;
    }

    boolean isExpiry() {
        return expiry;
    }

    /** How long it has been waiting, in nanoseconds. */
    long age() {
        return System.nanoTime() - since;
    }

    void reject(Refusal refusal) {
        rejected = refusal;
    }

    Optional<Refusal> rejected() {
        return Optional.ofNullable(rejected);
    }

    void answer(List<PostResult> results) {
        answers.complete(results);
    }

    void answer(PostResult result) {
        answers.complete(List.of(result));
    }

    void fail(RuntimeException reason) {
        answers.completeExceptionally(reason);
    }

    CompletableFuture<List<PostResult>> answered() {
        return answers;
    }

    /** About how much of a batch it takes. */
    int weight() {
        int weight = 0;
        for (Entry entry : entries) {
            weight += Math.max(1, legs(entry).size());
        }
        return weight;
    }

    /** The legs that name their accounts; a reversal's or a settlement's further accounts come from its origin. */
    static List<Leg> legs(Entry entry) {
        return switch (entry.action()) {
            case Entry.Action.Post post -> post.legs();
            case Entry.Action.Reserve reserve -> reserve.legs();
            case Entry.Action.Reverse reverse -> reverse.also();
            case Entry.Action.Settle _, Entry.Action.Release _ -> List.of();
        };
    }

    /** The earlier entry that this one settles, releases or reverses. */
    static OptionalLong origin(Entry entry) {
        return switch (entry.action()) {
            case Entry.Action.Post _, Entry.Action.Reserve _ -> OptionalLong.empty();
            case Entry.Action.Settle settle -> OptionalLong.of(settle.reservation());
            case Entry.Action.Release release -> OptionalLong.of(release.reservation());
            case Entry.Action.Reverse reverse -> OptionalLong.of(reverse.entry());
        };
    }
}
