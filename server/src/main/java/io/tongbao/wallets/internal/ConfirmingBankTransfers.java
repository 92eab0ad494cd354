package io.tongbao.wallets.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.TopUpSettled;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.WithdrawalSettled;
import io.tongbao.wallets.internal.BankTransfer.Direction;
import io.tongbao.wallets.internal.BankTransfer.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Four eyes on money that comes or goes by bank transfer. What is to go is reserved with the proposal, settled by the
 * approval, let go by the rejection. An approval is committed as such before the books are asked, so
 * that nobody can reject what is being posted; posted under the transfer's id it happens once.
 */
@Component
class ConfirmingBankTransfers {
    private static final String KIND = "bank_transfer";

    /** Long enough to be decided; then the customer has the money back. */
    private static final Duration RESERVED_FOR = Duration.ofDays(30);

    private final Ledger ledger;
    private final EventLog events;
    private final People people;
    private final BankTransferStore store;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ConfirmingBankTransfers(
            Ledger ledger,
            EventLog events,
            People people,
            BankTransferStore store,
            Requests requests,
            TransactionTemplate transaction,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.people = people;
        this.store = store;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What came of proposing or deciding. */
    sealed interface Outcome {
        record Is(BankTransfer transfer) implements Outcome {}

        record NoSuchCustomer() implements Outcome {}

        record NotThere() implements Outcome {}

        record KeyReused() implements Outcome {}

        record OwnProposal() implements Outcome {}

        record DecidedOtherwise(BankTransfer transfer) implements Outcome {}

        /** Another transfer with the bank's reference is proposed or confirmed. */
        record ReferenceUsed() implements Outcome {}

        record Refused(String reason) implements Outcome {}

        record Busy(String why) implements Outcome {}
    }

    Outcome propose(
            String maker, Direction direction, PhoneNumber phone, Money amount, String reference, IdempotencyKey key) {
        Optional<Person> customer = people.byPhone(phone);
        if (customer.isEmpty()) {
            return new Outcome.NoSuchCustomer();
        }
        String content = String.join(
                " ",
                direction.name(),
                customer.get().id(),
                Long.toString(amount.minor()),
                amount.currency().code(),
                reference);
        BankTransfer proposed = new BankTransfer(
                TypeIds.next("btr"),
                direction,
                customer.get().id(),
                amount,
                reference,
                State.PROPOSED,
                maker,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
        OnceKey once = OnceKey.of(false, content, maker, "bank_transfer", key.value());
        if (direction == Direction.IN || requests.find(once).isPresent()) {
            return insert(proposed, once);
        }
        if (store.isReferenceUsed(direction, reference)) {
            return new Outcome.ReferenceUsed();
        }
        // Under the request's key: who asks again after a lost answer finds the same reservation.
        return switch (ledger.post(reservation(proposed)
                .once(List.of(OnceKey.of(true, content, maker, "bank_transfer_out", key.value()))))) {
            case PostResult.Posted posted -> insert(proposed.reserved(posted.entryId()), once);
            case PostResult.Repeated repeated -> insert(proposed.reserved(repeated.entryId()), once);
            case PostResult.Refused(Refusal.KeyReused _) -> new Outcome.KeyReused();
            case PostResult.Refused(var refusal) -> new Outcome.Refused(reason(refusal));
            case PostResult.Busy(String why) -> new Outcome.Busy(why);
        };
    }

    private Outcome insert(BankTransfer transfer, OnceKey once) {
        try {
            return inserted(transfer, once);
        } catch (DuplicateKeyException _) {
            return release(transfer) instanceof Outcome.Busy busy ? busy : new Outcome.ReferenceUsed();
        }
    }

    private Outcome inserted(BankTransfer transfer, OnceKey once) {
        return Objects.requireNonNull(transaction.execute(status -> switch (requests.take(once, transfer.id())) {
            case Requests.Use.First() -> {
                store.insert(transfer);
                yield new Outcome.Is(transfer);
            }
            case Requests.Use.Again(String earlier) ->
                new Outcome.Is(store.find(earlier).orElseThrow());
            case Requests.Use.ForAnother() -> new Outcome.KeyReused();
        }));
    }

    Outcome decide(String checker, String id, boolean approve, IdempotencyKey key) {
        OnceKey once = OnceKey.of(false, id + " " + approve, checker, "bank_transfer_decision", key.value());
        Outcome decided = Objects.requireNonNull(transaction.execute(status -> {
            Optional<BankTransfer> found = store.lock(id);
            if (found.isEmpty()) {
                return new Outcome.NotThere();
            }
            if (requests.take(once, id) instanceof Requests.Use.ForAnother) {
                return new Outcome.KeyReused();
            }
            Outcome outcome = decide(found.get(), checker, approve);
            if (!(outcome instanceof Outcome.Is)) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
        return decided instanceof Outcome.Is(BankTransfer transfer)
                ? switch (transfer.state()) {
                    case APPROVING -> post(transfer);
                    case REJECTED -> release(transfer);
                    case PROPOSED, APPROVED -> decided;
                }
                : decided;
    }

    private Outcome decide(BankTransfer transfer, String checker, boolean approve) {
        if (transfer.madeBy().equals(checker)) {
            return new Outcome.OwnProposal();
        }
        return switch (transfer.state()) {
            case PROPOSED -> {
                store.decided(transfer.id(), approve ? State.APPROVING : State.REJECTED, checker);
                yield new Outcome.Is(store.find(transfer.id()).orElseThrow());
            }
            case APPROVING, APPROVED -> approve ? new Outcome.Is(transfer) : new Outcome.DecidedOtherwise(transfer);
            case REJECTED -> approve ? new Outcome.DecidedOtherwise(transfer) : new Outcome.Is(transfer);
        };
    }

    private Outcome post(BankTransfer transfer) {
        return switch (ledger.post(entry(transfer))) {
            case PostResult.Posted posted -> approved(transfer, posted.entryId());
            case PostResult.Repeated repeated -> approved(transfer, repeated.entryId());
            // The reservation has run out; the money is the customer's again, and goes if it is still there.
            case PostResult.Refused(Refusal.ReservationOver _) -> post(transfer.unreserved());
            case PostResult.Refused(var refusal) -> {
                store.proposedAgain(transfer.id());
                yield new Outcome.Refused(reason(refusal));
            }
            case PostResult.Busy(String why) -> new Outcome.Busy(why);
        };
    }

    /** Asked again after a stop between the two, a rejection lets go what the first time it did not. */
    private Outcome release(BankTransfer transfer) {
        if (transfer.reservation().isEmpty()) {
            return new Outcome.Is(transfer);
        }
        Entry release = Entry.of(KIND, new Action.Release(transfer.reservation().getAsLong()))
                .once(List.of(OnceKey.of(false, transfer.id(), "bank_transfer", "release", transfer.id())));
        return switch (ledger.post(release)) {
            case PostResult.Posted _, PostResult.Repeated _, PostResult.Refused(Refusal.ReservationOver _) ->
                new Outcome.Is(transfer);
            case PostResult.Refused(var refusal) ->
                throw new IllegalStateException("A bank transfer's reservation is not let go: " + refusal);
            case PostResult.Busy(String why) -> new Outcome.Busy(why);
        };
    }

    private static String reason(Refusal refusal) {
        return Refusals.reason(refusal)
                .orElseThrow(() -> new IllegalStateException("A bank transfer was refused: " + refusal));
    }

    private static Entry reservation(BankTransfer transfer) {
        return Entry.of(KIND, new Action.Reserve(List.of(goingOut(transfer)), RESERVED_FOR, "bank transfer"));
    }

    private static Leg goingOut(BankTransfer transfer) {
        return Leg.of(wallet(transfer), bank(transfer), transfer.amount().minor());
    }

    private static AccountKey wallet(BankTransfer transfer) {
        return WalletAccounts.key(transfer.personId(), transfer.amount().currency());
    }

    private static AccountKey bank(BankTransfer transfer) {
        return WalletAccounts.bank("transfer", transfer.amount().currency());
    }

    private Outcome approved(BankTransfer transfer, long entryId) {
        store.approved(transfer.id(), entryId);
        return new Outcome.Is(store.find(transfer.id()).orElseThrow());
    }

    private Entry entry(BankTransfer transfer) {
        Money amount = transfer.amount();
        String currency = amount.currency().code();
        Instant now = clock.instant();
        OnceKey once = OnceKey.of(false, transfer.id(), "bank_transfer", "post", transfer.id());
        return switch (transfer.direction()) {
            case IN ->
                Entry.post(KIND, List.of(Leg.of(bank(transfer), wallet(transfer), amount.minor())))
                        .once(List.of(once))
                        .beside(List.of(events.companion(new Event(
                                TopUpSettled.TYPE,
                                transfer.personId(),
                                new TopUpSettled(
                                        transfer.id(),
                                        transfer.personId(),
                                        transfer.id(),
                                        currency,
                                        amount.minor(),
                                        now)))));
            case OUT ->
                going(transfer)
                        .once(List.of(once))
                        .beside(List.of(events.companion(new Event(
                                WithdrawalSettled.TYPE,
                                transfer.personId(),
                                new WithdrawalSettled(
                                        transfer.id(),
                                        transfer.personId(),
                                        transfer.id(),
                                        currency,
                                        amount.minor(),
                                        now)))));
        };
    }

    private static Entry going(BankTransfer transfer) {
        return transfer.reservation().isPresent()
                ? Entry.of(KIND, new Action.Settle(transfer.reservation().getAsLong(), List.of()))
                : Entry.post(KIND, List.of(goingOut(transfer)));
    }

    List<BankTransfer> list(Optional<State> state, Optional<String> before, int limit) {
        return store.list(state, before, limit);
    }

    Map<String, Person> customers(Collection<String> ids) {
        return people.find(ids);
    }
}
