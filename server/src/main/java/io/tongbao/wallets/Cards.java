package io.tongbao.wallets;

import io.tongbao.connectors.BankAnswer;
import io.tongbao.platform.Money;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * People's linked cards, for modules above that charge them and pay to them. A card's token never leaves the wallets. Every
 * instruction has a reference, unique for ever, and the same reference is carried out once.
 */
public interface Cards {

    /** Whether there is a bank; without one there are no cards to pay with. */
    boolean haveBank();

    /** The person's own card, unless it was removed. */
    Optional<LinkedCard> find(String personId, String cardId);

    /** How cards are called, removed ones too. */
    Map<String, String> names(Collection<String> cardIds);

    /** Collects the amount from the card; from a removed one too, since a payment over it may still be open. */
    BankAnswer charge(String reference, String cardId, Money amount);

    /** Pays the amount to the card, to a removed one too. */
    BankAnswer payOut(String reference, String cardId, Money amount);

    /** What became of the instruction with this reference. */
    BankAnswer inquire(String reference);

    /**
     * @param bankCode names the bank's accounts in the books
     * @param brand the network's code, such as {@code unionpay}
     */
    record LinkedCard(String id, String bankCode, String brand) {}
}
