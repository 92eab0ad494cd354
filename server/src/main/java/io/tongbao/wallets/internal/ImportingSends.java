package io.tongbao.wallets.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.SendImport;
import io.tongbao.wallets.SendSent;
import io.tongbao.wallets.WalletAccounts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

@Component
class ImportingSends implements SendImport {
    private static final int TRIES_WHEN_BUSY = 100;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Ledger ledger;
    private final EventLog events;
    private final SendStore store;

    ImportingSends(Ledger ledger, EventLog events, SendStore store) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
    }

    @Override
    public String send(Given given) {
        Currency currency = given.amount().currency();
        long minor = given.amount().minor();
        SentMoney money = new SentMoney(
                TypeIds.next("snd"),
                given.senderId(),
                given.recipientId(),
                given.amount(),
                Optional.of(given.note()),
                Optional.empty(),
                given.at());
        AccountKey from = WalletAccounts.key(given.senderId(), currency);
        Entry entry = Entry.post(
                        "send",
                        List.of(
                                Leg.of(WalletAccounts.imported(currency), from, minor),
                                Leg.of(from, WalletAccounts.key(given.recipientId(), currency), minor)))
                .once(List.of(OnceKey.of(false, facts(given), "import-send", given.number())))
                .beside(List.of(
                        store.broughtIn(money),
                        events.companion(new Event(
                                SendSent.TYPE,
                                given.senderId(),
                                new SendSent(
                                        money.id(),
                                        given.senderId(),
                                        given.recipientId(),
                                        currency.code(),
                                        minor,
                                        given.at())))))
                .backdated(given.at());
        int triesLeft = TRIES_WHEN_BUSY;
        while (true) {
            switch (ledger.post(entry)) {
                case PostResult.Posted _ -> {
                    return money.id();
                }
                case PostResult.Repeated before -> {
                    return store.findByEntry(before.entryId()).orElseThrow().id();
                }
                case PostResult.Busy _ -> LockSupport.parkNanos(PAUSE_NANOS);
                case PostResult.Refused no ->
                    throw new DoesNotFit("Send " + given.number() + " is refused: " + no.refusal());
            }
            if (--triesLeft == 0) {
                throw new DoesNotFit("The books are too busy for send " + given.number());
            }
        }
    }

    private static String facts(Given given) {
        return String.join(
                "|",
                given.senderId(),
                given.recipientId(),
                given.amount().toString(),
                given.at().toString());
    }
}
