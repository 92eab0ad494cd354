package io.tongbao.promotions;

import java.util.Locale;

public enum OfferKind {
    SPEND_AND_SAVE,
    PERCENT_OFF,
    FIRST_ORDER,
    CASHBACK;

    /** The kind as the API writes it: {@code spend_and_save}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
