package io.tongbao.wallets.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.platform.Money;
import io.tongbao.wallets.SendSent;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.WithdrawalSettled;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tops a wallet up by itself when what was spent has brought it below what its owner has said. It listens to the event log, so that no
 * payment waits for it; the bank is told by the worker that looks at open movements. Whatever the bank declines stops it, until the owner
 * allows it anew: a card is not tried again with every payment.
 */
@Component
class AutoTopUps implements Subscriber {
    private static final String PAYMENT_RECEIVED = "payment.received";

    private final AutoTopUpStore store;
    private final CardStore cards;
    private final Limits limits;
    private final Pins pins;
    private final MovingByCard moving;
    private final Ledger ledger;
    private final BusinessDay day;
    private final Clock clock;

    AutoTopUps(
            AutoTopUpStore store,
            CardStore cards,
            Limits limits,
            Pins pins,
            MovingByCard moving,
            Ledger ledger,
            BusinessDay day,
            Clock clock) {
        this.store = store;
        this.cards = cards;
        this.limits = limits;
        this.pins = pins;
        this.moving = moving;
        this.ledger = ledger;
        this.day = day;
        this.clock = clock;
    }

    /** What came of allowing it. */
    sealed interface Allowed {
        record Yes(AutoTopUp allowed) implements Allowed {}

        record NoSuchCard() implements Allowed {}

        record NotOffered() implements Allowed {}

        record AboveLimit(Limits.Above above) implements Allowed {}

        record NotByPin(PinCheck check) implements Allowed {}
    }

    Optional<AutoTopUp> find(String personId) {
        return store.find(personId);
    }

    long madeToday(AutoTopUp allowed) {
        return store.madeOn(
                day.today(), allowed.personId(), allowed.below().currency().code());
    }

    boolean takeBack(String personId) {
        return store.delete(personId);
    }

    /** It will take money without being asked, so it needs the PIN whatever the amount. */
    @Transactional
    Allowed allow(String personId, String cardId, Money below, Money amount, Money perDay, Optional<String> pin) {
        cards.lockWallet(personId);
        if (cards.find(personId, cardId).isEmpty()) {
            return new Allowed.NoSuchCard();
        }
        Optional<Limits.Rule> rule = limits.rule(Limits.Kind.TOP_UP, amount.currency());
        if (rule.isEmpty()) {
            return new Allowed.NotOffered();
        }
        Optional<Limits.Above> above = rule.get().judge(amount, 0);
        if (above.isPresent()) {
            return new Allowed.AboveLimit(above.get());
        }
        PinCheck check = pins.require(personId, pin);
        if (!(check instanceof PinCheck.Allowed)) {
            return new Allowed.NotByPin(check);
        }
        AutoTopUp allowed = new AutoTopUp(personId, cardId, below, amount, perDay, clock.instant(), Optional.empty());
        store.put(allowed);
        return new Allowed.Yes(allowed);
    }

    @Override
    public String name() {
        return "auto-top-ups";
    }

    @Override
    public Set<String> types() {
        return Set.of(PAYMENT_RECEIVED, SendSent.TYPE, WithdrawalSettled.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        on(List.of(event));
    }

    @Override
    public void on(List<RecordedEvent> events) {
        Map<String, RecordedEvent> latest = new HashMap<>();
        for (RecordedEvent event : events) {
            if (!event.body().path("imported").asBoolean(false)) {
                latest.put(spender(event), event);
            }
        }
        if (latest.isEmpty()) {
            return;
        }
        List<AutoTopUp> ready = store.ready(latest.keySet());
        if (ready.isEmpty()) {
            return;
        }
        Map<String, Long> available = new HashMap<>();
        for (Balance balance :
                ledger.balances(ready.stream().map(AutoTopUps::wallet).toList())) {
            available.put(balance.code(), balance.available());
        }
        for (AutoTopUp each : ready) {
            boolean isBelow =
                    available.getOrDefault(wallet(each), 0L) < each.below().minor();
            if (isBelow && isWithinDay(each)) {
                RecordedEvent cause = Objects.requireNonNull(latest.get(each.personId()));
                moving.topUpByItself(each, cause.position() + "." + cause.n());
            }
        }
    }

    private boolean isWithinDay(AutoTopUp allowed) {
        return madeToday(allowed) + allowed.amount().minor() <= allowed.perDay().minor();
    }

    private static String spender(RecordedEvent event) {
        return switch (event.type()) {
            case SendSent.TYPE -> event.text("senderId");
            case WithdrawalSettled.TYPE -> event.text("personId");
            default -> event.text("customerId");
        };
    }

    private static String wallet(AutoTopUp allowed) {
        return WalletAccounts.key(allowed.personId(), allowed.below().currency())
                .code();
    }
}
