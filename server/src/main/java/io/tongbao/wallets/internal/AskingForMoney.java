package io.tongbao.wallets.internal;

import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.internal.MoneyRequest.State;
import io.tongbao.wallets.internal.MoneyRequestStore.Open;
import io.tongbao.wallets.internal.MoneyRequestStore.Payment;
import io.tongbao.wallets.internal.SendingMoney.Occasion;
import io.tongbao.wallets.internal.SendingMoney.Said;
import io.tongbao.wallets.internal.SendingMoney.Sent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One person asks another for money, who pays it with a send or refuses. What a request comes to is decided once: by the row
 * of its end, which a payment writes beside its entry.
 */
@Component
class AskingForMoney {
    private static final String ID = "mrq";
    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);

    private final SendingMoney sending;
    private final FreezingWallets freezing;
    private final MoneyRequestStore store;
    private final CardStore wallets;
    private final People people;
    private final Limits limits;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration openFor;
    private final int openOfOne;
    private final int openOfAll;

    AskingForMoney(
            SendingMoney sending,
            FreezingWallets freezing,
            MoneyRequestStore store,
            CardStore wallets,
            People people,
            Limits limits,
            Requests requests,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tongbao.money-requests.open-for}") Duration openFor,
            @Value("${tongbao.money-requests.open-of-one}") int openOfOne,
            @Value("${tongbao.money-requests.open-of-all}") int openOfAll) {
        this.sending = sending;
        this.freezing = freezing;
        this.store = store;
        this.wallets = wallets;
        this.people = people;
        this.limits = limits;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
        this.openFor = openFor;
        this.openOfOne = openOfOne;
        this.openOfAll = openOfAll;
    }

    /** What one person is asked for. */
    record Share(String payerId, Money amount) {}

    /** What came of asking. */
    sealed interface Asked {
        record Done(MoneyRequest request) implements Asked {}

        record KeyReused() implements Asked {}

        /** Why there can be no such request. */
        sealed interface Not extends Asked {}

        record OfOneself() implements Not {}

        record NoSuchPerson(String id) implements Not {}

        record NotOffered(Money amount) implements Not {}

        record AboveLimit(Limits.Above above) implements Not {}

        /** The wallet that asks gets nothing now. */
        record Stopped(String reason) implements Not {}

        /** @param ofOne whether of one person, not of all together */
        record TooManyOpen(boolean ofOne, int atMost) implements Not {}
    }

    Asked ask(String requesterId, Share share, Optional<String> note, IdempotencyKey key) {
        Optional<Asked.Not> not = whyNot(requesterId, List.of(share));
        if (not.isPresent()) {
            return not.get();
        }
        MoneyRequest request = request(requesterId, share, note, Optional.empty());
        String content = String.join(
                " ",
                share.payerId(),
                Long.toString(share.amount().minor()),
                share.amount().currency().code(),
                note.orElse(""));
        OnceKey once = OnceKey.of(false, content, requesterId, "money_request", key.value());
        return Objects.requireNonNull(transaction.execute(status -> switch (requests.take(once, request.id())) {
            case Requests.Use.First() -> {
                Optional<Asked.Not> tooMany = open(requesterId, List.of(request));
                if (tooMany.isPresent()) {
                    status.setRollbackOnly();
                    yield tooMany.get();
                }
                yield new Asked.Done(request);
            }
            case Requests.Use.Again(String earlier) ->
                new Asked.Done(store.find(earlier).orElseThrow());
            case Requests.Use.ForAnother() -> new Asked.KeyReused();
        }));
    }

    /** What stands against asking for these, whatever is open already. */
    Optional<Asked.Not> whyNot(String requesterId, List<Share> shares) {
        Set<String> payers = shares.stream().map(Share::payerId).collect(Collectors.toSet());
        if (payers.contains(requesterId)) {
            return Optional.of(new Asked.OfOneself());
        }
        Map<String, Person> known = people.find(payers);
        for (Share share : shares) {
            if (!known.containsKey(share.payerId())) {
                return Optional.of(new Asked.NoSuchPerson(share.payerId()));
            }
        }
        Money first = shares.getFirst().amount();
        Optional<Limits.Rule> rule = limits.rule(Limits.Kind.SEND, first.currency());
        if (rule.isEmpty()) {
            return Optional.of(new Asked.NotOffered(first));
        }
        for (Share share : shares) {
            Optional<Limits.Above> above = rule.get().judge(share.amount(), 0);
            if (above.isPresent()) {
                return Optional.of(new Asked.AboveLimit(above.get()));
            }
        }
        return switch (WalletState.of(freezing.accounts(requesterId))) {
            case none, out -> Optional.empty();
            case in, both -> Optional.of(new Asked.Stopped(Refusals.ACCOUNT_FROZEN));
            case closed -> Optional.of(new Asked.Stopped(Refusals.ACCOUNT_CLOSED));
        };
    }

    MoneyRequest request(String requesterId, Share share, Optional<String> note, Optional<String> splitId) {
        Instant now = clock.instant();
        return new MoneyRequest(
                TypeIds.next(ID),
                requesterId,
                share.payerId(),
                share.amount(),
                note,
                splitId,
                now,
                now.plus(openFor),
                Optional.empty(),
                State.OPEN,
                Optional.empty(),
                Optional.empty());
    }

    /** Writes them in the running transaction, unless too many would be open; whoever asks takes turns with himself. */
    Optional<Asked.Not> open(String requesterId, List<MoneyRequest> asked) {
        wallets.lockWallet(requesterId);
        List<Open> open = store.open(requesterId);
        if (open.stream().mapToInt(Open::requests).sum() + asked.size() > openOfAll) {
            return Optional.of(new Asked.TooManyOpen(false, openOfAll));
        }
        Set<String> payers = asked.stream().map(MoneyRequest::payerId).collect(Collectors.toSet());
        if (open.stream().anyMatch(one -> payers.contains(one.payerId()) && one.requests() >= openOfOne)) {
            return Optional.of(new Asked.TooManyOpen(true, openOfOne));
        }
        store.insert(asked);
        return Optional.empty();
    }

    Page<MoneyRequest> list(String personId, boolean received, Optional<State> state, PageRequest page) {
        List<MoneyRequest> found =
                store.list(personId, received, state, page.after(1).map(cursor -> cursor.id(0, ID)), page.limit() + 1);
        return Page.cut(found, page.limit(), last -> Cursor.of(last.id()));
    }

    /** The request, if the person made it or is asked by it. */
    Optional<MoneyRequest> find(String personId, String id) {
        return store.find(id)
                .filter(request -> request.payerId().equals(personId)
                        || request.requesterId().equals(personId));
    }

    /** What came of paying, refusing, cancelling, reminding. */
    sealed interface Ended {
        /** As it is now. */
        record Is(MoneyRequest request) implements Ended {}

        /** Another's, or none. */
        record NotThere() implements Ended {}

        /** It had ended otherwise. */
        record Before(MoneyRequest request) implements Ended {}

        record NotSent(Sent.Not why, Money amount) implements Ended {}

        record TooSoon(Duration retryAfter) implements Ended {}
    }

    /** The request's id is what may happen once: two phones of the payer pay it once. */
    Ended pay(String payerId, String id, Optional<String> pin, IdempotencyKey key) {
        Optional<MoneyRequest> found =
                store.find(id).filter(asked -> asked.payerId().equals(payerId));
        if (found.isEmpty()) {
            return new Ended.NotThere();
        }
        MoneyRequest asked = found.get();
        if (!asked.isOpen()) {
            return ended(asked, State.PAID);
        }
        Sent sent = sending.send(
                payerId,
                asked.requesterId(),
                asked.amount(),
                new Said(asked.note(), Optional.empty()),
                pin,
                key,
                Optional.of(new Occasion(
                        OnceKey.of(false, id, "money_request_payment", id),
                        money -> new Companion<>(store, new Payment(id, money.id())))));
        return switch (sent) {
            case Sent.Done _, Sent.Over _ -> ended(store.find(id).orElseThrow(), State.PAID);
            case Sent.Not not -> new Ended.NotSent(not, asked.amount());
        };
    }

    Ended refuse(String payerId, String id) {
        return end(store.find(id).filter(asked -> asked.payerId().equals(payerId)), State.REFUSED);
    }

    Ended cancel(String requesterId, String id) {
        return end(store.find(id).filter(asked -> asked.requesterId().equals(requesterId)), State.CANCELLED);
    }

    void cancel(Collection<MoneyRequest> asked) {
        store.end(asked.stream().map(MoneyRequest::id).toList(), State.CANCELLED);
    }

    private Ended end(Optional<MoneyRequest> found, State outcome) {
        if (found.isEmpty()) {
            return new Ended.NotThere();
        }
        String id = found.get().id();
        store.end(List.of(id), outcome);
        return ended(store.find(id).orElseThrow(), outcome);
    }

    private static Ended ended(MoneyRequest request, State wanted) {
        return request.state() == wanted ? new Ended.Is(request) : new Ended.Before(request);
    }

    /** Shows the request anew to who is asked, once in a day. */
    Ended remind(String requesterId, String id) {
        Optional<MoneyRequest> found =
                store.find(id).filter(asked -> asked.requesterId().equals(requesterId));
        if (found.isEmpty()) {
            return new Ended.NotThere();
        }
        if (!found.get().isOpen()) {
            return new Ended.Before(found.get());
        }
        Instant now = clock.instant();
        boolean reminded = store.remind(id, now.minus(BETWEEN_REMINDERS));
        MoneyRequest request = store.find(id).orElseThrow();
        return reminded
                ? new Ended.Is(request)
                : new Ended.TooSoon(
                        Duration.between(now, request.remindedAt().orElse(now).plus(BETWEEN_REMINDERS)));
    }

    /** Who made the requests and who is asked by them, in one read. */
    Map<String, Person> people(Collection<MoneyRequest> asked) {
        return people.find(asked.stream()
                .flatMap(request -> Stream.of(request.requesterId(), request.payerId()))
                .collect(Collectors.toCollection(HashSet::new)));
    }
}
