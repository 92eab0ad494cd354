package io.tongbao.promotions;

/** What a threshold or a percentage is reckoned on. */
public enum Base {
    /** The basket's prices as they came, before any offer. */
    GROSS,
    /** What the offers applied before have left. */
    NET
}
