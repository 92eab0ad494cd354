package io.tongbao.payments.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.Refusal;
import io.tongbao.ledger.Source;
import io.tongbao.payments.Accounts;
import io.tongbao.promotions.Reason;
import io.tongbao.wallets.WalletAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The legs of a payment: the customer's cash, from the balance and a card, what the offers move, and the orders paid. */
record PaymentLegs(
        String customerId,
        String merchantId,
        Currency currency,
        PinnedPrice price,
        Optional<PaymentRow.CardPart> card) {
    static PaymentLegs of(PaymentRow payment) {
        return new PaymentLegs(
                payment.customerId(), payment.merchantId(), payment.currency(), payment.price(), payment.card());
    }

    /** What comes from the balance is drawn from the bonus first; if either stands still, nothing is paid. */
    List<Leg> legs() {
        return legs(new Source.InOrder(WalletAccounts.purses(customerId, currency), Source.InOrder.Stopped.REFUSED));
    }

    /** The same, funded by the world outside: for history that is brought in. */
    List<Leg> importedLegs() {
        AccountKey wallet = Accounts.wallet(customerId, currency);
        List<Leg> legs = new ArrayList<>();
        if (price.payable() > 0) {
            legs.add(Leg.of(Accounts.imported(currency), wallet, price.payable()));
        }
        legs.addAll(legs(new Source.Account(wallet)));
        return legs;
    }

    private List<Leg> legs(Source balance) {
        List<Leg> legs = new ArrayList<>();
        AccountKey merchant = Accounts.merchant(merchantId, currency);
        long fromCard = card.map(PaymentRow.CardPart::minor).orElse(0L);
        if (price.payable() > fromCard) {
            legs.add(new Leg(balance, merchant, price.payable() - fromCard, List.of()));
        }
        card.ifPresent(part -> legs.add(Leg.of(Accounts.bank(part.bankCode(), currency), merchant, part.minor())));
        legs.addAll(offers().ofPayment(merchantId));
        legs.add(Leg.of(Accounts.usesIssued(), Accounts.orders(customerId), 1, offers().ordersInWallet()));
        legs.add(Leg.of(
                Accounts.usesIssued(),
                Accounts.orders(customerId, merchantId),
                1,
                offers().ordersAtMerchant(merchantId)));
        return legs;
    }

    Map<String, Reason> offersRefused(Refusal refusal) {
        return offers().refused(refusal);
    }

    private OfferLegs offers() {
        return new OfferLegs(customerId, price.device(), currency, price.applied());
    }
}
