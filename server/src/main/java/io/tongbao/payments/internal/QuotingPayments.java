package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.payments.Channel;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.Setting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Shows a customer a price and holds to it for a while. */
@Service
class QuotingPayments {
    static final Duration HOLDS_FOR = Duration.ofMinutes(5);

    private final PricingBaskets pricing;
    private final QuoteStore store;
    private final Clock clock;

    QuotingPayments(PricingBaskets pricing, QuoteStore store, Clock clock) {
        this.pricing = pricing;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What is to be paid, an order's lines or one line for a plain amount, and how.
     *
     * @param channel how it came to this customer
     * @param coupons which of the customer's coupons it may use
     * @param device from which it is asked, by its fingerprint
     */
    record Asked(
            MerchantProfile merchant,
            Optional<String> storeId,
            Currency currency,
            Optional<OrderStore.Order> order,
            List<PinnedPrice.Line> lines,
            Channel channel,
            Setting.Source source,
            CouponChoice coupons,
            Optional<String> device) {
        Asked {
            lines = List.copyOf(lines);
        }

        /** An order that the till asked for by this customer's pay code is one by pay code, though it is confirmed in the wallet. */
        static Asked of(MerchantProfile merchant, OrderStore.Order order, String customerId) {
            Channel channel = order.askedByCodeOf().equals(Optional.of(customerId)) ? Channel.PAY_CODE : Channel.QR;
            return new Asked(
                    merchant,
                    order.storeId(),
                    order.currency(),
                    Optional.of(order),
                    order.lines(),
                    channel,
                    Funding.BALANCE,
                    CouponChoice.BEST,
                    Optional.empty());
        }

        /** @param storeId whose counter's code was scanned */
        static Asked ofAmount(MerchantProfile merchant, Optional<String> storeId, long amountMinor) {
            PinnedPrice.Line line = new PinnedPrice.Line(
                    "amount", merchant.name(), Optional.of("amount"), Optional.empty(), amountMinor, 1, 0);
            return new Asked(
                    merchant,
                    storeId,
                    merchant.currency(),
                    Optional.empty(),
                    List.of(line),
                    Channel.QR,
                    Funding.BALANCE,
                    CouponChoice.BEST,
                    Optional.empty());
        }

        Asked paidWith(Setting.Source other) {
            return new Asked(merchant, storeId, currency, order, lines, channel, other, coupons, device);
        }

        Asked using(CouponChoice chosen) {
            return new Asked(merchant, storeId, currency, order, lines, channel, source, chosen, device);
        }

        Asked from(String itsDevice) {
            return new Asked(
                    merchant, storeId, currency, order, lines, channel, source, coupons, Optional.of(itsDevice));
        }
    }

    /**
     * @param available what the customer could spend when it was priced
     * @param bonus what of it is bonus
     */
    record Shown(QuoteStore.Quote quote, MerchantProfile merchant, long available, long bonus) {}

    Shown quote(String customerId, Asked asked) {
        return quote(customerId, asked, Map.of());
    }

    /** @param refused offers that the ledger has just refused */
    Shown quote(String customerId, Asked asked, Map<String, Reason> refused) {
        Instant now = clock.instant();
        PricingBaskets.Priced priced = pricing.price(new PricingBaskets.Question(
                customerId,
                PricingBaskets.setting(asked.merchant().id(), asked.channel(), asked.source()),
                asked.currency(),
                asked.order().map(OrderStore.Order::id),
                asked.device(),
                asked.lines(),
                now,
                asked.coupons(),
                refused));
        Instant expiresAt = now.plus(HOLDS_FOR);
        Optional<Instant> orderExpiresAt = asked.order().map(OrderStore.Order::expiresAt);
        QuoteStore.Quote quote = new QuoteStore.Quote(
                TypeIds.next("quo"),
                customerId,
                asked.merchant().id(),
                asked.storeId(),
                asked.order().map(OrderStore.Order::id),
                asked.order().map(OrderStore.Order::orderNumber),
                asked.order().map(OrderStore.Order::turn).orElse(0),
                asked.currency(),
                priced.price(),
                asked.channel(),
                asked.source(),
                priced.dependsOnSource(),
                now,
                orderExpiresAt.filter(expiresAt::isAfter).orElse(expiresAt));
        store.insert(quote);
        return new Shown(quote, asked.merchant(), priced.available(), priced.bonus());
    }

    /** Prices the same anew, after offers in it were refused or to be paid with something else. */
    Shown again(
            QuoteStore.Quote quote,
            MerchantProfile merchant,
            Optional<OrderStore.Order> order,
            Setting.Source source,
            Map<String, Reason> refused) {
        List<PinnedPrice.Line> lines =
                quote.price().lines().stream().map(line -> line.with(0)).toList();
        Asked asked = new Asked(
                merchant,
                quote.storeId(),
                quote.currency(),
                order,
                lines,
                quote.channel(),
                source,
                quote.price().choice(),
                quote.price().device());
        return quote(quote.customerId(), asked, refused);
    }
}
