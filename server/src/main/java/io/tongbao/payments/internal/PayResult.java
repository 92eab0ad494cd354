package io.tongbao.payments.internal;

import io.tongbao.identity.PinCheck;
import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer to a customer who pays, or to a till that charges a pay code. */
sealed interface PayResult {

    /**
     * Paid, by this request or before under the same key, quote or pay code.
     *
     * @param bonus what was drawn from the bonus, if by this request, so that nothing of it can be refunded yet
     */
    record Paid(PaymentRow payment, OptionalLong bonus) implements PayResult {
        static Paid now(PaymentRow payment, long bonus) {
            return new Paid(payment, OptionalLong.of(bonus));
        }

        static Paid before(PaymentRow payment) {
            return new Paid(payment, OptionalLong.empty());
        }

        boolean anew() {
            return bonus.isPresent();
        }
    }

    /** Everything is reserved and the payer's bank has not answered; by this request or before. */
    record Pending(PaymentRow payment) implements PayResult {}

    /** The bank declined the card's part; nothing was paid, and the same request is answered so again. */
    record Declined(PaymentRow payment, String reason) implements PayResult {}

    /** Another's payment of the order waits for its bank. */
    record OrderPending() implements PayResult {}

    /** There is no bank, so there are no cards. */
    record NoBank() implements PayResult {}

    record NoSuchCard() implements PayResult {}

    /** What is to come from the balance leaves nothing for the card. */
    record NothingForCard(long payable, Currency currency) implements PayResult {}

    record WrongCurrency(Currency right) implements PayResult {}

    /** An offer in the price no longer holds; nothing was paid. */
    record PriceChanged(QuotingPayments.Shown quote) implements PayResult {}

    record QuoteExpired() implements PayResult {}

    /** No such quote, order or merchant for this person. */
    record NotThere() implements PayResult {}

    record NotByPin(PinCheck why) implements PayResult {}

    record Insufficient(long available, long needed, Currency currency) implements PayResult {}

    record CustomerFrozen() implements PayResult {}

    record CustomerClosed() implements PayResult {}

    /** Not active, or its account stands still. */
    record MerchantStopped() implements PayResult {}

    /** @param payment only where it is the asker's own */
    record OrderPaid(Optional<String> payment) implements PayResult {}

    record OrderOver(OrderStore.State state) implements PayResult {}

    /** It happened before the books were closed; only what is brought in can meet this. */
    record BooksClosed(Instant until) implements PayResult {}

    record KeyReused() implements PayResult {}

    record Busy() implements PayResult {}
}
