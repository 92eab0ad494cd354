package io.tongbao.wallets.internal;

import io.tongbao.ledger.Refusal;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.AskingForMoney.Asked;
import io.tongbao.wallets.internal.SendingMoney.Sent;
import java.util.Map;
import java.util.Optional;

/** Refusals of this module in the words of the API. */
final class Refusals {
    static final String INSUFFICIENT_BALANCE = "insufficient-balance";
    static final String ACCOUNT_FROZEN = "account-frozen";
    static final String ACCOUNT_CLOSED = "account-closed";
    /** An offer of a top-up's bonus could not be reserved. */
    static final String PRICE_CHANGED = "price-changed";

    static final String LIMIT_EXCEEDED = "limit-exceeded";
    private static final String NOT_OFFERED = "not-offered";

    private Refusals() {}

    static ProblemException keyReused() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used for a request with another body.");
    }

    static ProblemException aboveLimit(Limits.Above above) {
        return new ProblemException(
                        ProblemType.LIMIT_EXCEEDED,
                        "The amount is above the limit " + above.period() + ".",
                        Map.of("period", above.period(), "limit", above.limit(), "left", above.left()))
                .withField("amount", LIMIT_EXCEEDED, "is above the limit");
    }

    static ProblemException notOffered(Money amount) {
        return new ProblemException(
                        ProblemType.WRONG_CURRENCY,
                        "This is not offered in " + amount.currency().code() + ".")
                .withField("amount.currency", NOT_OFFERED, "is not offered here");
    }

    static ProblemException toSelf(String field) {
        return new ProblemException(ProblemType.SELF_SEND, "One can't send money to oneself.")
                .withField(field, "self", "is oneself");
    }

    static ProblemException ofSend(Sent.Not not, Money amount) {
        return switch (not) {
            case Sent.ToSelf() -> toSelf("recipientId");
            case Sent.NoSuchRecipient() ->
                new ProblemException(ProblemType.RECIPIENT_NOT_FOUND, "There is no such recipient.")
                        .withField("recipientId", "not-found", "is nobody here");
            case Sent.NoSuchPicture() ->
                ProblemException.ofField("pictureId", "not-found", "is no picture of yours, or was sent before");
            case Sent.NotOffered() -> notOffered(amount);
            case Sent.AboveLimit(Limits.Above above) -> aboveLimit(above);
            case Sent.NotByPin(var check) -> check.problem();
            case Sent.Refused(String reason) -> kept(reason);
            case Sent.KeyReused() -> keyReused();
            case Sent.Busy(String why) -> new ProblemException(ProblemType.BUSY, why);
        };
    }

    /**
     * @param amountField the field of the body that holds the amount
     * @param personField the one that names who is asked
     */
    static ProblemException ofAsking(Asked.Not not, String amountField, String personField) {
        return switch (not) {
            case Asked.OfOneself() ->
                new ProblemException(ProblemType.SELF_SEND, "One can't ask oneself for money.")
                        .withField(personField, "self", "is oneself");
            case Asked.NoSuchPerson(String id) ->
                new ProblemException(
                                ProblemType.RECIPIENT_NOT_FOUND, "There is no such person.", Map.of("personId", id))
                        .withField(personField, "not-found", "is nobody here");
            case Asked.NotOffered(Money amount) ->
                notOffered(amount).withField(amountField + ".currency", NOT_OFFERED, "is not offered here");
            case Asked.AboveLimit(Limits.Above above) ->
                aboveLimit(above).withField(amountField, LIMIT_EXCEEDED, "is above the limit");
            case Asked.Stopped(String reason) -> kept(reason);
            case Asked.TooManyOpen(boolean ofOne, int atMost) ->
                new ProblemException(
                        ProblemType.TOO_MANY_OPEN,
                        "At most " + atMost + " requests may be open " + (ofOne ? "to one person." : "at a time."),
                        Map.of("ofOne", ofOne, "atMost", atMost));
        };
    }

    /** Of a refusal that was kept, by its reason. */
    static ProblemException kept(String reason) {
        return switch (reason) {
            case INSUFFICIENT_BALANCE ->
                new ProblemException(ProblemType.INSUFFICIENT_BALANCE, "The balance is too small.")
                        .withField("amount", INSUFFICIENT_BALANCE, "is more than the balance");
            case ACCOUNT_FROZEN -> new ProblemException(ProblemType.ACCOUNT_FROZEN, "The account is frozen.");
            case ACCOUNT_CLOSED -> new ProblemException(ProblemType.ACCOUNT_CLOSED, "The account is closed.");
            case LIMIT_EXCEEDED ->
                new ProblemException(ProblemType.LIMIT_EXCEEDED, "The amount is above the limit.")
                        .withField("amount", LIMIT_EXCEEDED, "is above the limit");
            default -> throw new IllegalArgumentException("Not a kept refusal: " + reason);
        };
    }

    /** The reason in the API's words, for refusals that a person can bring about; empty for what should never be. */
    static Optional<String> reason(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Insufficient _ -> Optional.of(INSUFFICIENT_BALANCE);
            case Refusal.Frozen _ -> Optional.of(ACCOUNT_FROZEN);
            case Refusal.Closed _ -> Optional.of(ACCOUNT_CLOSED);
            case Refusal.BoundBroken _ -> Optional.of(LIMIT_EXCEEDED);
            case Refusal.AboveMaximum _,
                    Refusal.WrongAsset _,
                    Refusal.KeyReused _,
                    Refusal.ReservationOver _,
                    Refusal.MoreThanLeft _,
                    Refusal.NoSuchEntry _,
                    Refusal.PeriodClosed _,
                    Refusal.Overflow _,
                    Refusal.Rejected _ -> Optional.empty();
        };
    }

    /** An amount that moves is more than zero. */
    static Money positive(Money amount) {
        if (amount.minor() <= 0) {
            throw ProblemException.ofField("amount.value", "not-positive", "must be more than zero");
        }
        return amount;
    }
}
