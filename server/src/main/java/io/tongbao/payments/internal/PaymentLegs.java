package io.tongbao.payments.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.promotions.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The legs of a payment: the customer's cash, from the balance and a card, and every sponsor's share to the merchant, the cashback to the customer, and
 * the counters that hold budgets of a day, uses and first orders. Whatever the price rests on is bound here, because it
 * was read without a lock.
 */
record PaymentLegs(
        String customerId,
        String merchantId,
        Currency currency,
        PinnedPrice price,
        Optional<PaymentRow.CardPart> card) {
    private static final String DAY_BUDGET = "day_budget";
    private static final String USES = "uses";
    private static final String ORDERS_IN_WALLET = "orders_in_wallet";
    private static final String ORDERS_AT_MERCHANT = "orders_at_merchant";

    static PaymentLegs of(PaymentRow payment) {
        return new PaymentLegs(
                payment.customerId(), payment.merchantId(), payment.currency(), payment.price(), payment.card());
    }

    List<Leg> legs() {
        List<Leg> legs = new ArrayList<>();
        AccountKey wallet = Accounts.wallet(customerId, currency);
        AccountKey merchant = Accounts.merchant(merchantId, currency);
        long fromCard = card.map(PaymentRow.CardPart::minor).orElse(0L);
        if (price.payable() > fromCard) {
            legs.add(Leg.of(wallet, merchant, price.payable() - fromCard));
        }
        card.ifPresent(part -> legs.add(Leg.of(Accounts.bank(part.bankCode(), currency), merchant, part.minor())));
        for (PinnedPrice.Applied offer : price.applied()) {
            for (PinnedPrice.Part part : offer.sponsors()) {
                AccountKey budget = Accounts.budget(offer.campaignId(), part.sponsorId(), currency);
                if (part.discount() > 0) {
                    legs.add(Leg.of(budget, merchant, part.discount()));
                }
                if (part.cashback() > 0) {
                    legs.add(Leg.of(budget, wallet, part.cashback()));
                }
            }
            AccountKey day = Accounts.day(offer.campaignId(), offer.day(), currency);
            legs.add(Leg.of(
                    Accounts.spendIssued(currency), day, offer.spend(), atMost(DAY_BUDGET, day, offer.dayAtMost())));
            AccountKey uses = Accounts.uses(offer.campaignId(), customerId);
            legs.add(Leg.of(Accounts.usesIssued(), uses, 1, atMost(USES, uses, offer.usesAtMost())));
        }
        AccountKey inWallet = Accounts.orders(customerId);
        legs.add(Leg.of(
                Accounts.usesIssued(),
                inWallet,
                1,
                exactly(ORDERS_IN_WALLET, inWallet, PinnedPrice.Applied::ordersInWallet)));
        AccountKey atMerchant = Accounts.orders(customerId, merchantId);
        legs.add(Leg.of(
                Accounts.usesIssued(),
                atMerchant,
                1,
                exactly(ORDERS_AT_MERCHANT, atMerchant, PinnedPrice.Applied::ordersAtMerchant)));
        return legs;
    }

    /** The same, funded by the world outside: for history that is brought in. */
    List<Leg> importedLegs() {
        List<Leg> legs = new ArrayList<>();
        if (price.payable() > 0) {
            legs.add(Leg.of(Accounts.imported(currency), Accounts.wallet(customerId, currency), price.payable()));
        }
        legs.addAll(legs());
        return legs;
    }

    /**
     * The offers that a refusal speaks of, with the reason; empty if it has another cause. The price without them is
     * another price, so the customer must be asked again.
     */
    Map<String, Reason> offersRefused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.BoundBroken broken ->
                switch (broken.bound()) {
                    case DAY_BUDGET -> ofCampaign(broken.account(), Reason.DAY_BUDGET_GONE);
                    case USES -> ofCampaign(broken.account(), Reason.USES_UP);
                    case ORDERS_IN_WALLET -> withOrders(PinnedPrice.Applied::ordersInWallet);
                    case ORDERS_AT_MERCHANT -> withOrders(PinnedPrice.Applied::ordersAtMerchant);
                    default -> Map.of();
                };
            case Refusal.Insufficient insufficient -> ofCampaign(insufficient.account(), Reason.BUDGET_GONE);
            case Refusal.Frozen frozen -> ofCampaign(frozen.account(), Reason.PAUSED);
            case Refusal.Closed closed -> ofCampaign(closed.account(), Reason.ENDED);
            case Refusal.AboveMaximum _,
                    Refusal.WrongAsset _,
                    Refusal.KeyReused _,
                    Refusal.ReservationOver _,
                    Refusal.MoreThanLeft _,
                    Refusal.NoSuchEntry _,
                    Refusal.PeriodClosed _,
                    Refusal.Overflow _,
                    Refusal.Rejected _ -> Map.of();
        };
    }

    private Map<String, Reason> ofCampaign(String account, Reason reason) {
        Optional<PinnedPrice.Applied> offer = price.applied().stream()
                .filter(applied -> account.startsWith("campaign/" + applied.campaignId() + "/"))
                .findFirst();
        return offer.map(applied -> Map.of(applied.offerId(), reason)).orElse(Map.of());
    }

    private Map<String, Reason> withOrders(java.util.function.Function<PinnedPrice.Applied, OptionalLong> orders) {
        Map<String, Reason> refused = new java.util.HashMap<>();
        for (PinnedPrice.Applied offer : price.applied()) {
            OptionalLong before = orders.apply(offer);
            if (before.isPresent()) {
                refused.put(offer.offerId(), before.getAsLong() == 0 ? Reason.NOT_FIRST_ORDER : Reason.OTHER_ORDER);
            }
        }
        return refused;
    }

    private static Bound[] atMost(String name, AccountKey account, OptionalLong value) {
        return value.isEmpty()
                ? new Bound[0]
                : new Bound[] {new Bound(name, account, Bound.When.AFTER, Bound.Comparison.AT_MOST, value.getAsLong())};
    }

    private Bound[] exactly(
            String name, AccountKey account, java.util.function.Function<PinnedPrice.Applied, OptionalLong> orders) {
        return price.applied().stream()
                .map(orders)
                .flatMapToLong(OptionalLong::stream)
                .distinct()
                .mapToObj(value -> new Bound(name, account, Bound.When.BEFORE, Bound.Comparison.EXACTLY, value))
                .toArray(Bound[]::new);
    }
}
