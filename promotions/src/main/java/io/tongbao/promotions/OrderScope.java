package io.tongbao.promotions;

/** Among which paid orders of the customer an order is the first. Orders that were fully refunded don't count. */
public enum OrderScope {
    /** All the customer's orders, at any merchant. */
    WALLET,
    /** The customer's orders at the merchant of this one. */
    MERCHANT
}
