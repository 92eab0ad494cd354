package io.tongbao.offers.internal;

import io.tongbao.merchants.MerchantProfile;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers.Approval;
import io.tongbao.offers.Offers.Asker;
import io.tongbao.offers.Offers.Beside;
import io.tongbao.offers.Offers.ChangeResult;
import io.tongbao.offers.Offers.OpenResult;
import io.tongbao.offers.Offers.VersionResult;
import io.tongbao.offers.SponsorIds;
import io.tongbao.offers.internal.OwnOfferStore.Limit;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Level;
import io.tongbao.promotions.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/**
 * Offers that merchants give on their own account: borne by the merchant alone, at its own tills, within limits that the house has set. What
 * all of a merchant's offers may come to together is judged under a lock, so that no two tabs together pass it.
 */
@Component
class OwnOffers {
    private static final String PAUSED = "paused";
    private static final int LOOKED_BACK = 20;

    private final OwnOfferStore store;
    private final OfferStore offers;
    private final OpeningOffers opening;
    private final TransactionTemplate transaction;

    OwnOffers(OwnOfferStore store, OfferStore offers, OpeningOffers opening, TransactionTemplate transaction) {
        this.store = store;
        this.offers = offers;
        this.opening = opening;
        this.transaction = transaction;
    }

    /** What holds for a merchant, and what it gives already. */
    record Room(Limit limit, OwnOfferStore.Live live) {}

    Room room(MerchantProfile merchant) {
        return new Room(limit(merchant), store.live(merchant.id(), Optional.empty()));
    }

    private Limit limit(MerchantProfile merchant) {
        return store.holding(merchant.id(), merchant.currency())
                .map(OwnOfferStore.Rule::limit)
                .orElse(Limit.NOTHING);
    }

    /** @param asked whoever bears it and wherever it is to hold: it is the merchant's alone */
    OpenResult open(MerchantProfile merchant, NewOffer asked, Asker asker) {
        NewOffer own = ofMerchant(asked, merchant);
        return transaction.execute(_ -> {
            store.lock(merchant.id());
            Limit limit = limit(merchant);
            OwnOfferStore.Live live = store.live(merchant.id(), Optional.empty());
            return opening.openOwn(
                    own,
                    asker,
                    kept -> wrong(kept.terms(), limit, live),
                    kept -> store.note(kept.id(), merchant.id(), own));
        });
    }

    /** Another budget, or another end; the rest stays as it was told to customers. Empty if it is not this merchant's own. */
    Optional<VersionResult> change(MerchantProfile merchant, String offerId, Money total, Instant endsAt, String by) {
        return store.asked(offerId, merchant.id())
                .map(asked -> transaction.execute(_ -> {
                    store.lock(merchant.id());
                    NewOffer changed = changed(asked, total, endsAt);
                    Limit limit = limit(merchant);
                    OwnOfferStore.Live others = store.live(merchant.id(), Optional.of(offerId));
                    String campaignId = offers.find(offerId).orElseThrow().campaignId();
                    return opening.reviseOwn(
                            changed,
                            new Approval(campaignId, by, Beside.NOTHING),
                            kept -> wrong(kept.terms(), limit, others));
                }));
    }

    sealed interface Resuming {
        record Done(ChangeResult result) implements Resuming {}

        /** The house has paused it, and only the house lets it go on. */
        record PausedByHouse() implements Resuming {}
    }

    Resuming resume(String offerId, String by) {
        boolean byHouse = store.changes(offerId, LOOKED_BACK).stream()
                .filter(change -> change.what().equals(PAUSED))
                .findFirst()
                .filter(OwnOfferStore.Change::house)
                .isPresent();
        boolean paused = offers.find(offerId)
                .filter(kept -> kept.state() == OfferState.PAUSED)
                .isPresent();
        return byHouse && paused ? new Resuming.PausedByHouse() : new Resuming.Done(opening.resume(offerId, by, ""));
    }

    /** Everything that passes a limit or is not a merchant's to give, so that it is put right at once. */
    private static List<FieldProblem> wrong(Offer terms, Limit limit, OwnOfferStore.Live others) {
        List<FieldProblem> wrong = new ArrayList<>();
        long budget = terms.budget().totalMinor();
        if (others.offers() >= limit.liveOffers()) {
            wrong.add(new FieldProblem(
                    "name", "too-many-own", "would be more offers of one's own than are allowed at once"));
        }
        if (budget > limit.offerMinor()) {
            wrong.add(new FieldProblem(
                    "budget.total", "above-own-limit", "is more than one offer of one's own may cost"));
        } else if (Math.addExact(others.budgetsMinor(), budget) > limit.liveMinor()) {
            wrong.add(new FieldProblem(
                    "budget.total", "above-own-sum", "is more than is left for all offers of one's own together"));
        }
        OptionalLong most = mostOfAPayment(terms.benefit());
        if (most.isEmpty()) {
            wrong.add(new FieldProblem("benefit", "uncapped", "must say the most that one payment may be given"));
        } else if (most.getAsLong() > limit.paymentMinor()) {
            wrong.add(new FieldProblem("benefit", "above-own-limit", "gives one payment more than is allowed"));
        }
        if (Duration.between(terms.schedule().start(), terms.schedule().end()).compareTo(Duration.ofDays(limit.days()))
                > 0) {
            wrong.add(new FieldProblem("endsAt", "above-own-limit", "is later than an offer of one's own may run"));
        }
        if (terms.byCoupon() && !limit.coupons()) {
            wrong.add(new FieldProblem("coupon", "not-allowed", "are not allowed in offers of one's own"));
        }
        if (!isOfAMerchant(terms.condition())) {
            wrong.add(new FieldProblem("condition", "not-allowed", "asks for what only the house knows"));
        }
        return wrong;
    }

    /** Empty for a benefit that has no such bound. */
    private static OptionalLong mostOfAPayment(Benefit benefit) {
        return switch (benefit) {
            case Benefit.AmountOff off when off.level() == Level.ORDER -> OptionalLong.of(off.offMinor());
            case Benefit.PercentOff off when off.level() == Level.ORDER -> off.capMinor();
            case Benefit.SpendAndSave save ->
                save.steps().stream()
                        .mapToLong(Benefit.SpendAndSave.Step::offMinor)
                        .max();
            case Benefit.EverySpend every
            when every.maxTimes().isPresent() ->
                OptionalLong.of(Math.multiplyExact(
                        every.offMinor(), (long) every.maxTimes().getAsInt()));
            case Benefit.Cashback back -> back.capMinor();
            case Benefit.RandomOff random ->
                random.chances().stream()
                        .mapToLong(Benefit.RandomOff.Chance::offMinor)
                        .max();
            default -> OptionalLong.empty();
        };
    }

    /** Lists of customers and expressions are the house's. */
    private static boolean isOfAMerchant(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.parts().stream().allMatch(OwnOffers::isOfAMerchant);
            case Condition.AmountAtLeast _,
                    Condition.QuantityAtLeast _,
                    Condition.NthOrder _,
                    Condition.NewCustomer _,
                    Condition.WeeklyHours _,
                    Condition.OnCalendar _,
                    Condition.NearLunarDay _ -> true;
            default -> false;
        };
    }

    private static NewOffer ofMerchant(NewOffer asked, MerchantProfile merchant) {
        JsonNode all = IntNode.valueOf(100);
        List<NewOffer.@Nullable Sponsor> alone =
                List.of(new NewOffer.Sponsor(SponsorIds.ofMerchant(merchant.id()), merchant.name(), all, false));
        return new NewOffer(
                asked.name(),
                merchant.currency().code(),
                asked.benefit(),
                asked.condition(),
                List.of(merchant.id()),
                asked.startsAt(),
                asked.endsAt(),
                asked.zone(),
                asked.budget(),
                asked.usesPerCustomer(),
                asked.usesPerDevice(),
                asked.combinable(),
                asked.holdoutPercent(),
                alone,
                asked.coupon());
    }

    private static NewOffer changed(NewOffer asked, Money total, Instant endsAt) {
        NewOffer.Budget budget = Objects.requireNonNull(asked.budget());
        return new NewOffer(
                asked.name(),
                asked.currency(),
                asked.benefit(),
                asked.condition(),
                asked.merchantIds(),
                asked.startsAt(),
                endsAt.toString(),
                asked.zone(),
                new NewOffer.Budget(total, budget.perDay(), budget.perMerchant(), budget.edge()),
                asked.usesPerCustomer(),
                asked.usesPerDevice(),
                asked.combinable(),
                asked.holdoutPercent(),
                asked.sponsors(),
                asked.coupon());
    }
}
