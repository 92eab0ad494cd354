package io.tongbao.tills.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.TillSums;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/**
 * A drawer goes from hand to hand: who begins counts what is in it, who ends counts again and leaves some for the next. What should be in it
 * is always the float and the cash of that time, read off the tenders, so that it agrees with the day's close.
 */
@Service
class WorkingShifts {
    private final ShiftStore shifts;
    private final TillSums sums;
    private final Clock clock;

    WorkingShifts(ShiftStore shifts, TillSums sums, Clock clock) {
        this.shifts = shifts;
        this.sums = sums;
        this.clock = clock;
    }

    /** A shift, with the cash that went through its drawer so far. */
    record Drawer(Shift shift, TillSums.Cash cash) {
        long expectedMinor() {
            return shift.expectedMinor(cash.takenMinor(), cash.refundedMinor());
        }
    }

    sealed interface Opened {
        record Open(Drawer drawer) implements Opened {}

        /** The person works already. */
        record WorksAlready(String shiftId) implements Opened {}

        /** There is no such drawer to be taken over at this place, or somebody has it. */
        record NotToTakeOver() implements Opened {}
    }

    Opened open(
            String merchantId,
            String personId,
            Optional<String> storeId,
            Currency currency,
            long floatMinor,
            Optional<String> takenOverFrom) {
        Optional<Shift> working = shifts.openOf(personId);
        if (working.isPresent()) {
            return new Opened.WorksAlready(working.get().id());
        }
        boolean mayTakeOver = takenOverFrom
                .map(from -> shifts.find(merchantId, from)
                        .filter(left -> !left.isOpen()
                                && left.storeId().equals(storeId)
                                && left.currency().equals(currency))
                        .isPresent())
                .orElse(true);
        if (!mayTakeOver) {
            return new Opened.NotToTakeOver();
        }
        Shift shift = new Shift(
                TypeIds.next("shf"),
                merchantId,
                storeId,
                personId,
                currency,
                floatMinor,
                takenOverFrom,
                clock.instant(),
                Optional.empty());
        if (shifts.open(shift)) {
            return new Opened.Open(new Drawer(shift, new TillSums.Cash(0, 0)));
        }
        return shifts.openOf(personId)
                .<Opened>map(other -> new Opened.WorksAlready(other.id()))
                .orElseGet(Opened.NotToTakeOver::new);
    }

    sealed interface Closed {
        record Done(Drawer drawer) implements Closed {}

        record Before(Shift shift) implements Closed {}

        /** The drawer is not as it should be, and nobody says why. */
        record Unexplained(long expectedMinor) implements Closed {}
    }

    /** Ends it with what was counted. The same asked again is the same. */
    Closed close(Shift shift, String by, long countedMinor, long leftMinor, Optional<String> note) {
        Shift.Closing closing = new Shift.Closing(clock.instant(), by, countedMinor, leftMinor, note);
        if (shift.isOpen()) {
            long expected = drawer(shift).expectedMinor();
            if (expected != countedMinor && note.isEmpty()) {
                return new Closed.Unexplained(expected);
            }
            shifts.close(shift.id(), closing);
        }
        Shift now = shifts.find(shift.merchantId(), shift.id()).orElseThrow();
        boolean same = now.closing()
                .filter(told -> told.by().equals(by)
                        && told.countedMinor() == countedMinor
                        && told.leftMinor() == leftMinor
                        && told.note().equals(note))
                .isPresent();
        return same ? new Closed.Done(drawer(now)) : new Closed.Before(now);
    }

    Drawer drawer(Shift shift) {
        return drawers(shift.merchantId(), shift.currency(), List.of(shift)).getFirst();
    }

    /** All of one merchant, whose currency it is. */
    List<Drawer> drawers(String merchantId, Currency currency, List<Shift> of) {
        List<TillSums.Cash> cash = sums.cash(
                merchantId,
                currency,
                of.stream()
                        .map(shift -> new TillSums.Hand(
                                shift.personId(),
                                shift.openedAt(),
                                shift.closing().map(Shift.Closing::at)))
                        .toList());
        return IntStream.range(0, of.size())
                .mapToObj(n -> new Drawer(of.get(n), cash.get(n)))
                .toList();
    }
}
