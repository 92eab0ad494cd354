package io.tongbao.coupons;

/**
 * Event {@code coupon.got}, in the stream of the customer who has it now.
 *
 * @param how claimed, code, granted or received
 */
public record CouponGot(String couponId, String offerId, String campaignId, String customerId, String how) {
    public static final String TYPE = "coupon.got";
}
