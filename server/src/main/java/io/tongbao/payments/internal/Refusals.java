package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the module's refusals read over HTTP. */
final class Refusals {
    private Refusals() {}

    static ProblemException notEnough(long available, long needed, Currency currency) {
        return new ProblemException(
                ProblemType.INSUFFICIENT_BALANCE,
                "The balance is smaller than the amount.",
                Map.of("available", new Money(available, currency), "needed", new Money(needed, currency)));
    }

    static ProblemException merchantStopped() {
        return new ProblemException(
                ProblemType.MERCHANT_NOT_ACTIVE, "The merchant does not take payments at the moment.");
    }

    static ProblemException customerFrozen() {
        return new ProblemException(ProblemType.ACCOUNT_FROZEN, "The wallet is frozen.");
    }

    static ProblemException customerClosed() {
        return new ProblemException(ProblemType.ACCOUNT_CLOSED, "The wallet is closed.");
    }

    static ProblemException keyReused() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used for a request with another body.");
    }

    static ProblemException booksClosed(Instant until) {
        return new ProblemException(
                ProblemType.BOOKS_CLOSED,
                "Nothing may take effect before " + until + " any more.",
                Map.of("until", until));
    }

    static ProblemException busy() {
        return new ProblemException(ProblemType.BUSY, "The books are busy. Ask again, with the same Idempotency-Key.");
    }

    static ProblemException aboveLeft(long left, Currency currency) {
        return new ProblemException(
                        ProblemType.REFUND_ABOVE_LEFT,
                        "At most what is left of the payment can be refunded.",
                        Map.of("left", new Money(left, currency)))
                .withField("amount", "above-left", "is more than is left to refund");
    }

    /** Refuses an amount of another currency than the merchant takes. */
    static void requireCurrency(Money amount, String field, Currency right) {
        if (!amount.currency().equals(right)) {
            throw wrongCurrency(field, right);
        }
    }

    /** Refuses also what is not more than zero. */
    static void requirePositive(Money amount, String field, Currency right) {
        requireCurrency(amount, field, right);
        if (amount.minor() < 1) {
            throw ProblemException.ofField(field + ".value", "not-positive", "must be more than zero");
        }
    }

    static ProblemException wrongCurrency(String field, Currency right) {
        return new ProblemException(
                        ProblemType.WRONG_CURRENCY,
                        "This merchant takes " + right.code() + ".",
                        Map.of("currency", right.code()))
                .withField(field, "wrong-currency", "must be in " + right.code());
    }

    static ProblemException orderOver(OrderStore.State state) {
        return switch (state) {
            case CANCELLED ->
                new ProblemException(ProblemType.ORDER_CANCELLED, "The merchant has cancelled the order.");
            case PENDING, CANCELLING -> orderPending();
            case EXPIRED -> new ProblemException(ProblemType.ORDER_EXPIRED, "The order is too old to be paid.");
            case OPEN, PAID, PARTLY_REFUNDED, REFUNDED ->
                new ProblemException(ProblemType.ORDER_PAID, "The order has been paid.");
        };
    }

    static ProblemException orderPending() {
        return new ProblemException(
                ProblemType.ORDER_PENDING, "A payment of the order waits for its bank. Look at it again in a moment.");
    }

    /** Why the bank declined is a member, kebab-case. */
    static ProblemException declined(String paymentId, String reason) {
        String detail = reason.equals(PayingByCard.TOO_LATE)
                ? "The bank answered too late; what it collected is in the wallet. Nothing else was paid."
                : "The bank declined. Nothing was paid.";
        return new ProblemException(
                ProblemType.DECLINED_BY_BANK, detail, Map.of("reason", reason, "paymentId", paymentId));
    }

    /** The state that a list is narrowed to; empty or absent means all. */
    static <S> Optional<S> state(S[] known, Function<S, String> code, Optional<String> asked) {
        return asked.filter(text -> !text.isEmpty())
                .map(text -> Arrays.stream(known)
                        .filter(state -> code.apply(state).equals(text))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.ofField(
                                "state",
                                "unknown",
                                "must be one of "
                                        + Arrays.stream(known).map(code).collect(Collectors.joining(", ")))));
    }
}
