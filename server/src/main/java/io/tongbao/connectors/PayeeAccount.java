package io.tongbao.connectors;

/** The bank account of a merchant on its way to the bank, and never written anywhere. */
public record PayeeAccount(CardNumber number, String holder) {
    @Override
    public String toString() {
        return "PayeeAccount[" + number + "]";
    }
}
