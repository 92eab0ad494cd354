package io.tongbao.payments;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an order was paid at the till. */
public enum TenderKind {
    /** With the wallet: one of our payments. */
    WALLET,
    CASH,
    /** By card at a machine that is not ours. */
    OUTSIDE_CARD;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TenderKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
