package io.tongbao.connectors;

import io.tongbao.platform.Money;
import java.io.IOException;
import java.time.LocalDate;

/**
 * A bank that collects from cards and pays out to them. A bank is slow and may fail to answer: every instruction has a
 * reference of ours, and the same reference is carried out once, however often it is given. Without a bean of this type
 * there are no cards, and money comes and goes by bank transfer.
 */
public interface Bank {

    /** Short and stable; the bank's account in the books is {@code bank/<code>/<currency>}. */
    String code();

    /** As customers know it. */
    String name();

    /** Exchanges the card's number for a token. The number goes no further and is kept nowhere. */
    Tokenised tokenise(CardDetails card);

    /** Exchanges the number of an account to which money is to be paid out for a token, as {@link #tokenise} does. */
    Tokenised openPayee(PayeeAccount account);

    /** Collects the amount from the card. */
    BankAnswer charge(Instruction instruction);

    /** Pays the amount to the card or the payee's account. */
    BankAnswer payOut(Instruction instruction);

    /** What became of the instruction with this reference. */
    BankAnswer inquire(String reference);

    /**
     * The bank's own list of what it finished on a day of its time zone, as CSV with the header
     * {@code reference,kind,value,currency,state,bank_reference,finished_at}, streamed.
     */
    void dailyFile(LocalDate day, Appendable out) throws IOException;

    /**
     * @param reference unique for ever, at most 64 characters
     * @param token from {@link #tokenise} or {@link #openPayee}
     */
    record Instruction(String reference, String token, Money amount) {
        @Override
        public String toString() {
            return "Instruction[" + reference + "]";
        }
    }

    /** What came of linking a card. */
    sealed interface Tokenised {
        record Linked(String token, String bankName) implements Tokenised {
            @Override
            public String toString() {
                return "Linked[" + bankName + "]";
            }
        }

        /** @param reason kebab-case, such as {@code card-blocked} */
        record Refused(String reason) implements Tokenised {}

        /** The bank did not answer; nothing is linked. */
        record Unclear() implements Tokenised {}
    }
}
