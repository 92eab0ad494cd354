package io.tongbao.payments.internal;

import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.OnceKey;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.Setting;
import io.tongbao.wallets.Cards;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * A customer pays what the quote showed, never anything else: from the balance, from a card, or a part from each. While a
 * bank has not answered, whoever pays the same again is answered with the payment that waits.
 */
@Service
class PayingQuotes {
    private final QuoteStore quotes;
    private final PaymentStore payments;
    private final OrderStore orders;
    private final QuotingPayments quoting;
    private final PostingPayments posting;
    private final PayingByCard byCard;
    private final Cards cards;
    private final Ledger ledger;
    private final Merchants merchants;
    private final Pins pins;
    private final Clock clock;

    PayingQuotes(
            QuoteStore quotes,
            PaymentStore payments,
            OrderStore orders,
            QuotingPayments quoting,
            PostingPayments posting,
            PayingByCard byCard,
            Cards cards,
            Ledger ledger,
            Merchants merchants,
            Pins pins,
            Clock clock) {
        this.quotes = quotes;
        this.payments = payments;
        this.orders = orders;
        this.quoting = quoting;
        this.posting = posting;
        this.byCard = byCard;
        this.cards = cards;
        this.ledger = ledger;
        this.merchants = merchants;
        this.pins = pins;
        this.clock = clock;
    }

    /** Another funding than the price was made for is asked again with its own price, if the price could depend on it. */
    PayResult pay(
            String customerId, String quoteId, Optional<Funding> funding, Optional<String> pin, IdempotencyKey key) {
        Optional<QuoteStore.Quote> found = quotes.find(quoteId, customerId);
        if (found.isEmpty()) {
            return new PayResult.NotThere();
        }
        QuoteStore.Quote quote = found.get();
        Instant now = clock.instant();
        if (!now.isBefore(quote.expiresAt())) {
            return knownOr(quote, PayResult.QuoteExpired::new);
        }
        Optional<MerchantProfile> merchant = merchants.find(quote.merchantId());
        if (merchant.isEmpty() || !merchant.get().isActive()) {
            return new PayResult.MerchantStopped();
        }
        Optional<Cards.LinkedCard> card = Optional.empty();
        if (funding.isPresent()) {
            switch (found(quote, funding.get())) {
                case Found.Card(Cards.LinkedCard linked) -> card = Optional.of(linked);
                case Found.Not(PayResult why) -> {
                    // The card may have been removed since the payment that this request asks for again.
                    return knownOr(quote, () -> why);
                }
            }
        }
        Setting.Source source = card.map(Funding::source).orElse(Funding.BALANCE);
        if (quote.isForAnother(source)) {
            return knownOr(quote, () -> changed(quote, merchant.get(), source, Map.of()));
        }
        long fromCard = card.isEmpty() ? 0 : quote.price().payable() - fromBalance(funding);
        if (card.isPresent() && fromCard < 1) {
            return knownOr(
                    quote, () -> new PayResult.NothingForCard(quote.price().payable(), quote.currency()));
        }
        PinCheck checked = pins.check(customerId, new Money(quote.price().payable(), quote.currency()), pin);
        if (!(checked instanceof PinCheck.Allowed)) {
            return new PayResult.NotByPin(checked);
        }
        PaymentRow payment = new PaymentRow(
                TypeIds.next("pay"),
                OptionalLong.empty(),
                quote.channel(),
                Optional.of(quoteId),
                quote.orderId(),
                Optional.empty(),
                quote.orderNumber(),
                customerId,
                quote.merchantId(),
                quote.storeId(),
                quote.currency(),
                quote.price().frozen(),
                card.map(it -> new PaymentRow.CardPart(it.id(), it.bankCode(), fromCard)),
                now);
        String content = quoteId + funding.map(from -> " " + from.content()).orElse("");
        OnceKey asked = OnceKey.of(true, content, customerId, "POST /payments", key.value());
        return switch (posting.post(payment, quote.turn(), Optional.of(asked))) {
            case PostingPayments.Outcome.Posted reserved
            when payment.card().isPresent() -> answer(byCard.charge(reserved.payment()));
            case PostingPayments.Outcome.Posted posted -> PayResult.Paid.now(posted.payment(), posted.bonus());
            case PostingPayments.Outcome.Before before -> before(before.known(), quote);
            case PostingPayments.Outcome.OffersRefused offers ->
                changed(quote, merchant.get(), source, offers.offers());
            case PostingPayments.Outcome.Refused refused -> refused.result();
        };
    }

    /** What was asked before under the quote, in another tab or by a request whose answer was lost; else this. */
    private PayResult knownOr(QuoteStore.Quote quote, Supplier<PayResult> otherwise) {
        return payments.knownOfQuote(quote.id()).map(PayingQuotes::answer).orElseGet(otherwise);
    }

    private PayResult changed(
            QuoteStore.Quote quote, MerchantProfile merchant, Setting.Source source, Map<String, Reason> refused) {
        return new PayResult.PriceChanged(
                quoting.again(quote, merchant, quote.orderId().flatMap(orders::find), source, refused));
    }

    private static long fromBalance(Optional<Funding> funding) {
        return funding.flatMap(Funding::balance).map(Money::minor).orElse(0L);
    }

    private sealed interface Found {
        record Card(Cards.LinkedCard card) implements Found {}

        record Not(PayResult why) implements Found {}
    }

    private Found found(QuoteStore.Quote quote, Funding funding) {
        if (!cards.haveBank()) {
            return new Found.Not(new PayResult.NoBank());
        }
        Optional<Cards.LinkedCard> card = cards.find(quote.customerId(), funding.cardId());
        if (card.isEmpty()) {
            return new Found.Not(new PayResult.NoSuchCard());
        }
        Optional<PayResult> stopped = stopped(quote);
        if (stopped.isPresent()) {
            return new Found.Not(stopped.get());
        }
        if (funding.balance().isPresent() && !funding.balance().get().currency().equals(quote.currency())) {
            return new Found.Not(new PayResult.WrongCurrency(quote.currency()));
        }
        return new Found.Card(card.get());
    }

    /**
     * A wallet that may give nothing pays nothing by card either, though no leg of the payment leaves it. The card is
     * refused before the bank hears of it; what was reserved before the wallet was stopped goes on.
     */
    private Optional<PayResult> stopped(QuoteStore.Quote quote) {
        Optional<Balance> wallet = ledger.balance(
                Accounts.wallet(quote.customerId(), quote.currency()).code());
        if (wallet.isEmpty()) {
            return Optional.empty();
        }
        if (wallet.get().closed()) {
            return Optional.of(new PayResult.CustomerClosed());
        }
        Ledger.Freeze freeze = wallet.get().freeze();
        return freeze == Ledger.Freeze.OUT || freeze == Ledger.Freeze.BOTH
                ? Optional.of(new PayResult.CustomerFrozen())
                : Optional.empty();
    }

    /** The quote was paid before, in another tab or by a request whose answer was lost; or another one took the order. */
    private static PayResult before(PaymentStore.Known known, QuoteStore.Quote quote) {
        PaymentRow payment = known.payment();
        if (payment.quoteId().equals(Optional.of(quote.id()))) {
            return answer(known);
        }
        boolean own = payment.customerId().equals(quote.customerId());
        return switch (known.state()) {
            case DONE -> new PayResult.OrderPaid(own ? Optional.of(payment.id()) : Optional.empty());
            case PENDING -> own ? new PayResult.Pending(payment) : new PayResult.OrderPending();
            // The order is in its next turn, and this quote is of the one that was declined.
            case DECLINED -> new PayResult.QuoteExpired();
        };
    }

    private static PayResult answer(PaymentStore.Known known) {
        return switch (known.state()) {
            case DONE -> PayResult.Paid.before(known.payment());
            case PENDING -> new PayResult.Pending(known.payment());
            case DECLINED ->
                new PayResult.Declined(known.payment(), known.reason().orElseThrow());
        };
    }
}
