package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An entry that a caller handed over, and the answer that the caller waits for. */
final class Waiting {
    private final Entry entry;
    private final boolean expiry;
    private final CompletableFuture<PostResult> answer = new CompletableFuture<>();

    /** Set by the writer when the database would not take this entry even alone. */
    private @Nullable Refusal rejected;

    private Waiting(Entry entry, boolean expiry) {
        this.entry = entry;
        this.expiry = expiry;
    }

    static Waiting posting(Entry entry) {
        return new Waiting(entry, false);
    }

    /** Lets go of a reservation, but only if its time has passed when it is judged. */
    static Waiting expiring(long reservation) {
        return new Waiting(Entry.of("expiry", new Entry.Action.Release(reservation)), true);
    }

    Entry entry() {
        return entry;
    }

    boolean isExpiry() {
        return expiry;
    }

    void reject(Refusal refusal) {
        rejected = refusal;
    }

    Optional<Refusal> rejected() {
        return Optional.ofNullable(rejected);
    }

    void answer(PostResult result) {
        answer.complete(result);
    }

    void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
    }

    CompletableFuture<PostResult> answered() {
        return answer;
    }

    /** The legs that name their accounts; a reversal's or a settlement's further accounts come from its origin. */
    List<Leg> legs() {
        return switch (entry.action()) {
            case Entry.Action.Post post -> post.legs();
            case Entry.Action.Reserve reserve -> reserve.legs();
            case Entry.Action.Reverse reverse -> reverse.also();
            case Entry.Action.Settle _, Entry.Action.Release _ -> List.of();
        };
    }

    /** The earlier entry that this one settles, releases or reverses. */
    OptionalLong origin() {
        return switch (entry.action()) {
            case Entry.Action.Post _, Entry.Action.Reserve _ -> OptionalLong.empty();
            case Entry.Action.Settle settle -> OptionalLong.of(settle.reservation());
            case Entry.Action.Release release -> OptionalLong.of(release.reservation());
            case Entry.Action.Reverse reverse -> OptionalLong.of(reverse.entry());
        };
    }

    /** About how much of a batch it takes. */
    int weight() {
        return Math.max(1, legs().size());
    }
}
