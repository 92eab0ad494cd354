package io.tongbao.promotions;

/** Why an offer did not apply. The names are stable: the API shows them and the apps translate them. */
public enum Reason {
    WRONG_CURRENCY,
    OTHER_MERCHANT,
    NOT_STARTED,
    ENDED,
    /** The basket's gross is below the offer's threshold. */
    BELOW_THRESHOLD,
    /** No line is of a category that the offer asks for. */
    OTHER_CATEGORY,
    OUTSIDE_HOURS,
    /** A condition that must not be met is met. */
    EXCLUDED,
    /** The benefit comes to less than one minor unit. */
    NOTHING_TO_GIVE,
    PAUSED,
    NOT_FIRST_ORDER,
    /** Not the nth order that the offer asks for. */
    OTHER_ORDER,
    USES_UP,
    DAY_BUDGET_GONE,
    BUDGET_GONE,
    /** It would have applied, but another offer is better for the customer. */
    NOT_BEST
}
