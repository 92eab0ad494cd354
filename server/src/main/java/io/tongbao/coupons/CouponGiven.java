package io.tongbao.coupons;

/** Event {@code coupon.given}, in the giver's stream: the coupon is another's now, under another id. */
public record CouponGiven(String couponId, String offerId, String campaignId, String customerId, String newCouponId) {
    public static final String TYPE = "coupon.given";
}
