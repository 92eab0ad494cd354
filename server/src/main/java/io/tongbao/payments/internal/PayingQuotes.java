package io.tongbao.payments.internal;

import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.OnceKey;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/** A customer pays what the quote showed, never anything else. */
@Service
class PayingQuotes {
    private final QuoteStore quotes;
    private final PaymentStore payments;
    private final OrderStore orders;
    private final QuotingPayments quoting;
    private final PostingPayments posting;
    private final Merchants merchants;
    private final Pins pins;
    private final Clock clock;

    PayingQuotes(
            QuoteStore quotes,
            PaymentStore payments,
            OrderStore orders,
            QuotingPayments quoting,
            PostingPayments posting,
            Merchants merchants,
            Pins pins,
            Clock clock) {
        this.quotes = quotes;
        this.payments = payments;
        this.orders = orders;
        this.quoting = quoting;
        this.posting = posting;
        this.merchants = merchants;
        this.pins = pins;
        this.clock = clock;
    }

    PayResult pay(String customerId, String quoteId, Optional<String> pin, IdempotencyKey key) {
        Optional<QuoteStore.Quote> found = quotes.find(quoteId, customerId);
        if (found.isEmpty()) {
            return new PayResult.NotThere();
        }
        QuoteStore.Quote quote = found.get();
        Instant now = clock.instant();
        if (!now.isBefore(quote.expiresAt())) {
            return payments.paymentOfQuote(quoteId)
                    .<PayResult>map(PayResult.Paid::before)
                    .orElse(new PayResult.QuoteExpired());
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
                now);
        OnceKey asked = OnceKey.of(true, quoteId, customerId, "POST /payments", key.value());
        return switch (posting.post(payment, Optional.of(asked))) {
            case PostingPayments.Outcome.Posted posted -> PayResult.Paid.now(posted.payment());
            case PostingPayments.Outcome.Before before -> before(before.payment(), quote);
            case PostingPayments.Outcome.OffersRefused offers ->
                new PayResult.PriceChanged(
                        quoting.again(quote, merchant.get(), quote.orderId().flatMap(orders::find), offers.offers()));
            case PostingPayments.Outcome.Refused refused -> refused.result();
        };
    }

    /** The quote was paid before, in another tab or by a request whose answer was lost; or another one paid the order. */
    private static PayResult before(PaymentRow payment, QuoteStore.Quote quote) {
        if (payment.quoteId().equals(Optional.of(quote.id()))) {
            return PayResult.Paid.before(payment);
        }
        boolean own = payment.customerId().equals(quote.customerId());
        return new PayResult.OrderPaid(own ? Optional.of(payment.id()) : Optional.empty());
    }
}
