package io.tongbao.promotions;

/**
 * An offer that did not apply, and why.
 *
 * @param condition what would have had to hold, such as {@code gross of all goods >= 20000}
 * @param seen what was there instead, such as {@code 18800}
 */
public record NotApplied(String offerId, int version, String offerName, Reason reason, String condition, String seen) {}
