package io.tongbao.offers.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import io.tongbao.offers.Offers;
import io.tongbao.offers.Offers.Approval;
import io.tongbao.offers.Offers.ChangeResult;
import io.tongbao.offers.Offers.VersionResult;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.ProblemException.FieldProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
     * A later version of a campaign's offers. Their rows stand beside the one entry that moves the budgets, or are written at once where
     * nothing moves, so that no version is without its money; the locks of the offers' rows keep it apart from pausing and ending.
     */
    VersionResult revise(List<KeptOffer> asked, Approval approval) {
        VersionResult result = transaction.execute(_ -> {
            List<KeptOffer> before = locked(approval.campaignId());
            List<FieldProblem> wrong = CampaignOffers.wrong(before, asked, clock.instant());
            if (!wrong.isEmpty()) {
                return new VersionResult.Invalid(wrong);
            }
            List<Later> later = IntStream.range(0, before.size())
                    .filter(place -> before.get(place).state() != OfferState.ENDED)
                    .mapToObj(place ->
                            new Later(before.get(place), asked.get(place).following(before.get(place))))
                    .toList();
            if (later.isEmpty()) {
                return new VersionResult.Over();
            }
            if (later.stream().anyMatch(Later::takesFromPaused)) {
                return new VersionResult.Paused();
            }
            return write(later, approval);
        });
        live.refresh();
        return result;
    }

    /** In the campaign's order, in which everybody locks them. */
    private List<KeptOffer> locked(String campaignId) {
        List<KeptOffer> found = store.findByCampaign(campaignId);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("Not opened: " + campaignId);
        }
        found.forEach(offer -> store.lock(offer.id()));
        return store.findByCampaign(campaignId);
    }

    /** A version of an offer that follows another. */
    private record Later(KeptOffer earlier, KeptOffer now) {
        boolean takesFromPaused() {
            return earlier.state() == OfferState.PAUSED && Revision.lowers(earlier, now);
        }
    }

    private VersionResult write(List<Later> later, Approval approval) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<OfferStore.NewVersion> versions = new ArrayList<>();
        List<Leg> legs = new ArrayList<>();
        for (Later each : later) {
            Offers.Beside beside = versions.isEmpty() ? approval.beside() : Offers.Beside.NOTHING;
            versions.add(new OfferStore.NewVersion(each.now(), approval.by(), at, Optional.empty(), beside));
            legs.addAll(Revision.legs(each.earlier(), each.now()));
        }
        List<Event> told =
                later.stream().map(each -> each.now().changed("changed")).toList();
        if (legs.isEmpty()) {
            versions.forEach(store::write);
            told.forEach(events::publish);
            return new VersionResult.InEffect();
        }
        List<Companion<?>> rows = new ArrayList<>();
        versions.forEach(version -> rows.add(store.companion(version)));
        told.forEach(event -> rows.add(events.companion(event)));
        return switch (ledger.post(Entry.post("campaign_change", legs).beside(rows))) {
            case PostResult.Posted _, PostResult.Repeated _ -> new VersionResult.InEffect();
            case PostResult.Busy busy -> new VersionResult.Busy(busy.why());
            case PostResult.Refused refused -> refused(refused.refusal(), later);
        };
    }

    private static VersionResult refused(Refusal refusal, List<Later> later) {
        return switch (refusal) {
            case Refusal.Insufficient insufficient
            when later.stream().anyMatch(each -> each.now().isDeposit(insufficient.account())) ->
                new VersionResult.SponsorShort(insufficient.account());
            case Refusal.Insufficient insufficient -> new VersionResult.Invalid(tooLow(insufficient.account(), later));
            case Refusal.Frozen frozen -> new VersionResult.SponsorBlocked(frozen.account());
            case Refusal.Closed closed -> new VersionResult.SponsorBlocked(closed.account());
            case Refusal.Overflow _ ->
                new VersionResult.Invalid(CampaignOffers.at(
                        later.getFirst().now().place(),
                        List.of(new FieldProblem(
                                "budget.total", "too-large", "is more than the sponsor's account can hold"))));
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

    /** Of which offer the budget, or the coupons that nobody has, is less than is to go back. */
    private static List<FieldProblem> tooLow(String account, List<Later> later) {
        for (Later each : later) {
            KeptOffer offer = each.now();
            if (Accounts.couponStock(offer.terms().campaignId()).code().equals(account)) {
                return CampaignOffers.at(
                        offer.place(),
                        List.of(new FieldProblem(
                                "coupon.stock", "below-claimed", "must not be below what has been claimed")));
            }
            if (budgets(offer).stream().anyMatch(budget -> budget.code().equals(account))) {
                return CampaignOffers.at(
                        offer.place(),
                        List.of(new FieldProblem(
                                "budget.total",
                                "below-spent",
                                "must not be below what is spent or kept for payments")));
            }
        }
        throw new IllegalStateException("No account of these offers: " + account);
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
        events.publish(offer.changed(what));
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
