package io.tongbao.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Locale;

/**
 * Every refusal that the server knows, with its HTTP status. The code is what clients act on and what the apps
 * translate; it never changes once released.
 */
public enum ProblemType {
    MALFORMED(400, "The request can't be read"),
    INVALID_FIELD(400, "A field is not right"),
    IDEMPOTENCY_KEY_MISSING(400, "An Idempotency-Key is needed"),
    QR_INVALID(400, "Not a readable payment code"),
    QR_FOREIGN(422, "A code of another payment scheme"),
    WRONG_CURRENCY(422, "The currency does not fit"),

    NOT_SIGNED_IN(401, "Sign in first"),
    FORBIDDEN(403, "Not allowed"),
    CSRF(403, "The request lacks a valid CSRF token"),
    NOT_FOUND(404, "Not there"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No such representation"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another kind"),
    TOO_LARGE(413, "The request is too large"),
    CONFLICT(409, "It has changed meanwhile"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),

    CODE_WRONG(422, "The code is wrong"),
    CODE_EXPIRED(422, "The code has expired"),
    SIGN_IN_FAILED(401, "Sign-in failed"),
    TOO_OFTEN(429, "Too often"),
    BUSY(503, "Busy or briefly unavailable"),
    NOT_CONFIGURED(503, "Not set up yet"),
    INTERNAL(500, "An error on our side"),

    PIN_REQUIRED(422, "The payment PIN is needed"),
    PIN_WRONG(422, "The payment PIN is wrong"),
    PIN_LOCKED(422, "The payment PIN is locked"),
    PIN_NOT_SET(422, "No payment PIN is set"),
    PIN_WEAK(422, "The PIN is too easy to guess"),

    INSUFFICIENT_BALANCE(422, "The balance is too small"),
    ACCOUNT_FROZEN(422, "The account is frozen"),
    SPONSOR_SHORT(422, "A sponsor has paid in too little"),
    ACCOUNT_CLOSED(422, "The account is closed"),
    WALLET_NOT_EMPTY(422, "There is money in the wallet"),

    PRICE_CHANGED(409, "The price has changed"),
    QUOTE_EXPIRED(409, "The quote has expired"),
    ORDER_PAID(409, "The order has been paid"),
    ORDER_PENDING(409, "A payment of the order waits for its bank"),
    ORDER_CANCELLED(409, "The order was cancelled"),
    ORDER_EXPIRED(409, "The order has expired"),
    PAYMENT_NOT_PAID(409, "The payment is not paid"),
    PAY_CODE_INVALID(422, "The pay code is not valid"),
    PAY_CODE_EXPIRED(422, "The pay code has expired"),
    PAY_CODE_USED(422, "The pay code was used"),
    REFUND_ABOVE_LEFT(422, "More than is left to refund"),
    OFFER_ENDED(409, "The offer has ended"),
    OFFER_PAUSED(409, "The offer is paused"),
    CLAIM_NOT_OPEN(409, "Claiming has not begun"),
    CLAIM_OVER(409, "Claiming is over"),
    COUPONS_GONE(409, "All coupons are gone"),
    COUPON_LIMIT(422, "No more coupons for this customer"),
    PAUSED_BY_HOUSE(409, "The platform has paused it"),
    NOT_IN_AUDIENCE(422, "It is for invited customers"),
    COUPON_CODE_UNKNOWN(422, "There is no such coupon code"),
    COUPON_CODE_USED(409, "The coupon code was used"),
    COUPON_CODE_TAKEN(409, "The code is one already"),
    COUPON_NOT_USABLE(409, "The coupon can't be used"),
    COUPON_NOT_TRANSFERABLE(422, "The coupon can't be given on"),
    BENEFITS_GONE(409, "All codes of the benefit are gone"),
    BENEFIT_LIMIT(422, "No more of the benefit for this customer"),
    BENEFIT_PAUSED(409, "The benefit is paused"),
    NEEDS_APPROVAL(409, "Another person must approve this first"),
    CAMPAIGN_NOT_OPENED(409, "The campaign can't take effect"),
    CAMPAIGN_OVER(409, "The campaign is over"),
    CAMPAIGN_OPEN(409, "The campaign is open"),
    MERCHANT_BALANCE_TOO_SMALL(422, "The merchant's balance is too small"),
    MERCHANT_NOT_ACTIVE(422, "The merchant is not active"),
    SHIFT_OPEN(409, "A shift is open"),
    SHIFT_CLOSED(409, "The shift is closed"),
    SHIFT_TAKEN_OVER(409, "The drawer is not to be taken over"),
    DRAWER_DIFFERS(422, "The drawer is not as it should be"),
    DAY_CLOSE_CHANGED(409, "The day is not what was signed"),
    DOCUMENTS_MISSING(422, "Documents are missing"),
    DECLINED_BY_BANK(422, "The bank declined"),
    FOUR_EYES(403, "Another person must decide this"),

    BOOKS_CLOSED(422, "The books are closed up to then"),
    HISTORY_NOT_KEPT(422, "No history is kept of this account"),
    ABOVE_MAXIMUM(422, "More than the account may hold"),
    BOUND_BROKEN(422, "A bound of the entry does not hold"),
    WRONG_ASSET(422, "The accounts hold different assets"),
    RESERVATION_OVER(422, "The reservation is settled, released or expired"),
    MORE_THAN_LEFT(422, "More than is left of the transfer"),
    BALANCE_OVERFLOW(422, "No balance can be so large"),
    REJECTED_BY_BOOKS(422, "The books can't take the entry"),

    CARD_INVALID(422, "The card can't be used"),
    CARD_LIMIT_REACHED(422, "No more cards can be linked"),
    CARD_IN_USE(409, "The card is being used"),
    SELF_SEND(422, "One can't send to oneself"),
    RECIPIENT_NOT_FOUND(404, "Nobody here has this phone number"),
    REQUEST_ENDED(409, "The request for money has ended"),
    TOO_MANY_OPEN(422, "Too many requests are open"),
    LIMIT_EXCEEDED(422, "Above a limit"),
    STREAM_FAILED_AGAIN(422, "The stream failed again");

    private final int status;
    private final String title;
    private final String code;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    @JsonValue
    public String code() {
        return code;
    }

    public URI uri() {
        return URI.create("https://tongbao.io/problems/" + code);
    }
}
