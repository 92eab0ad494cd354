package io.tongbao.audiences.internal;

import io.tongbao.audiences.internal.AudienceStore.Problem;
import io.tongbao.audiences.internal.AudienceStore.Upload;
import io.tongbao.audiences.internal.AudienceStore.What;
import io.tongbao.identity.People;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes lists of people into audiences and out of them: rows that name nobody are told, the good ones are kept. One list is one transaction. */
@Component
class UploadingLists {
    private final AudienceStore store;
    private final People people;
    private final TransactionTemplate transaction;
    private final Clock clock;

    UploadingLists(AudienceStore store, People people, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Taken(Upload upload) implements Outcome {}

        record NoSuchAudience() implements Outcome {}

        record KeyReused() implements Outcome {}
    }

    /**
     * @param rows phone numbers or ids of customers, as they stand in the list
     * @param firstRow the place of the first of them, where they are a part of a longer list
     */
    Outcome upload(String audienceId, What what, List<String> rows, int firstRow, String by, OnceKey key) {
        List<People.Listed> listed = people.listed(rows);
        List<String> named =
                listed.stream().flatMap(row -> row.named().stream()).toList();
        List<Problem> problems = listed.stream()
                .flatMap(row -> row.problem().map(problem -> new Problem(row.row() + firstRow - 1, problem)).stream())
                .toList();
        return transaction.execute(_ -> {
            if (store.lock(audienceId).isEmpty()) {
                return new Outcome.NoSuchAudience();
            }
            String request = key.key().toString();
            String content = key.content().toString();
            var before = store.ofRequest(request);
            if (before.isPresent()) {
                return before.get().content().equals(content)
                        ? new Outcome.Taken(before.get())
                        : new Outcome.KeyReused();
            }
            int changed = what == What.ADD ? store.add(audienceId, named) : store.remove(audienceId, named);
            Upload upload = new Upload(
                    TypeIds.next("aul"),
                    audienceId,
                    request,
                    content,
                    what,
                    rows.size(),
                    changed,
                    problems.size(),
                    by,
                    clock.instant());
            if (!store.insert(upload, problems)) {
                throw new IllegalStateException("The same request came to two audiences at once: " + audienceId);
            }
            return new Outcome.Taken(upload);
        });
    }
}
