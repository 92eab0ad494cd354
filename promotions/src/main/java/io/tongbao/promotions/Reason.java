package io.tongbao.promotions;

import java.util.Locale;

/** Why an offer did not apply. The names are stable: the API shows them and the apps translate them. */
public enum Reason {
    WRONG_CURRENCY,
    /** The offer is for top-ups and this is a purchase, or the other way round. */
    OTHER_OCCASION,
    OTHER_MERCHANT,
    OTHER_STORE,
    NOT_STARTED,
    ENDED,
    /** The goods come to less than the offer's threshold. */
    BELOW_THRESHOLD,
    /** Fewer units than the offer asks for. */
    TOO_FEW_UNITS,
    /** No line is of the goods that the offer is for. */
    OTHER_GOODS,
    OUTSIDE_HOURS,
    /** Not one of the days that the offer is for. */
    OTHER_DAY,
    NOT_BIRTHDAY,
    NOT_NEW,
    OTHER_TIER,
    NO_TAG,
    NOT_ON_LIST,
    /** The customer has no coupon of the offer that could be used now. */
    NO_COUPON,
    /** To be paid with something else, or with something that is not chosen yet. */
    OTHER_SOURCE,
    OTHER_CHANNEL,
    OTHER_DEVICE,
    /** The offer's expression is not true, or could not be reckoned. */
    EXPRESSION,
    /** A condition that must not be met is met. */
    EXCLUDED,
    /** The benefit comes to less than one minor unit. */
    NOTHING_TO_GIVE,
    PAUSED,
    /** The customer is one of those that the offer's effect is compared with. */
    HELD_OUT,
    NOT_FIRST_ORDER,
    /** Not the nth order that the offer asks for. */
    OTHER_ORDER,
    USES_UP,
    DEVICE_USES_UP,
    DAY_BUDGET_GONE,
    MERCHANT_BUDGET_GONE,
    BUDGET_GONE,
    /** Another member of its group comes first. */
    NOT_FIRST,
    /** Another member of its group costs the sponsors less. */
    NOT_CHEAPEST,
    /** It would have applied, but another offer or combination is better for the customer. */
    NOT_BEST;

    /** As the API writes it: {@code not-best}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
