package io.tongbao.offers.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import io.tongbao.offers.OfferChanged;
import io.tongbao.offers.Offers.Approval;
import io.tongbao.offers.Offers.ChangeResult;
import io.tongbao.offers.Offers.ReviseResult;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.ProblemException.FieldProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pauses, resumes and ends offers. The changes of one offer happen one after the other, under a lock of its row. The
 * budget's accounts and the row can't change in one transaction, so each change is written such that doing it again
 * completes it: pausing freezes the accounts first, which is what holds; ending gives back all that is left, which is
 * nothing the second time.
 */
@Component
class ChangingOffers {
    /** How long after the end a refund that did not know of it may still bring money to the budget. */
    private static final Duration STRAGGLERS = Duration.ofHours(1);

    private static final int AT_ONCE = 100;

    private final Ledger ledger;
    private final EventLog events;
    private final OfferStore store;
    private final LiveSet live;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangingOffers(
            Ledger ledger,
            EventLog events,
            OfferStore store,
            LiveSet live,
            TransactionTemplate transaction,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    ChangeResult pause(String offerId, String by, String why) {
        return change(offerId, offer -> {
            freeze(offer, Ledger.Freeze.OUT);
            record(offer, OfferState.PAUSED, "paused", by, why);
            return new ChangeResult.Changed();
        });
    }

    ChangeResult resume(String offerId, String by, String why) {
        return change(offerId, offer -> {
            freeze(offer, Ledger.Freeze.NONE);
            record(offer, OfferState.LIVE, "resumed", by, why);
            return new ChangeResult.Changed();
        });
    }

    ChangeResult end(String offerId, String by, String why) {
        return change(offerId, offer -> ended(offer, by, why));
    }

    /** By the clock; unless a later version, made meanwhile, ends later. */
    private void endIfOver(String offerId) {
        change(
                offerId,
                offer -> clock.instant().isBefore(offer.terms().schedule().end())
                        ? new ChangeResult.Changed()
                        : ended(offer, "clock", ""));
    }

    private ChangeResult ended(KeptOffer offer, String by, String why) {
        freeze(offer, Ledger.Freeze.NONE);
        Optional<String> busy = giveBack(offer);
        if (busy.isPresent()) {
            if (offer.state() == OfferState.PAUSED) {
                freeze(offer, Ledger.Freeze.OUT);
            }
            return new ChangeResult.Busy(busy.get());
        }
        record(offer, OfferState.ENDED, "ended", by, why);
        return new ChangeResult.Changed();
    }

    /**
     * A later version. Its rows stand beside the entry that moves the budget, or are written at once where nothing moves, so that no
     * version is without its money; the lock of the offer's row keeps it apart from pausing and ending.
     */
    ReviseResult revise(KeptOffer asked, Approval approval) {
        ReviseResult result = transaction.execute(_ -> {
            KeptOffer earlier = store.findByCampaign(approval.campaignId())
                    .flatMap(found -> store.lock(found.id()).flatMap(_ -> store.find(found.id())))
                    .orElseThrow(() -> new IllegalArgumentException("Not opened: " + approval.campaignId()));
            if (earlier.state() == OfferState.ENDED) {
                return new ReviseResult.Over();
            }
            KeptOffer later = asked.following(earlier);
            List<FieldProblem> wrong = Revision.wrong(earlier, later, clock.instant());
            if (!wrong.isEmpty()) {
                return new ReviseResult.Invalid(wrong);
            }
            if (earlier.state() == OfferState.PAUSED && Revision.lowers(earlier, later)) {
                return new ReviseResult.Paused();
            }
            return write(earlier, later, approval);
        });
        live.refresh();
        return result;
    }

    private ReviseResult write(KeptOffer earlier, KeptOffer later, Approval approval) {
        OfferStore.NewVersion version = new OfferStore.NewVersion(
                later,
                approval.by(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                approval.beside());
        Event event = new Event(
                OfferChanged.TYPE,
                later.id(),
                new OfferChanged(
                        later.id(), later.terms().campaignId(), later.terms().version(), "changed"));
        ReviseResult revised =
                new ReviseResult.Revised(later.id(), later.terms().version());
        List<Leg> legs = Revision.legs(earlier, later);
        if (legs.isEmpty()) {
            store.write(version);
            events.publish(event);
            return revised;
        }
        return switch (ledger.post(Entry.post("campaign_change", legs)
                .beside(List.of(store.companion(version), events.companion(event))))) {
            case PostResult.Posted _, PostResult.Repeated _ -> revised;
            case PostResult.Busy busy -> new ReviseResult.Busy(busy.why());
            case PostResult.Refused refused -> refused(refused.refusal(), later);
        };
    }

    private static ReviseResult refused(Refusal refusal, KeptOffer later) {
        String stock = Accounts.couponStock(later.terms().campaignId()).code();
        return switch (refusal) {
            case Refusal.Insufficient insufficient
            when insufficient.account().equals(stock) ->
                new ReviseResult.Invalid(List.of(
                        new FieldProblem("coupon.stock", "below-claimed", "must not be below what has been claimed")));
            case Refusal.Insufficient insufficient
            when later.isDeposit(insufficient.account()) -> new ReviseResult.SponsorShort(insufficient.account());
            case Refusal.Insufficient _ ->
                new ReviseResult.Invalid(List.of(new FieldProblem(
                        "budget.total", "below-spent", "must not be below what is spent or kept for payments")));
            case Refusal.Frozen frozen -> new ReviseResult.SponsorBlocked(frozen.account());
            case Refusal.Closed closed -> new ReviseResult.SponsorBlocked(closed.account());
            case Refusal.Overflow _ ->
                new ReviseResult.Invalid(List.of(
                        new FieldProblem("budget.total", "too-large", "is more than the sponsor's account can hold")));
            case Refusal.KeyReused _,
                    Refusal.AboveMaximum _,
                    Refusal.BoundBroken _,
                    Refusal.WrongAsset _,
                    Refusal.ReservationOver _,
                    Refusal.MoreThanLeft _,
                    Refusal.NoSuchEntry _,
                    Refusal.PeriodClosed _,
                    Refusal.Rejected _ -> throw new IllegalStateException("An offer could not be changed: " + refusal);
        };
    }

    /** Ends what the clock has ended, and passes on what refunds brought to budgets just as they were ended. */
    void tidy() {
        for (String offerId : store.over(clock.instant(), AT_ONCE)) {
            endIfOver(offerId);
        }
        List<KeptOffer> ended = store.endedSince(clock.instant().minus(STRAGGLERS), AT_ONCE);
        Set<String> notEmpty = new HashSet<>();
        ledger
                .balances(ended.stream()
                        .flatMap(offer -> budgets(offer).stream())
                        .map(AccountKey::code)
                        .toList())
                .stream()
                .filter(balance -> balance.available() > 0)
                .map(Balance::code)
                .forEach(notEmpty::add);
        for (KeptOffer offer : ended) {
            if (budgets(offer).stream().map(AccountKey::code).anyMatch(notEmpty::contains)) {
                giveBack(offer);
            }
        }
    }

    private interface Change {
        ChangeResult to(KeptOffer offer);
    }

    private ChangeResult change(String offerId, Change change) {
        ChangeResult result = transaction.execute(_ -> {
            Optional<OfferState> state = store.lock(offerId);
            if (state.isEmpty()) {
                return new ChangeResult.NoSuchOffer();
            }
            if (state.get() == OfferState.ENDED) {
                return new ChangeResult.Over();
            }
            return change.to(store.find(offerId).orElseThrow());
        });
        live.refresh();
        return result;
    }

    private void record(KeptOffer offer, OfferState state, String what, String by, String why) {
        if (offer.state() == state) {
            return;
        }
        store.change(offer.id(), state, what, by, why, clock.instant());
        events.publish(new Event(
                OfferChanged.TYPE,
                offer.id(),
                new OfferChanged(
                        offer.id(), offer.terms().campaignId(), offer.terms().version(), what)));
    }

    /** With the budgets what of its coupons nobody has yet: none is claimed of an offer that gives nothing. */
    private void freeze(KeptOffer offer, Ledger.Freeze freeze) {
        budgets(offer).forEach(budget -> ledger.freeze(budget, freeze));
        if (offer.coupon().isPresent()) {
            ledger.freeze(Accounts.couponStock(offer.terms().campaignId()), freeze);
        }
    }

    private static List<AccountKey> budgets(KeptOffer offer) {
        return offer.sponsors().stream()
                .map(sponsor -> Accounts.budget(offer.terms().campaignId(), sponsor.sponsorId(), offer.currency()))
                .toList();
    }

    /** All that is left of each budget goes back to its sponsor, and of its coupons to where they came from; answers why not, if it could not be posted. */
    private Optional<String> giveBack(KeptOffer offer) {
        List<Leg> legs = new ArrayList<>();
        for (KeptOffer.KeptSponsor sponsor : offer.sponsors()) {
            AccountKey budget = Accounts.budget(offer.terms().campaignId(), sponsor.sponsorId(), offer.currency());
            AccountKey home = sponsor.home(offer.currency());
            legs.add(new Leg(new Source.AllOf(budget), home, 0, List.of()));
        }
        if (offer.coupon().isPresent()) {
            AccountKey stock = Accounts.couponStock(offer.terms().campaignId());
            legs.add(new Leg(new Source.AllOf(stock), Accounts.couponsIssued(), 0, List.of()));
        }
        return switch (ledger.post(Entry.post("campaign_release", legs))) {
            case PostResult.Posted _, PostResult.Repeated _ -> Optional.empty();
            case PostResult.Busy busy -> Optional.of(busy.why());
            case PostResult.Refused refused ->
                throw new IllegalStateException("What is left could not go back: " + refused.refusal());
        };
    }
}
