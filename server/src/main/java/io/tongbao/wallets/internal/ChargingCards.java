package io.tongbao.wallets.internal;

import io.tongbao.connectors.Bank;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.platform.Money;
import io.tongbao.wallets.Cards;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts a card's token to an instruction on its way to the bank. */
@Component
class ChargingCards implements Cards {
    private final ObjectProvider<Bank> bank;
    private final CardStore store;

    ChargingCards(ObjectProvider<Bank> bank, CardStore store) {
        this.bank = bank;
        this.store = store;
    }

    @Override
    public boolean haveBank() {
        return bank.getIfAvailable() != null;
    }

    @Override
    public Optional<LinkedCard> find(String personId, String cardId) {
        return store.find(personId, cardId).map(Card::linked);
    }

    @Override
    public Map<String, String> names(Collection<String> cardIds) {
        return store.names(cardIds);
    }

    @Override
    public BankAnswer charge(String reference, String cardId, Money amount) {
        return bank.getObject().charge(new Bank.Instruction(reference, store.token(cardId), amount));
    }

    @Override
    public BankAnswer payOut(String reference, String cardId, Money amount) {
        return bank.getObject().payOut(new Bank.Instruction(reference, store.token(cardId), amount));
    }

    @Override
    public BankAnswer inquire(String reference) {
        return bank.getObject().inquire(reference);
    }
}
