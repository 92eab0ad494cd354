package io.tongbao.wallets.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.SendSent;
import io.tongbao.wallets.WalletAccounts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** From one wallet to another in one entry. What one sends in a day is counted in the books and bound there. */
@Component
class SendingMoney {
    private static final String DAY_BOUND = "send_day";

    private final Ledger ledger;
    private final EventLog events;
    private final People people;
    private final Pins pins;
    private final SendStore store;
    private final Limits limits;
    private final BusinessDay day;
    private final Clock clock;

    SendingMoney(
            Ledger ledger,
            EventLog events,
            People people,
            Pins pins,
            SendStore store,
            Limits limits,
            BusinessDay day,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.people = people;
        this.pins = pins;
        this.store = store;
        this.limits = limits;
        this.day = day;
        this.clock = clock;
    }

    /** What came of sending. */
    sealed interface Sent {
        record Done(SentMoney money, Person recipient) implements Sent {}

        record ToSelf() implements Sent {}

        record NoSuchRecipient() implements Sent {}

        record NotOffered() implements Sent {}

        record AboveLimit(Limits.Above above) implements Sent {}

        record NotByPin(PinCheck check) implements Sent {}

        record Refused(String reason) implements Sent {}

        record KeyReused() implements Sent {}

        record Busy(String why) implements Sent {}
    }

    Optional<Person> recipient(PhoneNumber phone) {
        return people.byPhone(phone);
    }

    Map<String, Person> people(List<String> ids) {
        return people.find(ids);
    }

    Sent send(
            String senderId,
            String recipientId,
            Money amount,
            Optional<String> note,
            Optional<String> pin,
            IdempotencyKey key) {
        if (senderId.equals(recipientId)) {
            return new Sent.ToSelf();
        }
        Person recipient = people.find(List.of(recipientId)).get(recipientId);
        if (recipient == null) {
            return new Sent.NoSuchRecipient();
        }
        Optional<Limits.Rule> rule = limits.rule(Limits.Kind.SEND, amount.currency());
        if (rule.isEmpty()) {
            return new Sent.NotOffered();
        }
        Optional<Limits.Above> above = rule.get().judge(amount, 0);
        if (above.isPresent()) {
            return new Sent.AboveLimit(above.get());
        }
        PinCheck check = pins.check(senderId, amount, pin);
        if (!(check instanceof PinCheck.Allowed)) {
            return new Sent.NotByPin(check);
        }
        return post(senderId, recipient, amount, note, rule.get(), key);
    }

    private Sent post(
            String senderId,
            Person recipient,
            Money amount,
            Optional<String> note,
            Limits.Rule rule,
            IdempotencyKey key) {
        Currency currency = amount.currency();
        SentMoney money = new SentMoney(TypeIds.next("snd"), senderId, recipient.id(), amount, note, clock.instant());
        AccountKey sentToday = WalletAccounts.sent(senderId, day.today(), currency);
        Entry entry = Entry.post(
                        "send",
                        List.of(
                                Leg.of(
                                        WalletAccounts.key(senderId, currency),
                                        WalletAccounts.key(recipient.id(), currency),
                                        amount.minor()),
                                Leg.of(
                                        WalletAccounts.issued(sentToday.asset()),
                                        sentToday,
                                        amount.minor(),
                                        new Bound(
                                                DAY_BOUND,
                                                sentToday,
                                                Bound.When.AFTER,
                                                Bound.Comparison.AT_MOST,
                                                rule.day().minor()))))
                .once(List.of(OnceKey.of(true, content(money), senderId, "send", key.value())))
                .beside(List.of(
                        new Companion<>(store, money),
                        events.companion(new Event(
                                SendSent.TYPE,
                                senderId,
                                new SendSent(
                                        money.id(),
                                        senderId,
                                        recipient.id(),
                                        currency.code(),
                                        amount.minor(),
                                        money.at())))));
        return switch (ledger.post(entry)) {
            case PostResult.Posted posted -> new Sent.Done(money, recipient);
            case PostResult.Repeated repeated ->
                new Sent.Done(store.findByEntry(repeated.entryId()).orElseThrow(), recipient);
            case PostResult.Refused(Refusal.KeyReused _) -> new Sent.KeyReused();
            case PostResult.Refused(Refusal.BoundBroken bound) ->
                new Sent.AboveLimit(new Limits.Above(
                        "day",
                        rule.day(),
                        new Money(
                                Math.max(0, rule.day().minor() - Math.max(0, bound.seen() - amount.minor())),
                                currency)));
            case PostResult.Refused(var refusal) ->
                new Sent.Refused(Refusals.reason(refusal)
                        .orElseThrow(() -> new IllegalStateException("A send was refused: " + refusal)));
            case PostResult.Busy(String why) -> new Sent.Busy(why);
        };
    }

    /** The note belongs to what was asked, as its hash. */
    private static String content(SentMoney money) {
        return String.join(
                " ",
                money.recipientId(),
                Long.toString(money.amount().minor()),
                money.amount().currency().code(),
                money.note().orElse(""));
    }

    /** The send, if the person gave or got it. */
    Optional<SentMoney> find(String personId, String id) {
        return store.find(id)
                .filter(sent ->
                        sent.senderId().equals(personId) || sent.recipientId().equals(personId));
    }
}
