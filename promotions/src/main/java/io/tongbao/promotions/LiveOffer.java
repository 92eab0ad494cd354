package io.tongbao.promotions;

import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An offer, compiled: what can be worked out once is, so that a payment only asks. */
public final class LiveOffer {
    private final Offer offer;
    private final CompiledCondition condition;

    private LiveOffer(Offer offer, CompiledCondition condition) {
        this.offer = offer;
        this.condition = condition;
    }

    /**
     * @throws IllegalArgumentException if the condition can't be compiled: an expression that is not right, a calendar that is not
     *     there, a tree too large
     */
    public static LiveOffer compile(Offer offer, Calendars calendars) {
        return new LiveOffer(offer, CompiledCondition.compile(offer.condition(), offer.zone(), calendars));
    }

    /**
     * Compiles a condition, or a part of one, only to see whether it can be.
     *
     * @throws IllegalArgumentException as {@link #compile}
     */
    public static void checkCompiles(Condition condition, Calendars calendars) {
        CompiledCondition.compile(condition, ZoneOffset.UTC, calendars);
    }

    public Offer offer() {
        return offer;
    }

    CompiledCondition condition() {
        return condition;
    }

    Basket.Occasion occasion() {
        return offer.benefit() instanceof Benefit.TopUpBonus ? Basket.Occasion.TOP_UP : Basket.Occasion.PURCHASE;
    }

    /** The first condition, of those that need no look into the books, that is not met. */
    @Nullable
    Miss missBeforeBooks(Facts facts, Running start) {
        Basket basket = facts.request().basket();
        if (!offer.currency().equals(basket.currency())) {
            return Miss.of(Reason.WRONG_CURRENCY, "currency = " + offer.currency(), basket.currency());
        }
        if (occasion() != basket.occasion()) {
            return Miss.of(
                    Reason.OTHER_OCCASION,
                    "occasion = " + occasion(),
                    basket.occasion().name());
        }
        String merchantId = facts.setting().merchantId();
        if (!offer.merchantIds().isEmpty() && !offer.merchantIds().contains(merchantId)) {
            return Miss.of(Reason.OTHER_MERCHANT, "merchant is one of the offer's", merchantId);
        }
        Schedule schedule = offer.schedule();
        if (facts.now().isBefore(schedule.start())) {
            return Miss.of(
                    Reason.NOT_STARTED,
                    "time >= " + schedule.start(),
                    facts.now().toString());
        }
        if (!facts.now().isBefore(schedule.end())) {
            return Miss.of(Reason.ENDED, "time < " + schedule.end(), facts.now().toString());
        }
        Miss miss = condition.missBeforeBooks(facts, start);
        return miss == null ? Entrant.missOfGoods(offer.benefit(), facts) : miss;
    }

    /**
     * The first condition on what the books say that is not met; asked only after those above are. Who is held out is told last: those
     * who hear it would have had the offer but for that.
     */
    @Nullable
    Miss missWithBooks(Facts facts, Running start, Standing.OfOffer standing) {
        if (standing.paused()) {
            return Miss.of(Reason.PAUSED, "offer is live", "paused");
        }
        OptionalLong uses = offer.budget().usesPerCustomer();
        if (uses.isPresent() && standing.uses() >= uses.getAsLong()) {
            return Miss.of(Reason.USES_UP, "uses < " + uses.getAsLong(), standing.uses());
        }
        Miss miss = condition.missWithBooks(facts, start);
        if (miss == null && Holdout.keepsOut(offer, facts.customer().id())) {
            return Miss.of(
                    Reason.HELD_OUT,
                    "customer is not of the " + offer.holdoutBasisPoints() + " basis points held out",
                    "held out");
        }
        return miss;
    }

    /** Which counts of orders the conditions read: each must then be held by the ledger as it was seen. */
    Set<OrderScope> ordersRead() {
        return condition.ordersRead();
    }

    @Override
    public String toString() {
        return offer.id() + " v" + offer.version();
    }
}
