package io.tongbao.promotions;

import java.util.Locale;

public enum OfferKind {
    AMOUNT_OFF,
    PERCENT_OFF,
    SPEND_AND_SAVE,
    EVERY_SPEND,
    FIXED_PRICE,
    FLASH_PRICE,
    BUY_GET,
    BUNDLE,
    FREE_GIFT,
    RANDOM_OFF,
    SHIPPING_OFF,
    FEE_OFF,
    CASHBACK,
    POINTS,
    POINTS_TIMES,
    TOP_UP_BONUS;

    /** The kind as the API writes it: {@code spend_and_save}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
