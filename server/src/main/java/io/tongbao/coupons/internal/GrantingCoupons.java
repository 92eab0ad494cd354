package io.tongbao.coupons.internal;

import io.tongbao.coupons.internal.ClaimingCoupons.Asked;
import io.tongbao.coupons.internal.ClaimingCoupons.Outcome;
import io.tongbao.identity.People;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.ledger.OnceKey;
import io.tongbao.offers.CouponOffers;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives coupons to a list of people. The list is read at once: rows that name nobody are told with it, the good ones are kept and given one after the
 * other in the background, each once whatever happens, by its place in the list.
 */
@Component
class GrantingCoupons implements RunsInBackground {
    private static final int AT_ONCE = 200;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

    private final GrantStore store;
    private final ClaimingCoupons claiming;
    private final CouponOffers offers;
    private final People people;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore wanted = new Semaphore(0);
    private final BackgroundLoop loop = new BackgroundLoop("granting-coupons", this::turn);

    GrantingCoupons(
            GrantStore store,
            ClaimingCoupons claiming,
            CouponOffers offers,
            People people,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.claiming = claiming;
        this.offers = offers;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    sealed interface Outset {
        record Begun(GrantStore.Grant grant) implements Outset {}

        record NoSuchOffer() implements Outset {}

        record KeyReused() implements Outset {}
    }

    /** @param recipients phone numbers or ids of customers, as they stand in the list */
    Outset begin(String offerId, List<String> recipients, String by, OnceKey key) {
        if (offers.running(offerId).isEmpty()) {
            return new Outset.NoSuchOffer();
        }
        String request = key.key().toString();
        String content = key.content().toString();
        List<GrantStore.Row> rows = read(recipients);
        GrantStore.Grant grant = new GrantStore.Grant(
                TypeIds.next("cgr"),
                offerId,
                request,
                content,
                rows.size(),
                by,
                clock.instant(),
                Optional.empty(),
                0,
                0);
        boolean added = Boolean.TRUE.equals(transaction.execute(_ -> store.insert(grant, rows)));
        if (!added) {
            GrantStore.Grant before = store.ofRequest(request).orElseThrow();
            return before.content().equals(content) ? new Outset.Begun(before) : new Outset.KeyReused();
        }
        wanted.release();
        return new Outset.Begun(store.find(grant.id()).orElseThrow());
    }

    private List<GrantStore.Row> read(List<String> recipients) {
        List<Optional<PhoneNumber>> phones = recipients.stream()
                .map(text -> text.startsWith("cus_") ? Optional.<PhoneNumber>empty() : PhoneNumber.parse(text))
                .toList();
        Map<PhoneNumber, String> byPhone = people.idsByPhone(
                phones.stream().flatMap(Optional::stream).distinct().toList());
        Set<String> known = people.find(recipients.stream()
                        .filter(text -> text.startsWith("cus_"))
                        .toList())
                .keySet();
        List<GrantStore.Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < recipients.size(); i++) {
            String text = recipients.get(i);
            Optional<String> person = text.startsWith("cus_")
                    ? Optional.of(text).filter(known::contains)
                    : phones.get(i).flatMap(phone -> Optional.ofNullable(byPhone.get(phone)));
            boolean broken = !text.startsWith("cus_") && phones.get(i).isEmpty();
            Optional<String> problem = broken
                    ? Optional.of("not-a-recipient")
                    : person.isEmpty()
                            ? Optional.of("nobody")
                            : seen.add(person.get()) ? Optional.empty() : Optional.of("twice-in-the-list");
            rows.add(new GrantStore.Row(i + 1, person, Optional.empty(), problem));
        }
        return rows;
    }

    private void turn() throws InterruptedException {
        Optional<GrantStore.Grant> grant = store.unfinished();
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
    private List<GrantStore.Row> given(GrantStore.Grant grant, List<GrantStore.Row> rows) throws InterruptedException {
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
            throw new IllegalStateException("A coupon could not be granted", e.getCause());
        }
    }

    private Optional<GrantStore.Row> given(GrantStore.Grant grant, GrantStore.Row row) {
        OnceKey once = OnceKey.of(false, grant.offerId(), "coupon_grant", grant.id(), Integer.toString(row.row()));
        return switch (claiming.claim(
                grant.offerId(), Asked.grant(row.personId().orElseThrow(), once))) {
            case Outcome.Got got ->
                Optional.of(ended(row, Optional.of(got.coupon().id()), Optional.empty()));
            case Outcome.SoldOut _ -> Optional.of(ended(row, Optional.empty(), Optional.of("coupons-gone")));
            case Outcome.Paused _ -> Optional.of(ended(row, Optional.empty(), Optional.of("offer-paused")));
            case Outcome.Over _, Outcome.NotYet _, Outcome.NoSuchOffer _ ->
                Optional.of(ended(row, Optional.empty(), Optional.of("offer-ended")));
            case Outcome.Busy _ -> Optional.empty();
            case Outcome.LimitReached _, Outcome.CodeUsed _, Outcome.KeyReused _ ->
                throw new IllegalStateException("A grant knows neither limit nor code: " + row.row());
        };
    }

    private static GrantStore.Row ended(GrantStore.Row row, Optional<String> couponId, Optional<String> problem) {
        return new GrantStore.Row(row.row(), row.personId(), couponId, problem);
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
