package io.tongbao.benefits;

/**
 * Event {@code benefit.given}, in the stream of the customer who has the code now.
 *
 * @param how claimed or granted
 */
public record BenefitGiven(String givenId, String benefitId, String customerId, String how) {
    public static final String TYPE = "benefit.given";
}
