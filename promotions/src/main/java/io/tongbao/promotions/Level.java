package io.tongbao.promotions;

/** Where in the price an offer works. Offers apply level by level in this order, each on what the ones before have left. */
public enum Level {
    /** The price on the shelf itself, such as a flash price. */
    SHELF,
    /** Units of some lines. */
    LINE,
    /** The goods together. */
    ORDER,
    SHIPPING,
    /** What is to be paid, shipping included: for what depends on how it is paid. A fee is waived here, too. */
    PAYMENT,
    /** Takes nothing off: cashback, points, the bonus on a top-up. */
    AFTER_PAYMENT
}
