package io.tongbao.books.internal;

import io.tongbao.ledger.Refusal;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Each refusal of the ledger as a problem with its figures. */
final class LedgerProblems {
    private LedgerProblems() {}

    static ProblemException of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Insufficient(String account, long available, long needed) ->
                new ProblemException(
                        ProblemType.INSUFFICIENT_BALANCE,
                        account + " has " + available + " available and " + needed + " are needed.",
                        Map.of("account", account, "available", available, "needed", needed));
            case Refusal.AboveMaximum(String account, long maximum, long would) ->
                new ProblemException(
                        ProblemType.ABOVE_MAXIMUM,
                        account + " may hold " + maximum + " and would hold " + would + ".",
                        Map.of("account", account, "maximum", maximum, "would", would));
            case Refusal.BoundBroken(String bound, String account, long value, long seen) ->
                new ProblemException(
                        ProblemType.BOUND_BROKEN,
                        "The bound " + bound + " on " + account + " does not hold: " + value + " was asked and " + seen
                                + " seen.",
                        Map.of("bound", bound, "account", account, "value", value, "seen", seen));
            case Refusal.Frozen(String account, Refusal.Direction direction) -> {
                String way = direction.name().toLowerCase(Locale.ROOT);
                yield new ProblemException(
                        ProblemType.ACCOUNT_FROZEN,
                        account + " is frozen for what goes " + way + ".",
                        Map.of("account", account, "direction", way));
            }
            case Refusal.Closed(String account) ->
                new ProblemException(ProblemType.ACCOUNT_CLOSED, account + " is closed.", Map.of("account", account));
            case Refusal.WrongAsset(String account, String asset) ->
                new ProblemException(
                        ProblemType.WRONG_ASSET,
                        account + " does not hold " + asset + ".",
                        Map.of("account", account, "asset", asset));
            case Refusal.KeyReused _ ->
                new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "This line had another content under the same key.");
            case Refusal.ReservationOver(long reservation) ->
                new ProblemException(
                        ProblemType.RESERVATION_OVER,
                        "Nothing is left of the reservation " + reservation + ".",
                        Map.of("reservation", Long.toString(reservation)));
            case Refusal.MoreThanLeft(long entry, int transfer, long left, long asked) ->
                new ProblemException(
                        ProblemType.MORE_THAN_LEFT,
                        "Of transfer " + transfer + " of entry " + entry + " " + left + " are left and " + asked
                                + " were asked.",
                        Map.of("entry", Long.toString(entry), "transfer", transfer, "left", left, "asked", asked));
            case Refusal.NoSuchEntry(long entry) ->
                new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is no such entry or transfer.",
                        Map.of("entry", Long.toString(entry)));
            case Refusal.PeriodClosed(Instant closedUntil) ->
                new ProblemException(
                        ProblemType.BOOKS_CLOSED,
                        "The books are closed up to " + closedUntil + ".",
                        Map.of("closedUntil", closedUntil));
            case Refusal.Overflow(String account) ->
                new ProblemException(
                        ProblemType.BALANCE_OVERFLOW,
                        "The balance of " + account + " would leave 64 bits.",
                        Map.of("account", account));
            case Refusal.Rejected(String sqlState, String _) ->
                new ProblemException(
                        ProblemType.REJECTED_BY_BOOKS,
                        "The database did not take the entry.",
                        Map.of("sqlState", sqlState));
        };
    }
}
