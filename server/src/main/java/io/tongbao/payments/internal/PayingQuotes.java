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
import io.tongbao.wallets.Cards;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
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

    /**
     * Where the money comes from, when not all of it from the balance.
     *
     * @param balance the part that comes from the balance; empty if all is to come from the card
     */
    record Funding(String cardId, Optional<Money> balance) {
        String content() {
            return cardId
                    + balance.map(part -> " " + part.minor() + part.currency().code())
                            .orElse("");
        }
    }

    PayResult pay(
            String customerId, String quoteId, Optional<Funding> funding, Optional<String> pin, IdempotencyKey key) {
        Optional<QuoteStore.Quote> found = quotes.find(quoteId, customerId);
        if (found.isEmpty()) {
            return new PayResult.NotThere();
        }
        QuoteStore.Quote quote = found.get();
        Instant now = clock.instant();
        if (!now.isBefore(quote.expiresAt())) {
            return payments.knownOfQuote(quoteId).map(PayingQuotes::answer).orElse(new PayResult.QuoteExpired());
        }
        Optional<PaymentRow.CardPart> card = Optional.empty();
        if (funding.isPresent()) {
            switch (funded(quote, funding.get())) {
                case Funded.ByCard(PaymentRow.CardPart part) -> card = Optional.of(part);
                case Funded.Not(PayResult why) -> {
                    // The card may have been removed since the payment that this request asks for again.
                    return payments.knownOfQuote(quoteId)
                            .map(PayingQuotes::answer)
                            .orElse(why);
                }
            }
        }
        PinCheck checked = pins.check(customerId, new Money(quote.price().payable(), quote.currency()), pin);
        if (!(checked instanceof PinCheck.Allowed)) {
            return new PayResult.NotByPin(checked);
        }
        Optional<MerchantProfile> merchant = merchants.find(quote.merchantId());
        if (merchant.isEmpty() || !merchant.get().isActive()) {
            return new PayResult.MerchantStopped();
        }
        PaymentRow payment = new PaymentRow(
                TypeIds.next("pay"),
                OptionalLong.empty(),
                PaymentRow.Channel.QUOTE,
                Optional.of(quoteId),
                quote.orderId(),
                Optional.empty(),
                quote.orderNumber(),
                customerId,
                quote.merchantId(),
                quote.currency(),
                quote.price().frozen(),
                card,
                now);
        String content = quoteId + funding.map(from -> " " + from.content()).orElse("");
        OnceKey asked = OnceKey.of(true, content, customerId, "POST /payments", key.value());
        return switch (posting.post(payment, quote.turn(), Optional.of(asked))) {
            case PostingPayments.Outcome.Posted(PaymentRow reserved)
            when reserved.card().isPresent() -> answer(byCard.charge(reserved));
            case PostingPayments.Outcome.Posted posted -> PayResult.Paid.now(posted.payment());
            case PostingPayments.Outcome.Before before -> before(before.known(), quote);
            case PostingPayments.Outcome.OffersRefused offers ->
                new PayResult.PriceChanged(
                        quoting.again(quote, merchant.get(), quote.orderId().flatMap(orders::find), offers.offers()));
            case PostingPayments.Outcome.Refused refused -> refused.result();
        };
    }

    private sealed interface Funded {
        record ByCard(PaymentRow.CardPart part) implements Funded {}

        record Not(PayResult why) implements Funded {}
    }

    private Funded funded(QuoteStore.Quote quote, Funding funding) {
        if (!cards.haveBank()) {
            return new Funded.Not(new PayResult.NoBank());
        }
        Optional<Cards.LinkedCard> card = cards.find(quote.customerId(), funding.cardId());
        if (card.isEmpty()) {
            return new Funded.Not(new PayResult.NoSuchCard());
        }
        Optional<PayResult> stopped = stopped(quote);
        if (stopped.isPresent()) {
            return new Funded.Not(stopped.get());
        }
        if (funding.balance().isPresent() && !funding.balance().get().currency().equals(quote.currency())) {
            return new Funded.Not(new PayResult.WrongCurrency(quote.currency()));
        }
        long fromCard =
                quote.price().payable() - funding.balance().map(Money::minor).orElse(0L);
        if (fromCard < 1) {
            return new Funded.Not(new PayResult.NothingForCard(quote.price().payable(), quote.currency()));
        }
        return new Funded.ByCard(
                new PaymentRow.CardPart(card.get().id(), card.get().bankCode(), fromCard));
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
