package io.tongbao.payments.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.Transfer;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.PaymentRefunded;
import io.tongbao.payments.PricingOffers;
import io.tongbao.payments.RefundAdvances;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.PaidShares;
import io.tongbao.promotions.Refunding;
import io.tongbao.promotions.Refunds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/**
 * Gives money back, in full or in part and as often as something is left. Amounts come from what the payment froze and
 * from what was refunded before; the books reverse the payment's own transfers, so that everything returns to where it
 * came from and never more than is left. What came from a card goes back to it: in the books at once to what is due to
 * cards, and from there as the bank pays it out.
 */
@Service
class RefundingPayments {
    private static final int TRIES = 5;

    private final PaymentStore store;
    private final Ledger ledger;
    private final EventLog events;
    private final PricingOffers offers;
    private final RefundAdvances advances;
    private final CardErrandStore errands;
    private final RefundingToCards toCards;
    private final Clock clock;

    RefundingPayments(
            PaymentStore store,
            Ledger ledger,
            EventLog events,
            PricingOffers offers,
            RefundAdvances advances,
            CardErrandStore errands,
            RefundingToCards toCards,
            Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.events = events;
        this.offers = offers;
        this.advances = advances;
        this.errands = errands;
        this.toCards = toCards;
        this.clock = clock;
    }

    /**
     * A refund as it would be, or was, divided.
     *
     * @param toCard what of the cash goes back to the card
     * @param toBonus what of it goes back to the bonus
     */
    record Divided(
            PaymentRow payment,
            long gross,
            long cash,
            long cashback,
            long toCard,
            long toBonus,
            List<PinnedPrice.Part> parts,
            long left) {
        Divided {
            parts = List.copyOf(parts);
        }
    }

    sealed interface Outcome {
        record Refunded(PaymentRow payment, RefundRow refund) implements Outcome {}

        record AboveLeft(long left) implements Outcome {}

        record MerchantTooSmall(long available, long needed) implements Outcome {}

        /** The cashback to be taken back is more than the cash refunded, and the wallet has not got the rest. */
        record CustomerTooSmall(long available) implements Outcome {}

        record CustomerStopped(boolean closed) implements Outcome {}

        record MerchantStopped() implements Outcome {}

        record KeyReused() implements Outcome {}

        /** Other refunds of the same payment came between, again and again. */
        record Crowded() implements Outcome {}

        /** It happened before the books were closed; only what is brought in can meet this. */
        record BooksClosed(Instant until) implements Outcome {}

        record Busy() implements Outcome {}
    }

    sealed interface Preview {
        record Planned(Divided divided) implements Preview {}

        record AboveLeft(long left) implements Preview {}
    }

    /** @param at when it counts as done: for history, the day it happened */
    record Asked(
            PaymentRow payment,
            long gross,
            Optional<String> reason,
            String refundedBy,
            OnceKey key,
            Instant at,
            boolean imported) {}

    Preview preview(PaymentRow payment, long gross) {
        PaymentStore.RefundedSoFar before = store.refundedOf(payment.id());
        return switch (Refunds.plan(payment.price().shares(), before.gross(), gross)) {
            case Refunding.AboveLeft above -> new Preview.AboveLeft(above.leftMinor());
            case Refunding.Plan plan -> {
                PaidFrom back = PaidFrom.of(payment, paid(payment).transfers()).back(payment, before.gross(), gross);
                yield new Preview.Planned(divided(payment, plan, back.card(), back.bonus()));
            }
        };
    }

    Outcome refund(PaymentRow payment, long gross, Optional<String> reason, String refundedBy, OnceKey key) {
        return refund(new Asked(payment, gross, reason, refundedBy, key, clock.instant(), false));
    }

    Outcome refund(Asked asked) {
        for (int i = 0; i < TRIES; i++) {
            PaymentStore.RefundedSoFar before = store.refundedOf(asked.payment().id());
            Refunding planned = Refunds.plan(asked.payment().price().shares(), before.gross(), asked.gross());
            if (planned instanceof Refunding.AboveLeft above) {
                return asBefore(asked).orElse(new Outcome.AboveLeft(above.leftMinor()));
            }
            RecordedEntry paid = paid(asked.payment());
            PaidFrom back =
                    PaidFrom.of(asked.payment(), paid.transfers()).back(asked.payment(), before.gross(), asked.gross());
            Optional<Outcome> outcome =
                    post(new Planned(asked, paid, (Refunding.Plan) planned, back, before.count() + 1, true, false));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Outcome.Crowded();
    }

    private RecordedEntry paid(PaymentRow payment) {
        return ledger.entry(payment.entryId().orElseThrow()).orElseThrow();
    }

    /**
     * A refund on its way into the books.
     *
     * @param paid the payment's entry
     * @param back the cash, by where it came from
     * @param seq which refund of the payment it is
     * @param onToSponsors whether what comes back to ended campaigns goes on
     * @param keepsBack whether the cashback to be taken back is kept back from the card's share, as far as the wallet's
     *     share does not cover it, and then from the bonus: for a wallet that has spent it
     */
    private record Planned(
            Asked asked,
            RecordedEntry paid,
            Refunding.Plan plan,
            PaidFrom back,
            int seq,
            boolean onToSponsors,
            boolean keepsBack) {
        PaymentRow payment() {
            return asked.payment();
        }

        private long uncovered() {
            return keepsBack ? Math.max(0, plan.cashbackMinor() - back.wallet()) : 0;
        }

        long keptFromCard() {
            return Math.min(uncovered(), back.card());
        }

        long keptFromBonus() {
            return Math.min(uncovered() - keptFromCard(), back.bonus());
        }

        long toCard() {
            return back.card() - keptFromCard();
        }

        long toBonus() {
            return back.bonus() - keptFromBonus();
        }

        Planned staysWithCampaigns() {
            return new Planned(asked, paid, plan, back, seq, false, keepsBack);
        }

        Planned keepingBack() {
            return new Planned(asked, paid, plan, back, seq, onToSponsors, true);
        }
    }

    /** Empty if another refund came first, so that this one must be planned anew. */
    private Optional<Outcome> post(Planned planned) {
        Asked asked = planned.asked();
        Refunding.Plan plan = planned.plan();
        PaymentRow payment = asked.payment();
        Divided divided = divided(payment, plan, planned.toCard(), planned.toBonus());
        RefundRow refund = new RefundRow(
                TypeIds.next("ref"),
                OptionalLong.empty(),
                payment.id(),
                planned.seq(),
                payment.merchantId(),
                payment.currency(),
                divided.gross(),
                divided.cash(),
                divided.cashback(),
                divided.toBonus(),
                payment.card()
                        .filter(_ -> divided.toCard() > 0)
                        .map(card -> new RefundRow.ToCard(
                                card.cardId(),
                                divided.toCard(),
                                CardErrand.State.PENDING,
                                Optional.empty(),
                                Optional.empty())),
                divided.left(),
                divided.parts(),
                asked.reason(),
                asked.refundedBy(),
                asked.at(),
                asked.key().key().toString(),
                asked.key().content().toString());
        List<Leg> onToSponsors = planned.onToSponsors() ? onToSponsors(payment, plan) : List.of();
        List<Leg> further = new ArrayList<>(keptBack(planned));
        further.addAll(onToSponsors);
        List<Companion<?>> beside = new ArrayList<>(
                List.of(store.companion(refund), events.companion(told(payment, refund, asked.imported()))));
        if (refund.toCard().isPresent()) {
            beside.add(errands.companion(CardErrand.payOut(payment, refund)));
        }
        Entry entry = Entry.of("refund", new Entry.Action.Reverse(planned.paid().id(), parts(planned), further))
                .once(List.of(asked.key()))
                .beside(beside);
        PostResult result = ledger.post(asked.imported() ? entry.backdated(asked.at()) : entry);
        if (!asked.imported() && merchantLacks(payment, result)) {
            result = withAdvance(payment, plan.grossMinor(), entry, asked.key()).orElse(result);
        }
        return switch (result) {
            case PostResult.Posted posted ->
                Optional.of(new Outcome.Refunded(payment, toldTheBank(refund.posted(posted.entryId()))));
            case PostResult.Repeated repeated ->
                Optional.of(new Outcome.Refunded(
                        payment, store.refundOfEntry(repeated.entryId()).orElseThrow()));
            case PostResult.Busy _ -> Optional.of(new Outcome.Busy());
            case PostResult.Refused refused -> refused(refused.refusal(), planned, !onToSponsors.isEmpty());
        };
    }

    private static boolean merchantLacks(PaymentRow payment, PostResult result) {
        return result instanceof PostResult.Refused(Refusal.Insufficient insufficient)
                && insufficient.account().equals(merchant(payment).code());
    }

    /**
     * The refund with what the merchant lacks for it lent by the house, together or not at all; empty if so much is not lent to the merchant.
     * The advance has the refund's key: asked twice at the same time, it is lent once.
     */
    private Optional<PostResult> withAdvance(PaymentRow payment, long needed, Entry refund, OnceKey key) {
        long limit = advances.limit(payment.merchantId(), payment.currency());
        AccountKey merchant = merchant(payment);
        long lacking = needed
                - Math.max(
                        0,
                        ledger.balance(merchant.code()).map(Balance::available).orElse(0L));
        if (lacking <= 0) {
            return Optional.of(ledger.post(refund));
        }
        if (lacking > limit) {
            return Optional.empty();
        }
        AccountKey advance = Accounts.advance(payment.merchantId(), payment.currency());
        Bound withinLimit = new Bound("advance_limit", advance, Bound.When.AFTER, Bound.Comparison.AT_LEAST, -limit);
        Entry lent = Entry.post("advance", List.of(Leg.of(advance, merchant, lacking, withinLimit)))
                .once(List.of(OnceKey.of(
                        false, key.content().toString(), "advance", key.key().toString())));
        PostResult last = ledger.postTogether(List.of(lent, refund), Together.OnRefusal.UNDO_ALL)
                .answers()
                .getLast();
        boolean notLent = last instanceof PostResult.Refused(Refusal.BoundBroken _);
        return notLent ? Optional.empty() : Optional.of(last);
    }

    private static AccountKey merchant(PaymentRow payment) {
        return Accounts.merchant(payment.merchantId(), payment.currency());
    }

    private RefundRow toldTheBank(RefundRow refund) {
        if (refund.toCard().isEmpty()) {
            return refund;
        }
        toCards.payOut(refund.id());
        return store.refund(refund.id()).orElseThrow();
    }

    private Optional<Outcome> refused(Refusal refusal, Planned planned, boolean toSponsors) {
        Asked asked = planned.asked();
        String merchant = Accounts.merchant(
                        asked.payment().merchantId(), asked.payment().currency())
                .code();
        return switch (refusal) {
            case Refusal.MoreThanLeft _ -> Optional.empty();
            // Two planned from the same state: the second's place in order is taken, a constraint of the table says.
            case Refusal.Rejected rejected when rejected.sqlState().equals("23505") -> Optional.empty();
            case Refusal.Rejected rejected ->
                throw new IllegalStateException("The books refused a refund that should fit: " + rejected);
            case Refusal.KeyReused reused ->
                reused.key().equals(asked.key().key().toString())
                        ? Optional.of(new Outcome.KeyReused())
                        : Optional.empty();
            case Refusal.Insufficient insufficient
            when insufficient.account().equals(merchant) ->
                Optional.of(new Outcome.MerchantTooSmall(
                        Math.max(0, insufficient.available()), planned.plan().grossMinor()));
            case Refusal.Insufficient _
            when planned.back().card() + planned.back().bonus() > 0 && !planned.keepsBack() ->
                post(planned.keepingBack());
            case Refusal.Insufficient insufficient ->
                Optional.of(new Outcome.CustomerTooSmall(Math.max(0, insufficient.available())));
            case Refusal.Frozen frozen
            when frozen.account().startsWith("campaign/") && toSponsors -> post(planned.staysWithCampaigns());
            case Refusal.Frozen frozen
            when frozen.account().equals(merchant) -> Optional.of(new Outcome.MerchantStopped());
            case Refusal.Closed closed
            when closed.account().equals(merchant) -> Optional.of(new Outcome.MerchantStopped());
            case Refusal.Frozen _ -> Optional.of(new Outcome.CustomerStopped(false));
            case Refusal.Closed _ -> Optional.of(new Outcome.CustomerStopped(true));
            case Refusal.PeriodClosed closed -> Optional.of(new Outcome.BooksClosed(closed.closedUntil()));
            case Refusal.BoundBroken _,
                    Refusal.AboveMaximum _,
                    Refusal.WrongAsset _,
                    Refusal.ReservationOver _,
                    Refusal.NoSuchEntry _,
                    Refusal.Overflow _ ->
                throw new IllegalStateException("The books refused a refund that should fit: " + refusal);
        };
    }

    /** The same request again, after which nothing may be left to plan with. */
    private Optional<Outcome> asBefore(Asked asked) {
        return store.refundAsked(asked.key().key().toString())
                .map(refund ->
                        refund.askedContent().equals(asked.key().content().toString())
                                ? new Outcome.Refunded(asked.payment(), refund)
                                : new Outcome.KeyReused());
    }

    /** What comes back of each of the payment's transfers, found by the accounts between which it moved. */
    private static List<Entry.Action.Reverse.Part> parts(Planned planned) {
        PaymentRow payment = planned.payment();
        Refunding.Plan plan = planned.plan();
        List<Transfer> transfers = planned.paid().transfers();
        String wallet =
                Accounts.wallet(payment.customerId(), payment.currency()).code();
        String bonus = Accounts.bonus(payment.customerId(), payment.currency()).code();
        String merchant =
                Accounts.merchant(payment.merchantId(), payment.currency()).code();
        List<Entry.Action.Reverse.Part> parts = new ArrayList<>();
        for (int i = 0; i < transfers.size(); i++) {
            Transfer transfer = transfers.get(i);
            long amount = 0;
            if (transfer.fromCode().equals(wallet) && transfer.toCode().equals(merchant)) {
                amount = planned.back().wallet();
            }
            if (transfer.fromCode().equals(bonus)) {
                amount = planned.back().bonus();
            }
            if (payment.card().isPresent()
                    && transfer.fromCode().equals(bank(payment).code())) {
                amount = planned.back().card();
            }
            for (PaidShares.Funded share : plan.sponsors()) {
                String budget = Accounts.budget(share.campaignId(), share.sponsorId(), payment.currency())
                        .code();
                if (transfer.fromCode().equals(budget)) {
                    amount = transfer.toCode().equals(merchant)
                            ? share.discountMinor()
                            : planned.keepsBack() ? 0 : share.cashbackMinor();
                }
            }
            for (PinnedPrice.Applied offer : payment.price().applied()) {
                if (isSpendOf(offer, payment, transfer.toCode())) {
                    amount = plan.sponsors().stream()
                            .filter(share -> share.campaignId().equals(offer.campaignId()))
                            .mapToLong(share -> share.discountMinor() + share.cashbackMinor())
                            .sum();
                }
            }
            if (plan.full() && isGivenBackOnce(transfer)) {
                amount = transfer.amount();
            }
            if (amount > 0) {
                parts.add(new Entry.Action.Reverse.Part(i, amount));
            }
        }
        return parts;
    }

    /** Whether the counter is that of the campaign's spending on the day, or at the merchant. */
    private static boolean isSpendOf(PinnedPrice.Applied offer, PaymentRow payment, String counter) {
        return counter.equals(Accounts.day(offer.campaignId(), offer.day(), payment.currency())
                        .code())
                || counter.equals(Accounts.atMerchant(offer.campaignId(), payment.merchantId(), payment.currency())
                        .code());
    }

    /** What is one whole thing comes back with the last of the payment: a use, an order, a coupon. */
    private static boolean isGivenBackOnce(Transfer transfer) {
        return transfer.asset().equals(Accounts.USE) || transfer.asset().equals(Accounts.COUPON);
    }

    /**
     * What the reversal has brought back to the bank is not there yet: it is due to the card. Cashback that is kept back
     * from it, or from the bonus, goes by the wallet, which must have it before it can give it.
     */
    private static List<Leg> keptBack(Planned planned) {
        PaymentRow payment = planned.payment();
        List<Leg> legs = new ArrayList<>();
        if (planned.toCard() > 0) {
            legs.add(Leg.of(bank(payment), cardRefunds(payment), planned.toCard()));
        }
        AccountKey wallet = Accounts.wallet(payment.customerId(), payment.currency());
        if (planned.keptFromCard() > 0) {
            legs.add(Leg.of(bank(payment), wallet, planned.keptFromCard()));
        }
        if (planned.keptFromBonus() > 0) {
            AccountKey bonus = Accounts.bonus(payment.customerId(), payment.currency());
            legs.add(Leg.of(bonus, wallet, planned.keptFromBonus()));
        }
        if (planned.keepsBack()) {
            for (PaidShares.Funded share : planned.plan().sponsors()) {
                if (share.cashbackMinor() > 0) {
                    legs.add(Leg.of(
                            wallet,
                            Accounts.budget(share.campaignId(), share.sponsorId(), payment.currency()),
                            share.cashbackMinor()));
                }
            }
        }
        return legs;
    }

    private static AccountKey bank(PaymentRow payment) {
        return Accounts.bank(payment.card().orElseThrow().bankCode(), payment.currency());
    }

    private static AccountKey cardRefunds(PaymentRow payment) {
        return Accounts.cardRefunds(payment.card().orElseThrow().bankCode(), payment.currency());
    }

    /** After a campaign's end nothing is to stay in its budget: what comes back goes on to the sponsors. */
    private List<Leg> onToSponsors(PaymentRow payment, Refunding.Plan plan) {
        List<Leg> legs = new ArrayList<>();
        Map<String, Map<String, AccountKey>> homes = new HashMap<>();
        for (PaidShares.Funded share : plan.sponsors()) {
            long amount = share.discountMinor() + share.cashbackMinor();
            AccountKey home =
                    homes.computeIfAbsent(share.campaignId(), offers::homes).get(share.sponsorId());
            if (amount > 0 && home != null) {
                AccountKey budget = Accounts.budget(share.campaignId(), share.sponsorId(), payment.currency());
                legs.add(Leg.of(budget, home, amount));
            }
        }
        return legs;
    }

    private static Divided divided(PaymentRow payment, Refunding.Plan plan, long toCard, long toBonus) {
        List<PinnedPrice.Part> paid = payment.price().applied().stream()
                .flatMap(offer -> offer.sponsors().stream())
                .toList();
        List<PinnedPrice.Part> parts = new ArrayList<>();
        for (int i = 0; i < paid.size(); i++) {
            PaidShares.Funded share = plan.sponsors().get(i);
            parts.add(new PinnedPrice.Part(
                    share.sponsorId(), paid.get(i).name(), share.discountMinor(), share.cashbackMinor(), 0));
        }
        return new Divided(
                payment,
                plan.grossMinor(),
                plan.cashMinor(),
                plan.cashbackMinor(),
                toCard,
                toBonus,
                parts,
                plan.leftMinor());
    }

    /** The refund's parts are in the order in which the payment's offers name their sponsors. */
    private static List<PaymentRefunded.ToSponsor> toSponsors(PaymentRow payment, RefundRow refund) {
        List<PaymentRefunded.ToSponsor> told = new ArrayList<>();
        int next = 0;
        for (PinnedPrice.Applied offer : payment.price().applied()) {
            for (int i = 0; i < offer.sponsors().size(); i++) {
                PinnedPrice.Part part = refund.parts().get(next++);
                long minor = part.discount() + part.cashback();
                if (minor > 0) {
                    told.add(new PaymentRefunded.ToSponsor(offer.campaignId(), part.sponsorId(), minor));
                }
            }
        }
        return told;
    }

    private static Event told(PaymentRow payment, RefundRow refund, boolean imported) {
        return new Event(
                PaymentRefunded.TYPE,
                payment.customerId(),
                new PaymentRefunded(
                        refund.id(),
                        payment.id(),
                        payment.orderId(),
                        payment.customerId(),
                        payment.merchantId(),
                        payment.currency().code(),
                        refund.gross(),
                        refund.cash(),
                        refund.cashback(),
                        refund.toCardMinor(),
                        refund.toBonus(),
                        refund.gross() - refund.cash() + refund.cashback(),
                        toSponsors(payment, refund),
                        refund.full(),
                        refund.refundedAt(),
                        imported));
    }
}
