package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Refusal;
import java.time.Instant;

/**
 * A refusal as the text that is kept with its once-key: the case's name and its parts, with spaces between. No part but
 * the last has a space in it (account codes, bounds' names and assets are visible ASCII).
 */
final class RefusalText {
    private RefusalText() {}

    static String write(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Insufficient r -> text("insufficient", r.account(), r.available(), r.needed());
            case Refusal.AboveMaximum r -> text("above_maximum", r.account(), r.maximum(), r.would());
            case Refusal.BoundBroken r -> text("bound_broken", r.bound(), r.account(), r.value(), r.seen());
            case Refusal.Frozen r -> text("frozen", r.account(), r.direction());
            case Refusal.Closed r -> text("closed", r.account());
            case Refusal.WrongAsset r -> text("wrong_asset", r.account(), r.asset());
            case Refusal.KeyReused r -> text("key_reused", r.key());
            case Refusal.ReservationOver r -> text("reservation_over", r.reservation());
            case Refusal.MoreThanLeft r -> text("more_than_left", r.entry(), r.transfer(), r.left(), r.asked());
            case Refusal.NoSuchEntry r -> text("no_such_entry", r.entry());
            case Refusal.PeriodClosed r -> text("period_closed", r.closedUntil());
            case Refusal.Overflow r -> text("overflow", r.account());
            case Refusal.Rejected r -> text("rejected", r.sqlState(), r.reason());
        };
    }

    static Refusal read(String text) {
        String[] p = text.split(" ", -1);
        return switch (p[0]) {
            case "insufficient" -> new Refusal.Insufficient(p[1], Long.parseLong(p[2]), Long.parseLong(p[3]));
            case "above_maximum" -> new Refusal.AboveMaximum(p[1], Long.parseLong(p[2]), Long.parseLong(p[3]));
            case "bound_broken" -> new Refusal.BoundBroken(p[1], p[2], Long.parseLong(p[3]), Long.parseLong(p[4]));
            case "frozen" -> new Refusal.Frozen(p[1], Refusal.Direction.valueOf(p[2]));
            case "closed" -> new Refusal.Closed(p[1]);
            case "wrong_asset" -> new Refusal.WrongAsset(p[1], p[2]);
            case "key_reused" -> new Refusal.KeyReused(p[1]);
            case "reservation_over" -> new Refusal.ReservationOver(Long.parseLong(p[1]));
            case "more_than_left" ->
                new Refusal.MoreThanLeft(
                        Long.parseLong(p[1]), Integer.parseInt(p[2]), Long.parseLong(p[3]), Long.parseLong(p[4]));
            case "no_such_entry" -> new Refusal.NoSuchEntry(Long.parseLong(p[1]));
            case "period_closed" -> new Refusal.PeriodClosed(Instant.parse(p[1]));
            case "overflow" -> new Refusal.Overflow(p[1]);
            case "rejected" -> new Refusal.Rejected(p[1], text.split(" ", 3)[2]);
            default -> throw new IllegalStateException("Not a kept refusal: " + text);
        };
    }

    private static String text(String name, Object... parts) {
        StringBuilder text = new StringBuilder(name);
        for (Object part : parts) {
            text.append(' ').append(part);
        }
        return text.toString();
    }
}
