package io.tongbao.wallets.internal;

import io.tongbao.connectors.Bank;
import io.tongbao.connectors.Bank.Tokenised;
import io.tongbao.connectors.CardDetails;
import io.tongbao.platform.TypeIds;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Linking cards to a wallet and letting them go. */
@Component
class LinkingCards {
    static final int MAX_CARDS = 10;

    private final ObjectProvider<Bank> bank;
    private final CardStore store;
    private final AutoTopUpStore automatic;
    private final TransactionTemplate transaction;

    LinkingCards(
            ObjectProvider<Bank> bank, CardStore store, AutoTopUpStore automatic, TransactionTemplate transaction) {
        this.bank = bank;
        this.store = store;
        this.automatic = automatic;
        this.transaction = transaction;
    }

    /** The banks whose cards can be linked. */
    List<Bank> banks() {
        return bank.stream().toList();
    }

    /** What came of linking. */
    sealed interface Linked {
        record Yes(Card card) implements Linked {}

        record NoBank() implements Linked {}

        record Refused(String reason) implements Linked {}

        record Unclear() implements Linked {}

        record TooMany() implements Linked {}
    }

    /** What came of letting go. */
    enum Removed {
        YES,
        NOT_THERE,
        IN_USE
    }

    /** Linking the same card again answers the card that is there. */
    Linked link(String personId, CardDetails details) {
        Bank bank = this.bank.getIfAvailable();
        if (bank == null) {
            return new Linked.NoBank();
        }
        return switch (bank.tokenise(details)) {
            case Tokenised.Linked(String token, String bankName) -> {
                Card card = new Card(
                        TypeIds.next("crd"),
                        personId,
                        details.number().brand().code(),
                        details.number().last4(),
                        details.expiry(),
                        bank.code(),
                        bankName,
                        false);
                yield transaction.execute(status -> keep(card, token));
            }
            case Tokenised.Refused(String reason) -> new Linked.Refused(reason);
            case Tokenised.Unclear() -> new Linked.Unclear();
        };
    }

    private Linked keep(Card card, String token) {
        store.lockWallet(card.personId());
        List<Card> cards = store.ofPerson(card.personId());
        Optional<Card> same = cards.stream()
                .filter(known -> known.brand().equals(card.brand())
                        && known.last4().equals(card.last4())
                        && known.expiry().equals(card.expiry()))
                .findFirst();
        if (same.isPresent()) {
            return new Linked.Yes(same.get());
        }
        if (cards.size() >= MAX_CARDS) {
            return new Linked.TooMany();
        }
        Card kept = new Card(
                card.id(),
                card.personId(),
                card.brand(),
                card.last4(),
                card.expiry(),
                card.bankCode(),
                card.bankName(),
                cards.isEmpty());
        store.insert(kept, token);
        return new Linked.Yes(kept);
    }

    List<Card> list(String personId) {
        return store.ofPerson(personId);
    }

    /** A card that is let go makes the newest other one the default. */
    @Transactional
    Removed remove(String personId, String cardId) {
        store.lockWallet(personId);
        Optional<Card> card = store.find(personId, cardId);
        if (card.isEmpty()) {
            return Removed.NOT_THERE;
        }
        if (store.hasOpenMovement(cardId)) {
            return Removed.IN_USE;
        }
        store.remove(cardId);
        automatic.cardRemoved(cardId);
        if (card.get().isDefault()) {
            store.ofPerson(personId).stream().findFirst().ifPresent(next -> store.makeDefault(personId, next.id()));
        }
        return Removed.YES;
    }

    @Transactional
    Optional<Card> makeDefault(String personId, String cardId) {
        store.lockWallet(personId);
        if (store.find(personId, cardId).isEmpty()) {
            return Optional.empty();
        }
        store.makeDefault(personId, cardId);
        return store.find(personId, cardId);
    }
}
