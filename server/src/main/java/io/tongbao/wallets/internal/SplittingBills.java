package io.tongbao.wallets.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.internal.AskingForMoney.Asked;
import io.tongbao.wallets.internal.AskingForMoney.Share;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who has laid out money for several asks each of the others for a share; the shares and one's own sum to the whole. */
@Component
class SplittingBills {
    private static final String ID = "spl";

    private final AskingForMoney asking;
    private final MoneyRequestStore shares;
    private final BillSplitStore store;
    private final BillStore bills;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SplittingBills(
            AskingForMoney asking,
            MoneyRequestStore shares,
            BillSplitStore store,
            BillStore bills,
            Requests requests,
            TransactionTemplate transaction,
            Clock clock) {
        this.asking = asking;
        this.shares = shares;
        this.store = store;
        this.bills = bills;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is split. */
    sealed interface What {
        record Amount(Money total) implements What {}

        /** What was paid by this bill of the person's. */
        record PaidBill(String billId) implements What {}
    }

    /** How it is split among the others. */
    sealed interface How {
        /** In equal parts, one of them for who makes it. */
        record Equally(List<String> payerIds) implements How {}

        /** Each a part of its own; what they leave is of who makes it. */
        record Each(List<Share> shares) implements How {}
    }

    /** A split bill with its requests. */
    record Whole(BillSplit split, List<MoneyRequest> requests) {}

    /** What came of splitting. */
    sealed interface Split {
        record Done(Whole whole) implements Split {}

        record NotAsked(Asked.Not why) implements Split {}

        /** Not a payment of the person's that stands as it was paid. */
        record NoSuchBill() implements Split {}

        /** Too little for a part each, or less than the parts come to. */
        record TooLittle() implements Split {}

        record OtherCurrency() implements Split {}

        record KeyReused() implements Split {}
    }

    Split split(String personId, What what, How how, Optional<String> note, IdempotencyKey key) {
        Optional<Money> total = switch (what) {
            case What.Amount(Money amount) -> Optional.of(amount);
            case What.PaidBill(String billId) -> paid(personId, billId);
        };
        if (total.isEmpty()) {
            return new Split.NoSuchBill();
        }
        Currency currency = total.get().currency();
        if (how instanceof How.Each(List<Share> each)
                && each.stream().anyMatch(share -> !share.amount().currency().equals(currency))) {
            return new Split.OtherCurrency();
        }
        Optional<List<Share>> asked = parts(total.get(), how);
        if (asked.isEmpty()) {
            return new Split.TooLittle();
        }
        Optional<Asked.Not> not = asking.whyNot(personId, asked.get());
        if (not.isPresent()) {
            return new Split.NotAsked(not.get());
        }
        BillSplit split = new BillSplit(
                TypeIds.next(ID),
                personId,
                total.get(),
                left(total.get(), asked.get()),
                note,
                what instanceof What.PaidBill(String billId) ? Optional.of(billId) : Optional.empty(),
                clock.instant());
        List<MoneyRequest> made = asked.get().stream()
                .map(share -> asking.request(personId, share, note, Optional.of(split.id())))
                .toList();
        OnceKey once = OnceKey.of(false, content(split, asked.get()), personId, "bill_split", key.value());
        return Objects.requireNonNull(transaction.execute(status -> switch (requests.take(once, split.id())) {
            case Requests.Use.First() -> {
                store.insert(split);
                Optional<Asked.Not> tooMany = asking.open(personId, made);
                if (tooMany.isPresent()) {
                    status.setRollbackOnly();
                    yield new Split.NotAsked(tooMany.get());
                }
                yield new Split.Done(new Whole(split, made));
            }
            case Requests.Use.Again(String earlier) ->
                new Split.Done(find(personId, earlier).orElseThrow());
            case Requests.Use.ForAnother() -> new Split.KeyReused();
        }));
    }

    private Optional<Money> paid(String personId, String billId) {
        return bills.find(personId, billId)
                .filter(bill -> bill.kind() == Bill.Kind.PAYMENT && bill.state().equals("paid"))
                .map(bill -> new Money(
                        Math.negateExact(bill.amount().minor()), bill.amount().currency()))
                .filter(amount -> amount.minor() > 0);
    }

    /** Empty if it can't be split like that. Equal parts differ by one at most; what is over goes to who makes it first. */
    private static Optional<List<Share>> parts(Money total, How how) {
        return switch (how) {
            case How.Equally(List<String> payerIds) -> {
                int parts = payerIds.size() + 1;
                long least = total.minor() / parts;
                long over = total.minor() % parts;
                List<Share> shares = new ArrayList<>();
                for (int i = 0; i < payerIds.size(); i++) {
                    shares.add(new Share(payerIds.get(i), new Money(least + (i + 1 < over ? 1 : 0), total.currency())));
                }
                yield least > 0 ? Optional.of(shares) : Optional.empty();
            }
            case How.Each(List<Share> each) -> {
                long left = total.minor();
                for (Share share : each) {
                    left -= Math.min(left + 1, share.amount().minor());
                }
                yield left >= 0 ? Optional.of(each) : Optional.empty();
            }
        };
    }

    private static Money left(Money total, List<Share> shares) {
        return new Money(
                total.minor()
                        - shares.stream()
                                .mapToLong(share -> share.amount().minor())
                                .sum(),
                total.currency());
    }

    private static String content(BillSplit split, List<Share> shares) {
        return String.join(
                " ",
                Long.toString(split.total().minor()),
                split.total().currency().code(),
                split.billId().orElse("-"),
                shares.stream()
                        .map(share -> share.payerId() + "=" + share.amount().minor())
                        .collect(Collectors.joining(",")),
                split.note().orElse(""));
    }

    /** The split, if the person made it. */
    Optional<Whole> find(String personId, String id) {
        return store.find(id)
                .filter(split -> split.personId().equals(personId))
                .map(split -> new Whole(split, shares.ofSplits(List.of(id))));
    }

    Page<Whole> list(String personId, PageRequest page) {
        List<BillSplit> found = store.list(personId, page.after(1).map(cursor -> cursor.id(0, ID)), page.limit() + 1);
        Page<BillSplit> cut = Page.cut(found, page.limit(), last -> Cursor.of(last.id()));
        Map<String, List<MoneyRequest>> of = shares
                .ofSplits(cut.items().stream().map(BillSplit::id).toList())
                .stream()
                .collect(Collectors.groupingBy(request -> request.splitId().orElseThrow()));
        return cut.map(split -> new Whole(split, of.getOrDefault(split.id(), List.of())));
    }

    /** Takes back what is still open. */
    Optional<Whole> close(String personId, String id) {
        Optional<Whole> found = find(personId, id);
        found.ifPresent(whole -> asking.cancel(
                whole.requests().stream().filter(MoneyRequest::isOpen).toList()));
        return found.flatMap(_ -> find(personId, id));
    }
}
