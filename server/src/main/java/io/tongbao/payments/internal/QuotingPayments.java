package io.tongbao.payments.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
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

    /** What is to be paid; an order's lines, or one line for a plain amount. */
    record Asked(
            MerchantProfile merchant,
            Currency currency,
            Optional<OrderStore.Order> order,
            List<PinnedPrice.Line> lines) {
        Asked {
            lines = List.copyOf(lines);
        }

        static Asked of(MerchantProfile merchant, OrderStore.Order order) {
            return new Asked(merchant, order.currency(), Optional.of(order), order.lines());
        }

        static Asked ofAmount(MerchantProfile merchant, long amountMinor) {
            PinnedPrice.Line line = new PinnedPrice.Line(
                    "amount", merchant.name(), Optional.of("amount"), Optional.empty(), amountMinor, 1, 0);
            return new Asked(merchant, merchant.currency(), Optional.empty(), List.of(line));
        }
    }

    /** @param available what the customer could spend when it was priced */
    record Shown(QuoteStore.Quote quote, MerchantProfile merchant, long available) {}

    Shown quote(String customerId, Asked asked) {
        return quote(customerId, asked, Map.of());
    }

    /** @param refused offers that the ledger has just refused */
    Shown quote(String customerId, Asked asked, Map<String, Reason> refused) {
        Instant now = clock.instant();
        PricingBaskets.Priced priced = pricing.price(new PricingBaskets.Question(
                customerId,
                Setting.at(asked.merchant().id()),
                asked.currency(),
                asked.order().map(OrderStore.Order::id),
                asked.lines(),
                now,
                refused));
        Instant expiresAt = now.plus(HOLDS_FOR);
        Optional<Instant> orderExpiresAt = asked.order().map(OrderStore.Order::expiresAt);
        QuoteStore.Quote quote = new QuoteStore.Quote(
                TypeIds.next("quo"),
                customerId,
                asked.merchant().id(),
                asked.order().map(OrderStore.Order::id),
                asked.order().map(OrderStore.Order::orderNumber),
                asked.order().map(OrderStore.Order::turn).orElse(0),
                asked.currency(),
                priced.price(),
                now,
                orderExpiresAt.filter(expiresAt::isAfter).orElse(expiresAt));
        store.insert(quote);
        return new Shown(quote, asked.merchant(), priced.available());
    }

    /** Prices the same anew, after offers in it were refused. */
    Shown again(
            QuoteStore.Quote quote,
            MerchantProfile merchant,
            Optional<OrderStore.Order> order,
            Map<String, Reason> refused) {
        List<PinnedPrice.Line> lines =
                quote.price().lines().stream().map(line -> line.with(0)).toList();
        return quote(quote.customerId(), new Asked(merchant, quote.currency(), order, lines), refused);
    }
}
