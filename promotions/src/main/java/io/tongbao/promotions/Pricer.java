package io.tongbao.promotions;

/**
 * Prices a basket. In two steps, because reading the books costs more than judging: {@link #judge} finds the few
 * offers for which the books must be read, {@link Judged#price} then finds the combination that the {@link Stacking} allows and that is
 * best for the customer ({@link Combinations}).
 */
public final class Pricer {
    /** One step tries an offer in a combination, or gives a line to one of the offers that contest it. */
    public static final int MAX_STEPS = 20_000;

    /** Large baskets get fewer steps: a step looks at every line. */
    public static final int MAX_LINE_VISITS = 4_000_000;

    private Pricer() {}

    /** All that can be told before the books are read; the request's standing and draw are not looked at. */
    public static Judged judge(PricingRequest request) {
        return new Judged(request);
    }

    /**
     * Both steps at once, for a request with its standing.
     *
     * @throws IllegalArgumentException if the standing of an offer worth asking is not there
     */
    public static Pricing price(PricingRequest request) {
        return judge(request).price(request.standing(), request.drawSeed());
    }
}
