package io.tongbao.payments.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.promotions.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the offers of a price move and count, in a payment as in a top-up: every sponsor's share from its budget, and the counters that hold
 * budgets of a day, uses and first orders. Whatever the price rests on is bound here, because it was read without a lock.
 */
record OfferLegs(String customerId, Optional<String> device, Currency currency, List<PinnedPrice.Applied> offers) {
    private static final String DAY_BUDGET = "day_budget";
    private static final String MERCHANT_BUDGET = "merchant_budget";
    private static final String USES = "uses";
    private static final String DEVICE_USES = "device_uses";
    private static final String ORDERS_IN_WALLET = "orders_in_wallet";
    private static final String ORDERS_AT_MERCHANT = "orders_at_merchant";

    OfferLegs {
        offers = List.copyOf(offers);
    }

    /** Discounts to the merchant, cashback to the wallet. */
    List<Leg> ofPayment(String merchantId) {
        AccountKey merchant = Accounts.merchant(merchantId, currency);
        AccountKey wallet = Accounts.wallet(customerId, currency);
        List<Leg> legs = new ArrayList<>();
        for (PinnedPrice.Applied offer : offers) {
            for (PinnedPrice.Part part : offer.sponsors()) {
                AccountKey budget = Accounts.budget(offer.campaignId(), part.sponsorId(), currency);
                if (part.discount() > 0) {
                    legs.add(Leg.of(budget, merchant, part.discount()));
                }
                if (part.cashback() > 0) {
                    legs.add(Leg.of(budget, wallet, part.cashback()));
                }
            }
            counted(offer, legs);
            countedAtMerchant(offer, merchantId, legs);
        }
        return legs;
    }

    /** A top-up counts as no order, but an offer on it may ask for some. */
    List<Leg> ofTopUp() {
        AccountKey bonus = Accounts.bonus(customerId, currency);
        List<Leg> legs = new ArrayList<>();
        for (PinnedPrice.Applied offer : offers) {
            for (PinnedPrice.Part part : offer.sponsors()) {
                if (part.bonus() > 0) {
                    AccountKey budget = Accounts.budget(offer.campaignId(), part.sponsorId(), currency);
                    legs.add(Leg.of(budget, bonus, part.bonus(), ordersInWallet()));
                }
            }
            counted(offer, legs);
        }
        return legs;
    }

    private void counted(PinnedPrice.Applied offer, List<Leg> legs) {
        AccountKey day = Accounts.day(offer.campaignId(), offer.day(), currency);
        legs.add(
                Leg.of(Accounts.spendIssued(currency), day, offer.spend(), atMost(DAY_BUDGET, day, offer.dayAtMost())));
        AccountKey uses = Accounts.uses(offer.campaignId(), customerId);
        legs.add(Leg.of(Accounts.usesIssued(), uses, 1, atMost(USES, uses, offer.usesAtMost())));
        offer.couponId()
                .ifPresent(coupon -> legs.add(Leg.of(
                        Accounts.coupon(offer.campaignId(), coupon, customerId),
                        Accounts.couponsUsed(offer.campaignId()),
                        1)));
    }

    /** Counters that only such offers have as limit a merchant's part, or a device's. */
    private void countedAtMerchant(PinnedPrice.Applied offer, String merchantId, List<Leg> legs) {
        if (offer.merchantAtMost().isPresent()) {
            AccountKey spent = Accounts.atMerchant(offer.campaignId(), merchantId, currency);
            Bound[] bound = atMost(MERCHANT_BUDGET, spent, offer.merchantAtMost());
            legs.add(Leg.of(Accounts.spendIssued(currency), spent, offer.spend(), bound));
        }
        if (offer.deviceUsesAtMost().isPresent() && device.isPresent()) {
            AccountKey uses = Accounts.usesOnDevice(offer.campaignId(), device.get());
            legs.add(Leg.of(Accounts.usesIssued(), uses, 1, atMost(DEVICE_USES, uses, offer.deviceUsesAtMost())));
        }
    }

    /** What the offers say of the orders paid before. */
    Bound[] ordersInWallet() {
        return exactly(ORDERS_IN_WALLET, Accounts.orders(customerId), PinnedPrice.Applied::ordersInWallet);
    }

    Bound[] ordersAtMerchant(String merchantId) {
        return exactly(
                ORDERS_AT_MERCHANT, Accounts.orders(customerId, merchantId), PinnedPrice.Applied::ordersAtMerchant);
    }

    /**
     * The offers that a refusal speaks of, with the reason; empty if it has another cause. The price without them is
     * another price, so the customer must be asked again.
     */
    Map<String, Reason> refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.BoundBroken broken ->
                switch (broken.bound()) {
                    case DAY_BUDGET -> ofCampaign(broken.account(), Reason.DAY_BUDGET_GONE);
                    case MERCHANT_BUDGET -> ofCampaign(broken.account(), Reason.MERCHANT_BUDGET_GONE);
                    case USES -> ofCampaign(broken.account(), Reason.USES_UP);
                    case DEVICE_USES -> ofCampaign(broken.account(), Reason.DEVICE_USES_UP);
                    case ORDERS_IN_WALLET -> withOrders(PinnedPrice.Applied::ordersInWallet);
                    case ORDERS_AT_MERCHANT -> withOrders(PinnedPrice.Applied::ordersAtMerchant);
                    default -> Map.of();
                };
            case Refusal.Insufficient insufficient -> {
                Map<String, Reason> coupons = ofCoupon(insufficient.account());
                yield coupons.isEmpty() ? ofCampaign(insufficient.account(), Reason.BUDGET_GONE) : coupons;
            }
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

    private Map<String, Reason> ofCoupon(String account) {
        return offers.stream()
                .filter(applied -> Accounts.isCoupon(account, applied.campaignId()))
                .findFirst()
                .map(applied -> Map.of(applied.offerId(), Reason.NO_COUPON))
                .orElse(Map.of());
    }

    private Map<String, Reason> ofCampaign(String account, Reason reason) {
        Optional<PinnedPrice.Applied> offer = offers.stream()
                .filter(applied -> account.startsWith("campaign/" + applied.campaignId() + "/"))
                .findFirst();
        return offer.map(applied -> Map.of(applied.offerId(), reason)).orElse(Map.of());
    }

    private Map<String, Reason> withOrders(Function<PinnedPrice.Applied, OptionalLong> orders) {
        Map<String, Reason> refused = new HashMap<>();
        for (PinnedPrice.Applied offer : offers) {
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

    private Bound[] exactly(String name, AccountKey account, Function<PinnedPrice.Applied, OptionalLong> orders) {
        return offers.stream()
                .map(orders)
                .flatMapToLong(OptionalLong::stream)
                .distinct()
                .mapToObj(value -> new Bound(name, account, Bound.When.BEFORE, Bound.Comparison.EXACTLY, value))
                .toArray(Bound[]::new);
    }
}
