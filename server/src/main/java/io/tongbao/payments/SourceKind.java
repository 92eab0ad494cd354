package io.tongbao.payments;

/** What a payment's money comes from, as conditions of offers call it. A payment of which a part comes from a card is one by card. */
public enum SourceKind {
    BALANCE("balance"),
    CARD("card");

    private final String code;

    SourceKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
