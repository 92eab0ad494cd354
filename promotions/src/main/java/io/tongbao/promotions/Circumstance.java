package io.tongbao.promotions;

/** What of setting and customer a condition may look at that a caller need not know for every price ({@link LiveOffer#reads}). */
public enum Circumstance {
    /** What it is paid with. */
    SOURCE,
    /** When the customer joined. */
    JOINED_ON,
    /** Which lists the customer is on. */
    LISTS
}
