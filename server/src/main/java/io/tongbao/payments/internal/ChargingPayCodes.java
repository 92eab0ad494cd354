package io.tongbao.payments.internal;

import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.OnceKey;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Channel;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/**
 * A till charges the code that a customer shows. There is no quote to confirm, so the price is made here; if an offer in
 * it is refused, it is made again without that offer, at most three times. It is paid from the balance. Above what the customer pays without a PIN
 * nothing is charged: the wallet is told the order and pays it there, with the PIN.
 */
@Service
class ChargingPayCodes {
    private static final int PRICED_AT_MOST = 3;

    private final PayCodes codes;
    private final PayCodeStore codeStore;
    private final OrderStore orders;
    private final PaymentStore payments;
    private final PricingBaskets pricing;
    private final PostingPayments posting;
    private final Merchants merchants;
    private final Pins pins;
    private final GuessThrottle throttle;
    private final Clock clock;

    ChargingPayCodes(
            PayCodes codes,
            PayCodeStore codeStore,
            OrderStore orders,
            PaymentStore payments,
            PricingBaskets pricing,
            PostingPayments posting,
            Merchants merchants,
            Pins pins,
            GuessThrottle throttle,
            Clock clock) {
        this.codes = codes;
        this.codeStore = codeStore;
        this.orders = orders;
        this.payments = payments;
        this.pricing = pricing;
        this.posting = posting;
        this.merchants = merchants;
        this.pins = pins;
        this.throttle = throttle;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Settled(PayResult result) implements Outcome {}

        record NoSuchCode() implements Outcome {}

        record CodeExpired() implements Outcome {}

        record CodeUsed() implements Outcome {}

        /** The customer must confirm with the PIN, in the wallet. */
        record PinNeeded() implements Outcome {}

        record TooOften(Duration retryAfter) implements Outcome {}
    }

    Outcome charge(String merchantId, String orderId, String code, IdempotencyKey key) {
        Optional<OrderStore.Order> found = orders.find(orderId, merchantId);
        Optional<MerchantProfile> merchant = merchants.find(merchantId);
        if (found.isEmpty() || merchant.isEmpty()) {
            return new Outcome.Settled(new PayResult.NotThere());
        }
        Optional<Duration> wait = throttle.wait(merchantId);
        if (wait.isPresent()) {
            return new Outcome.TooOften(wait.get());
        }
        Optional<PayCodeStore.PayCode> payCode = codes.find(code);
        if (payCode.isEmpty()) {
            throttle.missed(merchantId);
            return new Outcome.NoSuchCode();
        }
        Optional<PaymentRow> paidWithIt =
                payments.paymentOfPayCode(payCode.get().id());
        if (paidWithIt.isPresent()) {
            boolean same = paidWithIt.get().orderId().equals(Optional.of(orderId));
            return same ? new Outcome.Settled(PayResult.Paid.before(paidWithIt.get())) : new Outcome.CodeUsed();
        }
        Instant now = clock.instant();
        if (!payCode.get().isLiveAt(now)) {
            return new Outcome.CodeExpired();
        }
        OrderStore.State state = found.get().state(now);
        if (state != OrderStore.State.OPEN) {
            boolean paid = found.get().paymentId().isPresent();
            return new Outcome.Settled(
                    paid ? new PayResult.OrderPaid(found.get().paymentId()) : new PayResult.OrderOver(state));
        }
        if (!merchant.get().isActive()) {
            return new Outcome.Settled(new PayResult.MerchantStopped());
        }
        return charge(found.get(), payCode.get(), key, now);
    }

    private Outcome charge(OrderStore.Order order, PayCodeStore.PayCode payCode, IdempotencyKey key, Instant now) {
        Map<String, Reason> refused = new HashMap<>();
        for (int tries = 1; ; tries++) {
            PinnedPrice price = pricing.price(new PricingBaskets.Question(
                            payCode.customerId(),
                            PricingBaskets.setting(order.merchantId(), Channel.PAY_CODE, Funding.BALANCE),
                            order.currency(),
                            Optional.of(order.id()),
                            Optional.of(payCode.device()),
                            order.lines(),
                            now,
                            CouponChoice.BEST,
                            refused))
                    .price();
            PinCheck checked =
                    pins.check(payCode.customerId(), new Money(price.payable(), order.currency()), Optional.empty());
            if (!(checked instanceof PinCheck.Allowed)) {
                codeStore.asked(payCode.id(), order.id());
                return new Outcome.PinNeeded();
            }
            PaymentRow payment = new PaymentRow(
                    TypeIds.next("pay"),
                    OptionalLong.empty(),
                    Channel.PAY_CODE,
                    Optional.empty(),
                    Optional.of(order.id()),
                    Optional.of(payCode.id()),
                    Optional.of(order.orderNumber()),
                    payCode.customerId(),
                    order.merchantId(),
                    order.storeId(),
                    order.currency(),
                    price.frozen(),
                    Optional.empty(),
                    now);
            PostingPayments.Outcome outcome =
                    posting.post(payment, order.turn(), Optional.of(asked(order, payCode, key, false)));
            switch (outcome) {
                case PostingPayments.Outcome.Posted posted -> {
                    return new Outcome.Settled(PayResult.Paid.now(posted.payment(), posted.bonus()));
                }
                case PostingPayments.Outcome.Before before -> {
                    return before(before.known(), order, payCode);
                }
                case PostingPayments.Outcome.OffersRefused offers -> {
                    if (tries >= PRICED_AT_MOST) {
                        return new Outcome.Settled(new PayResult.Busy());
                    }
                    refused.putAll(offers.offers());
                }
                case PostingPayments.Outcome.Refused last
                when last.result() instanceof PayResult.Insufficient -> {
                    return new Outcome.Settled(kept(payment, order, payCode, key, last.result()));
                }
                case PostingPayments.Outcome.Refused last -> {
                    return new Outcome.Settled(last.result());
                }
            }
        }
    }

    /**
     * Posts once more so that the refusal is kept under the request's key: only now is it the last one. If money has
     * come in meanwhile it is paid after all.
     */
    private PayResult kept(
            PaymentRow payment,
            OrderStore.Order order,
            PayCodeStore.PayCode payCode,
            IdempotencyKey key,
            PayResult refusal) {
        return switch (posting.post(payment, order.turn(), Optional.of(asked(order, payCode, key, true)))) {
            case PostingPayments.Outcome.Posted posted -> PayResult.Paid.now(posted.payment(), posted.bonus());
            case PostingPayments.Outcome.Refused again -> again.result();
            case PostingPayments.Outcome.Before _, PostingPayments.Outcome.OffersRefused _ -> refusal;
        };
    }

    private static Outcome before(PaymentStore.Known known, OrderStore.Order order, PayCodeStore.PayCode payCode) {
        PaymentRow payment = known.payment();
        if (!payment.orderId().equals(Optional.of(order.id()))) {
            return new Outcome.CodeUsed();
        }
        if (known.state() != CardErrand.State.DONE) {
            return new Outcome.Settled(new PayResult.OrderPending());
        }
        return payment.payCodeId().equals(Optional.of(payCode.id()))
                ? new Outcome.Settled(PayResult.Paid.before(payment))
                : new Outcome.Settled(new PayResult.OrderPaid(Optional.of(payment.id())));
    }

    private static OnceKey asked(
            OrderStore.Order order, PayCodeStore.PayCode payCode, IdempotencyKey key, boolean keepsRefusal) {
        return OnceKey.of(
                keepsRefusal,
                order.id() + " " + payCode.id(),
                order.merchantId(),
                "POST /orders/pay-code",
                key.value());
    }
}
