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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** From one wallet to another in one entry. What one sends in a day is counted in the books and bound there. */
@Component
class SendingMoney {
    private static final String DAY_BOUND = "send_day";
    private static final String UNIQUE_VIOLATION = "23505";

    private final Ledger ledger;
    private final EventLog events;
    private final People people;
    private final Pins pins;
    private final SendStore store;
    private final SendPictures pictures;
    private final Limits limits;
    private final BusinessDay day;
    private final Clock clock;

    SendingMoney(
            Ledger ledger,
            EventLog events,
            People people,
            Pins pins,
            SendStore store,
            SendPictures pictures,
            Limits limits,
            BusinessDay day,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.people = people;
        this.pins = pins;
        this.store = store;
        this.pictures = pictures;
        this.limits = limits;
        this.day = day;
        this.clock = clock;
    }

    /** What came of sending. */
    sealed interface Sent {
        record Done(SentMoney money, Person recipient) implements Sent {}

        /** The occasion of the send has passed; nothing moved. */
        record Over() implements Sent {}

        /** Why nothing was sent. */
        sealed interface Not extends Sent {}

        record ToSelf() implements Not {}

        record NoSuchRecipient() implements Not {}

        /** The picture is not one that the sender may send, or was sent before. */
        record NoSuchPicture() implements Not {}

        record NotOffered() implements Not {}

        record AboveLimit(Limits.Above above) implements Not {}

        record NotByPin(PinCheck check) implements Not {}

        record Refused(String reason) implements Not {}

        record KeyReused() implements Not {}

        record Busy(String why) implements Not {}
    }

    /** What is said with a send, by a note and by a picture. */
    record Said(Optional<String> note, Optional<String> pictureId) {}

    /**
     * What money is sent for.
     *
     * @param once it is sent for this once, whatever the request's own key
     * @param beside the row that stands beside the send; one that can't be written a second time says that the occasion is over
     */
    record Occasion(OnceKey once, Function<SentMoney, Companion<?>> beside) {}

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
            Said said,
            Optional<String> pin,
            IdempotencyKey key,
            Optional<Occasion> occasion) {
        if (senderId.equals(recipientId)) {
            return new Sent.ToSelf();
        }
        Person recipient = people.find(List.of(recipientId)).get(recipientId);
        if (recipient == null) {
            return new Sent.NoSuchRecipient();
        }
        if (said.pictureId()
                .filter(picture -> !pictures.mayBeSent(senderId, picture))
                .isPresent()) {
            return new Sent.NoSuchPicture();
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
        SentMoney money = new SentMoney(
                TypeIds.next("snd"), senderId, recipientId, amount, said.note(), said.pictureId(), clock.instant());
        return post(money, recipient, rule.get(), key, occasion);
    }

    private Sent post(
            SentMoney money, Person recipient, Limits.Rule rule, IdempotencyKey key, Optional<Occasion> occasion) {
        String senderId = money.senderId();
        Money amount = money.amount();
        Currency currency = amount.currency();
        List<OnceKey> once = new ArrayList<>();
        once.add(OnceKey.of(true, content(money), senderId, "send", key.value()));
        List<Companion<?>> beside = new ArrayList<>();
        beside.add(new Companion<>(store, money));
        occasion.ifPresent(what -> {
            once.add(what.once());
            beside.add(what.beside().apply(money));
        });
        beside.add(events.companion(new Event(
                SendSent.TYPE,
                senderId,
                new SendSent(money.id(), senderId, recipient.id(), currency.code(), amount.minor(), money.at()))));
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
                .once(once)
                .beside(beside);
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
            case PostResult.Refused(Refusal.Rejected rejected)
            when rejected.sqlState().equals(UNIQUE_VIOLATION) ->
                occasion.isPresent() ? new Sent.Over() : new Sent.NoSuchPicture();
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
                money.note().orElse("")
                        + money.pictureId().map(picture -> " " + picture).orElse(""));
    }

    /** The picture of a send, if the person gave or got it. */
    Optional<byte[]> picture(String personId, String id) {
        return find(personId, id).flatMap(SentMoney::pictureId).flatMap(pictures::jpeg);
    }

    /** The send, if the person gave or got it. */
    Optional<SentMoney> find(String personId, String id) {
        return store.find(id)
                .filter(sent ->
                        sent.senderId().equals(personId) || sent.recipientId().equals(personId));
    }
}
