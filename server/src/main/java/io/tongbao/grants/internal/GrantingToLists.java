package io.tongbao.grants.internal;

import io.tongbao.grants.Giver;
import io.tongbao.grants.Giver.Giving;
import io.tongbao.grants.Granting;
import io.tongbao.grants.ListGrants;
import io.tongbao.identity.People;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Each kind is given in a loop of its own, so that none waits for another. */
@Component
class GrantingToLists implements Granting {
    private static final int AT_ONCE = 200;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

    private final GrantStore store;
    private final People people;
    private final TransactionTemplate transaction;
    private final Clock clock;

    GrantingToLists(GrantStore store, People people, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public ListGrants of(String kind, String prefix, Giver giver) {
        return new OfKind(kind, prefix, giver);
    }

    private final class OfKind implements ListGrants {
        private final String kind;
        private final String prefix;
        private final Giver giver;
        private final Semaphore wanted = new Semaphore(0);
        private final BackgroundLoop loop;

        OfKind(String kind, String prefix, Giver giver) {
            this.kind = kind;
            this.prefix = prefix;
            this.giver = giver;
            this.loop = new BackgroundLoop("granting-" + kind, this::turn);
        }

        @Override
        public Outset begin(String subjectId, List<String> recipients, String by, OnceKey key) {
            String request = key.key().toString();
            String content = key.content().toString();
            List<GrantStore.Row> rows = people.listed(recipients).stream()
                    .map(row -> new GrantStore.Row(row.row(), row.personId(), Optional.empty(), row.problem()))
                    .toList();
            GrantStore.NewGrant grant = new GrantStore.NewGrant(
                    TypeIds.next(prefix), kind, subjectId, request, content, rows.size(), by, clock.instant());
            boolean added = Boolean.TRUE.equals(transaction.execute(_ -> store.insert(grant, rows)));
            if (!added) {
                GrantStore.Asked before = store.ofRequest(request).orElseThrow();
                return before.content().equals(content) ? new Outset.Begun(before.grant()) : new Outset.KeyReused();
            }
            wanted.release();
            return new Outset.Begun(store.find(kind, grant.id()).orElseThrow());
        }

        @Override
        public Optional<Grant> find(String id) {
            return store.find(kind, id);
        }

        @Override
        public List<Grant> of(String subjectId, Optional<String> before, int limit) {
            return store.of(kind, subjectId, before, limit);
        }

        @Override
        public List<RefusedRow> refused(String id, int after, int limit) {
            return store.refused(id, after, limit);
        }

        @Override
        public BackgroundLoop loop() {
            return loop;
        }

        private void turn() throws InterruptedException {
            Optional<Grant> grant = store.unfinished(kind);
            if (grant.isEmpty()) {
                wanted.tryAcquire(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                wanted.drainPermits();
                return;
            }
            List<GrantStore.Row> rows = store.waiting(grant.get().id(), AT_ONCE);
            if (rows.isEmpty()) {
                store.finish(grant.get().id(), clock.instant());
                return;
            }
            store.ended(grant.get().id(), given(grant.get(), rows));
        }

        /** All at the same time, so that the books take them as one. One that came to a busy ledger waits for the next turn. */
        private List<GrantStore.Row> given(Grant grant, List<GrantStore.Row> rows) throws InterruptedException {
            try (ExecutorService at = Executors.newVirtualThreadPerTaskExecutor()) {
                Collection<Callable<Optional<GrantStore.Row>>> gifts = rows.stream()
                        .<Callable<Optional<GrantStore.Row>>>map(row -> () -> given(grant, row))
                        .toList();
                List<GrantStore.Row> ended = new ArrayList<>();
                for (Future<Optional<GrantStore.Row>> gift : at.invokeAll(gifts)) {
                    gift.get().ifPresent(ended::add);
                }
                return ended;
            } catch (ExecutionException e) {
                throw new IllegalStateException("A row could not be granted: " + kind, e.getCause());
            }
        }

        private Optional<GrantStore.Row> given(Grant grant, GrantStore.Row row) {
            OnceKey once = OnceKey.of(false, grant.subjectId(), kind, grant.id(), Integer.toString(row.row()));
            return switch (giver.give(grant.subjectId(), row.personId().orElseThrow(), once)) {
                case Giving.Given(String id) -> Optional.of(ended(row, Optional.of(id), Optional.empty()));
                case Giving.Refused(String problem) -> Optional.of(ended(row, Optional.empty(), Optional.of(problem)));
                case Giving.Later _ -> Optional.empty();
            };
        }

        private static GrantStore.Row ended(GrantStore.Row row, Optional<String> givenId, Optional<String> problem) {
            return new GrantStore.Row(row.row(), row.personId(), givenId, problem);
        }
    }
}
